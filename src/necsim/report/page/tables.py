"""A table as a page shows it: names for ids, a chance with its error, numbers to sort by."""

from __future__ import annotations

import re
from typing import NamedTuple

import polars as pl

from necsim.columns import Column, Table
from necsim.report.page.cells import Cell, cell
from necsim.report.words.names import Names
from necsim.report.words.numbers import capital, thousands
from necsim.report.words.outcomes import key_words

# More rows than that nobody reads; the table's file has them all.
MOST = 500
_WIDE, _FEW = 8, 3
# What a cell of another column says already.
_SAID = {
    "p": ("p_se", "p_lo", "p_hi"),
    "mean": ("mean_se",),
    "diff_se": ("diff_se", "diff_lo", "diff_hi"),
    "name": ("candidate",),
}
_LAST = ("slate",)
_TITLES = {
    "p": "chance",
    "n": "replicates",
    "pairs": "replicates",
    "diff": "difference",
    "sd": "give or take",
    "all": "all worlds",
    "n_eff": "count as",
    "only_a": "base alone",
    "only_b": "here alone",
    "settle": "would tell",
    "last_in_p": "last in, how often",
    "first_out_p": "first out, how often",
}
_ENDS = {
    "p10": "1 in 10 below",
    "p50": "median",
    "p90": "1 in 10 above",
    "lo": "at least",
    "hi": "at most",
}


class Head(NamedTuple):
    """The head of a column: its title, whether numbers stand below it, and what it means."""

    title: str
    numeric: bool
    meaning: str


class Shown(NamedTuple):
    """A table to show; `across` tells that each row is a column, since there are few and wide."""

    id: str
    title: str
    note: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    across: bool


def show_table(form: Table, table: pl.DataFrame, names: Names, prefix: str = "") -> Shown:
    """Make a table ready to show; keys that a study varies lead it, `prefix` leads its id."""
    shown, cut = _cut(table)
    alike = _alike(form, shown)
    columns = _columns(form, shown.drop(alike), names)
    rows = tuple(
        tuple(cell(column, row, names) for column in columns) for row in shown.iter_rows(named=True)
    )
    heads = tuple(
        Head(_title(column.name, names), column.type != "text", quoted(column.meaning))
        for column in columns
    )
    said = [_fact(column, shown, names) for column in form.columns if column.name in alike]
    note = " ".join(filter(None, (capital(quoted(form.meaning)) + ".", *said, cut)))
    across = len(rows) <= _FEW and len(columns) > _WIDE
    return Shown(f"{prefix}table-{form.name}", capital(form.name), note, heads, rows, across)


def quoted(meaning: str) -> str:
    """Put what is marked as code in quotation marks."""
    return re.sub("`([^`]*)`", r"‘\1’", meaning)


def _cut(table: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """Leave out what is too much to read, and say so; rows over several contests go first."""
    if len(table) <= MOST:
        return table, ""
    is_over = pl.col("contest").fill_null("") == ""
    over = table.filter(is_over) if "contest" in table.columns else table.clear()
    shown, which = (over, "over several contests") if len(over) else (table, "at the top")
    shown = shown.head(MOST)
    return shown, (
        f"Shown are the {thousands(len(shown))} of {thousands(len(table))} rows {which};"
        " the table’s own file has all."
    )


def _alike(form: Table, table: pl.DataFrame) -> list[str]:
    """Name the columns that are said once above the table, since they are alike in all its rows."""
    once = {column.name for column in form.columns if column.name in ("n", "pairs", "outcome")}
    return [
        name
        for name in table.columns
        if name in once and len(table) > _FEW and table[name].n_unique() == 1
    ]


def _fact(column: Column, table: pl.DataFrame, names: Names) -> str:
    said = cell(column, table.row(0, named=True), names).text
    if column.type == "text":
        return f"{capital(column.name)}: {said}."
    return f"{said} replicates each." if column.name == "n" else ""


def _columns(form: Table, table: pl.DataFrame, names: Names) -> list[Column]:
    """Choose the columns that say something: not empty, not said beside."""
    known = {column.name: column for column in form.columns}
    said = {name for by, all_ in _SAID.items() if by in table.columns for name in all_}
    if len(names.labels.contests) == 1:
        said.add("contest")
    kept = [name for name in table.columns if name not in said and not _is_empty(table[name])]
    kept.sort(key=lambda name: name in _LAST)
    return [known.get(name) or _varied(name, table) for name in kept]


def _varied(key: str, table: pl.DataFrame) -> Column:
    """Give the form of a column that a study varies."""
    kind = "number" if table[key].dtype.is_numeric() else "text"
    return Column(key, kind, "", "", "the value that is varied")  # type: ignore[arg-type]


def _is_empty(values: pl.Series) -> bool:
    return values.null_count() == len(values) or (
        values.dtype == pl.String and bool((values.fill_null("") == "").all())
    )


def _title(name: str, names: Names) -> str:
    if "." in name:
        return capital(key_words(name, names))
    if name in _TITLES:
        return capital(_TITLES[name])
    stem, _, last = name.rpartition("_")
    if last == "mean" and stem:
        return f"Mean {stem}"
    parts = (_TITLES.get(stem, stem), _ENDS[last]) if last in _ENDS else (name,)
    return capital(", ".join(filter(None, parts)).replace("_", " "))
