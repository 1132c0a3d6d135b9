"""A sweep as a grid: a row a setting, a column an outcome, and charts where one key varies."""

from __future__ import annotations

from typing import Any, NamedTuple

import polars as pl

from necsim.columns import Column, Table
from necsim.columns.form import FINE_PERCENT
from necsim.report.words.names import PALETTE, Names
from necsim.report.words.numbers import Z, capital
from necsim.report.words.outcomes import is_share, key_words, outcome_words, value_words
from necsim.report.words.verdict import number_text
from necsim.report.workbook.book import Book, distinct
from necsim.report.workbook.charts import (
    axis,
    chance_axis,
    error_bars,
    insert,
    new_chart,
    rows_below,
)
from necsim.report.workbook.figures import Part
from necsim.report.workbook.sheets import write_frame
from necsim.report.workbook.wide import (
    MEAN,
    chance_column,
    chance_said,
    half_column,
    half_width,
    key_column,
)

_SHOWN = 6  # lines in a chart: more cannot be told apart
_WIDTH, _HEIGHT = 720, 400  # pixels
_DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot", "square_dot")
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")
_LOW, _HIGH = "#FFFFFF", "#5B9BD5"


class _Line(NamedTuple):
    """An outcome, and the columns of its value and its half-width."""

    outcome: str
    value: Column
    half: Column

    @property
    def is_chance(self) -> bool:
        return self.value.type == "chance"


def add_grid(book: Book, table: pl.DataFrame, names: Names) -> None:
    """Add the sheet `grid`, with charts if one key varies, else shaded by chance."""
    keys = table.columns[: table.columns.index("outcome")]
    lines = _lines(table, keys, names)
    form = Table(
        "grid",
        "one row a setting, one column an outcome; behind them how far each may be off",
        (
            *(key_column(key, table.schema[key]) for key in keys),
            *(line.value for line in lines),
            *(line.half for line in lines),
        ),
    )
    frame = _wide(table, keys, lines)
    varied = [key for key in keys if table[key].n_unique() > 1]
    if len(varied) == 1:
        frame = frame.sort(varied[0], maintain_order=True)
        sheet = write_frame(book, form, frame, filters=False)
        _draw(book, Part(sheet, form, frame, 0, len(frame)), lines, (varied[0], names))
    else:
        _shade(write_frame(book, form, frame), len(keys), len(frame), lines)


def _lines(table: pl.DataFrame, keys: list[str], names: Names) -> list[_Line]:
    """Describe the columns of each outcome, named in words, no two alike."""
    outcomes = table["outcome"].unique(maintain_order=True).to_list()
    said = [outcome_words(outcome, names) for outcome in outcomes]
    headers = distinct([*keys, *said, *(f"± {each}" for each in said)])[len(keys) :]
    found = list[_Line]()
    for place, outcome in enumerate(outcomes):
        rows, header = table.filter(outcome=outcome), headers[place]
        is_chance = rows["p"].null_count() < len(rows)
        if is_chance:
            value = chance_column(header, f"chance of `{outcome}`", rows["p_se"])
        else:
            value = Column(header, "number", "", MEAN, f"mean of `{outcome}`")
        form = FINE_PERCENT if is_chance else MEAN
        found.append(_Line(outcome, value, half_column(headers[len(outcomes) + place], form)))
    return found


def _wide(table: pl.DataFrame, keys: list[str], lines: list[_Line]) -> pl.DataFrame:
    """Give each outcome, and each half-width, a column of its own."""
    value = pl.coalesce("p", "mean")
    half = pl.coalesce(half_width("p_se"), half_width("mean_se"))
    frame = table.select(keys).unique(maintain_order=True)
    for line in lines:
        named = value.alias(line.value.name), half.alias(line.half.name)
        own = table.filter(outcome=line.outcome).select(*keys, *named)
        if own.select(keys).is_duplicated().any():  # joined, they would multiply
            raise ValueError(f"{line.outcome} has two rows of one cell")
        frame = frame.join(own, on=keys, how="left", nulls_equal=True, maintain_order="left")
    halves = [line.half.name for line in lines]
    return frame.select(*keys, *(line.value.name for line in lines), *halves)


