"""What a published result says of support: the link, inverted (MODEL 8).

Unknown are the slates' discipline d, and beside it the rest: the log-ratios of their support, log
ballots, and appeals of mean zero within a slate; all in units of their priors' standard
deviations. With r the errors of log votes over σ, the rest is integrated out around its best given
d (Laplace), where θ is all of it and J = ∂r/∂rest:

    −log p(d | votes) = ½|θ|² + ½|r|² + ½ log det(I + JᵀJ)

The determinant is what lets a slate's spread tell its discipline; given d, its votes all but fix
its support: decision 0008. Means and errors are sums over fixed points, each weighed by that
density over the one that proposed it. Support is not identified by votes alone: what is fixed here
(unaligned share, loyalty, affinity, scales) is fixed alike in the simulation.
"""

from __future__ import annotations

from functools import lru_cache
from math import lgamma, log, pi
from typing import NamedTuple

import numpy as np

from necsim.evidence.descent import descend
from necsim.evidence.frame import Frame, contrasts, make_frame
from necsim.evidence.past import PastContest
from necsim.evidence.profile import Profiles, profile
from necsim.kernels.types import Floats
from necsim.scenario.reference import Reference
from necsim.simplex.nodes import normal_nodes, normal_quantile, tail_nodes, uniform_nodes

_HALF = 64  # points of either proposal
_STARTS = 16  # disciplines tried before the search for the mode
_TAIL = 5.0  # degrees of freedom around the mode
_NUDGE, _NEAR = 0.1, 0.1  # step and end of the search for the mode, which only proposes
_EXACT, _ENOUGH = 1e-6, 1e-3  # what is left to fall where differences are taken, and where not
_FEWEST = 20.0  # below so many points that count, moments would be those of a few points


class Inversion(NamedTuple):
    """A contest read backwards, by slate (K,) and candidate (C,); errors are standard deviations.

    `state` and `covariance` are of the K − 1 log-ratios of the slates' support (`contrasts` of its
    log) and then of logit discipline. `expected` are the votes (C,) that the mode gives. `ess` is
    how many points of equal weight say as much as those used; below 20 the moments are those of
    the proposal around the mode, which is wider than a Gaussian there.
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
    ess: float


def invert(past: PastContest, reference: Reference) -> Inversion:
    """Find the support, discipline and appeals that a result speaks for, and how surely."""
    frame = make_frame(past, reference)
    search = _Search(frame, np.log(np.maximum(past.votes, 0.5)))
    mode, covariance = descend(search.costs, search.start[: frame.slates], _NUDGE, _NEAR)
    sample = _sample(search, mode, covariance)
    return _inversion(past, frame, sample, frame.votes(search.profile(mode[None]).theta)[0])


class _Search:
    """Profiles of a contest at disciplines (n, K), each from the best θ of the place before."""

    def __init__(self, frame: Frame, log_votes: Floats) -> None:
        self.frame, self.log_votes = frame, log_votes
        starts = np.zeros((_STARTS, frame.size))
        starts[:, : frame.slates] = normal_nodes(_STARTS, frame.slates)
        found = profile(frame, log_votes, starts, _ENOUGH)
        self.start = found.theta[found.costs.argmin()]

    def profile(self, discipline: Floats) -> Profiles:
        """Profile exactly, and begin at the first one's best θ from here on."""
        rest = np.tile(self.start[self.frame.slates :], (len(discipline), 1))
        found = profile(self.frame, self.log_votes, np.hstack([discipline, rest]), _EXACT)
        self.start = found.theta[0]
        return found

    def costs(self, discipline: Floats) -> Floats:
        return self.profile(discipline).costs

    def profile_around(self, mode: Floats, off: Floats) -> Profiles:
        """Profile mode + off (n, K), each from where the best θ should be by its slopes there."""
        sides = _NUDGE * np.concatenate([np.zeros((1, len(mode))), np.eye(len(mode))])
        at, *moved = self.profile(mode + sides).theta
        starts = at + off @ (np.array(moved) - at) / _NUDGE
        return profile(self.frame, self.log_votes, starts, _ENOUGH)


