"""How often tests that prove by repetition repeat: a few times, or in full by `make soak`."""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("NECSIM_SOAK"))


def rounds(usual: int, soak: int) -> int:
    """Give how many rounds this run of the tests makes."""
    return soak if SOAK else usual
