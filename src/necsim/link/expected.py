"""Expected votes under block vote, exactly: the walk of the ticks with shares for numbers.

The recurrence is the kernels' own (kernels/ticks.py), laid out over all camps at once so that
whoever reads support as votes needs no compiler; `kernels.expected` is for very many readings.
"""

from __future__ import annotations

import numpy as np

from necsim.kernels.pull import FAINTEST
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Floats

_NOTHING = 1e-200  # beside FAINTEST as good as no weight, and no zero to divide by


def expected_votes(law: BlockLaw, camps: Floats, discipline: Floats, appeal: Floats) -> Floats:
    """Give expected votes per valid ballot (C,) for camps (G,), discipline (G,), appeal (C,)."""
    return np.asarray(camps @ camp_votes(law, discipline, appeal))


def camp_votes(law: BlockLaw, discipline: Floats, appeal: Floats) -> Floats:
    """Give expected votes per valid ballot of each camp's members, (G, C).

    The free members, and the further ticks of those who follow the slate, walk along the
    candidates; the names a slate asks for are ticked beforehand.
    """
    weights = np.maximum(np.exp(appeal - appeal.max()) * law.attraction, FAINTEST)
    others = np.where(law.asked == 1, _NOTHING, weights)
    listed = discipline[:, None]
    walking = np.stack([weights, others])
    ticks = np.stack([(1.0 - listed) * law.free_ticks, listed * law.list_ticks])
    return np.asarray(expected_ticks(walking, ticks).sum(axis=0) + listed * law.asked)


def expected_ticks(weights: Floats, ticks: Floats) -> Floats:
    """Give expected ticks (…, C) of members of whom ticks[…, r] have r, for weights (…, C) > 0.

    With fewer candidates than ticks each is certain.
    """
    chances = _chances(weights, ticks.shape[-1] - 1)
    left = np.broadcast_to(ticks, (*weights.shape[:-1], ticks.shape[-1])).copy()
    expected = np.empty_like(weights)
    for c in range(weights.shape[-1]):
        ticked = left[..., 1:] * chances[c]
        expected[..., c] = ticked.sum(axis=-1)
        left[..., 1:] -= ticked
        left[..., :-1] += ticked
    return expected


def _chances(weights: Floats, ticks: int) -> Floats:
    """Give the chance of ticking each candidate with r = 1 … ticks left, (C, …, ticks)."""
    ratios = np.zeros((*weights.shape[:-1], ticks))
    chances = np.empty((weights.shape[-1], *ratios.shape))
    for c in range(weights.shape[-1] - 1, -1, -1):
        w = weights[..., c, None]
        sums = ratios + w
        np.divide(w, sums, out=chances[c])
        ratios[..., 1:] = sums[..., 1:] * (ratios[..., :-1] / sums[..., :-1])
        ratios[..., 0] = sums[..., 0]
    return chances
