"""What all tables share: rows into a frame, and the figures that describe a column of draws."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from necsim import columns


def make_table(name: str, rows: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    """Build the named table from its rows; without rows it has headers only."""
    schema = {column: getattr(pl, dtype) for column, dtype in columns.schema(name).items()}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def mean(values: pl.Series) -> float:
    """Average a column of the draws."""
    # NumPy's sum over one array does not depend on how the draws were cut into slices.
    return float(values.to_numpy().mean(dtype=np.float64))


def quantile(values: pl.Series, level: float) -> float | None:
    """Take a quantile at three significant digits, all that one run supports; None if no values."""
    found = values.quantile(level, interpolation="nearest")
    return None if found is None else float(f"{found:.3g}")