def _shade(sheet: Any, first: int, length: int, lines: list[_Line]) -> None:
    """Shade each column of outcomes, from its own least value to its largest."""
    look = {"type": "2_color_scale", "min_color": _LOW, "max_color": _HIGH}
    for place in range(first, first + len(lines)):
        sheet.conditional_format(1, place, max(1, length), place, look)


def _draw(book: Book, part: Part, lines: list[_Line], by: tuple[str, Names]) -> None:
    """Draw chances in one chart, and means, which differ in unit, in one each."""
    key, said = by[0], key_words(*by)
    chances = [line for line in lines if line.is_chance][:_SHOWN]
    means = [line for line in lines if not line.is_chance][:_SHOWN]
    pictures = [(f"Chances, by {said}", chances)] if chances else []
    pictures += [(f"{line.value.name}, by {said}", [line]) for line in means]
    numeric = part.frame[key].dtype.is_numeric()
    kind = {"type": "scatter", "subtype": "straight"} if numeric else {"type": "column"}
    for place, (title, shown) in enumerate(pictures):
        series = [_series(part, key, line, number) for number, line in enumerate(shown)]
        chart = new_chart(book.raw, kind, title, series)
        chart.set_legend({"position": "bottom"} if len(shown) > 1 else {"none": True})
        chart.set_x_axis(_across(part, key, said))
        chart.set_y_axis(chance_axis("chance") if shown[0].is_chance else axis("mean"))
        chart.set_size({"width": _WIDTH, "height": _HEIGHT})
        at = (1 + place * rows_below(_HEIGHT), len(part.form.columns) + 1)
        insert(part.sheet, at, chart, _alt(title, shown, part, key))


def _across(part: Part, key: str, said: str) -> dict[str, Any]:
    """Give the axis of the key; one of numbers begins and ends where they do."""
    across = axis(capital(said))
    values = part.frame[key]
    if not values.dtype.is_numeric():
        return across
    form = "0%" if is_share(key) else "General"
    return across | {"min": values.min(), "max": values.max(), "num_format": form}


def _series(part: Part, key: str, line: _Line, number: int) -> dict[str, Any]:
    """Describe a line, or columns, in colour, dashes and markers of its own."""
    colour = PALETTE[number % len(PALETTE)]
    values = part.cells(line.value.name)
    return {
        "name": [values.sheet, 0, values.column],
        "categories": part.cells(key).range,
        "values": values.range,
        "y_error_bars": error_bars(part.cells(line.half.name)),
        **_look(part.frame[key].dtype.is_numeric(), colour, number % _SHOWN),
    }


def _look(numeric: bool, colour: str, kind: int) -> dict[str, Any]:
    fill = {"fill": {"color": colour}}
    if not numeric:
        return fill
    marker = {"type": _MARKERS[kind], "size": 6, "border": {"color": colour}, **fill}
    return {"line": {"color": colour, "width": 2, "dash_type": _DASHES[kind]}, "marker": marker}


def _alt(title: str, lines: list[_Line], part: Part, key: str) -> str:
    """Say where each line begins and ends."""
    said = [
        f"{line.value.name}: "
        + ", ".join(f"{_number(line, row)} at {value_words(key, row[key])}" for row in ends)
        for line in lines
        if (ends := part.frame.drop_nulls(line.value.name)[[0, -1]].to_dicts())
    ]
    return f"Chart. {title}. {'; '.join(said)}."


def _number(line: _Line, row: dict[str, Any]) -> str:
    value, half = row[line.value.name], row[line.half.name]
    if line.is_chance:
        return chance_said(value, half)
    return number_text(value, (half or 0.0) / Z)
