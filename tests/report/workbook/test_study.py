from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.workbook.conftest import (
    chance,
    make_compare,
    make_drivers,
    make_study,
    make_sweep,
)
from tests.report.workbook.looks import assert_holds, assert_is_a_table, opened, parts

from necsim.report.workbook.study import write_study
from necsim.store import FinishedStudy

SWEEP = make_sweep(0.35, 0.45, 0.55)
STUDIES = {
    "sweep": SWEEP,
    "drivers": make_drivers(),
    "compare": make_compare(),
    "target": make_study(
        "target",
        {"goal": "control.left", "chance": 0.8, "by": "support.left", "between": [0.1, 0.9]},
        [{"key": "support.left", "value": 0.4, "found": "at least", "wanted": 0.8, **chance(0.8)}],
    ),
    "suppose": make_study(
        "suppose",
        {"given": ["control.left"], "of": []},
        [{"outcome": "seats.left >= 2", **chance(0.8), "all": 0.5, "diff": 0.3, "diff_se": 0.1}],
    ),
    "score": make_study(
        "score", {"run": "3f9c2a17"}, [{"contest": "clp", "what": "contest", "value": 0.25}]
    ),
    "fit": make_study(
        "fit", {"value_of": []}, [{"kind": "support", "name": "left", "mean": 0.5, "sd": 0.1}]
    ),
    "backtest": make_study(
        "backtest", {"contests": ["a", "b"]}, [{"mode": "leave one out", "value": 0.25}]
    ),
}


def written(path: Path, study: FinishedStudy) -> Path:
    write_study(path / "study.xlsx", study.table, study.record)
    return path / "study.xlsx"


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_comes_back_as_it_went_in(name: str, tmp_path: Path) -> None:
    study = STUDIES[name]
    path = written(tmp_path, study)
    assert_holds(path, name, study.table)
    book = opened(path)
    assert book.sheetnames[0] == "Cover"
    assert book.sheetnames[-3:] == [name, "Dictionary", "Provenance"]
    for each in book.sheetnames[1:]:
        found = book[each]
        assert_is_a_table(path, each, found.max_row - 1, found.max_column)


@pytest.mark.parametrize("name", STUDIES)
def test_equal_studies_give_equal_bytes(name: str, tmp_path: Path) -> None:
    first = written(tmp_path, STUDIES[name]).read_bytes()
    assert written(tmp_path, STUDIES[name]).read_bytes() == first


def test_the_cover_says_what_was_asked(tmp_path: Path) -> None:
    cover = opened(written(tmp_path, SWEEP))["Cover"]
    said = {row[0]: row[1] for row in cover.iter_rows(values_only=True)}
    assert cover["A1"].value == "Small"
    assert said["Asked"] == "How do the chances change with support of Left from 35% to 55%?"
    assert said["Simulation"] == "400 replicates a setting"
    assert said["Study"] == "sweep small/3f9c2a17"
    assert "finitely many" in str(said["Simulation error"])


def test_a_table_without_chances_does_not_speak_of_their_error(tmp_path: Path) -> None:
    cover = opened(written(tmp_path, STUDIES["score"]))["Cover"]
    assert "Simulation error" not in [row[0] for row in cover.iter_rows(values_only=True)]


def test_every_column_is_explained(tmp_path: Path) -> None:
    book = opened(written(tmp_path, SWEEP))
    rows = list(book["Dictionary"].iter_rows(values_only=True))[1:]
    said = {(row[0], row[1]) for row in rows}
    assert all(row[4] for row in rows)
    for name in ("grid", "sweep"):
        assert {(name, cell.value) for cell in book[name][1]} <= said


def test_chances_are_percentages_with_their_error_beside(tmp_path: Path) -> None:
    sheet = opened(written(tmp_path, SWEEP))["sweep"]
    forms = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert (forms["support.left"], forms["p"], forms["p_se"]) == ("0.0%", "0.0%", "0.00%")
    headers = [cell.value for cell in sheet[1]]
    assert headers[headers.index("p") + 1] == "p_se"


def test_a_sweep_has_a_row_a_cell_and_a_column_an_outcome(tmp_path: Path) -> None:
    book = opened(written(tmp_path, SWEEP))
    rows = list(book["grid"].iter_rows(values_only=True))
    outcomes = ("Left controls the committee", "Seats of Left", "Left wins at least 2 seats")
    assert rows[0] == ("support.left", *outcomes, *(f"± {each}" for each in outcomes))
    assert [row[0] for row in rows[1:]] == [0.35, 0.45, 0.55]
    found = SWEEP.table.filter(outcome="seats.left >= 2")
    assert [row[3] for row in rows[1:]] == pytest.approx(found["p"].to_list(), rel=1e-15)
    errors = [1.96 * each for each in found["p_se"]]
    assert [row[6] for row in rows[1:]] == pytest.approx(errors, rel=1e-12)


