"""What `run.json` says, and a finished run read back by it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from necsim import columns
from necsim.errors import DataError, NecsimError
from necsim.limits import MOST_READ_BACK, MOST_RUN_TABLE, read_within
from necsim.provenance import SCHEMA_VERSION, Provenance, content_hash
from necsim.store import files
from necsim.store.seal import check_file, read_sealed

Record = dict[str, Any]


class Outcome(NamedTuple):
    """How a run ended: its size, the largest half-width of a headline row, and why it stopped."""

    replicates: int
    ballots: int
    reached: float
    stopped: str
    headline: str


class Finished(NamedTuple):
    """A finished run, read back; `draws` is the path of its draws, which may lack."""

    record: Record
    tables: dict[str, pl.DataFrame]
    draws: Path

    def whole_draws(self) -> pl.LazyFrame:
        """Scan the draws as they were left; a DataError if they are not there so."""
        remedy = "run the scenario again with --force"
        if not self.draws.is_file():
            raise DataError(f"{self.draws}: is missing, and holds what is asked; {remedy}")
        try:
            whole = pl.scan_parquet(check_file(self.record, self.draws.parent, files.DRAWS))
            # Equal numbers pack to next to nothing: a small file may hold more rows than memory.
            rows = whole.select(pl.len()).collect().item()
            replicates = int(self.record["replicates"])
            if rows != replicates or rows > MOST_READ_BACK:
                raise ValueError(
                    f"it has {rows:,} rows, {replicates:,} replicates were run,"
                    f" and at most {MOST_READ_BACK:,} are read back"
                )
            return whole
        except (
            *(OSError, ValueError, KeyError, TypeError, OverflowError),
            *(pl.exceptions.PolarsError, pl.exceptions.PanicException),
        ) as error:
            raise DataError(f"{self.draws}: cannot be read ({error}); {remedy}") from error


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
        record = read_sealed(folder / files.RUN)
        if record["schema_version"] != SCHEMA_VERSION:
            raise ValueError("it was made by another version of necsim")
        home = folder.parent / record["hash"] if folder.name == files.LATEST else folder
        tables = [name for name in columns.TABLES if files.table_file(name) in record["files"]]
        read = {name: _read_table(name, record, folder) for name in tables}
        return Finished(record, read, home / files.DRAWS)
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise DataError(
            f"{folder}: cannot be read as a run ({error}); run the scenario again with --force"
        ) from error


@contextmanager
def doubting(*paths: Path) -> Iterator[None]:
    """Take it for a fault of folders where nothing can be made of what was read from them.

    Seals say that a folder is as somebody left it, not that a run did.
    """
    try:
        yield
    except (NecsimError, OSError):
        raise
    except (Exception, pl.exceptions.PanicException) as error:
        wrong = f"says what no run or study leaves ({type(error).__name__}: {error})"
        named = ", ".join(map(str, paths))
        raise DataError(f"{named}: {wrong}; make it again with --force") from error


def _read_table(name: str, record: Record, folder: Path) -> pl.DataFrame:
    path = check_file(record, folder, files.table_file(name))
    schema = {column: getattr(pl, dtype) for column, dtype in columns.schema(name).items()}
    cells = read_within(path, MOST_RUN_TABLE)
    return pl.read_csv(cells, schema_overrides=schema).select(*schema)
