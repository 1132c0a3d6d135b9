from __future__ import annotations

import numpy as np
from scipy import stats

from necsim.evidence.kalman import Gaussians, Seen, moved, updated
from necsim.kernels.types import Floats

POINTS, STATE, ROWS = 3, 4, 2


def spread(generator: np.random.Generator, *shape: int) -> Floats:
    root = generator.normal(size=(*shape, shape[-1]))
    return np.asarray(root @ root.swapaxes(-1, -2) + 0.1 * np.eye(shape[-1]))


def test_an_update_is_the_conditional_law_of_the_joint_gaussian() -> None:
    generator = np.random.default_rng(1)
    state = Gaussians(generator.normal(size=(POINTS, STATE)), spread(generator, POINTS, STATE))
    design = generator.normal(size=(POINTS, ROWS, STATE))
    seen = Seen(generator.normal(size=ROWS), design, generator.normal(size=ROWS),
                spread(generator, POINTS, ROWS))  # fmt: skip
    after, log = updated(state, seen)
    for s in range(POINTS):
        cross = state.covariance[s] @ design[s].T
        whole = design[s] @ cross + seen.noise[s]
        centre = design[s] @ state.mean[s] + seen.constant
        gain = cross @ np.linalg.inv(whole)
        np.testing.assert_allclose(after.mean[s], state.mean[s] + gain @ (seen.values - centre))
        np.testing.assert_allclose(after.covariance[s], state.covariance[s] - gain @ cross.T)
        expected = stats.multivariate_normal(centre, whole).logpdf(seen.values)
        np.testing.assert_allclose(log[s], expected)


def test_one_design_and_noise_serve_every_point() -> None:
    generator = np.random.default_rng(2)
    state = Gaussians(generator.normal(size=(POINTS, STATE)), spread(generator, POINTS, STATE))
    design, noise = generator.normal(size=(ROWS, STATE)), spread(generator, ROWS)
    alike = Seen(np.ones(ROWS), design, np.zeros(1), noise)
    tiled = np.tile(design, (POINTS, 1, 1)), np.tile(noise, (POINTS, 1, 1))
    each = alike._replace(design=tiled[0], noise=tiled[1])
    (one, log), (two, same) = updated(state, alike), updated(state, each)
    np.testing.assert_allclose(one.mean, two.mean)
    np.testing.assert_allclose(one.covariance, two.covariance)
    np.testing.assert_allclose(log, same)


def test_what_is_seen_in_two_parts_says_what_it_says_at_once() -> None:
    generator = np.random.default_rng(3)
    state = Gaussians(generator.normal(size=(1, STATE)), spread(generator, 1, STATE))
    design, values = generator.normal(size=(2, STATE)), generator.normal(size=2)
    noise = np.diag([0.5, 2.0])
    whole, log = updated(state, Seen(values, design, np.zeros(1), noise))
    parts, told = state, 0.0
    for k in range(2):
        seen = Seen(values[k : k + 1], design[k : k + 1], np.zeros(1), noise[k : k + 1, k : k + 1])
        parts, part = updated(parts, seen)
        told += part[0]
    np.testing.assert_allclose(parts.mean, whole.mean)
    np.testing.assert_allclose(parts.covariance, whole.covariance, atol=1e-12)
    np.testing.assert_allclose(told, log[0])


def test_noise_moves_variances_alone() -> None:
    state = Gaussians(np.ones((1, 2)), np.array([[[1.0, 0.5], [0.5, 2.0]]]))
    after = moved(state, np.array([0.3, 0.0]))
    np.testing.assert_allclose(after.covariance, [[[1.3, 0.5], [0.5, 2.0]]])
    np.testing.assert_allclose(after.mean, state.mean)
