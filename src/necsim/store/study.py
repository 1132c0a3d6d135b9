"""A study's results folder: its rows, kept as cells are done, then one table and `study.json`.

It is claimed as a run's folder is, and stands among the runs of its scenario.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl

from necsim import columns
from necsim.errors import DataError
from necsim.limits import MOST_RUN_TABLE, read_within
from necsim.provenance import Provenance
from necsim.store import files
from necsim.store.folder import Folder
from necsim.store.package import describe_study
from necsim.store.record import Record, head
from necsim.store.seal import check_file, read_sealed, seal


class FinishedStudy(NamedTuple):
    """A finished study, read back."""

    record: Record
    table: pl.DataFrame


def study_provenance(base: Provenance, study: str, asked: Mapping[str, Any]) -> Provenance:
    """Say what the content of a study depends on: its scenario, and what was asked of it."""
    content = {"study": study, "asked": dict(asked), "resolved": json.loads(base.content)}
    return base._replace(content=json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def study_record(provenance: Provenance, environment: Mapping[str, str]) -> Record:
    """Say what made a study: all of `study.json` but the list of files."""
    return {
        **head(provenance),
        "replicates": provenance.replicates,
        "environment": dict(environment),
        **json.loads(provenance.content),
    }


def finish_study(
    folder: Folder,
    table: pl.DataFrame,
    record: Record,
    reports: Mapping[str, files.Writer] = MappingProxyType({}),
) -> None:
    """Write the table, its dictionary, reports and last `study.json`; the kept rows go."""
    name = record["study"]
    files.write_table(folder.path / files.table_file(name), table)
    described = describe_study(record, table)
    files.write_text(folder.path / files.PACKAGE, files.as_json(described))
    folder.write(reports)
    made = files.complete_files(folder.path)
    files.write_text(folder.path / files.STUDY, files.as_json(seal(record, folder.path, made)))
    files.sweep(folder.path)


def read_study(path: Path) -> FinishedStudy:
    """Read a finished study from its folder; else a DataError."""
    try:
        record = read_sealed(path / files.STUDY)
        name = record["study"]
        cells = read_within(check_file(record, path, files.table_file(name)), MOST_RUN_TABLE)
        known = {each.name: each for each in columns.STUDY_TABLES[name].columns}
        header = pl.read_csv(cells, n_rows=0).columns
        types = {key: getattr(pl, columns.dtype(known[key])) for key in header if key in known}
        table = pl.read_csv(cells, schema_overrides=types)
    except (OSError, ValueError, KeyError, pl.exceptions.PolarsError) as error:
        wrong = f"{path}: cannot be read as a study ({error}); run it again with --force"
        raise DataError(wrong) from error
    return FinishedStudy(record, table)
