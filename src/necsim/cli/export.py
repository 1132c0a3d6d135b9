"""`necsim export`: finished runs and studies in other formats."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from necsim.cli.console import answer
from necsim.cli.reports import bytes_writer, moving
from necsim.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from necsim.report.charts.figure import Figure
    from necsim.store import Finished, FinishedStudy

    Done: TypeAlias = Finished | FinishedStudy

NAME = "export"
TABLES = ("csv", "xlsx", "parquet", "json")
PICTURES = ("svg", "png")
FORMATS = (*TABLES, "html", *PICTURES)


def command(
    runs: Annotated[
        list[Path],
        typer.Argument(metavar="RUN…", help="The folder of a finished run or study, or more."),
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="FORMATS", help=f"One or more of {','.join(FORMATS)}.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where to write [the run's folder]."),
    ] = None,
) -> None:
    """Write finished runs and studies as tables, page or pictures; several stand side by side."""
    formats = list(dict.fromkeys(name.strip() for name in to.split(",")))
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(f"--to {unknown[0]!r}: not a format; there are {', '.join(FORMATS)}")
    if len(runs) > 1 and output is None:
        raise UsageError("several runs side by side belong to none of them: add --output DIR")
    from necsim.store import doubting

    with doubting(*runs):
        done = [_read(path) for path in runs]
        _refuse_mixed_tables(done, formats)
        folder = output or _home(runs[0], done[0])
        for name in formats:
            for path in _write(done, name, folder):
                answer(f"wrote {path}")


def _read(path: Path) -> Done:
    from necsim.store import read_run, read_study
    from necsim.store.files import STUDY

    home = path.parent if path.name == STUDY else path
    return read_study(home) if (home / STUDY).is_file() else read_run(path)


def _home(path: Path, done: Done) -> Path:
    """Give the folder to write to; for latest/, which each run renews, the run's own."""
    from necsim.store import Finished
    from necsim.store.files import STUDY

    if isinstance(done, Finished):
        return done.draws.parent
    return path.parent if path.name == STUDY else path


def _write(done: list[Done], name: str, folder: Path) -> Iterator[Path]:
    """Write one format below a folder; give the files written."""
    from necsim.store import Finished, FinishedStudy

    if name in PICTURES:
        yield from _pictures(done, name, folder)
    elif name == "html":
        yield from _page(done, folder)
    elif isinstance(done[0], FinishedStudy) and len(done) == 1:
        yield _study(done[0], name, folder)
    else:
        yield from _runs([each for each in done if isinstance(each, Finished)], name, folder)


def _refuse_mixed_tables(done: list[Done], formats: list[str]) -> None:
    """Refuse tables of studies beside others, before anything is written."""
    from necsim.store import FinishedStudy

    named = [name for name in formats if name in TABLES]
    if named and len(done) > 1 and any(isinstance(each, FinishedStudy) for each in done):
        raise UsageError(
            f"--to {named[0]}: a study's table is its own kind; export studies one at a time"
        )


def _runs(runs: list[Finished], name: str, folder: Path) -> Iterator[Path]:
    """Write the tables of one run, or of several side by side."""
    from necsim.report.documents.forecast import json_document
    from necsim.report.workbook.forecast import write_workbook
    from necsim.report.workbook.several import write_several
    from necsim.store import side_by_side, write_text, write_whole

    if name == "json":
        documents = [json_document(run.record, run.tables, {}, None) for run in runs]
        whole = documents[0] if len(documents) == 1 else f"[{','.join(documents)}]\n"
        write_text(folder / "forecast.json", whole)
        yield folder / "forecast.json"
    elif name == "xlsx":
        first = runs[0]
        one = partial(write_workbook, tables=first.tables, record=first.record)
        several = partial(write_several, runs=runs)
        write_whole(folder / "forecast.xlsx", one if len(runs) == 1 else several)
        yield folder / "forecast.xlsx"
    else:
        tables = runs[0].tables if len(runs) == 1 else side_by_side(runs)
        for table, frame in tables.items():
            yield _table(frame, name, folder / "tables" / f"{table}.{name}")


def _study(study: FinishedStudy, name: str, folder: Path) -> Path:
    """Write the table of a study."""
    from necsim.report.documents.forecast import study_document
    from necsim.report.workbook.study import write_study
    from necsim.store import write_text, write_whole

    record, table = study.record, study.table
    if name == "json":
        path = folder / f"{record['study']}.json"
        write_text(path, study_document(record, table, None, None))
    elif name == "xlsx":
        path = folder / "forecast.xlsx"
        write_whole(path, partial(write_study, table=table, record=record))
    else:
        path = _table(table, name, folder / "tables" / f"{record['study']}.{name}")
    return path


def _table(frame: pl.DataFrame, name: str, path: Path) -> Path:
    from necsim.store import write_table, write_whole

    if name == "csv":
        write_table(path, frame)
    else:
        write_whole(path, frame.write_parquet)
    return path


def _page(done: list[Done], folder: Path) -> Iterator[Path]:
    """Write one page with all of them."""
    from necsim.report.page.several import several_page
    from necsim.store import Finished, FinishedStudy, write_text

    if len(done) == 1:
        page = _page_of(done[0])
    else:
        runs = [each for each in done if isinstance(each, Finished)]
        studies = [each for each in done if isinstance(each, FinishedStudy)]
        page = several_page(runs, studies)
    write_text(folder / "report.html", page)
    yield folder / "report.html"


def _page_of(done: Done) -> str:
    from necsim.report.page.run import run_page
    from necsim.report.page.study import study_page
    from necsim.store import FinishedStudy

    if isinstance(done, FinishedStudy):
        return study_page(done.record, done.table)
    moved = moving(done.record, done.tables, done.whole_draws())
    return run_page(done.record, done.tables, moved)


def _pictures(done: list[Done], name: str, folder: Path) -> Iterator[Path]:
    """Write each figure as a file; of several runs, led by which it is of."""
    from necsim.report.charts.figure import png, whole_svg
    from necsim.store import write_text, write_whole

    for each in done:
        lead = "" if len(done) == 1 else f"{each.record['scenario']}-{each.record['hash']}-"
        for figure in _figures(each):
            path = folder / "figures" / f"{lead}{figure.name}.{name}"
            if name == "svg":
                write_text(path, whole_svg(figure))
            else:
                write_whole(path, bytes_writer(png(figure)))
            yield path


def _figures(done: Done) -> list[Figure]:
    from necsim.report.charts.run import run_figures
    from necsim.report.charts.studies import study_figures
    from necsim.report.words.names import names_of
    from necsim.store import FinishedStudy

    names = names_of(done.record)
    if isinstance(done, FinishedStudy):
        return study_figures(done.table, done.record, names)
    return run_figures(done.tables, names)
