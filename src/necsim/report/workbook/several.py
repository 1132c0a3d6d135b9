"""The workbook of several runs: their tables stacked, and their chances side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from necsim.columns import TABLES, beside_others
from necsim.report.words.numbers import large, thousands
from necsim.report.workbook.beside import add_control, add_seats
from necsim.report.workbook.book import new_book
from necsim.report.workbook.cover import ERROR, add_cover, fill_cover
from necsim.report.workbook.notes import write_dictionary, write_provenances
from necsim.report.workbook.sheets import write_frame
from necsim.store import Finished, Record, run_name, side_by_side

_TITLE = "Forecasts side by side"


def write_several(path: Path, runs: Sequence[Finished]) -> None:
    """Write runs as one XLSX file, the same bytes for the same content.

    Every sheet but the cover holds one table from its first cell, and charts at most beside it.
    """
    records = {run_name(run): run.record for run in runs}
    with new_book(path, _TITLE) as book:
        cover = add_cover(book)
        add_control(book, runs)
        add_seats(book, runs)
        for name, table in side_by_side(runs).items():
            write_frame(book, beside_others(TABLES[name]), table)
        write_dictionary(book)
        links = write_provenances(book, records)
        fill_cover(book, cover, _TITLE, _facts(records), None, links=links)


def _facts(records: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    for name, record in records.items():
        as_of = f", as of {record['as_of']}" if record["as_of"] else ""
        yield (
            name,
            f"{record['title']}{as_of}. {record['headline']}"
            f" ({thousands(record['replicates'])} replicates, {large(record['ballots'])} ballots)",
        )
    yield "Simulation error", ERROR
