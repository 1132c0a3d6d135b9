"""What explains a contest's votes best at given disciplines: Gauss–Newton at many places at once.

With r the errors of log votes over σ and J their slopes by all of θ but discipline, that is where
½|θ|² + ½|r|² is least. Its Hessian there, but for the curvature of r, is I + JᵀJ.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.evidence.frame import Frame
from necsim.kernels.types import Floats

MISFIT = 0.02  # σ: the model's own error in log votes, far above that of counting
_MOST = 8  # places that still move then explain the votes badly and weigh nothing
_FAR = 30.0  # a place whose cost will stay so far above the least weighs nothing either


class Profiles(NamedTuple):
    """At n disciplines: the best θ (n, P), and −log p(discipline | votes) but for a constant (n,).

    `hessian` (n, P − K, P − K) is that of all but discipline, which costs have integrated out.
    """

    theta: Floats
    costs: Floats
    hessian: Floats


class _Places(NamedTuple):
    """Where n descents stand: θ, cost, the move to take (n, P), twice the fall it promises."""

    theta: Floats
    cost: Floats
    move: Floats
    fall: Floats
    hessian: Floats


def profile(frame: Frame, log_votes: Floats, starts: Floats, close: float) -> Profiles:
    """Find the best θ at the disciplines of each of the starts (n, P); unknown votes are NaN.

    Ends where another move promises to lower the cost by less than half of `close`. Costs are
    ½|θ|² + ½|r|² + ½ log det(I + JᵀJ): all but discipline integrated out around its best (Laplace).
    """
    best, size = _stand(frame, log_votes, starts), np.ones(len(starts))
    for _ in range(_MOST):
        hopeful = best.cost - best.fall / 2.0 < best.cost.min() + _FAR
        active = np.flatnonzero(hopeful & (best.fall >= close))
        if len(active) == 0:
            break
        there = _stand(
            frame, log_votes, best.theta[active] - size[active, None] * best.move[active]
        )
        lower = there.cost < best.cost[active]
        for old, new in zip(best, there, strict=True):
            old[active[lower]] = new[lower]
        size[active] = np.where(lower, 1.0, size[active] / 2.0)
    return Profiles(best.theta, best.cost + np.linalg.slogdet(best.hessian)[1] / 2.0, best.hessian)


def _stand(frame: Frame, log_votes: Floats, theta: Floats) -> _Places:
    """Take stock at θ (n, P)."""
    known, free = ~np.isnan(log_votes), frame.slates
    logs, slopes = frame.log_slopes(theta)
    errors = (logs - log_votes)[:, known] / MISFIT
    slopes = slopes[:, :, known] / MISFIT
    hessian = slopes @ slopes.swapaxes(1, 2) + np.eye(slopes.shape[1])
    slope = theta[:, free:] + (slopes @ errors[:, :, None])[:, :, 0]
    move = np.zeros_like(theta)
    move[:, free:] = np.linalg.solve(hessian, slope[:, :, None])[:, :, 0]
    cost = ((theta**2).sum(axis=1) + (errors**2).sum(axis=1)) / 2.0
    return _Places(theta, cost, move, (move[:, free:] * slope).sum(axis=1), hessian)
