"""What several runs say of the same thing, a column a run: chances of control, and mean seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import polars as pl

from necsim.columns import Column, Table
from necsim.columns.form import CONTEST, FACTION, FINE_PERCENT, text
from necsim.report.words.names import Names, names_of
from necsim.report.words.numbers import Z
from necsim.report.words.verdict import number_text
from necsim.report.workbook.bars import Bars, Line, draw_bars
from necsim.report.workbook.book import Book, distinct
from necsim.report.workbook.charts import axis, chance_axis
from necsim.report.workbook.figures import Part
from necsim.report.workbook.sheets import write_frame
from necsim.report.workbook.wide import MEAN, chance_column, chance_said, half_column
from necsim.store import Finished, run_name

_SHOWN = 16  # groups of bars in a chart
# What is rarer, or fewer seats, has no bar that can be seen.
_LEAST = 0.001
# A run, and its rows of keys, `value` and `se`.
_Estimated: TypeAlias = tuple[Finished, pl.DataFrame]


def add_control(book: Book, runs: Sequence[Finished]) -> None:
    """Add each holder's chance of control, a column a run; nothing without a committee."""
    found = [(run, run.tables["control"].select("holder", value="p", se="p_se")) for run in runs]
    if not any(len(frame) for _, frame in found):
        return
    key = text("holder", "id of the faction or coalition; `nobody` for no single faction")
    form = Table(
        "control by run", "one row a holder: its chance of control, a column a run", (key,)
    )
    _add(book, form, found, is_chance=True)


def add_seats(book: Book, runs: Sequence[Finished]) -> None:
    """Add each faction's mean seats, a column a run."""
    found = [(run, _means(run.tables["seats"])) for run in runs]
    meaning = "one row a contest and faction: its mean number of seats, a column a run"
    _add(book, Table("seats by run", meaning, (CONTEST, FACTION)), found, is_chance=False)


def _means(table: pl.DataFrame) -> pl.DataFrame:
    """Give the mean number of seats and its standard error."""
    seats, p = pl.col("seats"), pl.col("p")
    mean = (seats * p).sum()
    variance = ((seats * seats * p).sum() - mean * mean).clip(lower_bound=0.0)
    return table.group_by("contest", "faction", maintain_order=True).agg(
        mean.alias("value"), (variance / pl.col("n").max()).sqrt().alias("se")
    )


def _add(book: Book, form: Table, found: Sequence[_Estimated], *, is_chance: bool) -> None:
    """Write the sheet, its rows by contest and then the largest first, and the chart."""
    keys = [column.name for column in form.columns]
    lines = _lines(found, [*keys, "name"], is_chance)
    frame = _wide([frame for _, frame in found], keys, lines)
    names = [names_of(run.record) for run, _ in found]
    said = [_said(row, names) for row in frame.select(keys).iter_rows()]
    frame = frame.insert_column(len(keys), pl.Series("name", said, pl.String))
    pairs = (column for line in lines for column in (line.value, line.half))
    whole = form._replace(columns=(*form.columns, text("name", "the same in words"), *pairs))
    sheet = write_frame(book, whole, frame, filters=False)
    length = min(_SHOWN, int((frame.select(_largest(lines)).to_series() >= _LEAST).sum()))
    if length:
        part = Part(sheet, whole, frame, 0, length)
        draw_bars(book, part, lines, _bars(part, lines, is_chance))


def _lines(found: Sequence[_Estimated], keys: list[str], is_chance: bool) -> list[Line]:
    """Describe the columns of each run, no two headers alike."""
    said = [run_name(run) for run, _ in found]
    wanted = [*keys, *(header for each in said for header in (each, f"± {each}"))]
    headers = distinct(wanted)[len(keys) :]
    lines = list[Line]()
    for place, (run, (_, frame)) in enumerate(zip(said, found, strict=True)):
        header, half = headers[2 * place : 2 * place + 2]
        if is_chance:
            value = chance_column(header, f"chance in run `{run}`", frame["se"])
        else:
            value = Column(header, "number", "seats", MEAN, f"mean seats in run `{run}`")
        lines.append(Line(run, value, half_column(half, FINE_PERCENT if is_chance else "0.000")))
    return lines


def _largest(lines: Sequence[Line]) -> pl.Expr:
    return pl.max_horizontal(line.value.name for line in lines).fill_null(0.0)


def _wide(frames: list[pl.DataFrame], keys: list[str], lines: list[Line]) -> pl.DataFrame:
    """Give each run its columns; what has no bar in any comes last."""
    rows = pl.concat(frame.select(keys) for frame in frames).unique(maintain_order=True)
    for line, frame in zip(lines, frames, strict=True):
        named = pl.col("value").alias(line.value.name), (Z * pl.col("se")).alias(line.half.name)
        rows = rows.join(frame.select(*keys, *named), on=keys, how="left", maintain_order="left")
    contests = keys[:-1]
    return rows.sort(_largest(lines) < _LEAST, *contests, -_largest(lines), maintain_order=True)


def _said(key: tuple[str, ...], runs: Sequence[Names]) -> str:
    """Name a holder, and its contest where any run has several, as the first run that knows."""
    *contests, holder = key
    known = next((each for each in runs if holder in _held(each)), runs[0])
    said = known.holder(holder)
    if not contests or all(len(each.labels.contests) == 1 for each in runs):
        return said
    named = (each.name for run in runs for each in run.labels.contests if each.id == contests[0])
    return f"{said} ({next(named, contests[0])})"


def _held(names: Names) -> set[str]:
    return {*names.labels.holders, *names.labels.coalitions}


def _bars(part: Part, lines: list[Line], is_chance: bool) -> Bars:
    title = "Chance of control of the committee" if is_chance else "Mean number of seats won"
    along = chance_axis("chance") if is_chance else axis("seats") | {"num_format": "0.0", "min": 0}
    told = "; ".join(
        f"{row['name']}: " + ", ".join(_number(row, line, is_chance) for line in lines)
        for row in part.rows.head(4).iter_rows(named=True)
    )
    return Bars(title, "name", along, f"Bar chart. {title}, by run. {told}.")


def _number(row: dict[str, float], line: Line, is_chance: bool) -> str:
    value, half = row[line.value.name], row[line.half.name]
    if value is None:
        return f"nothing in {line.said}"
    return (
        f"{chance_said(value, half) if is_chance else number_text(value, half / Z)} in {line.said}"
    )
