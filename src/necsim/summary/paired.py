"""Differences on the same worlds: what changes from A to B, and whether it is told from nothing.

Both scenarios share one seed, so row r of A and row r of B are one world, and what the two have in
common cancels in each pair. As for chances, an event that is counted and one whose chances are
averaged need different intervals, and neither error is ever 0 for want of a rare replicate.
"""

from __future__ import annotations

from math import ceil, floor, isfinite, log10, nan, sqrt
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from necsim.summary.chance import PSEUDO, Z

Outcomes: TypeAlias = NDArray[np.bool_] | NDArray[np.floating]
Verdict: TypeAlias = Literal["higher", "lower", "not told", "same"]


_MOST_TO_SETTLE = 1e12


class Difference(NamedTuple):
    """B less A with its standard error and 95 % interval over n pairs, of which `changed` differ.

    `only_a` and `only_b` count the replicates in which the event is so in one alone; None where
    nothing is counted.
    """

    diff: float
    diff_se: float
    diff_lo: float
    diff_hi: float
    n: int
    changed: int
    only_a: int | None
    only_b: int | None


def paired_difference(a: Outcomes, b: Outcomes) -> Difference:
    """Compare the chance of one event in A and B, shape (n,) each: counted if bool, else averaged.

    Counted: Wald's paired interval after ½ is added to each cell of the 2 × 2 table (Agresti & Min,
    Stat. Med. 24, 2005). Averaged: two pseudo-differences at +1 and two at −1, then mean ± 1.96
    sd/√(n + 4). `diff` is the plain mean, `diff_se` the interval's, cut to [−1, 1].
    """
    apart = _apart(a, b)
    n = apart.size
    if a.dtype == b.dtype == np.bool_:
        return compare_counts(_count(apart < 0), _count(apart > 0), n)
    total, squares, size = float(apart.sum()), float(np.square(apart).sum()), n + PSEUDO
    variance = (squares + PSEUDO) / size - (total / size) ** 2
    around = _around(total / size, sqrt(variance / size))
    return Difference(total / n, *around, n, _count(apart), None, None)


def compare_counts(only_a: int, only_b: int, n: int) -> Difference:
    """Compare a counted event that is so in A alone, and in B alone, so often in n replicates."""
    net, size = only_b - only_a, n + 2  # four times ½
    error = sqrt(only_a + only_b + 1 - net**2 / size) / size
    changed = only_a + only_b
    return Difference(net / n, *_around(net / size, error), n, changed, only_a, only_b)


def paired_mean(a: NDArray[np.generic], b: NDArray[np.generic]) -> Difference:
    """Compare the mean of a number, such as votes or seats, in A and B, shape (n,) each.

    Pairs with a nan on either side are dropped. The interval is mean ± 1.96 sd/√n. With fewer than
    two pairs left there is no error, and with none no difference: those figures are nan.
    """
    apart = _apart(a, b)
    apart = apart[~np.isnan(apart)]
    n = apart.size
    diff = float(apart.mean()) if n else nan
    error = float(apart.std(ddof=1)) / sqrt(n) if n > 1 else nan
    low, high = diff - Z * error, diff + Z * error
    return Difference(diff, error, low, high, n, _count(apart), None, None)


def verdict(difference: Difference) -> Verdict:
    """Say what is told of B beside A, at 95 %; "same" where no replicate differs."""
    if difference.n and not difference.changed:
        return "same"
    if difference.diff_lo > 0:
        return "higher"
    return "lower" if difference.diff_hi < 0 else "not told"


def replicates_to_settle(difference: Difference) -> int | None:
    """Give the replicates whose interval would just exclude 0 if what was seen is right.

    That is n·(half-width / centre)² of the interval, rounded up to two significant digits; it
    exceeds n exactly where nothing is told yet. None where the difference is 0 or has no error,
    and where nobody could run so many. The pseudo-pairs make it a little large where few
    replicates differ.
    """
    width, twice = difference.diff_hi - difference.diff_lo, difference.diff_hi + difference.diff_lo
    if not difference.diff or not isfinite(width):
        return None
    if abs(twice) * sqrt(_MOST_TO_SETTLE / difference.n) < width:
        return None  # a difference of the size of rounding would ask for any number
    needed = max(1.0, difference.n * (width / twice) ** 2)
    unit: int = 10 ** max(0, floor(log10(needed)) - 1)
    return ceil(needed / unit) * unit


def _apart(a: NDArray[np.generic], b: NDArray[np.generic]) -> NDArray[np.float64]:
    """Subtract in double: whole numbers without a sign would wrap."""
    return b.astype(np.float64) - a.astype(np.float64)


def _count(marks: NDArray[np.generic]) -> int:
    return int(np.count_nonzero(marks))


def _around(centre: float, error: float) -> tuple[float, float, float]:
    """Give the error and the interval it makes, cut to where a difference of chances can be."""
    return error, max(-1.0, centre - Z * error), min(1.0, centre + Z * error)
