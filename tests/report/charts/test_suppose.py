"""Figures of suppositions: what differs most, before and then."""

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

from necsim.report.charts.suppose import suppose_figures

RECORD: dict[str, Any] = {"asked": {"given": ["seats.left <= 1"]}, "given": {"n": N}}


def row(outcome: str, before: float, then: float, half: float = 0.01) -> dict[str, Any]:
    return {"outcome": outcome, **chance(then), "all": before, **apart(then - before, half)}


def test_chances_then_stand_beside_those_in_all_worlds_control_first() -> None:
    rows = [
        row("seats.left >= 2", 0.9, 0.0), row("control.right", 0.1, 0.102),
        row("control.left", 0.87, 0.69),
    ]  # fmt: skip
    (figure,) = suppose_figures(table("suppose", *rows), RECORD, names())
    assert figure.title == "Suppose: Left wins at most 1 seat"
    assert "Left controls the committee 87.0% → 69.0% and Left wins at least 2 seats" in figure.alt
    assert "Right controls" not in figure.alt
    assert [(each["all"], each["p"]) for each in values(figure) if "all" in each][:2] == [
        (0.87, 0.69), (0.9, 0.0),
    ]  # fmt: skip
    assert "87.0% → 69.0%" in texts(*sound([figure]))


def test_only_the_largest_differences_are_drawn_and_others_counted() -> None:
    rows = [row(f"votes.c0.dar >= {k}", 0.5, 0.55 + 0.01 * k) for k in range(14)]
    (figure,) = suppose_figures(table("suppose", *rows), RECORD, names())
    drawn = {each["p"] for each in values(figure) if "p" in each}
    assert min(drawn) == pytest.approx(0.59)
    assert figure.alt.endswith("4 more are drawn. 4 others differ less.")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_they_are(name: str) -> None:
    rows = table("suppose", row("control.left", 0.87, 0.69))
    sound(list(suppose_figures(rows, RECORD, names(left=name))))


def test_where_nothing_is_told_to_differ_there_is_no_figure() -> None:
    assert not list(suppose_figures(table("suppose"), RECORD, names()))
    rows = table("suppose", row("control.left", 0.5, 0.501))
    assert not list(suppose_figures(rows, RECORD, names()))
