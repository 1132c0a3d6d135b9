"""What a published result says of support: the link, inverted (MODEL 8).

Unknown are φ, the slates' log-ratios, logit discipline and log ballots, and appeals α, which have
mean zero within a slate; both are held in units of their priors' standard deviations. With r the
errors of log votes over σ, the appeals are integrated out around their mode α* given φ (Laplace):

    −log p(φ | votes) = ½|φ|² + ½|α*|² + ½|r(φ, α*)|² + ½ log det(I + JᵀJ),    J = ∂r/∂α at α*

The determinant is what lets a slate's spread tell its discipline: decision 0008. The mode and the
Hessian of this are the Gaussian that stands for the contest from there on. Support is not
identified by votes alone: what is fixed here (unaligned share, loyalty, affinity, scales) is fixed
alike in the simulation.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from necsim.evidence.descent import Mode, curvature, gauss_newton, slopes
from necsim.evidence.frame import Frame, make_frame
from necsim.evidence.past import PastContest
from necsim.kernels.types import Floats
from necsim.scenario.reference import Reference

MISFIT = 0.02  # σ: the model's own error in log votes, far above that of counting
_NUDGE = 0.02  # of a prior's standard deviation: wide enough that α*'s tolerance is no noise


class Inversion(NamedTuple):
    """A contest read backwards, by slate (K,) and candidate (C,); errors are standard deviations.

    `state` and `covariance` are of the K − 1 log-ratios of the slates' support (`contrasts` of its
    log) and then of logit discipline. `expected` are the votes (C,) that the mode gives.
    """

    slates: tuple[str, ...]
    candidates: tuple[str, ...]
    support: Floats
    support_error: Floats
    discipline: Floats
    discipline_error: Floats
    appeal: Floats
    appeal_error: Floats
    ballots: float
    expected: Floats
    state: Floats
    covariance: Floats


def invert(past: PastContest, reference: Reference) -> Inversion:
    """Find the support, discipline and appeals that a result speaks for, and how surely."""
    from scipy import optimize

    problem = _Problem(past, make_frame(past, reference))
    # From the joint mode: from the prior's centre appeals alone may be unable to explain a result.
    phi, problem.start = problem.joint_mode()
    slope = partial(slopes, problem.cost, step=_NUDGE)
    found = optimize.minimize(problem.cost, phi, jac=slope, method="BFGS", options={"gtol": 1e-3})
    return _inversion(past, problem, np.asarray(found.x, np.float64))


class _Problem:
    """Errors of log votes as a function of φ and α; `start` is the last α*, near the next one."""

    def __init__(self, past: PastContest, frame: Frame) -> None:
        self.frame = frame
        self.known = ~np.isnan(past.votes)
        self.logs = np.log(np.maximum(past.votes[self.known], 0.5))
        self.start = np.zeros(frame.appeal.shape[1])

    def errors(self, phi: Floats, alpha: Floats) -> Floats:
        votes = self.frame.votes(phi, alpha)
        return np.asarray((np.log(votes)[self.known] - self.logs) / MISFIT)

    def joint_mode(self) -> tuple[Floats, Floats]:
        """Find the best φ and α together."""
        cut = self.frame.size

        def errors(theta: Floats) -> Floats:
            return self.errors(theta[:cut], theta[cut:])

        start = np.zeros(cut + len(self.start))
        best = gauss_newton(errors, partial(slopes, errors), start).x
        return best[:cut], best[cut:]

    def profile(self, phi: Floats) -> Mode:
        """Find α* given φ."""

        def slope(alpha: Floats) -> Floats:
            return self.frame.log_slopes(phi, alpha)[self.known] / MISFIT

        best = gauss_newton(partial(self.errors, phi), slope, self.start)
        self.start = best.x
        return best

    def cost(self, phi: Floats) -> float:
        """Give −log p(φ | votes), but for a constant."""
        best = self.profile(phi)
        return float(phi @ phi + np.linalg.slogdet(best.hessian)[1]) / 2 + best.cost


def _inversion(past: PastContest, problem: _Problem, phi: Floats) -> Inversion:
    """Translate the mode and its covariance to shares, by their slopes there."""
    frame, best = problem.frame, problem.profile(phi)
    guess, spread = frame.guess(phi), np.linalg.inv(curvature(problem.cost, phi, _NUDGE))
    moved = slopes(lambda at: problem.profile(at).x, phi, _NUDGE)
    given = np.linalg.inv(best.hessian)
    appeals = frame.appeal @ (given + moved @ spread @ moved.T) @ frame.appeal.T
    scale = np.append(np.ones(frame.slates - 1), np.full(frame.slates, frame.discipline[1]))
    centre = np.append(np.zeros(frame.slates - 1), np.full(frame.slates, frame.discipline[0]))

    def error(pick: Callable[[Floats], Floats]) -> Floats:
        by = slopes(pick, phi)
        return np.asarray(np.sqrt(np.diag(by @ spread @ by.T)))

    return Inversion(
        tuple(past.words.slates),
        tuple(past.words.candidates),
        guess.support,
        error(lambda at: frame.guess(at).support),
        guess.discipline,
        error(lambda at: frame.guess(at).discipline),
        frame.appeal @ best.x,
        np.sqrt(np.diag(appeals)),
        float(np.exp(guess.log_ballots)),
        frame.votes(phi, best.x),
        centre + scale * phi[:-1],
        scale[:, None] * spread[:-1, :-1] * scale,
    )
