"""Shares of variance by source, by pick-freeze: redraw one source and see how much moves.

The total effect of a source g on a number f is S = E[(f(A) − f(A′))²] / (2 Var f), where A′ is the
world A with g alone drawn anew (Jansen, *Comput. Phys. Commun.* 117, 1999): the share of Var f that
would be left if all else were known. Sources that act together count in each of their shares, so
shares may add to more than 1.

A chance c in a replicate is itself a mean, over what is summed exactly: the event has variance
p(1 − p) = Var c + E[c(1 − c)]. Its second part is the own share of what was summed (the sitting
seats, for control); `event_effect` divides by the whole, so its shares and `sitting_share` are on
one scale.

Errors. Each share is a ratio of means, ū/v̄, with u and v of one replicate: u the numerator, v its
part of the variance about the mean, averaged over base and redrawn, which have one law. So se² =
Var(u − S v) / (n v̄²) by the delta method, with whatever dependence u, v, base and redrawn have
inside a replicate. That the mean is estimated adds nothing to first order. Where few replicates of
an event move, that alone is far too narrow, and 0 where none does; so, as for chances, the interval
is made with four pseudo-replicates, for a source one in each cell of the 2 × 2 table of base and
redrawn. It is never of no width, and about 5/(n p(1 − p)) wide where the source does nothing.
"""

from __future__ import annotations

from math import isnan, nan, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from necsim.kernels.types import Floats
from necsim.summary.chance import Z


class Share(NamedTuple):
    """A share of variance, its standard error and its 95 % interval, cut to [0, 1].

    All are nan where nothing varies.
    """

    share: float
    se: float
    lo: float
    hi: float


_NOTHING = Share(nan, nan, nan, nan)
# The pseudo-replicates.
_BASE, _REDRAWN = (0, 0, 1, 1), (0, 1, 0, 1)
_SITTING = (0, 0.5, 0.5, 1)


def total_effect(base: NDArray[np.generic], redrawn: NDArray[np.generic]) -> Share:
    """Give the total effect of one source on a number, such as seats or votes.

    Both have shape (n,), row r of `redrawn` being row r of `base` with that source drawn anew.
    The interval is too narrow where few replicates move; of an event ask `event_effect`.
    """
    first, second = base.astype(np.float64), redrawn.astype(np.float64)
    return _ratio(np.square(first - second) / 2, _pooled_variance(first, second))


def event_effect(
    base: NDArray[np.bool_] | NDArray[np.floating],
    redrawn: NDArray[np.bool_] | NDArray[np.floating],
) -> Share:
    """Give the total effect of one source on an event, counted (bool) or by its chances (float).

    Shapes as for `total_effect`, whose share it has where the event is counted. `share` is plain,
    `se` that of the interval, with the pseudo-replicates.
    """
    share = _event_ratio(base, redrawn).share
    return _around(share, _event_ratio(np.append(base, _BASE), np.append(redrawn, _REDRAWN)))


def sitting_share(chances: NDArray[np.floating]) -> Share:
    """Give the share E[c(1 − c)] / p(1 − p) of what is summed exactly, from chances c, (n,).

    `share` is plain, `se` that of the interval, with pseudo-replicates at 0, ½, ½ and 1.
    """
    return _around(_own_ratio(chances).share, _own_ratio(np.append(chances, _SITTING)))


def _around(share: float, padded: Share) -> Share:
    """Put the plain share into the interval; no interval where nothing varies."""
    if isnan(share):
        return _NOTHING
    # With a handful of replicates the plain share may lie outside.
    return Share(share, padded.se, min(padded.lo, share), max(padded.hi, min(share, 1.0)))


def _event_ratio(base: NDArray[np.generic], redrawn: NDArray[np.generic]) -> Share:
    first, second = base.astype(np.float64), redrawn.astype(np.float64)
    within = (_within(first) + _within(second)) / 2
    return _ratio(np.square(first - second) / 2, _pooled_variance(first, second) + within)


def _own_ratio(chances: NDArray[np.generic]) -> Share:
    exact = chances.astype(np.float64)
    within = _within(exact)
    return _ratio(within, np.square(exact - exact.mean()) + within)


def _within(chances: Floats) -> Floats:
    """Give the variance of the event in each replicate; exactly 0 where it is counted."""
    spread: Floats = chances * (1 - chances)
    return spread


def _pooled_variance(first: Floats, second: Floats) -> Floats:
    """Give each replicate's part of the variance about the mean of both, averaged over the two."""
    # Moved to start at 0, so that what never varies has a variance of exactly 0.
    first, second = first - first[0], second - first[0]
    mean = (first.mean() + second.mean()) / 2
    pooled: Floats = (np.square(first - mean) + np.square(second - mean)) / 2
    return pooled


def _ratio(part: Floats, whole: Floats) -> Share:
    """Divide the means of two paired columns, with the delta method's error."""
    scale = float(whole.mean())
    if not scale:
        return _NOTHING
    share = float(part.mean()) / scale
    error = float((part - share * whole).std()) / scale / sqrt(part.size)
    return Share(share, error, max(0.0, share - Z * error), min(1.0, share + Z * error))
