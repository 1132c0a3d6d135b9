"""Figures of comparisons: differences as they are in the table, and none told where none is."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.charts.drawing import (
    HOSTILE,
    N,
    apart,
    chance,
    names,
    sound,
    table,
    texts,
    values,
)

from necsim.report.charts.compare import compare_figures

SE = 0.003


def row(
    outcome: str, diff: float, verdict: str, alternative: str = "turnout=0.1"
) -> dict[str, Any]:
    return {
        "alternative": alternative, "outcome": outcome, **chance(0.5 + diff), "base": 0.5,
        **apart(diff, 1.96 * SE), "diff_se": SE, "pairs": N, "changed": 90, "verdict": verdict,
    }  # fmt: skip


def test_control_is_shown_told_or_not_and_others_where_told() -> None:
    rows = [
        row("seats.left >= 2", 0.05, "higher"), row("seats.left >= 1", 0.004, "not told"),
        row("control.left", -0.02, "lower"), row("control.right", 0.001, "not told"),
        row("control.nobody", 0.0, "same"), row("seats.left >= 3", 0.1, "higher"),
    ]  # fmt: skip
    (figure,) = compare_figures(table("compare", *rows), names())
    drawn = [each for each in values(figure) if "label" in each]
    order = list(dict.fromkeys(each["label"] for each in drawn))
    assert order == [
        "Left controls the committee", "Right controls the committee",
        "Left wins at least 3 seats", "Left wins at least 2 seats",
    ]  # fmt: skip
    assert figure.title == "Against the base: turnout 10%"
    assert "Left controls the committee −2.0 ±0.6 points (50.0% → 48.0%)" in figure.alt
    assert "Right controls the committee no difference told" in figure.alt
    said = texts(*sound([figure]))
    assert {"−2.0 ±0.6 points", "no difference told", "50.0% → 60.0%"} <= set(said)
    assert "+0" not in said


def test_intervals_are_those_of_the_table_in_points() -> None:
    (figure,) = compare_figures(table("compare", row("control.left", -0.02, "lower")), names())
    (drawn,) = {(each["lo"], each["diff"], each["hi"]) for each in values(figure) if "lo" in each}
    half = 196 * SE
    assert drawn == pytest.approx((-2.0 - half, -2.0, -2.0 + half))


def test_many_alternatives_are_rows_of_one_outcome() -> None:
    rows = [row(outcome, 0.02 * k, "higher", f"support.left=0.{k}")
            for k in range(1, 6) for outcome in ("control.left", "control.right")]  # fmt: skip
    figures = list(compare_figures(table("compare", *rows), names()))
    assert [each.title for each in figures] == [
        "Against the base: Left controls the committee",
        "Against the base: Right controls the committee",
    ]
    assert "support of Left 30% +6.0 ±0.6 points (50.0% → 56.0%)" in figures[0].alt
    sound(figures)


def test_a_mean_has_a_figure_and_a_unit_of_its_own() -> None:
    mean = {"outcome": "votes.c0.dar", "mean": 61_000.0, "mean_se": 100.0, "base": 60_000.0,
            "diff": 1_000.0, "diff_se": 50.0, "diff_lo": 900.0, "diff_hi": 1_100.0}  # fmt: skip
    chance_row = row("control.left", -0.02, "lower")
    more = chance_row | dict.fromkeys(("p", "p_se", "p_lo", "p_hi")) | mean | {"verdict": "higher"}
    figures = list(compare_figures(table("compare", chance_row, more), names()))
    assert [each.name for each in figures] == ["compare-1", "compare-mean-1"]
    assert "+1,000 ±100 (60,000 → 61,000)" in figures[1].alt
    sound(figures)


def test_contests_are_named_where_there_are_several() -> None:
    rows = [row(f"seats.c{k}.left >= 1", 0.1, "higher") for k in range(2)]
    (figure,) = compare_figures(table("compare", *rows), names(contests=2))
    assert "Section 0" in figure.alt
    assert "Section 1" in figure.alt


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_they_are(name: str) -> None:
    rows = [row("control.left", 0.02, "higher", name), row("seats.left >= 1", 0.1, "higher", name)]
    figures = list(compare_figures(table("compare", *rows), names(left=name)))
    sound(figures)


def test_where_nothing_changes_there_is_no_figure() -> None:
    assert not list(compare_figures(table("compare"), names()))
    assert not list(compare_figures(table("compare", row("control.left", 0.0, "same")), names()))
