"""Rows of a study as a frame with the columns declared for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from necsim.columns import STUDY_TABLES, dtype


def study_frame(study: str, rows: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    """Build the table of a study from its rows."""
    schema = {each.name: getattr(pl, dtype(each)) for each in STUDY_TABLES[study].columns}
    return pl.DataFrame(list(rows), schema=schema, orient="row")