def test_a_sweep_draws_chances_together_and_each_mean_alone(tmp_path: Path) -> None:
    charts = parts(written(tmp_path, SWEEP), "charts")
    assert [chart.count("<c:ser>") for chart in charts] == [2, 1]
    assert all("<c:scatterChart>" in chart for chart in charts)
    assert "grid!$A$2:$A$4" in charts[0]
    assert "grid!$B$2:$B$4" in charts[0]
    assert charts[0].count("grid!$E$2:$E$4") == 2


def test_a_sweep_of_words_is_drawn_as_columns(tmp_path: Path) -> None:
    study = make_sweep("block", "stv", key="contests.clp.rule")
    charts = parts(written(tmp_path, study), "charts")
    assert all('<c:barDir val="col"/>' in chart for chart in charts)


def test_a_sweep_of_two_keys_is_shaded(tmp_path: Path) -> None:
    rows = [
        {"support.left": a, "turnout": b, "outcome": "control.left", **chance(a)}
        for a in (0.4, 0.5)
        for b in (0.1, 0.2)
    ]
    cells = [{"support.left": row["support.left"], "turnout": row["turnout"]} for row in rows]
    path = written(tmp_path, make_study("sweep", {"of": [], "cells": cells}, rows))
    grid = opened(path)["grid"]
    assert [str(each.sqref) for each in grid.conditional_formatting] == ["C2:C5"]
    assert parts(path, "charts") == []


def test_outcomes_that_read_alike_have_columns_of_their_own(tmp_path: Path) -> None:
    rows = [{"turnout": 0.1, "outcome": each, **chance(0.4)} for each in ("Odd", "odd", "turnout")]
    study = make_study("sweep", {"of": [], "cells": [{"turnout": 0.1}]}, rows)
    header = [cell.value for cell in opened(written(tmp_path, study))["grid"][1]]
    assert header[:4] == ["turnout", "Odd", "odd 2", "Turnout 2"]


def test_drivers_are_bars_with_the_widest_first(tmp_path: Path) -> None:
    path = written(tmp_path, STUDIES["drivers"])
    rows = list(opened(path)["tornado"].iter_rows(values_only=True))[1:]
    assert [row[1] for row in rows] == ["support of Left", "turnout"]
    assert rows[0][3:] == (-0.3, 0.25, 0.2, 0.6)
    (chart,) = parts(path, "charts")
    assert '<c:barDir val="bar"/>' in chart
    assert "tornado!$D$2:$D$3" in chart
    assert "tornado!$E$2:$E$3" in chart
    (alt,) = parts(path, "drawings")
    assert "support of Left: −30.0 points at its 10 % point" in alt


def test_drivers_without_assumptions_have_no_bars(tmp_path: Path) -> None:
    study = make_study("drivers", {"of": []}, [{"outcome": "x", "kind": "base", **chance(0.5)}])
    assert opened(written(tmp_path, study)).sheetnames[1] == "drivers"


def test_a_comparison_has_a_column_an_alternative_and_draws_what_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, STUDIES["compare"])
    rows = list(opened(path)["differences"].iter_rows(values_only=True))
    assert rows[0][3:] == ("turnout 10%", "± turnout 10%", "turnout 20%", "± turnout 20%")
    assert [row[1] for row in rows[1:]] == [
        "Left controls the committee",
        "Left wins at least 2 seats",
    ]
    assert rows[1][3::2] == (0.1, 0.05)
    (chart,) = parts(path, "charts")
    # One outcome of two is told apart.
    assert "differences!$D$2<" in chart
    assert chart.count("<c:ser>") == 2


def test_bars_have_their_categories_down_the_side(tmp_path: Path) -> None:
    (chart,) = parts(written(tmp_path, STUDIES["drivers"]), "charts")
    categories = chart[chart.index("<c:catAx>") : chart.index("</c:catAx>")]
    assert '<c:orientation val="maxMin"/>' in categories
    values = chart[chart.index("<c:valAx>") : chart.index("</c:valAx>")]
    assert "change of the chance" in values


def test_the_axis_of_a_comparison_holds_bars_with_their_errors(tmp_path: Path) -> None:
    (chart,) = parts(written(tmp_path, STUDIES["compare"]), "charts")
    values = chart[chart.index("<c:valAx>") : chart.index("</c:valAx>")]
    # The longest bar ends at 0.1, and its error 0.008 beyond.
    assert '<c:max val="0.15"/>' in values
    assert '<c:min val="0.0"/>' in values
