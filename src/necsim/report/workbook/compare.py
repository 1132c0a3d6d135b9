"""A comparison side by side: a row an outcome, a column an alternative, and a chart of them."""

from __future__ import annotations

import polars as pl

from necsim.columns import Column, Table
from necsim.columns.form import PERCENT, text
from necsim.report.words.names import Names
from necsim.report.words.outcomes import changes_words, outcome_words
from necsim.report.workbook.bars import Bars, Line, draw_bars, reach
from necsim.report.workbook.book import Book, distinct
from necsim.report.workbook.charts import axis
from necsim.report.workbook.figures import Part
from necsim.report.workbook.sheets import write_frame
from necsim.report.workbook.wide import FINE_POINTS, MEAN, POINTS, half_column, half_width

_SHOWN = 10
_LEADS = ("outcome", "said", "base")


def add_differences(book: Book, table: pl.DataFrame, names: Names) -> None:
    """Add a sheet of chances and one of means, whichever there are; charts show the largest."""
    chances = table.filter(pl.col("p").is_not_null())
    means = table.filter(pl.col("p").is_null())
    for name, rows, is_chance in (("differences", chances, True), ("means", means, False)):
        if len(rows):
            _add(book, name, rows, (is_chance, names))


def _add(book: Book, name: str, table: pl.DataFrame, told: tuple[bool, Names]) -> None:
    is_chance, names = told
    lines = _lines(table, is_chance, names)
    lead = Column("base", "number", "", PERCENT if is_chance else MEAN, "the base's own")
    form = Table(
        name,
        f"one row an outcome, one column an alternative: its {'chance' if is_chance else 'mean'}"
        " less the base's, and how far that may be off; the largest differences first",
        (
            text("outcome", "the event whose chance, or the number whose mean, differs"),
            text("said", "the outcome in words"),
            lead,
            *(column for line in lines for column in (line.value, line.half)),
        ),
    )
    frame = _wide(table, lines, names)
    sheet = write_frame(book, form, frame, filters=False)
    told_apart = table.filter(pl.col("verdict").is_in(["higher", "lower"]))["outcome"].n_unique()
    length = min(told_apart, _SHOWN)
    if length:
        _draw(book, Part(sheet, form, frame, 0, length), lines, is_chance)


def _lines(table: pl.DataFrame, is_chance: bool, names: Names) -> list[Line]:
    alternatives = table["alternative"].unique(maintain_order=True).to_list()
    said = [changes_words(each, names) for each in alternatives]
    wanted = [*_LEADS, *(header for each in said for header in (each, f"± {each}"))]
    headers = distinct(wanted)[len(_LEADS) :]
    forms = (POINTS, FINE_POINTS) if is_chance else (MEAN, MEAN)
    return [
        Line(
            said[place],
            Column(headers[2 * place], "number", "", forms[0], f"difference: `{alternative}`"),
            half_column(headers[2 * place + 1], forms[1]),
        )
        for place, alternative in enumerate(alternatives)
    ]


def _wide(table: pl.DataFrame, lines: list[Line], names: Names) -> pl.DataFrame:
    """Give each alternative its columns; outcomes that differ come first, the largest leading."""
    is_told = pl.col("verdict").is_in(["higher", "lower"])
    frame = table.group_by("outcome", maintain_order=True).agg(
        pl.col("base").first(),
        is_told.any().alias("told"),
        pl.col("diff").abs().max().alias("largest"),
    )
    alternatives = table["alternative"].unique(maintain_order=True)
    for alternative, line in zip(alternatives, lines, strict=True):
        own = table.filter(alternative=alternative).select(
            "outcome",
            pl.col("diff").alias(line.value.name),
            half_width("diff_se").alias(line.half.name),
        )
        frame = frame.join(own, on="outcome", how="left", maintain_order="left")
    said = [outcome_words(each, names) for each in frame["outcome"]]
    ordered = frame.with_columns(pl.Series("said", said, pl.String)).sort(
        "told", "largest", descending=True, maintain_order=True
    )
    pairs = (column.name for line in lines for column in (line.value, line.half))
    return ordered.select(*_LEADS, *pairs)


def _draw(book: Book, part: Part, lines: list[Line], is_chance: bool) -> None:
    title = "What changes most, beside the base"
    unit = "chance, in percentage points" if is_chance else "mean"
    form = {"num_format": POINTS if is_chance else MEAN}
    along = axis(f"change of the {unit}") | form | reach(part, lines)
    alt = f"Bar chart. {title}. {_told(part, lines, is_chance)}."
    draw_bars(book, part, lines, Bars(title, "said", along, alt))


def _told(part: Part, lines: list[Line], is_chance: bool) -> str:
    """Say the largest differences."""
    scale, unit, places = (100, " points", 1) if is_chance else (1, "", 2)
    return "; ".join(
        f"{row['said']}: "
        + ", ".join(
            f"{scale * row[line.value.name]:+.{places}f}{unit} with {line.said}".replace("-", "−")
            for line in lines
            if row[line.value.name] is not None
        )
        for row in part.rows.head(3).iter_rows(named=True)
    )
