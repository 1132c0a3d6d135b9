"""Native charts: they read ranges of a sheet, so they can be copied, restyled and added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_range_formula

from necsim.report.words.numbers import Z, decimals

WIDTH, HEIGHT = 520, 240  # pixels
_ROW, _COLUMN = 20, 64
_INK, _GRID = "#404040", "#D9D9D9"
_FONT = {"size": 10, "color": _INK, "bold": False}
_TITLE = {"size": 12, "color": "#000000", "bold": True}


class Cells(NamedTuple):
    """Some rows of one column of a sheet, as `xlsxwriter` takes them; the last row included."""

    sheet: str
    first: int
    column: int
    last: int

    @property
    def range(self) -> list[str | int]:
        """Give the range as a list."""
        return [self.sheet, self.first, self.column, self.last, self.column]

    @property
    def formula(self) -> str:
        """Give the range as a formula, which error bars want."""
        return f"={xl_range_formula(*self.range)}"

    def beside(self, column: int) -> Cells:
        """Give the same rows of another column."""
        return self._replace(column=column)


def chance_form(errors: Iterable[float], below: bool = True) -> str:
    """Give a number format for chances that shows no more digits than their errors allow.

    Chances that would print as 0 or 1 are shown as bounds, or not `below` some at all.
    """
    places = decimals(Z * max(errors, default=0.0))
    step = 10.0 ** -(places + 2)
    form = f"0.{'0' * places}%" if places else "0%"
    least = f'"<{100 * step:.{places}f}%"' if below else '""'
    most = f'">{100 * (1 - step):.{places}f}%"'
    return f"[<{step / 2:.5f}]{least};[>{1 - step / 2:.5f}]{most};{form}"


def chance_axis(title: str, largest: float = 1.0) -> dict[str, Any]:
    """Give an axis of chances from 0 to a fifth above the largest."""
    top = min(1.0, ceil(5 * largest) / 5)
    return axis(title) | {
        "num_format": "0%",
        "min": 0,
        "max": top or 0.2,
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.75}},
    }


def axis(title: str) -> dict[str, Any]:
    """Give an axis with a title."""
    return {
        "name": title,
        "name_font": _FONT,
        "num_font": _FONT,
        "line": {"color": _INK},
        "major_gridlines": {"visible": False},
    }


def down_axis(title: str) -> dict[str, Any]:
    """Give the axis of a bar chart's categories, its y axis here: the first on top, all named."""
    down = {"reverse": True, "crossing": "max", "interval_unit": 1, "label_position": "low"}
    return axis(title) | down


def literal(text: str) -> str:
    """Keep a text in a chart from being read as a formula."""
    return f" {text}" if text.startswith("=") else text


def new_chart(book: Any, kind: Mapping[str, str], title: str, series: Iterable[Any]) -> Any:
    """Make a chart with a title and no legend."""
    chart = book.add_chart(dict(kind))
    for each in series:
        chart.add_series(each)
    chart.set_title({"name": literal(title), "name_font": _TITLE, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    chart.show_blanks_as("gap")
    return chart


def labels(form: str, **more: object) -> dict[str, Any]:
    """Give labels of data: the value in this form, in ink."""
    return {"value": True, "num_format": form, "font": _FONT, **more}


def error_bars(half_widths: Cells) -> dict[str, Any]:
    """Give bars of simulation error, their half-widths read from cells."""
    found = half_widths.formula
    return {
        "type": "custom",
        "plus_values": found,
        "minus_values": found,
        "line": {"color": _INK, "width": 0.75},
    }


def rows_below(height: int = HEIGHT) -> int:
    """Count the rows that a chart of this height takes, and one between."""
    return -(-height // _ROW) + 1


def columns_beside(width: int = WIDTH) -> int:
    """Count the columns of usual width that a chart of this width takes."""
    return -(-width // _COLUMN) + 1


def insert(sheet: Any, place: tuple[int, int], chart: Any, alt: str) -> None:
    """Put a chart into a sheet, with what it shows in words; its size is its own."""
    sheet.insert_chart(*place, chart, {"description": alt, "object_position": 2})
