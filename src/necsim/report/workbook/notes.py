"""What explains a workbook: its cover, the dictionary of its columns, and where it is from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from necsim.columns import RUN, Table
from necsim.columns.form import text
from necsim.report.workbook.book import Book
from necsim.report.workbook.sheets import write_frame
from necsim.store import Record

COVER, NAMES = "Cover", "Names"
_DICTIONARY = Table(
    "Dictionary",
    "what each column of each sheet means",
    (
        text("table", "name of the sheet"),
        text("column", "name of the column"),
        text("type", "text, integer, number, decimal, chance (0 to 1) or yes/no"),
        text("unit", "what a number counts; empty for text and chances"),
        text("meaning", "what the column says"),
    ),
)
_PROVENANCE = Table(
    "Provenance",
    "what made these numbers: seed, replicates, software, and the scenario in full",
    (
        text("key", "address of the fact; those under `resolved` are the scenario's own"),
        text("value", "the fact, lists as JSON"),
    ),
)
# Half of what a cell holds: Excel counts some characters twice.
_PIECE = 16_000


def write_dictionary(book: Book) -> None:
    """Write what every column of the sheets so far means."""
    rows = [
        (form.name, column.name, column.type, column.unit, column.meaning)
        for form in book.forms.values()
        for column in form.columns
    ]
    write_frame(book, _DICTIONARY, _texts(_DICTIONARY, rows))


def write_provenance(book: Book, record: Record) -> None:
    """Write all of a run's or study's record, a row a fact."""
    write_frame(book, _PROVENANCE, _texts(_PROVENANCE, _facts(record)))


def write_provenances(book: Book, records: Mapping[str, Record]) -> dict[str, str]:
    """Write the records of several runs, by name, below one another; give links to each."""
    form = _PROVENANCE._replace(columns=(RUN, *_PROVENANCE.columns))
    rows, links = list[tuple[str, ...]](), dict[str, str]()
    for name, record in records.items():
        links[name] = f"internal:'{form.name}'!A{len(rows) + 2}"
        rows += [(name, *fact) for fact in _facts(record)]
    write_frame(book, form, _texts(form, rows))
    return links


def _texts(form: Table, rows: Iterable[Sequence[str]]) -> pl.DataFrame:
    schema = {column.name: pl.String for column in form.columns}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    """Give every fact of a record but the list of files beside it."""
    for key, value in record.items():
        if key != "files":
            yield from _flat(key, value)


def _flat(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Take what is nested apart; a text too long for a cell goes on in further rows."""
    if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        value = {str(place): each for place, each in enumerate(value, start=1)}
    if isinstance(value, Mapping) and value:
        for inner, each in value.items():
            yield from _flat(f"{key}.{inner}", each)
        return
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    pieces = [said[start : start + _PIECE] for start in range(0, len(said), _PIECE)] or [""]
    for number, piece in enumerate(pieces, start=1):
        yield key if len(pieces) == 1 else f"{key} ({number} of {len(pieces)})", piece
