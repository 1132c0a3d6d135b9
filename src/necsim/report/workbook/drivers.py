"""Drivers as bars: what each assumption moves an outcome by at either end of its range."""

from __future__ import annotations

import polars as pl

from necsim.columns import Column, Table
from necsim.columns.form import text
from necsim.report.words.names import Names
from necsim.report.words.outcomes import key_words, outcome_words
from necsim.report.workbook.book import Book
from necsim.report.workbook.charts import axis, down_axis, insert, labels, new_chart, rows_below
from necsim.report.workbook.figures import Part
from necsim.report.workbook.sheets import write_frame
from necsim.report.workbook.wide import MEAN_CHANGE, POINTS

_LOW, _HIGH = "10 %", "90 %"
_SHOWN, _WIDTH, _BAR, _AROUND = 12, 760, 30, 140
_LOOKS = {
    "at_low": {"fill": {"color": "#56B4E9"}},
    "at_high": {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#FFFFFF", "bg_color": "#D55E00"}
    },
}


def _change(name: str, meaning: str) -> Column:
    return Column(name, "number", "", "0.0000", meaning)


_FORM = Table(
    "tornado",
    "one row an outcome and assumption: the change at either end; the widest bars first",
    (
        text("outcome", "the event whose chance, or the number whose mean, changes"),
        text("assumption", "what is set to the point, in words"),
        text("driver", "address of the assumption"),
        _change("at_low", f"change of the chance or mean with the assumption at its {_LOW} point"),
        _change("at_high", f"change of the chance or mean with it at its {_HIGH} point"),
        Column("low", "number", "", "#,##0.0000", f"its {_LOW} point"),
        Column("high", "number", "", "#,##0.0000", f"its {_HIGH} point"),
    ),
)


def add_tornado(book: Book, table: pl.DataFrame, names: Names) -> None:
    """Add the sheet `tornado`, with a chart an outcome; none where no assumption has points."""
    frame = _bars(table, names)
    if frame.is_empty():
        return
    sheet = write_frame(book, _FORM, frame, filters=False)
    column, top = len(_FORM.columns) + 1, 1
    chances = set(table.drop_nulls("p")["outcome"])
    for (outcome,), rows in frame.with_row_index().group_by("outcome", maintain_order=True):
        length = min(len(rows), _SHOWN)
        part = Part(sheet, _FORM, frame, rows["index"][0], length)
        height = _AROUND + _BAR * length
        said = outcome_words(str(outcome), names)
        _draw(book, part, (top, column), (said, outcome in chances))
        top += rows_below(height)


def _bars(table: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Put both points of an assumption into one row, the largest change first."""
    told = table.filter(pl.col("diff").is_not_null(), kind="tornado")
    first, last = (
        told.filter(point=point).select(
            "outcome", "driver", pl.col("diff").alias(f"at_{end}"), pl.col("value").alias(end)
        )
        for point, end in ((_LOW, "low"), (_HIGH, "high"))
    )
    rows = first.join(last, on=["outcome", "driver"], how="full", coalesce=True)
    order = {each: place for place, each in enumerate(table["outcome"].unique(maintain_order=True))}
    widest = pl.max_horizontal(pl.col("at_low").abs(), pl.col("at_high").abs())
    by = pl.col("outcome").replace_strict(order, return_dtype=pl.Int64)
    said = [", ".join(key_words(key, names) for key in each.split(", ")) for each in rows["driver"]]
    return (
        rows.with_columns(pl.Series("assumption", said, pl.String))
        .sort(by, -widest, "driver")
        .select(column.name for column in _FORM.columns)
    )


def _draw(book: Book, part: Part, place: tuple[int, int], told: tuple[str, bool]) -> None:
    said, is_chance = told
    form = POINTS if is_chance else MEAN_CHANGE
    series = [
        {
            "name": f"at its {point} point",
            "categories": part.cells("assumption").range,
            "values": part.cells(name).range,
            "border": {"color": "#404040"},
            "gap": 40,
            "overlap": 100,
            "data_labels": labels(form),
            **_LOOKS[name],
        }
        for name, point in (("at_low", _LOW), ("at_high", _HIGH))
    ]
    title = f"What moves it: {said}"
    chart = new_chart(book.raw, {"type": "bar"}, title, series)
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis(down_axis(""))
    unit = "chance, in percentage points" if is_chance else "mean"
    chart.set_x_axis(axis(f"change of the {unit}") | {"num_format": form})
    chart.set_size({"width": _WIDTH, "height": _AROUND + _BAR * part.length})
    insert(part.sheet, place, chart, f"Bar chart. {title}. {_told(part, is_chance)}.")


def _told(part: Part, is_chance: bool) -> str:
    """Say how far the widest bars reach."""
    scale, unit, places = (100, " points", 1) if is_chance else (1, "", 2)
    return "; ".join(
        f"{row['assumption']}: "
        + ", ".join(
            f"{scale * row[name]:+.{places}f}{unit} at its {point} point".replace("-", "−")
            for name, point in (("at_low", _LOW), ("at_high", _HIGH))
            if row[name] is not None
        )
        for row in part.rows.head(4).iter_rows(named=True)
    )
