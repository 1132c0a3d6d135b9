"""What all tables share: rows into a frame, and the figures that describe a column of draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import polars as pl

from necsim import columns

# Draws of up to so many bytes are read at once, which is quicker; of more, a column at a time.
_AT_ONCE = 256 << 20


class Columns:
    """Draws too many to hold at once: each column is read when it is asked for, and let go.

    To the tables it is a frame; sums over a column do not depend on which of the two it is.
    """

    def __init__(self, draws: pl.LazyFrame, replicates: int) -> None:
        self._draws, self._replicates = draws, replicates
        self._names = frozenset(draws.collect_schema())

    def __getitem__(self, name: str) -> pl.Series:
        """Read a column."""
        return self.select(name)[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a column."""
        return name in self._names

    def __len__(self) -> int:
        """Count the replicates."""
        return self._replicates

    def select(self, *names: str) -> pl.DataFrame:
        """Read some columns."""
        return _read(self._draws.select(*names))


Draws: TypeAlias = pl.DataFrame | Columns


def open_draws(draws: pl.LazyFrame, replicates: int) -> Draws:
    """Give the draws of so many replicates as a frame, or as what reads like one if that is big."""
    types = draws.collect_schema().dtypes()
    row = sum(pl.Series(dtype=each).to_numpy().itemsize for each in types)
    return _read(draws) if replicates * row <= _AT_ONCE else Columns(draws, replicates)


def _read(draws: pl.LazyFrame) -> pl.DataFrame:
    """Read draws, each column in one piece: quantiles of many pieces take twice as long."""
    return draws.collect().rechunk()


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
