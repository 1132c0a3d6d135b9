"""Means over few contests, with an error that assumes no law: the jackknife.

Quenouille (*Biometrika* 43, 1956), Tukey (*Ann. Math. Stat.* 29, 1958): leave one out at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

Result = Literal["win", "draw", "loss"]


class Jackknife(NamedTuple):
    """A mean over n cases, and its standard error."""

    mean: float
    se: float
    n: int


def jackknife(values: Sequence[float]) -> Jackknife:
    """Give the mean, and the error that leaving out one case at a time shows; infinite for one."""
    all_, n = np.asarray(values, np.float64), len(values)
    if n < 2:
        return Jackknife(float(all_.mean()), float("inf"), n)
    without = (all_.sum() - all_) / (n - 1)
    spread = np.sum((without - without.mean()) ** 2) * (n - 1) / n
    return Jackknife(float(all_.mean()), float(np.sqrt(spread)), n)


def verdict(apart: Jackknife) -> Result:
    """Say what a difference of penalties comes to: a draw where its 95 % interval holds 0.

    The interval is Student's with n − 1 degrees of freedom: contests are few.
    """
    from scipy.special import stdtrit

    if apart.n < 2 or abs(apart.mean) <= stdtrit(apart.n - 1, 0.975) * apart.se:
        return "draw"
    return "win" if apart.mean < 0 else "loss"
