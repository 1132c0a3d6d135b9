"""How many ticks a free member uses, from the published share of votes that all ballots use.

A free member's ticks t = 1 … m have chance ∝ q^(m − t); q is solved so that all ballots together,
those that follow a slate included, use the stated share of the votes allowed (MODEL 10).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels.types import Counts, Floats

_WIDEST = 60.0


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
    listed = [k + float(further_ticks(law, k) @ counts) for k in group.names]
    each = group.discipline * listed + (1.0 - group.discipline) * float(law @ counts)
    return float(group.weights @ each / group.weights.sum())


def solve_tick_law(share: float, votes: int, group: Group) -> Floats | None:
    """Solve the free members' law for the share of votes used by all; None if none is that low."""
    if votes == 1 or share == 1.0 or group.weights.sum() == 0.0:
        return tick_law(-_WIDEST * 10, votes)
    target = share * votes
    low, high = -_WIDEST, _WIDEST
    if mean_ticks(tick_law(high, votes), group) > target:
        return None
    for _ in range(80):
        middle = (low + high) / 2
        if mean_ticks(tick_law(middle, votes), group) > target:
            low = middle
        else:
            high = middle
    return tick_law((low + high) / 2, votes)
