"""Figures of backtests: scores by contest, differences from references, how far ranges held."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from tests.report.charts.drawing import sound, table, texts, values

from necsim.report.charts.backtest import backtest_figures
from necsim.report.charts.figure import Figure

MODE = "rolling origin"


def row(method: str, what: str, measure: str, value: float, **more: Any) -> dict[str, Any]:
    return {"mode": MODE, "method": method, "what": what, "measure": measure, "value": value,
            **more}  # fmt: skip


def scored(contest: str, own: float, other: float) -> list[dict[str, Any]]:
    return [
        row("model", "contest", "log score", own, contest=contest),
        row("even odds", "contest", "log score", other, contest=contest),
        row("model", "contest", "right", 5.0, contest=contest),
        row("model", "contest", "of", 6.0, contest=contest),
    ]


def against(method: str, verdict: str, value: float, se: float = 0.1) -> list[dict[str, Any]]:
    return [
        row(method, f"beside {method}", "log score", 4.0, contests=9),
        row("", f"less {method}", "log score", value, contests=9, se=se, verdict=verdict),
    ]


def held(name: str, inside: float, pit: float) -> list[dict[str, Any]]:
    more = {"contest": "nec-2018", "name": name}
    return [
        row("model", "votes", "inside 80 %", inside, **more),
        row("model", "votes", "pit", pit, **more),
    ]


def drawn(*rows: dict[str, Any]) -> dict[str, Figure]:
    return {each.name: each for each in backtest_figures(table("backtest", *rows))}


def test_each_contest_has_a_mark_a_method_and_how_many_were_right() -> None:
    figures = drawn(*scored("nec-2016", 1.0, 3.0), *scored("nec-2018", 2.0, 4.0))
    figure = figures["backtest-contests"]
    marks = [(each["contest"], each["method"], each["value"]) for each in values(figure)
             if "method" in each]  # fmt: skip
    assert ("nec-2018", "model", 2.0) in marks
    assert ("nec-2016", "even odds", 3.0) in marks
    assert "A row for each of 2 contests" in figure.alt
    assert texts(*sound([figure])).count("5 of 6") == 2


def test_a_difference_is_a_share_of_the_references_mean_and_says_its_verdict() -> None:
    figures = drawn(*scored("nec-2018", 2.0, 4.0), *against("even odds", "win", -1.0),
                    *against("nominations", "draw", -0.1))  # fmt: skip
    figure = figures["backtest-differences"]
    assert "log score against even odds −25% (better, 9 contests)" in figure.alt
    assert "log score against nominations −2% (not told apart, 9 contests)" in figure.alt
    found = {each["method"]: each for each in values(figure) if "method" in each}
    assert found["even odds"]["high"] < 0 < found["nominations"]["high"]
    assert {"better", "not told apart"} <= set(texts(*sound([figure])))
    assert "better than even odds" in figures["backtest-contests"].alt


def test_a_reference_without_an_error_has_no_difference() -> None:
    unsure = against("even odds", "draw", -1.0, se=float("nan"))
    figures = drawn(*scored("nec-2018", 2.0, 4.0), *unsure)
    assert "backtest-differences" not in figures


def test_ranges_are_said_to_hold_as_often_as_they_did() -> None:
    people = [held(f"p{k}", float(k < 7), k / 10) for k in range(10)]
    figures = drawn(*scored("nec-2018", 2.0, 4.0), *(each for one in people for each in one))
    assert "80% ranges held 70% of 10" in figures["backtest-ranges"].alt
    tenths = figures["backtest-tenths"]
    counts = {each["row"]: each["count"] for each in values(tenths) if "count" in each}
    assert sum(counts.values()) == 10
    assert "about 1 should in each" in tenths.alt
    sound(list(figures.values()))


def test_modes_have_figures_of_their_own() -> None:
    both = pl.concat([
        table("backtest", *scored("nec-2018", 2.0, 4.0)),
        table("backtest", *scored("nec-2018", 1.5, 4.0)).with_columns(mode=pl.lit("leave one out")),
    ])  # fmt: skip
    found = [each.name for each in backtest_figures(both)]
    assert found == ["backtest-contests", "backtest-contests-leave-one-out"]


@pytest.mark.parametrize("contest", ["\"><script>=1+1</script>'", "w" * 200])
def test_hostile_ids_are_drawn_as_they_are(contest: str) -> None:
    sound(list(drawn(*scored(contest, 1.0, 3.0)).values()))


def test_an_empty_table_and_one_without_finite_scores_do_not_crash() -> None:
    assert not drawn()
    assert not drawn(*scored("nec-2018", float("inf"), float("inf")))
