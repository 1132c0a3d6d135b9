"""`python -m necsim`."""

import sys

from necsim.cli.app import main

sys.exit(main())
