"""What explains votes best at a discipline, and how likely that makes the discipline."""

from __future__ import annotations

from math import lgamma, log, pi

import numpy as np
import pytest
from tests.evidence.contests import REFERENCE, Made, make

from necsim.evidence.frame import Frame, make_frame
from necsim.evidence.past import past_contest
from necsim.evidence.profile import MISFIT, profile
from necsim.history import read_history
from necsim.kernels.types import Floats

TAIL = 7.0


@pytest.fixture(scope="module")
def made() -> Made:
    return make(4, {"left": 3, "right": 2, "other": 2}, 1, 3, 0.9)


def test_slopes_are_those_of_log_votes(made: Made) -> None:
    frame, theta = made.frame, np.stack([made.theta, np.zeros(made.frame.size)])
    logs, slopes = frame.log_slopes(theta)
    np.testing.assert_allclose(logs, np.log(frame.votes(theta)), rtol=1e-14)
    for k in range(frame.slates, frame.size):
        nudge = 1e-4 * np.eye(frame.size)[k]
        found = (np.log(frame.votes(theta + nudge)) - np.log(frame.votes(theta - nudge))) / 2e-4
        np.testing.assert_allclose(slopes[:, k - frame.slates], found, atol=2e-5)


def cost(frame: Frame, log_votes: Floats, theta: Floats) -> Floats:
    errors = (np.log(frame.votes(theta)) - log_votes) / MISFIT
    return np.asarray(((theta**2).sum(axis=1) + np.nansum(errors**2, axis=1)) / 2.0)


def test_nothing_near_explains_the_votes_better(made: Made) -> None:
    log_votes = np.log(made.past.votes)
    log_votes[2] = np.nan
    starts = np.zeros((3, made.frame.size))
    starts[:, : made.frame.slates] = [made.theta[:3], made.theta[:3] + 0.3, made.theta[:3] - 0.3]
    found = profile(made.frame, log_votes, starts, 1e-8)
    np.testing.assert_array_equal(found.theta[:, :3], starts[:, :3])
    half = np.linalg.slogdet(found.hessian)[1] / 2.0
    best = cost(made.frame, log_votes, found.theta)
    np.testing.assert_allclose(found.costs, best + half, rtol=1e-12)
    rng = np.random.default_rng(5)
    for _ in range(50):
        nudge = np.zeros(made.frame.size)
        nudge[3:] = 0.02 * rng.normal(size=made.frame.size - 3)
        assert np.all(cost(made.frame, log_votes, found.theta + nudge) > best)


@pytest.mark.compiled  # thousands of readings of votes
@pytest.mark.parametrize("discipline", [(0.0, 0.0), (1.0, 0.0), (0.0, -1.0)])
def test_a_discipline_is_as_likely_as_a_sum_over_all_the_rest_says(
    discipline: tuple[float, float],
) -> None:
    """January 2018: 4,000 points of a t law, whose own error is below .02, against Laplace."""
    past = past_contest(read_history(), "nec-2018-01")
    frame, log_votes = make_frame(past, REFERENCE), np.log(past.votes)
    found = profile(frame, log_votes, np.array([[*discipline, *np.zeros(frame.size - 2)]]), 1e-9)
    rng, count = np.random.default_rng(6), 4000
    root = np.linalg.cholesky(found.hessian[0])
    size = len(root)
    scale = np.sqrt(TAIL / rng.chisquare(TAIL, (count, 1)))
    off = scale * rng.standard_normal((count, size))
    theta = np.repeat(found.theta, count, axis=0)
    theta[:, 2:] += np.linalg.solve(root.T, off.T).T
    power = (TAIL + size) / 2.0
    peak = lgamma(power) - lgamma(TAIL / 2.0) - size / 2.0 * log(TAIL * pi)
    peak += np.log(np.diag(root)).sum()
    drawn = peak - power * np.log1p((off**2).sum(axis=1) / TAIL)
    weights = np.exp(found.costs[0] - cost(frame, log_votes, theta) - drawn)
    weights /= (2.0 * pi) ** (size / 2.0)
    error = weights.std() / weights.mean() / np.sqrt(count)
    assert error < 0.02
    assert abs(np.log(weights.mean())) < 0.03 + 3.5 * error


def test_places_are_found_alike_alone_or_together(made: Made) -> None:
    log_votes = np.log(made.past.votes)
    starts = np.zeros((2, made.frame.size))
    starts[:, :3] = [made.theta[:3], made.theta[:3] + 0.1]
    together = profile(made.frame, log_votes, starts, 1e-6)
    alone = [profile(made.frame, log_votes, start[None], 1e-6) for start in starts]
    np.testing.assert_allclose(together.costs, [a.costs[0] for a in alone], rtol=1e-10)
