"""Which studies have figures."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from tests.report.charts.drawing import N, apart, chance, names, table

from necsim.columns import STUDY_TABLES
from necsim.report.charts.studies import study_figures

RECORD: dict[str, Any] = {"asked": {"given": ["seats.left <= 1"]}, "given": {"n": N}}
ROW = {"outcome": "control.left", **chance(0.6), **apart(0.1, 0.01), "diff_se": 0.005}
ROWS: dict[str, list[dict[str, Any]]] = {
    "compare": [ROW | {"alternative": "a=1", "base": 0.5, "pairs": N, "changed": 9,
                       "verdict": "higher"}],
    "suppose": [ROW | {"all": 0.5}],
    "drivers": [{"outcome": "control.left", "kind": "share", "driver": "turnout", "share": 0.5,
                 "share_lo": 0.4, "share_hi": 0.6}],
    "fit": [{"kind": "support", "name": "left", "mean": 0.5, "p10": 0.4, "p90": 0.6}],
    "backtest": [{"mode": "leave one out", "contest": "nec", "method": "model", "what": "contest",
                  "measure": "log score", "value": 1.0}],
}  # fmt: skip


@pytest.mark.parametrize("study", sorted(ROWS))
def test_a_study_has_figures_of_its_table(study: str) -> None:
    figures = study_figures(table(study, *ROWS[study]), RECORD | {"study": study}, names())
    assert len(figures) == 1


def test_a_sweep_has_figures_over_what_varies() -> None:
    rows = [{"turnout": each, "outcome": "control.left", **chance(each)} for each in (0.2, 0.4)]
    swept = table("sweep", *rows, turnout=pl.Float64)
    assert study_figures(swept, RECORD | {"study": "sweep"}, names())


@pytest.mark.parametrize("study", sorted(STUDY_TABLES))
def test_a_table_without_rows_has_no_figure(study: str) -> None:
    assert study_figures(table(study), RECORD | {"study": study}, names()) == []
