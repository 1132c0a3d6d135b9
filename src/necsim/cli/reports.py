"""What people are sent: the workbook and the page that a folder holds beside its tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from necsim.store import Folder, Record
    from necsim.store.files import Writer


def warm_charts() -> None:
    """Load what draws charts while something else is waited for."""

    def load() -> None:
        from necsim.report.charts.figure import warm

        warm()

    Thread(target=load, daemon=True).start()


def write_run_reports(
    folder: Folder, tables: Mapping[str, pl.DataFrame], record: Record, draws: pl.LazyFrame
) -> None:
    """Write a run's workbook and page into its folder."""
    from necsim.report.page.run import run_page
    from necsim.report.workbook.forecast import write_workbook
    from necsim.store.files import PAGE, WORKBOOK

    folder.write(WORKBOOK, partial(write_workbook, tables=tables, record=record))
    page = run_page(record, tables, moving(record, tables, draws))
    folder.write(PAGE, bytes_writer(page.encode()))


def write_study_reports(folder: Folder, table: pl.DataFrame, record: Record) -> None:
    """Write a study's workbook and page into its folder."""
    from necsim.report.page.study import study_page
    from necsim.report.workbook.study import write_study
    from necsim.store.files import PAGE, WORKBOOK

    folder.write(WORKBOOK, partial(write_study, table=table, record=record))
    folder.write(PAGE, bytes_writer(study_page(record, table).encode()))


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
