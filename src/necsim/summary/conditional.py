"""What differs where an event is so: its mean there beside the mean over all replicates.

The replicates with the event are among all of them, so the two means are not independent, and the
difference is (1 − P)·(mean with the event − mean without it).
"""

from __future__ import annotations

from math import nan, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from necsim.summary.chance import Z

Values = NDArray[np.bool_] | NDArray[np.floating]


class BesideAll(NamedTuple):
    """The mean over all replicates, and that given the event less it, with a 95 % interval."""

    all: float
    diff: float
    diff_se: float
    diff_lo: float
    diff_hi: float


def chance_beside_all(values: Values, joint: Values, weights: Values) -> BesideAll:
    """Compare a chance given an event with the same over all replicates, each array (n,).

    `values` are the chances of the outcome in each replicate, `weights` those of the event, not all
    0, and `joint` those of both. One replicate with and one without the outcome are added where the
    event is so, and as many where it is not (Agresti & Caffo, Am. Stat. 54, 2000), so that no
    error is 0 for want of a rare replicate; `all` and `diff` are plain.
    """
    value, both, weight = (each.astype(np.float64) for each in (values, joint, weights))
    one = float(weight.sum()) / np.count_nonzero(weight)
    overall, diff, _ = _compare(value, both, weight)
    _, centre, error = _compare(
        np.append(value, [0.0, 1.0, 0.0, 1.0]),
        np.append(both, [0.0, one, 0.0, 0.0]),
        np.append(weight, [one, one, 0.0, 0.0]),
    )
    low, high = max(-1.0, centre - Z * error), min(1.0, centre + Z * error)
    return BesideAll(overall, diff, error, low, high)


def mean_beside_all(values: Values, weights: Values) -> BesideAll:
    """Compare the mean of a number given an event with that over all replicates, each (n,).

    Without two replicates there is no error, it is nan then.
    """
    value, weight = values.astype(np.float64), weights.astype(np.float64)
    overall, diff, error = _compare(value, weight * value, weight)
    error = error if value.size > 1 else nan
    return BesideAll(overall, diff, error, diff - Z * error, diff + Z * error)


def _compare(
    value: NDArray[np.float64], both: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Give the mean over all, the difference, and its error by the delta method.

    The difference is Σ both / Σ weight − mean value, a smooth function of three means over the
    replicates; what one replicate adds to it, to first order, is its influence, of mean 0.
    """
    given, overall = float(both.sum() / weight.sum()), float(value.mean())
    influence = (both - given * weight) / weight.mean() - (value - overall)
    return overall, given - overall, sqrt(float(np.square(influence).mean()) / value.size)
