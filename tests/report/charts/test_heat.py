"""Heat maps: a cell for each pair of values, the number in it readable on its colour."""

from __future__ import annotations

from itertools import product
from typing import Any

import polars as pl
import pytest
from tests.report.charts.drawing import HOSTILE, chance, names, sound, table, texts, values

from necsim.report.charts.figure import ink_on
from necsim.report.charts.sweep import sweep_figures

KEYS = {"support.left": pl.Float64, "turnout": pl.Float64}
LEFT, TURNOUT = (0.4, 0.5, 0.6), (0.1, 0.2)


def grid(**more: tuple[float, ...]) -> pl.DataFrame:
    axes = {"support.left": LEFT, "turnout": TURNOUT, **more}
    rows: list[dict[str, Any]] = [
        dict(zip(axes, cell, strict=True)) | {"outcome": "control.left", **chance(_p(*cell))}
        for cell in product(*axes.values())
    ]
    return table("sweep", *rows, **dict.fromkeys(axes, pl.Float64))


def _p(left: float, turnout: float, *more: float) -> float:
    return left - turnout + sum(more)


def test_every_cell_has_its_percentage_on_a_colour_that_lets_it_be_read() -> None:
    (figure,) = sweep_figures(grid(), names())
    cells = {(each["row"], each["column"]): each for each in values(figure)}
    assert {where: each["text"] for where, each in cells.items()} == {
        (f"{100 * left:.0f}%", f"{100 * turnout:.0f}%"): f"{100 * (left - turnout):.0f}%"
        for left, turnout in product(LEFT, TURNOUT)
    }
    assert all(each["ink"] == ink_on(each["fill"]) for each in cells.values())
    assert "Lowest 20.0% at support of Left 40%, turnout 20%" in figure.alt
    assert "highest 50.0% at support of Left 60%, turnout 10%" in figure.alt
    said = texts(*sound([figure]))
    assert {"20%", "50%", "Support of Left", "Turnout"} <= set(said)


def test_a_third_axis_has_a_map_for_each_of_its_values() -> None:
    (figure,) = sweep_figures(grid(tail=(0.0, 0.1)), names())
    said = texts(*sound([figure]))
    assert {"tail 0", "tail 0.1"} <= set(said)


def test_an_axis_too_long_to_go_across_goes_down() -> None:
    many = tuple(k / 100 for k in range(40))
    rows = [{"support.left": left, "turnout": each, "outcome": "control.left", **chance(left)}
            for left, each in product(LEFT, many)]  # fmt: skip
    (figure,) = sweep_figures(table("sweep", *rows, **KEYS), names())
    assert len({each["column"] for each in values(figure)}) == len(LEFT)
    sound([figure])


def test_values_that_vary_together_are_no_grid() -> None:
    rows = [{"support.left": each, "turnout": each, "outcome": "control.left", **chance(each)}
            for each in LEFT]  # fmt: skip
    assert not list(sweep_figures(table("sweep", *rows, **KEYS), names()))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_they_are(name: str) -> None:
    sound(list(sweep_figures(grid(), names(left=name))))
