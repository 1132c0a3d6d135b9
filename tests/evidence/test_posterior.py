"""Points weighed, laid anew where they are needed, and the mixture that worlds draw from."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats
from tests.evidence.states import PAIR, REFERENCE, THREE, central, made

from necsim.evidence.chain import Chained
from necsim.evidence.kalman import Gaussians
from necsim.evidence.layout import Layout
from necsim.evidence.posterior import Mixture, Posterior, fixed_draws, mixture, sample, weigh
from necsim.evidence.scales import POINTS, SPREAD, Scales, prior_points, scales_at
from necsim.kernels.types import Floats

STATE = Gaussians(np.zeros((POINTS, 1)), np.ones((POINTS, 1, 1)))


def lay(z: Floats) -> Scales:
    return scales_at(z, REFERENCE, 5.0)


def foresees(centre: float, width: float) -> Callable[[Scales], Chained]:
    """Make evidence that knows the slope's z to be at a centre, give or take a width."""

    def foresee(scales: Scales) -> Chained:
        z = np.log(scales.slope / REFERENCE.nominations_slope) / SPREAD
        return Chained(STATE, -0.5 * ((z - centre) / width) ** 2)

    return foresee


@pytest.mark.parametrize(("centre", "width"), [(0.3, 2.0), (2.5, 0.3), (-2.5, 0.15)])
@pytest.mark.parametrize("scramble", [0, 1])
def test_weights_integrate_a_posterior_that_is_known(
    centre: float, width: float, scramble: int
) -> None:
    """Prior N(0, 1) and one normal look at it; the other scales stay as they were."""
    found = weigh(foresees(centre, width), lay, scramble)
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.effective >= 0.2 * POINTS
    z = np.log(found.scales.slope / REFERENCE.nominations_slope) / SPREAD
    sd = width / np.hypot(width, 1.0)
    mean = found.weights @ z
    error = 4.0 / np.sqrt(found.effective)
    assert mean == pytest.approx(centre / (1.0 + width**2), abs=error * sd)
    spread = np.sqrt(found.weights @ (z - mean) ** 2)
    assert spread == pytest.approx(sd, rel=error)
    other = np.log(found.scales.drift / REFERENCE.drift) / SPREAD
    assert found.weights @ other == pytest.approx(0.0, abs=error)
    assert found.weights @ other**2 == pytest.approx(1.0, abs=error * np.sqrt(2.0))


def test_evidence_that_tells_nothing_of_scales_leaves_all_points_alike() -> None:
    found = weigh(lambda _: Chained(STATE, np.full(POINTS, -7_000.0)), lay, 0)
    np.testing.assert_allclose(found.weights, 1.0 / POINTS, rtol=1e-12)
    assert found.effective == pytest.approx(POINTS)


def test_of_sets_of_points_that_all_fall_short_the_best_is_kept() -> None:
    """Each set told apart a thousand times as sharply as the one before."""
    sharpness = iter([3e2, 3e5, 3e8, 3e11])

    def foresee(scales: Scales) -> Chained:
        return Chained(STATE, -next(sharpness) * np.log(scales.drift / REFERENCE.drift) ** 2)

    found = weigh(foresee, lay, 0)
    assert next(sharpness, None) is None
    first = lay(prior_points(0).z)
    np.testing.assert_array_equal(found.scales.drift, first.drift)


def test_the_effective_size_is_of_points_that_count() -> None:
    weights = np.array([0.25, 0.25, 0.25, 0.25, 0.0, 0.0])
    assert Posterior(weights, central(6), STATE).effective == pytest.approx(4.0)


def mixed(layout: Layout, points: int = 6) -> tuple[Posterior, Mixture]:
    generator = np.random.default_rng(2)
    weights = generator.dirichlet(np.ones(points))
    found = Posterior(weights, central(points), made(3, points, layout.size))
    return found, mixture(layout, found)


def centring(layout: Layout) -> Floats:
    turn = np.eye(layout.world)
    turn[layout.support, layout.support] -= 1.0 / len(layout.factions)
    return turn


