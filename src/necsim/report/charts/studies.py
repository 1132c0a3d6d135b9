"""The figures of each study."""

from __future__ import annotations

import polars as pl

from necsim.report.charts.backtest import backtest_figures
from necsim.report.charts.compare import compare_figures
from necsim.report.charts.drivers import driver_figures
from necsim.report.charts.figure import Figure
from necsim.report.charts.fit import fit_figures
from necsim.report.charts.suppose import suppose_figures
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
        case "compare":
            return list(compare_figures(table, names))
        case "drivers":
            return list(driver_figures(table, names))
        case "fit":
            return list(fit_figures(table, names))
        case "suppose":
            return list(suppose_figures(table, record, names))
    return []
