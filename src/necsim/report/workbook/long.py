"""Every chance of a run in one long table, for a pivot table."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from necsim.columns import ALL, dtype
from necsim.report.words.names import Names

_TABLES = {
    "candidates": "candidate",
    "seats": "faction",
    "committee": "faction",
    "control": "holder",
}


def all_rows(tables: Mapping[str, pl.DataFrame], names: Names) -> pl.DataFrame:
    """Put the rows of all tables of chances below one another, with names beside ids."""
    schema = {column.name: getattr(pl, dtype(column)) for column in ALL.columns}
    parts = [pl.DataFrame(schema=schema)]
    for table, id_ in _TABLES.items():
        if table in tables:
            rows = tables[table].with_columns(pl.lit(table).alias("table"))
            if "name" not in rows.columns:
                told = {each: names.holder(each) for each in rows[id_].unique(maintain_order=True)}
                rows = rows.with_columns(pl.col(id_).replace(told).alias("name"))
            parts.append(rows.select(name for name in schema if name in rows.columns))
    return pl.concat(parts, how="diagonal")
