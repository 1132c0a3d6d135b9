"""The one document that `--json` prints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import polars.selectors as cs

from necsim.store import Record

_HEAD = ("schema_version", "scenario", "title", "seed", "replicates", "sampler", "ballots")
_ASIDE = ("given", "examples")


def json_document(
    record: Record,
    tables: Mapping[str, pl.DataFrame],
    elapsed_seconds: Mapping[str, float],
    path: Path | str | None,
) -> str:
    """Give run and tables as JSON text; each table is a list of records under its name.

    `elapsed_seconds` is by phase; `path` is the run's folder, None if no files were kept. Numbers
    that are not finite are null, which is all that JSON has for them.
    """
    head = {key: record[key] for key in _HEAD}
    run = {
        "elapsed_seconds": {phase: round(spent, 4) for phase, spent in elapsed_seconds.items()},
        "path": None if path is None else str(path),
    }
    rows = {name: _finite(table).to_dicts() for name, table in tables.items()}
    return json.dumps(head | run | rows, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def study_document(
    record: Record, table: pl.DataFrame, elapsed_seconds: float | None, path: Path | str | None
) -> str:
    """Give a study's table as JSON text, a list of records under the study's name.

    What its record says aside of the table stands beside it.
    """
    head = {key: record[key] for key in _HEAD if key in record}
    run = {
        "elapsed_seconds": None if elapsed_seconds is None else round(elapsed_seconds, 4),
        "path": None if path is None else str(path),
    }
    rows = {record["study"]: _finite(table).to_dicts()}
    aside = {key: record[key] for key in _ASIDE if key in record}
    return (
        json.dumps(head | run | rows | aside, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    )


def _finite(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(pl.when(cs.float().is_finite()).then(cs.float()))
