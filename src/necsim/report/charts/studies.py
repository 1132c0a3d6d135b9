"""The figures of each study."""

from __future__ import annotations

import polars as pl

from necsim.report.charts.backtest import backtest_figures
from necsim.report.charts.drivers import driver_figures
from necsim.report.charts.figure import Figure
from necsim.report.charts.sweep import sweep_figures
from necsim.report.words.names import Names
from necsim.store import Record


def study_figures(table: pl.DataFrame, record: Record, names: Names) -> list[Figure]:
    """Draw what a study's table says; a study that is no picture has none."""
    match record["study"]:
        case "sweep":
            return list(sweep_figures(table, names))
        case "backtest":
            return list(backtest_figures(table))
        case "drivers":
            return list(driver_figures(table, names))
    return []
