"""The workbook of a run: a cover, a sheet a table with charts beside, and what explains them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from necsim import columns
from necsim.report.words.names import Names, names_of
from necsim.report.words.numbers import large, thousands
from necsim.report.workbook.book import Book, new_book
from necsim.report.workbook.cover import ERROR, add_cover, fill_cover
from necsim.report.workbook.figures import (
    draw_candidates,
    draw_committee,
    draw_control,
    draw_seats,
)
from necsim.report.workbook.long import all_rows
from necsim.report.workbook.notes import write_dictionary, write_provenance
from necsim.report.workbook.sheets import write_frame
from necsim.store import Record

_Draw = Callable[[Book, Any, columns.Table, pl.DataFrame, Names], None]
_DRAWN: dict[str, _Draw] = {
    "candidates": draw_candidates,
    "seats": draw_seats,
    "committee": draw_committee,
    "control": draw_control,
}


def write_workbook(path: Path, tables: Mapping[str, pl.DataFrame], record: Record) -> None:
    """Write a run as an XLSX file, the same bytes for the same content.

    Every sheet but the cover holds one table from its first cell, and charts at most beside it.
    """
    names = names_of(record)
    with new_book(path, record["title"]) as book:
        cover = add_cover(book)
        for name, table in tables.items():
            form = columns.TABLES[name]
            sheet = write_frame(book, form, table, filters=name not in _DRAWN)
            if name in _DRAWN:
                _DRAWN[name](book, sheet, form, table, names)
        write_frame(book, columns.ALL, all_rows(tables, names))
        write_dictionary(book)
        write_provenance(book, record)
        fill_cover(book, cover, record["title"], _facts(record), names)


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    yield "Finding", record["headline"]
    if record["as_of"]:
        yield "As of", record["as_of"]
    reached = 100 * record["precision"]["reached"]
    yield (
        "Simulation",
        f"{thousands(record['replicates'])} replicates, {large(record['ballots'])} ballots; the"
        f" headline chances are within {reached:.1g} points, 19 times of 20",
    )
    yield "Simulation error", ERROR
    yield "Run", f"{record['scenario']}/{record['hash']}"
