"""Proper scores: how good a probability forecast was, once it is known what happened.

A score is proper if nobody can expect a better one by stating other chances than they believe in
(Gneiting & Raftery, *JASA* 102, 2007). Log score, ranked probability score, Brier score and CRPS
are; the lower, the better. Coverage, PIT and the number right say what a forecast is like.

Leading axes (…) are contests, candidates or whatever is scored at once.
"""

from __future__ import annotations

from math import comb, prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from necsim.kernels.types import Floats

Bools = NDArray[np.bool_]
LEVELS = (0.5, 0.8, 0.95)
# What all possible outcomes together count, in replicates, beside those that were simulated.
_UNSEEN = 0.5


def counted_chance(counts: ArrayLike, replicates: int, possible: int) -> Floats:
    """Give the chance to score of outcomes that were counted, (…): (k + ½/m) / (n + ½).

    `counts` (…) are the replicates k of n that had an outcome, one of m = `possible`: those that
    the rule does not rule out, given who stands and for how many seats. Half a replicate is spread
    over them evenly, so that what n replicates never showed has a small chance and not none, and
    what the rule makes certain is certain. (With ½ for each outcome it would be the estimator of
    Krichevsky & Trofimov, *IEEE Trans. Inf. Theory* 27, 1981: too heavy where outcomes are many.)
    """
    return np.asarray(
        (np.asarray(counts, np.float64) + _UNSEEN / possible) / (replicates + _UNSEEN)
    )


def log_score(chance: ArrayLike) -> Floats:
    """Give −log p, (…), of the chances (…) that were given to what happened; natural logarithm.

    Infinite where that was none. Good, *J. R. Stat. Soc. B* 14 (1952).
    """
    with np.errstate(divide="ignore"):
        # Not −log p, which is −0 for what was certain.
        return np.asarray(0.0 - np.log(np.asarray(chance, np.float64)))


def ranked_probability_score(chances: ArrayLike, happened: ArrayLike) -> Floats:
    """Give Σ over k of (F_k − 1[k ≥ x])², (…): near misses cost less than far ones.

    `chances` (…, K + 1) are of the ordered outcomes 0 … K, F their running sums, and `happened` (…)
    is x. Not divided by K: a seat missed costs the same in a contest of three seats or of nine.
    Epstein, *J. Appl. Meteorol.* 8 (1969), in the form of Murphy (*ibid.* 10, 1971).
    """
    below = np.cumsum(np.asarray(chances, np.float64), axis=-1)
    reached = np.arange(below.shape[-1]) >= np.asarray(happened)[..., None]
    return np.asarray(np.square(below - reached).sum(axis=-1))


def brier_score(chance: ArrayLike, happened: ArrayLike) -> Floats:
    """Give (p − x)², (…), of a chance (…) of something that was so, x = 1, or not, x = 0.

    Half of what Brier (*Mon. Weather Rev.* 78, 1950) adds up over yes and no.
    """
    return np.asarray(np.square(np.asarray(chance, np.float64) - np.asarray(happened, np.float64)))


def crps(sample: ArrayLike, observed: ArrayLike) -> Floats:
    """Give the continuous ranked probability score of samples, (…), in the unit of the sample.

    E|X − y| − ½E|X − X′| (Gneiting & Raftery, *JASA* 102, 2007, formula 21), X and X′ two different
    draws of n, so that on average it is the score of the law behind the sample, however small n is
    (the fair form: Ferro, *Q. J. R. Meteorol. Soc.* 140, 2014). Of one draw it is |x − y|.

    `sample` is (n, …), `observed` y (…). It takes O(n log n): with the draws in order, the sum of
    |x − x′| over pairs is Σ (2i − n − 1) x_i for i = 1 … n.
    """
    ordered = np.sort(np.asarray(sample, np.float64), axis=0)
    n = len(ordered)
    apart = np.abs(ordered - np.asarray(observed, np.float64)).mean(axis=0)
    weights = 2.0 * np.arange(1, n + 1) - n - 1.0
    return np.asarray(apart - np.tensordot(weights, ordered, 1) / max(n * (n - 1), 1))


def pit(sample: ArrayLike, observed: ArrayLike) -> Floats:
    """Give the share of a sample (n, …) below what was observed (…), ties counted half, (…).

    The probability integral transform: over many forecasts that are calibrated, flat between 0 and
    1 (Dawid, *J. R. Stat. Soc. A* 147, 1984).
    """
    drawn, seen = np.asarray(sample), np.asarray(observed)
    return np.asarray(((drawn < seen).mean(axis=0) + (drawn <= seen).mean(axis=0)) / 2.0)


def inside(sample: ArrayLike, observed: ArrayLike, levels: tuple[float, ...] = LEVELS) -> Bools:
    """Tell whether central intervals of samples hold what was observed, (levels, …).

    `sample` is (n, …), `observed` (…). An interval at level c runs from the quantile at (1 − c)/2
    to that at (1 + c)/2, interpolated, both ends included.
    """
    tails = (1.0 - np.array(levels)) / 2.0
    low, high = np.quantile(np.asarray(sample, np.float64), [tails, 1.0 - tails], axis=0)
    seen = np.asarray(observed)
    return np.asarray((low <= seen) & (seen <= high))


def candidates_right(chances: ArrayLike, elected: ArrayLike) -> Floats:
    """Count how many of the m likeliest candidates were elected, (…), m being those elected.

    `chances` and `elected` are (…, C). Candidates who tie for the last places among the m share
    them: of those two who tie for one place, each counts half.
    """
    likely, won = np.asarray(chances, np.float64), np.asarray(elected, np.bool_)
    places = won.sum(axis=-1, keepdims=True)
    falling = -np.sort(-likely, axis=-1)
    last = np.take_along_axis(falling, np.maximum(places - 1, 0), axis=-1)
    above, tied = likely > last, likely == last
    share = (places - above.sum(axis=-1, keepdims=True)) / tied.sum(axis=-1, keepdims=True)
    return np.asarray(((above + share * tied) * won).sum(axis=-1))


def even_odds(own: int, others: int, seats: int) -> Floats:
    """Give the chances of 0 … `seats` seats for `own` candidates beside `others`, (seats + 1,).

    Even odds: every set of `seats` candidates is as likely as any other (the hypergeometric law).
    """
    sets = comb(own + others, seats)
    # Whole numbers of any size, so they are divided before they become floats.
    return np.array([comb(own, k) * comb(others, seats - k) / sets for k in range(seats + 1)])


def even_odds_joint(own: ArrayLike, seats: ArrayLike) -> float:
    """Give the chance under even odds that factions of `own` (H,) candidates win `seats` (H,).

    Every candidate is of one faction.
    """
    standing, won = _whole(own), _whole(seats)
    return prod(map(comb, standing, won)) / comb(sum(standing), sum(won))


def seat_vectors(own: ArrayLike, seats: int) -> int:
    """Count the ways in which factions of `own` (H,) candidates can share `seats` between them."""
    ways = [1] + [0] * seats
    for most in _whole(own):
        ways = [sum(ways[max(0, k - most) : k + 1]) for k in range(seats + 1)]
    return ways[seats]


def _whole(numbers: ArrayLike) -> list[int]:
    found: Any = np.asarray(numbers, np.int64).tolist()
    return list(found)
