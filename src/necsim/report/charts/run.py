"""The figures of a run, in the order a reader needs them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from necsim.report.charts.figure import Figure
from necsim.report.charts.seats import seat_figures
from necsim.report.words.names import Names


def run_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> list[Figure]:
    """Draw what a run's tables say."""
    return [*seat_figures(tables, names)]
