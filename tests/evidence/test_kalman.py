"""Gaussians moved and updated, against conditioning of the joint law."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from tests.evidence.states import made

from necsim.evidence.kalman import Gaussians, Seen, moved, updated
from necsim.kernels.types import Floats

POINTS, SIZE, COUNT = 4, 5, 3


def seen(seed: int, *, by_point: bool) -> Seen:
    generator = np.random.default_rng(seed)
    points = (POINTS,) if by_point else ()
    root = generator.normal(size=(*points, COUNT, COUNT))
    return Seen(
        generator.normal(size=COUNT),
        generator.normal(size=(*points, COUNT, SIZE)),
        generator.normal(size=COUNT),
        root @ root.swapaxes(-1, -2) + 0.1 * np.eye(COUNT),
    )


def of_point(told: Seen, s: int) -> Seen:
    """Give what one point is told."""
    design = told.design[s] if told.design.ndim == 3 else told.design
    noise = told.noise[s] if told.noise.ndim == 3 else told.noise
    return Seen(told.values, design, told.constant, noise)


def joint(state: Gaussians, told: Seen) -> tuple[Floats, Floats]:
    """Give mean and covariance of one state and of what is seen of it, together."""
    size = state.mean.shape[1]
    stack = np.vstack([np.eye(size), told.design])
    covariance = stack @ state.covariance[0] @ stack.T
    covariance[size:, size:] += told.noise
    mean = stack @ state.mean[0]
    mean[size:] += told.constant
    return mean, covariance


@pytest.mark.parametrize("by_point", [False, True])
def test_an_update_conditions_the_joint_gaussian(by_point: bool) -> None:
    state, told = made(1, POINTS, SIZE), seen(2, by_point=by_point)
    after, log = updated(state, told)
    for s in range(POINTS):
        one = of_point(told, s)
        mean, covariance = joint(Gaussians(*(part[s : s + 1] for part in state)), one)
        # By the precision of the joint law, which knows nothing of gains.
        precision = np.linalg.inv(covariance)
        left = np.linalg.inv(precision[:SIZE, :SIZE])
        off = one.values - mean[SIZE:]
        np.testing.assert_allclose(after.covariance[s], left, rtol=1e-6, atol=1e-8)
        centre = mean[:SIZE] - left @ precision[:SIZE, SIZE:] @ off
        np.testing.assert_allclose(after.mean[s], centre, rtol=1e-6, atol=1e-8)
        law = stats.multivariate_normal(mean[SIZE:], covariance[SIZE:, SIZE:])
        assert log[s] == pytest.approx(law.logpdf(one.values), rel=1e-9)


def test_points_do_not_hear_of_one_another() -> None:
    state, told = made(3, POINTS, SIZE), seen(4, by_point=True)
    after, log = updated(state, told)
    for s in range(POINTS):
        alone, said = updated(Gaussians(*(part[s : s + 1] for part in state)), of_point(told, s))
        np.testing.assert_allclose(alone.mean[0], after.mean[s], rtol=1e-9)
        np.testing.assert_allclose(alone.covariance[0], after.covariance[s], rtol=1e-9, atol=1e-12)
        assert said[0] == pytest.approx(log[s], rel=1e-12)


def test_two_observations_say_together_what_they_say_one_after_the_other() -> None:
    state, one, other = made(5, POINTS, SIZE), seen(6, by_point=False), seen(7, by_point=False)
    zeros = np.zeros((COUNT, COUNT))
    both = Seen(
        np.concatenate([one.values, other.values]),
        np.concatenate([one.design, other.design]),
        np.concatenate([one.constant, other.constant]),
        np.block([[one.noise, zeros], [zeros, other.noise]]),
    )
    first, log_first = updated(state, one)
    second, log_second = updated(first, other)
    together, log = updated(state, both)
    np.testing.assert_allclose(second.mean, together.mean, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(second.covariance, together.covariance, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(log_first + log_second, log, rtol=1e-9)


def test_moving_adds_variance_and_nothing_else() -> None:
    state = made(8, POINTS, SIZE)
    kept = state.covariance.copy()
    by_entry = np.arange(1.0, SIZE + 1.0)
    by_point = by_entry * np.arange(POINTS)[:, None]
    for variances in (by_entry, by_point):
        after = moved(state, variances)
        added = after.covariance - kept
        expected = np.broadcast_to(variances, (POINTS, SIZE))[:, :, None] * np.eye(SIZE)
        np.testing.assert_allclose(added, expected, atol=1e-12)
        np.testing.assert_array_equal(after.mean, state.mean)
    np.testing.assert_array_equal(state.covariance, kept)
