from __future__ import annotations

import os

import numpy as np
import pytest


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("NUMBA_DISABLE_JIT", "0") != "0":
        # Random words wrap round, silently so only where compiled; `seterr` is this thread's alone.
        np.seterr(over="ignore")
        config.addinivalue_line("filterwarnings", "ignore:overflow encountered:RuntimeWarning")
