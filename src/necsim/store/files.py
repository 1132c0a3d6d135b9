"""Files that are there whole or not at all, and the names a results folder gives them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from necsim.errors import RunError

Writer = Callable[[Path], object]

RUN = "run.json"
STUDY = "study.json"
DRAWS = "draws.parquet"
PACKAGE = "datapackage.json"
WORKBOOK = "forecast.xlsx"
PAGE = "report.html"
TABLES = "tables"
BLOCKS = "blocks"
LATEST = "latest"
HISTORY = "history.csv"
_STAGED = ".writing-"


def write_whole(path: Path, writer: Writer) -> None:
    """Have `writer` fill a temporary file beside `path`, then rename it; a RunError if it cannot.

    Folders on the way are made; whatever stood at `path` stays until the new file is complete.
    """
    staged = path.parent / f"{_STAGED}{os.getpid()}-{path.name}"
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            writer(staged)
            staged.replace(path)
        finally:
            staged.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8, its line ends as they are."""
    write_whole(path, lambda staged: staged.write_bytes(text.encode()))


def write_table(path: Path, table: pl.DataFrame) -> None:
    """Write a table as CSV by RFC 4180: UTF-8, one header row, lines ended by CR LF."""
    write_whole(path, lambda staged: table.write_csv(staged, line_terminator="\r\n"))


def table_file(name: str) -> str:
    """Name the file of a table, relative to the folder of its run."""
    return f"{TABLES}/{name}.csv"


def as_json(content: Mapping[str, object]) -> str:
    """Lay out a JSON document for people, its keys in the order given."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def complete_files(folder: Path) -> list[Path]:
    """List the files below a folder in order, without blocks and what a crash left half written."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != BLOCKS and not path.name.startswith(_STAGED)
    )


def sweep(folder: Path) -> None:
    """Remove what is of no use once a run is finished: its blocks, and files half written."""
    remove([folder / BLOCKS, *folder.rglob(f"{_STAGED}*")])


def sweep_shared(folders: Iterable[Path]) -> None:
    """Remove what writers that were killed left half written where other runs may be writing."""
    staged = [path for folder in folders for path in folder.glob(f"{_STAGED}*")]
    remove(path for path in staged if not _still_written(path))


def _still_written(staged: Path) -> bool:
    """Tell whether another process, which a staged file names, may be at it."""
    pid = staged.name.removeprefix(_STAGED).partition("-")[0]
    if os.name != "posix" or not pid.isdigit():
        return True  # elsewhere, to ask after a process by `kill` may end it
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return int(pid) != os.getpid()


def remove(paths: Iterable[Path]) -> None:
    """Remove files and folders, in this order; those that are not there are passed over."""
    for path in paths:
        with writing(path):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a RunError that names the path and the remedy."""
    try:
        yield
    # Polars reports a full disk as a ComputeError when it writes Parquet.
    except (OSError, pl.exceptions.ComputeError) as error:
        if isinstance(error, FileExistsError | NotADirectoryError):
            wrong, remedy = "a file stands where a folder is wanted", "name another folder"
        elif isinstance(error, IsADirectoryError):
            wrong, remedy = "it is a folder", "name a file"
        else:
            wrong = getattr(error, "strerror", None) or str(error)
            remedy = "free space, make it writable or name another folder"
        raise RunError(f"{path}: cannot be written ({wrong}); {remedy}") from error
