"""Simulation error: how far a chance may be off because replicates are finitely many.

A replicate gives x in [0, 1]: yes or no where the outcome is counted, a chance where it is summed
exactly. Counted chances get Wilson's interval, averaged ones the plus-four interval: two
pseudo-replicates at 0 and two at 1. Wilson on averages is many times too wide; a plain or
effective-size interval is too narrow when rare replicates carry the chance (Wilson 1927;
Agresti & Coull 1998). Replicates that count by a weight get plus-four with pseudo-replicates that
are four among `n_eff`: of mean weight they would be too light to speak for replicates not seen.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Z = 1.96
PSEUDO = 4


class Chance(NamedTuple):
    """A chance, its standard error, its 95 % interval and the number of replicates behind it."""

    p: float
    p_se: float
    p_lo: float
    p_hi: float
    n: int

    @property
    def half_width(self) -> float:
        """Half the interval shown."""
        return (self.p_hi - self.p_lo) / 2


class WeightedChance(NamedTuple):
    """A chance over replicates of unequal weight: `n` have any, and count as much as `n_eff`."""

    p: float
    p_se: float
    p_lo: float
    p_hi: float
    n: int
    n_eff: float


def summarise_chance(chances: NDArray[np.bool_] | NDArray[np.floating]) -> Chance:
    """Summarise one column of draws, shape (replicates,): counted if bool, averaged if float."""
    if chances.dtype == np.bool_:
        return summarise_count(int(np.count_nonzero(chances)), chances.size)
    exact = chances.astype(np.float64, copy=False)
    return from_sums(float(exact.sum()), float(np.square(exact).sum()), exact.size)


def summarise_count(k: int, n: int) -> Chance:
    """Summarise k of n replicates in which something is so, with Wilson's interval."""
    p = k / n
    shrink = 1 + Z**2 / n
    centre = (p + Z**2 / (2 * n)) / shrink
    half = Z / shrink * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    # At the ends Wilson's bound is 0 or 1 exactly; rounding may leave it a hair inside.
    low, high = (centre - half if k else 0.0), (centre + half if k < n else 1.0)
    return Chance(p, _plus_four(k, k, n)[1], low, high, n)


def from_sums(total: float, squares: float, n: int) -> Chance:
    """Summarise n averaged chances given their sum and sum of squares, with plus-four."""
    centre, error = _plus_four(total, squares, n)
    return Chance(total / n, error, max(0.0, centre - Z * error), min(1.0, centre + Z * error), n)


def summarise_weighted(
    values: NDArray[np.bool_] | NDArray[np.floating], weights: NDArray[np.floating]
) -> WeightedChance:
    """Summarise one column of draws, shape (replicates,), each row counting by its weight.

    Weights, shape (replicates,), are 0 or more and not all 0; only their ratios matter. With equal
    weights the figures are those of `from_sums`. se² = Σw²(x − p)² / (Σw)² over the replicates and
    four pseudo-replicates of weight Σw²/Σw, a share 1/n_eff of all. Where `n_eff` is below about 50
    a few replicates carry the chance and neither p nor its interval can be relied on.
    """
    exact, weight = values.astype(np.float64), weights.astype(np.float64)
    n, n_eff = int(np.count_nonzero(weight)), effective_size(weight)
    total, weighted = float(weight.sum()), float((weight * exact).sum())
    pseudo = total / n_eff
    size = total + PSEUDO * pseudo
    centre = (weighted + PSEUDO / 2 * pseudo) / size
    squares = float(np.square(weight * (exact - centre)).sum())
    squares += PSEUDO / 2 * pseudo**2 * (centre**2 + (1 - centre) ** 2)
    error = sqrt(squares) / size
    low, high = max(0.0, centre - Z * error), min(1.0, centre + Z * error)
    return WeightedChance(weighted / total, error, low, high, n, n_eff)


def effective_size(weights: NDArray[np.floating]) -> float:
    """Give (Σw)² / Σw², the replicates of equal weight that would tell as much; 0 if all are 0."""
    squares = float(np.square(weights, dtype=np.float64).sum())
    return float(weights.sum(dtype=np.float64)) ** 2 / squares if squares else 0.0


def certain(p: float, n: int) -> Chance:
    """Give an outcome that the rule makes certain: p is 0 or 1 and has no error."""
    return Chance(p, 0.0, p, p, n)


def _plus_four(total: float, squares: float, n: int) -> tuple[float, float]:
    """Give mean and standard error with the four pseudo-replicates added."""
    size = n + PSEUDO
    mean = (total + PSEUDO / 2) / size
    variance = (squares + PSEUDO / 2) / size - mean**2
    return mean, sqrt(variance / size)
