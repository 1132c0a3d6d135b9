"""What people are sent: the workbook and the page that a folder holds beside its tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from necsim.cli.beside import Beside
    from necsim.store import Folder, Record
    from necsim.store.files import Writer


def run_reports(
    folder: Folder, tables: Mapping[str, pl.DataFrame], record: Record, beside: Beside
) -> dict[str, Writer]:
    """Order a run's page, and give what writes it and the workbook; empty if none is wanted."""
    if not beside.wanted:
        return {}
    from necsim.report.workbook.forecast import write_workbook

    moved = moving(record, tables, folder.draws(record["replicates"]))
    beside.order("run_page", record, dict(tables), moved)
    return _writers(partial(write_workbook, tables=tables, record=record), beside)


def study_reports(table: pl.DataFrame, record: Record, beside: Beside) -> dict[str, Writer]:
    """Order a study's page, and give what writes it and the workbook; empty if none is wanted."""
    if not beside.wanted:
        return {}
    from necsim.report.workbook.study import write_study

    beside.order("study_page", record, table)
    return _writers(partial(write_study, table=table, record=record), beside)


def _writers(workbook: Writer, beside: Beside) -> dict[str, Writer]:
    """Name what writes each file; the page last, which is waited for."""
    from necsim.store.files import PAGE, WORKBOOK

    return {WORKBOOK: workbook, PAGE: lambda path: path.write_bytes(beside.page())}


def bytes_writer(content: bytes) -> Writer:
    """Give what writes these bytes to a path."""
    return lambda path: path.write_bytes(content)


def has_reports(folder: Folder) -> bool:
    """Tell whether a folder holds both."""
    from necsim.store.files import PAGE, WORKBOOK

    return all((folder.path / name).is_file() for name in (WORKBOOK, PAGE))


def moving(
    record: Record, tables: Mapping[str, pl.DataFrame], draws: pl.LazyFrame
) -> pl.DataFrame | None:
    """Show what moves the events that the headline speaks of; None if nothing can."""
    from necsim.report.words.names import names_of
    from necsim.report.words.sentence import telling_events
    from necsim.studies.drivers import fifths_of

    labels = names_of(record).labels
    events = telling_events(tables, labels)
    return fifths_of(draws, labels, record["sampler"], events) if events else None
