"""Minimums as arrays."""

from __future__ import annotations

import numpy as np

from necsim.kernels.shapes import Minimums
from necsim.scenario.contest import Contest


def minimums(contest: Contest) -> Minimums:
    """Lay out the minimums: winners needed (M,) and who counts toward each (M, C)."""
    tags = [
        [minimum.tag in who.tags for who in contest.candidates.values()]
        for minimum in contest.minimums.values()
    ]
    needs = [minimum.at_least for minimum in contest.minimums.values()]
    shape = (len(needs), len(contest.candidates))
    return Minimums(np.array(needs, np.int64), np.array(tags, np.uint8).reshape(shape))
