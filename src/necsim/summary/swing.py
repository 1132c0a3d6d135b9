"""The swing table: how far support has to move until so many seats are won."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from necsim.link.swing import Swing
from necsim.summary.frame import make_table

_DIGITS = 6


def summarise_swing(swings: Iterable[Swing]) -> pl.DataFrame:
    """Give one row a contest, faction and number of seats, in the order given."""
    return make_table("swing", ((*each[:-1], _rounded(each.swing)) for each in swings))


def _rounded(swing: float | None) -> float | None:
    """Round to what a reader could use; a zero has no sign."""
    return None if swing is None else round(swing, _DIGITS) + 0.0
