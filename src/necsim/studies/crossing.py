"""Where a chance crosses a level as one number varies, when every value is seen on one seed.

On common streams the chance is a step function of the value, nearly always monotone; only signs
that simulation error leaves no doubt of are believed.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from necsim.summary.chance import Chance

_SCAN = 9
_HALVINGS = 10

Evaluate = Callable[[float], Chance]


class Crossing(NamedTuple):
    """A value at which the chance crosses the level, and the values that may well be it.

    At `low` … `high` the level lies inside the 95 % interval of the chance; `rising` says whether
    the chance is above the level beyond `value`.
    """

    value: float
    low: float
    high: float
    rising: bool


class Search(NamedTuple):
    """What was found: crossings, and the signs at the two ends: 1 above, −1 below, 0 not told."""

    crossings: tuple[Crossing, ...]
    signs: tuple[int, ...]


def find_crossings(evaluate: Evaluate, level: float, between: tuple[float, float]) -> Search:
    """Find where a chance crosses a level between two values.

    A scan of nine values finds where the sign changes; each change is then closed in on three
    times: the chance itself, and either end of its interval.
    """
    low, high = between
    scanned = [low + (high - low) * k / (_SCAN - 1) for k in range(_SCAN)]
    signs = tuple(_sign(evaluate(value), level) for value in scanned)
    told = [(value, sign) for value, sign in zip(scanned, signs, strict=True) if sign]
    found = (
        _close_in(evaluate, level, one, other)
        for (one, sign), (other, next_sign) in pairwise(told)
        if sign != next_sign
    )
    return Search(tuple(found), signs)


def _sign(chance: Chance, level: float) -> int:
    return int(chance.p_lo > level) - int(chance.p_hi < level)


def _close_in(evaluate: Evaluate, level: float, low: float, high: float) -> Crossing:
    rising = _sign(evaluate(high), level) > 0
    value = _bisect(lambda x: evaluate(x).p - level, low, high)
    ends = sorted(
        _bisect(lambda x, end=end: getattr(evaluate(x), end) - level, low, high)  # type: ignore[misc]
        for end in ("p_lo", "p_hi")
    )
    return Crossing(value, min(ends[0], value), max(ends[1], value), rising)


def _bisect(excess: Callable[[float], float], low: float, high: float) -> float:
    """Halve a bracket whose ends differ in sign, and draw a line through its last two ends."""
    at_low, at_high = excess(low), excess(high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        there = excess(middle)
        if (there > 0) == (at_high > 0):
            high, at_high = middle, there
        else:
            low, at_low = middle, there
    return low + (high - low) * at_low / (at_low - at_high) if at_low != at_high else low
