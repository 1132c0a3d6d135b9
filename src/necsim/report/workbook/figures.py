"""The charts of a run, each beside the table that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from necsim.columns import Table
from necsim.plan.labels import ContestLabels
from necsim.report.words.names import Names
from necsim.report.words.numbers import percent
from necsim.report.workbook.book import Book
from necsim.report.workbook.charts import (
    Cells,
    axis,
    chance_axis,
    chance_form,
    columns_beside,
    down_axis,
    insert,
    labels,
    literal,
    new_chart,
    rows_below,
)

_CHANCE = ("p", "p_se", "p_lo", "p_hi")
# A faction that wins some seat in fewer replicates than this has no bars worth a chart.
_LEAST = 0.001
_MOST_LABELLED, _MOST_SAID = 14, 4
_BAR = 22  # pixels a bar, and the room for title and axis
_AROUND = 110


class Part(NamedTuple):
    """A sheet, the form and rows of its table, and which rows a chart is of."""

    sheet: Any
    form: Table
    frame: pl.DataFrame
    first: int
    length: int

    @property
    def rows(self) -> pl.DataFrame:
        """Give the chart's own rows."""
        return self.frame.slice(self.first, self.length)

    def cells(self, column: str) -> Cells:
        """Give where the values of a column stand."""
        names = [each.name for each in self.form.columns]
        last = self.first + self.length
        return Cells(self.sheet.get_name(), self.first + 1, names.index(column), last)


def draw_seats(book: Book, sheet: Any, form: Table, frame: pl.DataFrame, names: Names) -> None:
    """Draw the seats of each faction, a chart each; contests stand beside one another."""
    column = len(form.columns) + 1
    for contest in names.labels.contests:
        rows = frame.with_row_index().filter(contest=contest.id)
        title = "Seats won by {}" + _of(contest, names)
        found = Part(sheet, form, frame, *_span(rows))
        column = _small(book, found, (column, title, "seats won"), names)


def draw_committee(book: Book, sheet: Any, form: Table, frame: pl.DataFrame, names: Names) -> None:
    """Draw the seats of each faction on the whole committee, a chart each."""
    title = "Seats on the whole committee: {}"
    whole = Part(sheet, form, frame, 0, len(frame))
    _small(book, whole, (len(form.columns) + 1, title, "seats held"), names)


def draw_control(book: Book, sheet: Any, form: Table, frame: pl.DataFrame, names: Names) -> None:
    """Draw each holder's chance of control, a bar each."""
    if frame.is_empty():
        return
    whole = Part(sheet, form, frame, 0, len(frame))
    shown = labels(chance_form(frame["p_se"]), series_name=True, separator=" ")
    series = [
        {
            "name": literal(names.holder(holder)),
            "values": whole._replace(first=row, length=1).cells("p").range,
            "fill": {"color": names.colour(holder)},
            "gap": 30,
            "overlap": -10,
            "data_labels": shown,
        }
        for row, holder in enumerate(frame["holder"])
    ]
    of = f" ({names.majority} votes)" if names.majority else ""
    title = f"Chance of control of the committee{of}"
    chart = new_chart(book.raw, {"type": "bar"}, title, series)
    chart.set_y_axis(down_axis("") | {"label_position": "none"})
    chart.set_x_axis(chance_axis("chance"))
    chart.set_size({"width": 620, "height": _AROUND + 34 * len(frame)})
    rows = frame.select("holder", *_CHANCE).iter_rows()
    said = ", ".join(f"{names.holder(row[0])} {percent(*row[1:])}" for row in rows)
    insert(sheet, (1, len(form.columns) + 1), chart, f"Bar chart. {title}: {said}.")