@pytest.mark.parametrize("layout", [PAIR, THREE, Layout(("one",), ())])
def test_a_root_gives_back_the_covariance_of_the_centred_state(layout: Layout) -> None:
    found, result = mixed(layout)
    turn, wide = centring(layout), layout.world
    covariance = turn @ found.state.covariance[:, :wide, :wide] @ turn.T
    scale = np.abs(covariance).max()
    rebuilt = result.root @ result.root.transpose(0, 2, 1)
    np.testing.assert_allclose(rebuilt, covariance, atol=1e-8 * scale)
    np.testing.assert_allclose(result.centre, found.state.mean[:, :wide] @ turn.T, atol=1e-12)
    np.testing.assert_allclose(result.centre[:, layout.support].sum(axis=1), 0.0, atol=1e-12)


def test_a_root_survives_disciplines_that_support_all_but_decides() -> None:
    state = made(3, 2, PAIR.size)
    covariance = state.covariance.copy()
    place = PAIR.discipline.start
    # Discipline is support's difference, and nothing else.
    take = np.eye(PAIR.size)
    take[place] = 0.0
    take[place, PAIR.support] = [1.0, -1.0]
    state = Gaussians(state.mean, take @ covariance @ take.T)
    found = Posterior(np.array([0.5, 0.5]), central(2), state)
    turn, wide = centring(PAIR), PAIR.world
    root = mixture(PAIR, found).root
    assert np.all(np.isfinite(root))
    expected = turn @ state.covariance[:, :wide, :wide] @ turn.T
    np.testing.assert_allclose(root @ root.transpose(0, 2, 1), expected, atol=1e-6)


def test_disciplines_own_normals_do_not_move_support() -> None:
    _, result = mixed(THREE)
    first = THREE.unaligned + 1
    assert np.all(result.root[:, :first, first:] == 0.0)
    assert np.all(np.abs(result.root[:, first:, :first]).max(axis=(1, 2)) > 0.01)


def test_no_normal_moves_the_common_level_of_support() -> None:
    _, result = mixed(THREE)
    np.testing.assert_allclose(result.root[:, THREE.support].sum(axis=1), 0.0, atol=1e-7)


def moments_of(result: Mixture) -> tuple[Floats, Floats]:
    """Give the mean and covariance of a mixture, from its parts."""
    weights = np.diff(result.cumulative, prepend=0.0)
    mean = weights @ result.centre
    off = result.centre - mean
    within = np.einsum("s,sij,skj->ik", weights, result.root, result.root)
    return mean, within + (weights[:, None] * off).T @ off


def test_samples_have_the_mixtures_mean_and_covariance() -> None:
    result, count = mixed(PAIR)[1], 40_000
    drawn = sample(result, count, 5)
    mean, covariance = moments_of(result)
    sd = np.sqrt(np.diag(covariance))
    off = (drawn.states - mean) / np.maximum(sd, 1e-12)
    assert np.all(np.abs(off.mean(axis=0)) < 5 / np.sqrt(count))
    second = off[:, :, None] * off[:, None, :]
    errors = second.std(axis=0) / np.sqrt(count)
    expected = covariance / np.outer(sd, sd)
    assert np.all(np.abs(second.mean(axis=0) - expected) < 5 * errors + 1e-9)
    counted = np.bincount(drawn.points, minlength=6)
    weights = np.diff(result.cumulative, prepend=0.0)
    assert stats.chisquare(counted, weights * count).pvalue > 0.001


MANY = Layout(tuple(f"f{k}" for k in range(17)), ())  # a state of more numbers than the net has


@pytest.mark.parametrize(("layout", "points"), [(THREE, 400), (THREE, POINTS), (MANY, POINTS)])
def test_fixed_draws_have_the_mean_and_covariance_of_the_mixture(
    layout: Layout, points: int
) -> None:
    """What a fit says of itself rests on them: no spread may come out too small."""
    result = mixed(layout, points)[1]
    drawn = fixed_draws(result)
    assert np.sum(drawn.mass) * drawn.states.shape[1] == pytest.approx(1.0)
    mean, covariance = moments_of(result)
    found = np.einsum("so,smi->i", drawn.mass, drawn.states)
    np.testing.assert_allclose(found, mean, atol=1e-9)
    off = drawn.states - mean
    second = np.einsum("so,smi,smj->ij", drawn.mass, off, off)
    sd = np.sqrt(np.diag(covariance))
    # No further off than so many independent draws would be.
    error = np.sqrt(2.0 * np.sum(drawn.mass**2) * drawn.states.shape[1])
    off = (second - covariance) / np.outer(sd, sd)
    np.testing.assert_allclose(off, 0.0, atol=4.0 * error)
