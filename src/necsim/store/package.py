"""The dictionary of a results folder, as a Frictionless data package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from necsim import columns
from necsim.columns import Column, ColumnType, Table
from necsim.store.files import DRAWS, table_file
from necsim.store.record import Record

_FIELD_TYPES: dict[ColumnType, str] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "chance": "number",
    "yes/no": "boolean",
}


def describe(
    record: Record, tables: Iterable[str], draws: Mapping[str, pl.DataType]
) -> dict[str, Any]:
    """Describe every column of the tables named and of the draws, whose schema is given."""
    return {
        "profile": "data-package",
        "name": record["scenario"].lower(),
        "title": record["title"],
        "version": record["hash"],
        "description": record["headline"],
        "resources": [*(_table_resource(name) for name in tables), _draws_resource(draws)],
    }


def describe_study(record: Record, table: pl.DataFrame) -> dict[str, Any]:
    """Describe every column of a study's table, the keys that it varies among them."""
    form = columns.STUDY_TABLES[record["study"]]
    known = {column.name: column for column in form.columns}
    fields = [
        _field(known[name]) if name in known else _key_field(name, dtype)
        for name, dtype in table.schema.items()
    ]
    return {
        "profile": "data-package",
        "name": record["scenario"].lower(),
        "title": record["title"],
        "version": record["hash"],
        "resources": [_resource(form, fields)],
    }


def _key_field(name: str, dtype: pl.DataType) -> dict[str, Any]:
    kind = "integer" if dtype.is_integer() else "number" if dtype.is_numeric() else "string"
    return {"name": name, "type": kind, "description": "value of this key in the row's cell"}


def _table_resource(name: str) -> dict[str, Any]:
    table = columns.TABLES[name]
    return _resource(table, [_field(column) for column in table.columns])


def _resource(table: Table, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.meaning,
        "path": table_file(table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FIELD_TYPES[column.type]}
    if column.unit:
        field["unit"] = column.unit
    if column.type == "chance":
        field["constraints"] = {"minimum": 0, "maximum": 1}
    return field | {"description": column.meaning}


def _draws_resource(draws: Mapping[str, pl.DataType]) -> dict[str, Any]:
    return {
        "profile": "data-resource",
        "name": "draws",
        "description": "one row a replicate; the columns are addresses of outcomes",
        "path": DRAWS,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": [_draws_field(name, dtype) for name, dtype in draws.items()]},
    }


def _draws_field(name: str, dtype: pl.DataType) -> dict[str, str]:
    family = columns.family(name)
    kind = "boolean" if dtype == pl.Boolean else "integer" if dtype.is_integer() else "number"
    return {"name": name, "type": kind, "family": family.pattern, "description": family.meaning}
