"""Figures of sweeps over one axis: lines over numbers, dots over words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from tests.report.charts.drawing import HOSTILE, chance, names, sound, table, texts, values

from necsim.report.charts.parts import LINE
from necsim.report.charts.sweep import most_varied, sweep_figures

KEY = "support.left"
STEPS = (0.4, 0.5, 0.6)


def swept(outcomes: Mapping[str, tuple[float, ...]], key: str = KEY) -> pl.DataFrame:
    rows = [
        {key: step, "outcome": outcome, **chance(ps[k])}
        for k, step in enumerate(STEPS) for outcome, ps in outcomes.items()
    ]  # fmt: skip
    return table("sweep", *rows, **{key: pl.Float64})


def test_lines_go_through_the_chances_and_words_give_both_ends() -> None:
    (figure,) = sweep_figures(swept({"control.left": (0.2, 0.5, 0.9)}), names())
    assert figure.title == "Chances, by support of Left"
    points = [(row["x"], row["value"]) for row in values(figure)][:3]
    assert points == [(0.4, 0.2), (0.5, 0.5), (0.6, 0.9)]
    assert "Left controls the committee: 20.0% at 40%, 90.0% at 60%." in figure.alt
    assert {"40%", "60%", "Support of Left"} <= set(texts(*sound([figure])))


def test_names_of_lines_that_end_together_do_not_meet() -> None:
    ends = {f"seats.left >= {k}": (0.1, 0.5, 0.9 + 0.001 * k) for k in range(1, 5)}
    (figure,) = sweep_figures(swept(ends), names())
    places = sorted({row["place"] for row in values(figure) if "place" in row})
    assert len(places) == 4
    gaps = [300 * (b - a) for a, b in pairwise(places)]
    assert min(gaps) >= LINE  # in pixels, for the axis is 300 high and goes from 0 to 1
    sound([figure])


def test_only_the_outcomes_that_vary_most_are_drawn() -> None:
    flat = {f"votes.c0.dar >= {k}": (0.5, 0.5, 0.5 + 0.01 * k) for k in range(6)}
    found = swept(flat)
    assert most_varied(found) == [f"votes.c0.dar >= {k}" for k in (2, 3, 4, 5)]
    (figure,) = sweep_figures(found, names())
    assert {row["line"] for row in values(figure)} == {0, 1, 2, 3}


def test_a_mean_has_a_figure_of_its_own() -> None:
    rows = [{KEY: step, "outcome": "votes.c0.dar", "mean": 1e5 * step, "mean_se": 100.0}
            for step in STEPS]  # fmt: skip
    both = pl.concat([swept({"control.left": (0.2, 0.5, 0.9)}),
                      table("sweep", *rows, **{KEY: pl.Float64})])  # fmt: skip
    figures = list(sweep_figures(both, names()))
    assert [each.name for each in figures] == ["sweep", "sweep-mean-1"]
    assert "40,000 ±200 at 40%, 60,000 ±200 at 60%" in figures[1].alt
    sound(figures)


def test_values_in_words_are_rows_of_dots() -> None:
    rows: list[dict[str, Any]] = [
        {"rule": rule, "outcome": "control.left", **chance(p)}
        for rule, p in (("block", 0.9), ("ers97", 0.6))
    ]
    (figure,) = sweep_figures(table("sweep", *rows, rule=pl.String), names())
    assert "Left controls the committee: block 90.0%, ers97 60.0%." in figure.alt
    assert {"block", "ers97", "90.0%"} <= set(texts(*sound([figure])))


def test_contests_are_named_where_there_are_several() -> None:
    found = swept({f"seats.c{k}.left >= 1": (0.1, 0.2, 0.3) for k in range(2)})
    (figure,) = sweep_figures(found, names(contests=2))
    assert "Section 0" in figure.alt
    assert "Section 1" in figure.alt


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_they_are(name: str) -> None:
    found = swept({"control.left": (0.2, 0.5, 0.9), "control.right": (0.8, 0.5, 0.1)})
    sound(list(sweep_figures(found, names(left=name))))


def test_one_value_and_none_have_no_figure() -> None:
    found = swept({"control.left": (0.2, 0.5, 0.9)})
    assert not list(sweep_figures(found.head(1), names()))
    assert not list(sweep_figures(found.head(0), names()))