class _Sample(NamedTuple):
    """Profiles at n disciplines, and weights (n,) that add to one."""

    profiles: Profiles
    weights: Floats
    ess: float


def _sample(search: _Search, mode: Floats, covariance: Floats) -> _Sample:
    """Propose disciplines, half of them around the mode and half by the prior; weigh them.

    The prior's half keeps arms and second modes from being missed.
    """
    root = np.asarray(np.linalg.cholesky(covariance), np.float64)
    near, prior = _nodes(_HALF, len(mode))
    off = np.concatenate([near @ root.T, prior - mode])
    profiles = search.profile_around(mode, off)
    proposed = np.logaddexp(_log_t(off, root), _log_normal(mode + off))
    logs = -profiles.costs - proposed
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    ess = float(1.0 / (weights @ weights))
    if ess < _FEWEST:
        weights = np.repeat([1.0 / _HALF, 0.0], _HALF)
    return _Sample(profiles, weights, ess)


def _log_normal(at: Floats) -> Floats:
    """Give the log density (n,) of the standard normal law at (n, K)."""
    return np.asarray(((at**2).sum(axis=1) + at.shape[1] * log(2.0 * pi)) / -2.0)


def _log_t(off: Floats, root: Floats) -> Floats:
    """Give the log density (n,) of the t law of scale `root` (K, K) at (n, K) off its centre."""
    size, power = len(root), (_TAIL + len(root)) / 2.0
    peak = lgamma(power) - lgamma(_TAIL / 2.0) - size / 2.0 * log(_TAIL * pi)
    reach = (np.linalg.solve(root, off.T) ** 2).sum(axis=0)
    return np.asarray(peak - np.log(np.diag(root)).sum() - power * np.log1p(reach / _TAIL))


@lru_cache(maxsize=8)
def _nodes(points: int, size: int) -> tuple[Floats, Floats]:
    """Give fixed nodes (points, size) of the t law and of the normal."""
    nodes = uniform_nodes(points, size + 1)
    tailed = normal_quantile(nodes[:, :size]) * tail_nodes(_TAIL, nodes[:, size:])
    return tailed, normal_nodes(points, size, scramble=1)


def _inversion(past: PastContest, frame: Frame, sample: _Sample, expected: Floats) -> Inversion:
    """Sum the sample up, in shares and in the state's own units."""
    guess, weights = frame.guess(sample.profiles.theta), sample.weights
    given = _given(frame, guess.support, sample.profiles.hessian)
    state, ratios = weights @ guess.state, frame.slates - 1
    off = guess.state - state
    covariance = (weights[:, None] * off).T @ off
    covariance[:ratios, :ratios] += np.tensordot(weights, given.ratios, 1)
    return Inversion(
        tuple(past.words.slates),
        tuple(past.words.candidates),
        *_moments(guess.support, given.support, weights),
        *_moments(guess.discipline, np.zeros(1), weights),
        *_moments(guess.appeal, given.appeal, weights),
        float(np.exp(weights @ guess.log_ballots)),
        expected,
        state,
        covariance,
        sample.ess,
    )


class _Given(NamedTuple):
    """What discipline leaves open: covariances of log-ratios (n, K − 1, K − 1), and variances."""

    ratios: Floats
    support: Floats
    appeal: Floats


def _given(frame: Frame, support: Floats, hessian: Floats) -> _Given:
    """Give what the rest may be off at each of n disciplines; support by its slopes there."""
    inverse, basis = np.asarray(np.linalg.inv(hessian), np.float64), contrasts(frame.slates)
    alpha = frame.appeal.shape[1]
    ratios = inverse[:, alpha + 1 :, alpha + 1 :]
    appeal = ((frame.appeal @ inverse[:, :alpha, :alpha]) * frame.appeal).sum(axis=2)
    mean = support @ basis / (1.0 - frame.unaligned)
    slopes = support[:, :, None] * (basis - mean[:, None])
    return _Given(ratios, ((slopes @ ratios) * slopes).sum(axis=2), appeal)


def _moments(values: Floats, given: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Give mean and error (P,) of values (n, P) that have variances `given` of their own."""
    mean = weights @ values
    return mean, np.sqrt(weights @ ((values - mean) ** 2 + given))
