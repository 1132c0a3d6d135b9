"""What `run.json` says, and a finished run read back by it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from necsim import columns
from necsim.errors import DataError, NecsimError, ScenarioError
from necsim.limits import MOST_RECORD, MOST_RUN_TABLE, read_within
from necsim.provenance import SCHEMA_VERSION, Provenance, content_hash
from necsim.store import files

Record = dict[str, Any]
# Both name folders and files that are written; whoever edits a record must not choose where.
_SCENARIO = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_HASH = re.compile(r"[0-9a-f]{8}")


class Outcome(NamedTuple):
    """How a run ended: its size, the largest half-width of a headline row, and why it stopped."""

    replicates: int
    ballots: int
    reached: float
    stopped: str
    headline: str


class Finished(NamedTuple):
    """A finished run, read back; `draws` is the path of its draws."""

    record: Record
    tables: dict[str, pl.DataFrame]
    draws: Path


def run_record(provenance: Provenance, outcome: Outcome, environment: Mapping[str, str]) -> Record:
    """Say what made a run and how it ended: all of `run.json` but the list of files."""
    return {
        **head(provenance),
        "replicates": outcome.replicates,
        "replicates_asked": provenance.replicates,
        "precision": {
            "asked": provenance.precision,
            "reached": outcome.reached,
            "stopped": outcome.stopped,
        },
        "ballots": outcome.ballots,
        "headline": outcome.headline,
        "environment": dict(environment),
        "resolved": json.loads(provenance.content),
    }


def head(provenance: Provenance) -> Record:
    """Say what made a run or a study, as the first lines of its record."""
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": provenance.scenario,
        "title": provenance.title,
        "as_of": provenance.as_of,
        "hash": content_hash(provenance),
        "seed": provenance.seed,
        "sampler": provenance.sampler,
    }


def read_run(path: Path | str) -> Finished:
    """Read a finished run from its folder, from latest/ or from a run.json; else a DataError."""
    folder = Path(path).parent if Path(path).name == files.RUN else Path(path)
    if not (folder / files.RUN).is_file():
        newest = folder / files.LATEST
        remedy = f"name {newest}" if newest.is_dir() else "name the folder of one"
        raise DataError(f"{folder}: is no finished run (no {files.RUN}); {remedy}")
    try:
        record = read_record(folder / files.RUN)
        home = folder.parent / record["hash"] if folder.name == files.LATEST else folder
        tables = [name for name in columns.TABLES if files.table_file(name) in record["files"]]
        read = {name: _read_table(name, folder / files.table_file(name)) for name in tables}
        return Finished(record, read, home / files.DRAWS)
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise DataError(
            f"{folder}: cannot be read as a run ({error}); run the scenario again with --force"
        ) from error


def read_record(path: Path) -> Record:
    """Read `run.json` or `study.json`; a ValueError where it is not what necsim writes."""
    try:
        record = json.loads(read_within(path, MOST_RECORD).decode("utf-8"))
    except RecursionError:
        raise ValueError("its record is nested too deeply") from None
    if not isinstance(record, dict):
        raise ValueError("its record is no table")
    if record["schema_version"] != SCHEMA_VERSION:
        raise ValueError("it was made by another version of necsim")
    for key, form in (("scenario", _SCENARIO), ("hash", _HASH)):
        if not form.fullmatch(record[key]):
            raise ValueError(f"its {key} is not what necsim writes")
    for name, kind in (("title", str), ("sampler", str), ("seed", int), ("replicates", int)):
        if not isinstance(record[name], kind):
            raise ValueError(f"its {name} is not what necsim writes")
    if not isinstance(record["resolved"], dict):
        raise ValueError("it holds no resolved scenario")
    return record


@contextmanager
def as_left(path: Path) -> Iterator[None]:
    """Turn what a folder's files say against one another into a DataError that names it."""
    try:
        yield
    # pyo3 raises a panic of the reader of draws past `Exception`.
    except (Exception, pl.exceptions.PanicException) as error:
        own = isinstance(error, NecsimError) and not isinstance(error, ScenarioError)
        if own or isinstance(error, OSError):
            raise
        wrong = f"its files do not fit one another ({type(error).__name__}: {error})"
        raise DataError(f"{path}: {wrong}; run the scenario again with --force") from error


def read_cells(path: Path) -> bytes:
    """Read a table of a run or study, within the limit of size."""
    return read_within(path, MOST_RUN_TABLE)


def _read_table(name: str, path: Path) -> pl.DataFrame:
    schema = {column: getattr(pl, dtype) for column, dtype in columns.schema(name).items()}
    return pl.read_csv(read_cells(path), schema_overrides=schema).select(*schema)
