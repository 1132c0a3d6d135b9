"""The figures of a run, in the order a reader needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import polars as pl
from altair.utils.schemapi import debug_mode

from necsim.report.charts.figure import Figure
from necsim.report.charts.flow import flow_figures
from necsim.report.charts.people import people_figures
from necsim.report.charts.power import control_figures, margin_figures, swing_figures
from necsim.report.charts.seats import seat_figures
from necsim.report.words.names import Names

_Family: TypeAlias = Callable[[Mapping[str, pl.DataFrame], Names], Iterable[Figure]]
_FIRST: tuple[_Family, ...] = (seat_figures, control_figures, people_figures, margin_figures)
_MORE: tuple[_Family, ...] = (swing_figures, flow_figures)
# With more contests a page would be a hundred pictures: how each tips stays in the tables.
_FEW_CONTESTS = 3


def run_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> list[Figure]:
    """Draw what a run's tables say."""
    few = len(names.labels.contests) <= _FEW_CONTESTS
    # What is drawn here is ours: to check it against a schema takes longer than to draw it.
    with debug_mode(False):
        return [each for family in (*_FIRST, *_MORE * few) for each in family(tables, names)]
