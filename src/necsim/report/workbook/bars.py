"""Bars side by side: a group a row of a wide sheet, a bar a column, each with its error."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any, NamedTuple

from necsim.columns import Column
from necsim.report.words.names import PALETTE
from necsim.report.workbook.book import Book
from necsim.report.workbook.charts import down_axis, error_bars, insert, new_chart
from necsim.report.workbook.figures import Part

MOST = 6  # bars in a group: more cannot be told apart
_WIDTH, _GAP, _BAR, _AROUND = 760, 16, 20, 150  # pixels
_LEAST = 1e-9
_PATTERNS = ("", "wide_upward_diagonal", "dotted_diamond", "wide_downward_diagonal")


class Line(NamedTuple):
    """What bars of one look are of, and the columns of their values and half-widths."""

    said: str
    value: Column
    half: Column


class Bars(NamedTuple):
    """A chart's title, the column that names its groups, its axis of values, and its alt text."""

    title: str
    category: str
    along: dict[str, Any]
    alt: str


def draw_bars(book: Book, part: Part, lines: Sequence[Line], told: Bars) -> None:
    """Draw the first few columns as bars, beside the table."""
    shown = lines[:MOST]
    series = [_series(part, line, told.category, place) for place, line in enumerate(shown)]
    chart = new_chart(book.raw, {"type": "bar"}, told.title, series)
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis(down_axis(""))
    chart.set_x_axis(told.along)
    height = _AROUND + (_GAP + _BAR * len(shown)) * part.length
    chart.set_size({"width": _WIDTH, "height": height})
    insert(part.sheet, (1, len(part.form.columns) + 1), chart, told.alt)


def reach(part: Part, lines: Sequence[Line]) -> dict[str, float]:
    """Give ends of an axis that hold every bar with its error, in round steps, and 0."""
    rows = part.rows.to_dicts()
    pairs = [(row[line.value.name], row[line.half.name] or 0.0) for row in rows for line in lines]
    told = [(value, half) for value, half in pairs if value is not None]
    low = min(0.0, *(value - half for value, half in told))
    high = max(0.0, *(value + half for value, half in told))
    step = 10.0 ** floor(log10(max(high - low, _LEAST))) / 2
    ends = {"min": floor(low / step), "max": ceil(high / step)}
    return {name: float(f"{count * step:.6g}") for name, count in ends.items()}


def _series(part: Part, line: Line, category: str, place: int) -> dict[str, Any]:
    values = part.cells(line.value.name)
    colour = PALETTE[place % len(PALETTE)]
    pattern = _PATTERNS[place % len(_PATTERNS)]
    marked = {"pattern": pattern, "fg_color": "#FFFFFF", "bg_color": colour}
    return {
        "name": [values.sheet, 0, values.column],
        "categories": part.cells(category).range,
        "values": values.range,
        "border": {"color": colour},
        "gap": 50,
        "y_error_bars": error_bars(part.cells(line.half.name)),
        **({"pattern": marked} if pattern else {"fill": {"color": colour}}),
    }
