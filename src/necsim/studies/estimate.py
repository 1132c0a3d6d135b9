"""What a study says of one measure in one cell: a chance, or a mean."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np
import polars as pl

from necsim.outcomes import Event, Measure, measure_values
from necsim.summary.chance import summarise_chance


class Estimate(NamedTuple):
    """A chance with its simulation error, or the mean of a number; what it is not is None."""

    p: float | None
    p_se: float | None
    p_lo: float | None
    p_hi: float | None
    n: int
    mean: float | None = None
    mean_se: float | None = None


def estimate(measure: Measure, draws: pl.DataFrame) -> Estimate:
    """Estimate a measure from a cell's draws; replicates without a value are left out of a mean."""
    values = measure_values(measure, draws)
    if isinstance(measure, Event):
        return Estimate(*summarise_chance(values))
    found = values[~np.isnan(values)]
    n = found.size
    mean = float(found.mean()) if n else None
    error = float(found.std(ddof=1)) / sqrt(n) if n > 1 else None
    return Estimate(None, None, None, None, n, mean, error)
