"""`necsim export`: a finished run in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from necsim.cli.console import answer
from necsim.errors import UsageError

if TYPE_CHECKING:
    from necsim.store import Finished
    from necsim.store.files import Writer

NAME = "export"
FORMATS = ("csv", "xlsx", "parquet", "json")


def command(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN…", help="The folder of a finished run, or more.")
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="FORMATS", help=f"One or more of {','.join(FORMATS)}.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where to write [the run's folder]."),
    ] = None,
) -> None:
    """Write finished runs as csv, xlsx, parquet or json; several stand side by side."""
    from necsim.store import read_run

    formats = [name.strip() for name in to.split(",")]
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(f"--to {unknown[0]!r}: not a format; there are {', '.join(FORMATS)}")
    if len(runs) > 1 and output is None:
        raise UsageError("several runs side by side belong to none of them: add --output DIR")
    finished = [read_run(run) for run in runs]
    # From latest/ too it goes to the run's own folder: latest/ is for what each run renews.
    folder = output or finished[0].draws.parent
    for name in dict.fromkeys(formats):
        for path in _write(finished, name, folder):
            answer(f"wrote {path}")


def _write(finished: list[Finished], name: str, folder: Path) -> list[Path]:
    """Write one format below a folder; give the files written."""
    from necsim.store import side_by_side, write_table, write_text, write_whole

    if name == "json":
        write_text(folder / "forecast.json", _document(finished))
        return [folder / "forecast.json"]
    if name == "xlsx":
        write_whole(folder / "forecast.xlsx", _workbook(finished))
        return [folder / "forecast.xlsx"]
    written = []
    tables = finished[0].tables if len(finished) == 1 else side_by_side(finished)
    for table, frame in tables.items():
        path = folder / "tables" / f"{table}.{name}"
        if name == "csv":
            write_table(path, frame)
        else:
            write_whole(path, frame.write_parquet)
        written.append(path)
    return written


def _document(finished: list[Finished]) -> str:
    """Give a run's JSON document, or a list of several."""
    from necsim.report.documents.forecast import json_document

    documents = [json_document(run.record, run.tables, {}, None) for run in finished]
    return documents[0] if len(documents) == 1 else f"[{','.join(documents)}]\n"


def _workbook(finished: list[Finished]) -> Writer:
    """Give what writes the workbook of one run or of several."""
    from functools import partial

    from necsim.report.workbook.forecast import write_several, write_workbook

    if len(finished) > 1:
        return partial(write_several, runs=finished)
    return partial(write_workbook, tables=finished[0].tables, record=finished[0].record)
