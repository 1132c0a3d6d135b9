"""How many ticks free members use, solved from the votes that all ballots use.

`link.votes_used` gives the same without a compiler, and says what is solved.
"""

from __future__ import annotations

from math import exp

from necsim.kernels._numba import inner
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Counts, Floats

_WIDEST, _CLOSE, _MOST = 60.0, 1e-13, 60


@inner
def _fill(log_q: float, law: Floats) -> None:
    """Fill the chances of t = 1 … votes ticks, ∝ q^(votes − t), from the likeliest on."""
    votes, odds, total = len(law) - 1, 1.0, 0.0
    ratio = exp(-abs(log_q))
    law[0] = 0.0
    for i in range(votes):
        law[votes - i if log_q < 0.0 else 1 + i] = odds
        total += odds
        odds *= ratio
    for t in range(votes + 1):
        law[t] /= total


@inner
def _excess(
    log_q: float, used: float, law: Floats, names: Counts, camps: Floats, discipline: Floats
) -> float:
    """Fill the law of one q; give how many more votes a ballot uses than it should."""
    _fill(log_q, law)
    votes, mean, everyone, weight = len(law) - 1, 0.0, 0.0, 0.0
    for t in range(votes + 1):
        mean += t * law[t]
    for g in range(len(camps)):
        able, theirs = 0.0, 0.0
        for t in range(names[g], votes + 1):
            able += law[t]
            theirs += t * law[t]
        listed = theirs / able if able > 0.0 else names[g]
        everyone += camps[g] * (discipline[g] * listed + (1.0 - discipline[g]) * mean)
        weight += camps[g]
    return everyone / weight - used * votes


@inner
def _solve(used: float, law: Floats, names: Counts, camps: Floats, discipline: Floats) -> None:
    """Fill the law that uses the stated share: halving, then false position (Illinois)."""
    low, high, last, above = -_WIDEST, _WIDEST, 0.0, (1.0 - used) * (len(law) - 1)
    below = _excess(high, used, law, names, camps, discipline)
    if below > 0.0:
        return
    for _ in range(_MOST):
        middle = (low + high) / 2.0
        if high - low <= 1.0:
            middle = (low * below - high * above) / (below - above)
        found = _excess(middle, used, law, names, camps, discipline)
        if abs(found) < _CLOSE:
            return
        # The end that stays a second time counts half, or it would stay for good.
        if found > 0.0:
            low, above, below = middle, found, below / 2.0 if last > 0.0 else below
        else:
            high, below, above = middle, found, above / 2.0 if last < 0.0 else above
        last = found if high - low <= 1.0 else 0.0


@inner
def fill_ticks(
    law: BlockLaw, used: float, names: Counts, camps: Floats, discipline: Floats
) -> None:
    """Fill the law's free and list ticks, one law for all camps (G,), where all use `used`.

    `names` (G,) counts the names asked for. Where members who follow their slate already use more,
    free members have one tick each.
    """
    free = law.free_ticks[0]
    votes = len(free) - 1
    if votes == 1 or used >= 1.0:
        _fill(-10.0 * _WIDEST, free)
    else:
        _solve(used, free, names, camps, discipline)
    for g in range(len(camps)):
        for t in range(votes + 1):
            law.free_ticks[g, t] = free[t]
        able = 0.0
        for t in range(names[g], votes + 1):
            able += free[t]
        law.list_ticks[g] = 0.0
        law.list_ticks[g, 0] = 1.0
        if able > 0.0:
            for t in range(names[g], votes + 1):
                law.list_ticks[g, t - names[g]] = free[t] / able
