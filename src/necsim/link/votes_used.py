"""How many ticks a free member uses, from the published share of votes that all ballots use.

A free member's ticks t = 1 … m have chance ∝ q^(m − t); q is solved so that all ballots together,
those that follow a slate included, use the stated share of the votes allowed (MODEL 10).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from necsim.kernels.types import Counts, Floats

_WIDEST, _CLOSE, _MOST = 60.0, 1e-13, 60


class Group(NamedTuple):
    """Camps that share one law: weight of each among voters, mean discipline, names asked for."""

    weights: Floats
    discipline: Floats
    names: Counts


def tick_law(log_q: float, votes: int) -> Floats:
    """Give the chance of t = 0 … votes ticks for a free member; none has 0."""
    logs = log_q * (votes - np.arange(votes + 1.0))
    logs[0] = -np.inf
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum(), dtype=np.float64)


def further_ticks(law: Floats, names: int) -> Floats:
    """Give the chance of r further ticks after k names: t − k, given that t ≥ k."""
    further = np.zeros_like(law)
    further[: len(law) - names] = law[names:]
    if not further.any():  # so steep a law that t ≥ k has underflowed: nobody ticks more than k
        further[0] = 1.0
    return np.asarray(further / further.sum(), dtype=np.float64)


def mean_ticks(law: Floats, group: Group) -> float:
    """Average the ticks of all ballots of a group of camps."""
    counts = np.arange(len(law))
    # Of free members with at least k ticks, all k: how many, and the ticks they have together.
    able = np.cumsum(law[::-1])[::-1]
    theirs = np.cumsum((law * counts)[::-1])[::-1]
    listed = np.where(able > 0.0, theirs / np.where(able > 0.0, able, 1.0), counts)[group.names]
    each = group.discipline * listed + (1.0 - group.discipline) * theirs[0]
    return float(group.weights @ each / group.weights.sum())


def solve_tick_law(share: float, votes: int, group: Group) -> Floats | None:
    """Solve the free members' law for the share of votes used by all; None if none is that low."""
    if votes == 1 or share == 1.0 or group.weights.sum() == 0.0:
        return tick_law(-_WIDEST * 10, votes)

    def excess(log_q: float) -> float:
        return mean_ticks(tick_law(log_q, votes), group) - share * votes

    if excess(_WIDEST) > 0.0:
        return None
    return tick_law(_falling_root(excess, -_WIDEST, _WIDEST), votes)


def _falling_root(excess: Callable[[float], float], low: float, high: float) -> float:
    """Find where a falling function crosses zero: halving, then false position (Illinois)."""
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0.0 else (low, middle)
    above, below = excess(low), excess(high)
    if above <= 0.0:
        return low
    middle, last = high, 0.0
    for _ in range(_MOST):
        middle = (low * below - high * above) / (below - above)
        found = excess(middle)
        if abs(found) < _CLOSE:
            break
        # The end that stays a second time counts half, or it would stay for good.
        if found > 0.0:
            low, above, below = middle, found, below / 2 if last > 0.0 else below
        else:
            high, below, above = middle, found, above / 2 if last < 0.0 else above
        last = found
    return middle
