"""`necsim export`: a finished run in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from necsim.cli.console import answer
from necsim.errors import UsageError

if TYPE_CHECKING:
    from necsim.store import Finished

NAME = "export"
FORMATS = ("csv", "xlsx", "parquet", "json")


def command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")],
    to: Annotated[
        str, typer.Option("--to", metavar="FORMATS", help=f"One or more of {','.join(FORMATS)}.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where to write [the run's folder]."),
    ] = None,
) -> None:
    """Write a finished run as csv, xlsx, parquet or json."""
    from necsim.store import read_run

    formats = [name.strip() for name in to.split(",")]
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(f"--to {unknown[0]!r}: not a format; there are {', '.join(FORMATS)}")
    finished = read_run(run)
    # From latest/ too it goes to the run's own folder: latest/ is for what each run renews.
    folder = output or finished.draws.parent
    for name in dict.fromkeys(formats):
        for path in _write(finished, name, folder):
            answer(f"wrote {path}")


def _write(finished: Finished, name: str, folder: Path) -> list[Path]:
    """Write one format below a folder; give the files written."""
    if name == "json":
        return [_write_json(finished, folder / "forecast.json")]
    if name == "xlsx":
        return [_write_workbook(finished, folder / "forecast.xlsx")]
    from necsim.store import write_table, write_whole

    written = []
    for table, frame in finished.tables.items():
        path = folder / "tables" / f"{table}.{name}"
        if name == "csv":
            write_table(path, frame)
        else:
            write_whole(path, frame.write_parquet)
        written.append(path)
    return written


def _write_json(finished: Finished, path: Path) -> Path:
    from necsim.report.json_document import json_document
    from necsim.store import write_text

    write_text(path, json_document(finished.record, finished.tables, {}, None))
    return path


def _write_workbook(finished: Finished, path: Path) -> Path:
    from functools import partial

    from necsim.report.workbook import write_workbook
    from necsim.store import write_whole

    write_whole(path, partial(write_workbook, tables=finished.tables, record=finished.record))
    return path
