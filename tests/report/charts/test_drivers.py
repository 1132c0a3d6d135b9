"""Figures of drivers: strongest first, both ends in words, what is left out counted."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.charts.drawing import HOSTILE, apart, chance, names, sound, table, texts, values

from necsim.report.charts.drivers import driver_figures

OUTCOME = "control.left"
BASE = {"outcome": OUTCOME, "kind": "base", **chance(0.8)}


def bar(driver: str, low: float, high: float, half: float = 0.005) -> list[dict[str, Any]]:
    ends = (("10 %", 0.1, low), ("90 %", 0.3, high))
    return [
        {"outcome": OUTCOME, "kind": "tornado", "driver": driver, "point": point, "value": value,
         **chance(p), **apart(p - 0.8, half)}
        for point, value, p in ends
    ]  # fmt: skip


def share(source: str, of: float, half: float = 0.01) -> dict[str, Any]:
    return {"outcome": OUTCOME, "kind": "share", "driver": source, "share": of,
            "share_lo": max(0.0, of - half), "share_hi": of + half}  # fmt: skip


def test_a_tornado_has_the_strongest_first_and_says_both_ends() -> None:
    rows = [BASE, *bar("turnout", 0.79, 0.81), *bar("support.left", 0.6, 0.9)]
    (figure,) = driver_figures(table("drivers", *rows), names())
    assert [row["row"] for row in values(figure) if "point" in row] == [
        *["support of Left"] * 2, *["turnout"] * 2,
    ]  # fmt: skip
    assert "Left controls the committee, 80.0% as expected" in figure.alt
    assert "support of Left, 60.0% at 10% and 90.0% at 30%; turnout, 79.0% at 10%" in figure.alt
    said = texts(*sound([figure]))
    assert {"60.0% at 10%", "90.0% at 30%", "80.0% as expected"} <= set(said)


def test_assumptions_that_tell_nothing_and_those_beyond_twelve_are_counted() -> None:
    strong = [row for k in range(15) for row in bar(f"reference.r{k}", 0.7, 0.85 + 0.001 * k)]
    rows = [BASE, *strong, *bar("turnout", 0.799, 0.801)]
    (figure,) = driver_figures(table("drivers", *rows), names())
    drawn = {row["row"] for row in values(figure) if "point" in row}
    assert len(drawn) == 12
    assert "turnout" not in drawn
    assert figure.alt.endswith("8 more are drawn. 4 others move it less or not at all.")


@pytest.mark.parametrize(("low", "high"), [(0.7, 0.75), (0.85, 0.9), (0.8, 0.8), (0.8, 0.9)])
def test_bars_whose_ends_lie_on_one_side_are_drawn(low: float, high: float) -> None:
    (figure,) = driver_figures(table("drivers", BASE, *bar("turnout", low, high)), names())
    said = texts(*sound([figure]))
    assert f"{100 * low:.1f}% at 10%" in said
    assert f"{100 * high:.1f}% at 30%" in said
    drawn = [row["value"] for row in values(figure) if "point" in row]
    assert abs(drawn[0] - 0.8) >= abs(drawn[1] - 0.8)  # the shorter lies above the longer


def test_shares_are_bars_with_bounds_where_they_are_not_told_from_nothing() -> None:
    rows = [share("ballots", 0.001), share("support", 0.742), share("turnout", 1.002)]
    (figure,) = driver_figures(table("drivers", *rows), names())
    assert "turnout 100%, support 74.2% and ballots <1.1%" in figure.alt
    assert {"74.2%", "<1.1%"} <= set(texts(*sound([figure])))


def test_each_outcome_has_its_figures_and_means_their_own_unit() -> None:
    mean = {"outcome": "votes.c0.dar", "mean": 60_000.0, "mean_se": 100.0}
    end = mean | {"kind": "tornado", "driver": "turnout", "point": "10 %", "value": 0.1}
    rows = [
        BASE, *bar("turnout", 0.7, 0.9), share("turnout", 0.4),
        mean | {"kind": "base"}, end | {"mean": 50_000.0} | apart(-10_000.0, 200.0),
    ]  # fmt: skip
    figures = list(driver_figures(table("drivers", *rows), names()))
    assert [each.name for each in figures] == ["drivers-1", "variance-1", "drivers-2"]
    assert "votes of Dar, 60,000 ±200 as expected" in figures[2].alt.lower().replace("dar", "Dar")
    assert "50,000 at 10%" in texts(sound(figures)[2])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_they_are(name: str) -> None:
    rows = [BASE, *bar("support.left", 0.6, 0.9), *bar("behaviour.discipline.left", 0.7, 0.9)]
    rows.append(share(name, 0.5))
    figures = list(driver_figures(table("drivers", *rows), names(left=name)))
    sound(figures)
    assert f"support of {name}".strip() in figures[0].alt


def test_an_empty_table_and_a_base_alone_have_no_figure() -> None:
    assert not list(driver_figures(table("drivers"), names()))
    assert not list(driver_figures(table("drivers", BASE), names()))


def test_a_negative_share_has_a_minus_and_no_hyphen() -> None:
    low, high = bar("turnout", 0.7, 0.9)
    (figure,) = driver_figures(table("drivers", BASE, low | {"value": -0.1}, high), names())
    assert "70.0% at −10%" in figure.alt