def draw_candidates(book: Book, sheet: Any, form: Table, frame: pl.DataFrame, names: Names) -> None:
    """Draw each candidate's chance of a seat, a chart a contest."""
    column = len(form.columns) + 1
    for contest in names.labels.contests:
        found = Part(sheet, form, frame, *_span(frame.with_row_index().filter(contest=contest.id)))
        if found.length:
            chart, alt = _people(book, found, contest, names)
            insert(sheet, (1, column), chart, alt)
            column += columns_beside(620)


def _people(book: Book, found: Part, contest: ContestLabels, names: Names) -> tuple[Any, str]:
    rows = found.rows
    colours = [{"fill": {"color": names.colour(faction)}} for faction in rows["faction"]]
    series = {
        "categories": found.cells("name").range,
        "values": found.cells("p").range,
        "points": colours,
        "gap": 30,
        "data_labels": labels(chance_form(rows["p_se"])),
    }
    title = f"Chance of a seat{_of(contest, names)}"
    chart = new_chart(book.raw, {"type": "bar"}, title, [series])
    chart.set_y_axis(down_axis(""))
    chart.set_x_axis(chance_axis("chance of a seat"))
    chart.set_size({"width": 620, "height": _AROUND + _BAR * len(rows)})
    said = [f"{row[0]} {percent(*row[1:])}" for row in rows.select("name", *_CHANCE).iter_rows()]
    first = said[: contest.filled + 2]
    others = f"; {len(said) - len(first)} more below" if len(said) > len(first) else ""
    return chart, f"Bar chart. {title}, highest first: {', '.join(first)}{others}."


def _small(book: Book, whole: Part, told: tuple[int, str, str], names: Names) -> int:
    """Draw a column chart a faction, below one another on one scale; gives the next column."""
    column, title, unit = told
    shown = list(_factions(whole))
    largest = max((max(each.rows["p"]) for _, each in shown), default=0.0)
    for place, (faction, part) in enumerate(shown):
        said = title.format(names.holder(faction))
        chart = _columns(book, part, said, names.colour(faction))
        chart.set_x_axis(axis(unit))
        chart.set_y_axis(chance_axis("chance", largest))
        alt = f"Column chart. {said}: {_likeliest(part.rows)}."
        insert(whole.sheet, (1 + place * rows_below(), column), chart, alt)
    return column + (columns_beside() if shown else 0)


def _columns(book: Book, part: Part, title: str, colour: str) -> Any:
    labelled = part.length <= _MOST_LABELLED
    series = {
        "categories": part.cells("seats").range,
        "values": part.cells("p").range,
        "fill": {"color": colour},
        "gap": 40,
        **({"data_labels": labels(chance_form(part.rows["p_se"], False))} if labelled else {}),
    }
    return new_chart(book.raw, {"type": "column"}, title, [series])


def _factions(whole: Part) -> Iterator[tuple[str, Part]]:
    """Give each faction that may win a seat, with its rows, which stand together."""
    rows = whole.rows.with_row_index(offset=whole.first)
    wins = rows.filter((pl.col("seats") > 0) & (pl.col("p") >= _LEAST))
    for faction in wins["faction"].unique(maintain_order=True):
        first, length = _span(rows.filter(faction=faction))
        yield faction, whole._replace(first=first, length=length)


def _likeliest(rows: pl.DataFrame) -> str:
    """Say the likeliest numbers of seats, the likeliest first."""
    told = rows.filter(pl.col("p") >= _LEAST).sort("p", descending=True, maintain_order=True)
    said = told.select("seats", *_CHANCE).head(_MOST_SAID).iter_rows()
    return "most likely " + ", then ".join(f"{row[0]} ({percent(*row[1:])})" for row in said)


def _of(contest: ContestLabels, names: Names) -> str:
    """Name the contest where there are several."""
    return f": {contest.name}" if len(names.labels.contests) > 1 else ""


def _span(rows: pl.DataFrame) -> tuple[int, int]:
    """Give the first of rows that stand together, by their index, and their number."""
    return (rows["index"][0], len(rows)) if len(rows) else (0, 0)
