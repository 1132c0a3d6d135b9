"""The workbook: a sheet a table as the columns say, and notes that explain them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from necsim import columns
from necsim.columns import Column
from necsim.report.words.numbers import large, thousands
from necsim.store import Finished, Record, side_by_side

# Fixed, so that equal inputs give equal bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTHS = (8, 48)
_NOTES_WIDTHS = (18, 20, 12, 12, 90)
_ERROR = (
    "p is a chance; p_se, p_lo and p_hi say how far it may be off because the replicates are"
    " finitely many. This simulation error shrinks with more replicates. The forecast's own"
    " uncertainty (who turns out, how support really stands) is in p itself and does not."
)
_DICTIONARY = ("table", "column", "type", "unit", "meaning")


def write_workbook(path: Path, tables: Mapping[str, pl.DataFrame], record: Record) -> None:
    """Write notes and tables as an XLSX file, the same bytes for the same content.

    Numbers are numbers and names are text: a cell that begins with = + - or @ is no formula.
    """
    with new_book(path, record["title"]) as book:
        bold = book.add_format({"bold": True})
        _write_notes(book, bold, tables, record)
        for name, table in tables.items():
            write_frame(book, bold, columns.TABLES[name], table)


def write_several(path: Path, runs: Sequence[Finished]) -> None:
    """Write several runs into one XLSX file: notes on each, and each table with all of them."""
    tables = side_by_side(runs)
    with new_book(path, "Several runs") as book:
        bold = book.add_format({"bold": True})
        for run in runs:
            _write_notes(book, bold, run.tables, run.record, f"Notes {run.record['hash']}")
        for name, table in tables.items():
            write_frame(book, bold, columns.beside_others(columns.TABLES[name]), table)


@contextmanager
def new_book(path: Path, title: str) -> Iterator[Any]:
    """Make a workbook to fill, and write it to a file; equal content gives equal bytes."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": _CREATED})
        yield book
    path.write_bytes(content.getvalue())


def write_frame(book: Any, bold: Any, form: columns.Table, table: pl.DataFrame) -> None:
    """Write a table as a sheet of its own, its columns named and formatted as the form says."""
    sheet = book.add_worksheet(form.name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(form.columns):
        values = table[column.name].to_list()
        style = book.add_format({"num_format": column.format}) if column.format else None
        sheet.set_column(place, place, _width(column, values))
        sheet.write_string(0, place, column.name, bold)
        for row, value in enumerate(values, start=1):
            _write_cell(sheet, row, place, value, style)


def _write_cell(sheet: Any, row: int, place: int, value: object, style: Any) -> None:
    """Write a value as its own type; null, and a number that is not finite, stays empty."""
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, style)
    elif isinstance(value, int | float):
        if isfinite(value):
            sheet.write_number(row, place, value, style)
    elif value is not None:
        sheet.write_string(row, place, str(value), style)


def _width(column: Column, values: list[object]) -> int:
    """Choose a width in characters: text by its longest cell, numbers by a usual figure."""
    least, most = _WIDTHS
    longest = max((len(str(value)) for value in values), default=0) if column.type == "text" else 0
    return min(max(least, len(column.name) + 2, longest + 1), most)


def _write_notes(
    book: Any,
    bold: Any,
    tables: Mapping[str, pl.DataFrame],
    record: Record,
    title: str = "Notes",
) -> None:
    sheet = book.add_worksheet(title)
    for place, width in enumerate(_NOTES_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, record["title"], bold)
    sheet.write_string(1, 0, record["headline"])
    facts = [*_provenance(record), ("simulation error", _ERROR)]
    for row, (key, value) in enumerate(facts, start=3):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    start = len(facts) + 4
    for row, cells in enumerate((_DICTIONARY, *_dictionary(tables)), start=start):
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, bold if row == start else None)


def _provenance(record: Record) -> Iterator[tuple[str, str]]:
    yield "scenario", record["scenario"]
    yield "as of", record["as_of"] or ""
    yield "run", record["hash"]
    yield "replicates", thousands(record["replicates"])
    yield "seed", str(record["seed"])
    yield "sampler", record["sampler"]
    yield "ballots", large(record["ballots"])
    yield "stopped", record["precision"]["stopped"]
    yield from record["environment"].items()


def _dictionary(tables: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, ...]]:
    for name in tables:
        for column in columns.TABLES[name].columns:
            yield name, column.name, column.type, column.unit, column.meaning
