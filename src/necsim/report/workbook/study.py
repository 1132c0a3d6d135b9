"""The workbook of a study: what was asked, its table, and for some a wide sheet with charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from necsim.columns import STUDY_TABLES, Table
from necsim.report.words.asked import question
from necsim.report.words.names import Names, names_of
from necsim.report.words.numbers import thousands
from necsim.report.workbook.book import Book, new_book
from necsim.report.workbook.compare import add_differences
from necsim.report.workbook.cover import ERROR, add_cover, fill_cover
from necsim.report.workbook.drivers import add_tornado
from necsim.report.workbook.notes import write_dictionary, write_provenance
from necsim.report.workbook.sheets import write_frame
from necsim.report.workbook.sweep import add_grid
from necsim.report.workbook.wide import key_column
from necsim.store import Record

_Add = Callable[[Book, pl.DataFrame, Names], None]
_ADDED: dict[str, _Add] = {
    "sweep": add_grid,
    "drivers": add_tornado,
    "compare": add_differences,
}
_EACH = {"sweep": " a setting", "compare": " each", "target": " a value", "backtest": " a contest"}


def write_study(path: Path, table: pl.DataFrame, record: Record) -> None:
    """Write a study as an XLSX file, the same bytes for the same content.

    Every sheet but the cover holds one table from its first cell, and charts at most beside it.
    """
    names, study = names_of(record), record["study"]
    with new_book(path, record["title"]) as book:
        cover = add_cover(book)
        if study in _ADDED:
            _ADDED[study](book, table, names)
        write_frame(book, _form(study, table), table)
        write_dictionary(book)
        write_provenance(book, record)
        fill_cover(book, cover, record["title"], _facts(record, table, names), names)


def _form(study: str, table: pl.DataFrame) -> Table:
    """Give the form of a study's table, the keys that it varies among the columns."""
    form = STUDY_TABLES[study]
    known = {column.name: column for column in form.columns}
    return form._replace(
        columns=tuple(
            known.get(name) or key_column(name, dtype) for name, dtype in table.schema.items()
        )
    )


def _facts(record: Record, table: pl.DataFrame, names: Names) -> Iterator[tuple[str, str]]:
    study = record["study"]
    yield "Asked", question(record, names)
    if record["as_of"]:
        yield "As of", record["as_of"]
    yield "Simulation", f"{thousands(record['replicates'])} replicates{_EACH.get(study, '')}"
    if "p" in table.columns:
        yield "Simulation error", ERROR
    yield "Study", f"{study} {record['scenario']}/{record['hash']}"
