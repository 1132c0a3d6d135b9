"""Heat maps: a cell for each pair of values, its percentage in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil, prod
from typing import Any

import altair as alt
import polars as pl

from necsim.report.charts.figure import WIDTH, Figure, ink_on
from necsim.report.charts.parts import Estimate, Row, estimate, fill, of_rows, short_title
from necsim.report.words.names import Names
from necsim.report.words.numbers import capital
from necsim.report.words.outcomes import key_words, value_words

_MAPS = 6  # small maps in a figure
_SIDE = 90  # pixels for the labels of the rows
_TEXT = 38  # pixels for a percentage: in cells narrower than that not each has one
_CELL = 30
_LEAST = 0.005


def heat_figures(
    table: pl.DataFrame, keys: Sequence[str], outcomes: Sequence[str], names: Names
) -> Iterator[Figure]:
    """Draw a figure an outcome; a map for each value of the axes beyond two, if they are few.

    Cells that are no grid, as where assumptions vary together, have none.
    """
    sizes = [table[key].n_unique() for key in keys]
    cells = len(table) // max(1, table["outcome"].n_unique())
    if prod(sizes) != cells or prod(sizes[2:]) > _MAPS:
        return
    for number, outcome in enumerate(outcomes, start=1):
        rows = table.filter(outcome=outcome)
        found = [(row, estimate(row)) for row in rows.iter_rows(named=True)]
        told = [(row, each) for row, each in found if each is not None]
        if told:
            yield _figure(f"sweep-{number}", outcome, told, list(keys), names)


def _figure(
    name: str, outcome: str, found: Sequence[tuple[Row, Estimate]], keys: list[str], names: Names
) -> Figure:
    down, across = _placed(found, keys[:2])
    rest = keys[2:]
    cells = [_cell(row, each, down, across, found) for row, each in found]
    maps = []
    for combination in product(*(_values(found, key) for key in rest)):
        here = [cell for cell, (row, _) in zip(cells, found, strict=True)
                if tuple(row[key] for key in rest) == combination]  # fmt: skip
        what = ", ".join(f"{key_words(key, names)} {value_words(key, value)}"
                         for key, value in zip(rest, combination, strict=True))  # fmt: skip
        maps.append(
            _map(here, (down, across), [_values(found, k) for k in (down, across)], what, names)
        )
    title = short_title(outcome, names)
    chart = maps[0] if len(maps) == 1 else alt.vconcat(*maps, spacing=20)
    return Figure(name, title, _alt(title, found, keys, names), chart)


def _placed(found: Sequence[tuple[Row, Estimate]], keys: Sequence[str]) -> tuple[str, str]:
    """Say which of two axes goes down and which across: the longer goes down if it is too long."""
    one, other = (len(_values(found, key)) for key in keys)
    room = (WIDTH - _SIDE) // _TEXT
    return (keys[1], keys[0]) if other > room >= one else (keys[0], keys[1])


def _values(found: Sequence[tuple[Row, Estimate]], key: str) -> list[Any]:
    values = list(dict.fromkeys(row[key] for row, _ in found))
    return sorted(values) if all(isinstance(each, int | float) for each in values) else values


def _cell(
    row: Row, each: Estimate, down: str, across: str, found: Sequence[tuple[Row, Estimate]]
) -> dict[str, Any]:
    chance = row["p"] is not None
    low, high = (0.0, 1.0) if chance else _ends(found)
    colour = fill((each.value - low) / (high - low) if high > low else 0.5)
    said = _short_percent(each.value, each.low, each.high) if chance else f"{each.value:.3g}"
    return {"row": value_words(down, row[down]), "column": value_words(across, row[across]),
            "fill": colour, "ink": ink_on(colour), "text": said}  # fmt: skip


def _ends(found: Sequence[tuple[Row, Estimate]]) -> tuple[float, float]:
    values = [each.value for _, each in found]
    return min(values), max(values)


def _short_percent(p: float, low: float, high: float) -> str:
    """Print a chance in as few letters as a cell has room for."""
    if low == high and p in (0.0, 1.0):
        return f"{100 * p:.0f}%"
    if p < _LEAST:
        return "<1%"
    return ">99%" if p > 1 - _LEAST else f"{100 * p:.0f}%"


def _map(
    cells: list[dict[str, Any]],
    keys: tuple[str, str],
    values: list[list[Any]],
    what: str,
    names: Names,
) -> Any:
    rows, columns = (
        [value_words(key, value) for value in each] for key, each in zip(keys, values, strict=True)
    )
    width = WIDTH - _SIDE
    step = ceil(len(columns) * _TEXT / width)
    titles = [key_words(key, names) for key in keys]
    axes = (
        alt.Axis(title=capital(titles[0]), labelLimit=160, ticks=False, domain=False),
        alt.Axis(
            title=capital(titles[1]), labelAngle=0, labelOverlap=True, ticks=False, domain=False
        ),
    )
    # A grid as numbers goes: what is more stands higher.
    order = rows[::-1] if isinstance(values[0][0], int | float) else rows
    gap = alt.Scale(paddingInner=0.02, paddingOuter=0)
    y = alt.Y("row:N", sort=order, axis=axes[0], scale=gap)
    x = alt.X("column:N", sort=columns, axis=axes[1], scale=gap)
    squares = of_rows(cells).mark_rect().encode(y=y, x=x, color=alt.Color("fill:N", scale=None))
    said = {*columns[::step]}, {*rows[::step]}
    some = (cell for cell in cells if cell["column"] in said[0] and cell["row"] in said[1])
    words = of_rows(some).mark_text()
    texts = words.encode(y=y, x=x, text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None))
    height = max(14, _CELL // step) * len(rows)
    more = {"title": what} if what else {}
    return alt.layer(squares, texts).properties(width=width, height=height, **more)


def _alt(
    title: str, found: Sequence[tuple[Row, Estimate]], keys: Sequence[str], names: Names
) -> str:
    def where(row: Row) -> str:
        return ", ".join(f"{key_words(key, names)} {value_words(key, row[key])}" for key in keys)

    by = " and ".join(key_words(key, names) for key in keys)
    least = min(found, key=lambda each: each[1].value)
    most = max(found, key=lambda each: each[1].value)
    return (
        f"Heat map: {title}, by {by}. Lowest {least[1].said} at {where(least[0])};"
        f" highest {most[1].said} at {where(most[0])}."
    )
