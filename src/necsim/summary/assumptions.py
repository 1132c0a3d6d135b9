"""The assumptions table: what the forecast rests on, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import polars as pl

from necsim.summary.frame import make_table


class Assumption(Protocol):
    """One value of a scenario: its address, how it would be typed, where it is from, and why."""

    @property
    def key(self) -> str:
        """Address in the scenario."""

    @property
    def value(self) -> object:
        """What is assumed."""

    @property
    def origin(self) -> str:
        """Where it comes from: file, flag, default, fit or history."""

    @property
    def why(self) -> str:
        """Give the reason, empty when none is given."""


def summarise_assumptions(assumptions: Iterable[Assumption]) -> pl.DataFrame:
    """Give one row a value, in the order given."""
    return make_table(
        "assumptions", ((each.key, str(each.value), each.origin, each.why) for each in assumptions)
    )
