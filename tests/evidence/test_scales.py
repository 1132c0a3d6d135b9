"""Scales: their law at points of the prior, and the same law at points laid anew."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from tests.evidence.states import REFERENCE

from necsim.evidence.scales import (
    FRESH,
    POINTS,
    SPREAD,
    Points,
    Scales,
    adapted_points,
    is_enough,
    prior_points,
    scales_at,
)
from necsim.kernels.types import Floats

SIZE = len(Scales._fields)
CENTRES = {
    "drift": REFERENCE.drift,
    "bias": REFERENCE.poll_bias,
    "house": REFERENCE.poll_house,
    "extra": REFERENCE.poll_extra,
    "slope": REFERENCE.nominations_slope,
    "nominations": REFERENCE.nominations_spread,
    "ballot": REFERENCE.ballot_spread,
}


def adapted(scramble: int) -> Points:
    """Lay points anew after evidence that moved two scales and tied them to one another."""
    first = prior_points(scramble)
    one, other = first.z[:, 1], first.z[:, 4]
    log = -0.5 * ((one - 1.0) / 0.4) ** 2 - 0.5 * ((one + other) / 0.5) ** 2
    weights = np.exp(log)
    return adapted_points(first, weights / weights.sum(), scramble)


def test_each_scale_is_lognormal_around_its_reference() -> None:
    scales = scales_at(prior_points(0).z, REFERENCE, 5.0)
    for name, centre in CENTRES.items():
        logs = np.log(getattr(scales, name))
        # The median of a net is known to one part in its points, in chance.
        assert np.median(logs) == pytest.approx(np.log(centre), abs=0.01)
        assert stats.kstest(logs, stats.norm(np.log(centre), SPREAD).cdf).statistic < 0.01


def test_the_central_scales_are_the_references_own() -> None:
    scales = scales_at(np.zeros((1, SIZE)), REFERENCE, np.inf)
    for name, centre in CENTRES.items():
        assert getattr(scales, name)[0] == pytest.approx(centre, rel=1e-12)
    assert scales.tail[0] == 1.0


@pytest.mark.parametrize("freedom", [3.0, 5.0, 30.0])
def test_the_tail_is_that_of_chi_square(freedom: float) -> None:
    tail = scales_at(prior_points(1).z, REFERENCE, freedom).tail
    # s ≤ x where χ²_ν ≥ ν/x².
    assert stats.kstest(tail, lambda x: stats.chi2(freedom).sf(freedom / x**2)).statistic < 0.01
    assert stats.kstest(tail, stats.norm(1.0, 0.3).cdf).statistic > 0.05


def test_a_higher_chance_of_the_tail_is_a_smaller_scale_everywhere() -> None:
    z = np.zeros((101, SIZE))
    z[:, 0] = np.linspace(-40.0, 40.0, 101)
    tail = scales_at(z, REFERENCE, 5.0).tail
    assert np.all(np.isfinite(tail) & (tail > 0.0))
    assert np.all(np.diff(tail) <= 0.0)


def test_points_of_the_prior_weigh_alike() -> None:
    points = prior_points(0)
    assert points.z.shape == (POINTS, SIZE)
    np.testing.assert_array_equal(points.log_ratio, 0.0)
    assert not np.array_equal(points.z, prior_points(1).z)


def ratio_mean(values: Floats, points: Points) -> tuple[float, float]:
    """Give the mean of values by the importance ratios, and its error if points were drawn."""
    weighed = values * np.exp(points.log_ratio)
    return float(weighed.mean()), float(weighed.std() / np.sqrt(len(weighed)))


@pytest.mark.parametrize("scramble", [0, 1, 2])
def test_ratios_give_the_priors_expectations_back(scramble: int) -> None:
    points = adapted(scramble)
    one, error = ratio_mean(np.ones(POINTS), points)
    assert one == pytest.approx(1.0, abs=4 * error)
    assert error < 0.1
    for k in range(SIZE):
        z = points.z[:, k]
        for values, known in ((z, 0.0), (z**2, 1.0), ((z > 1.0).astype(float), stats.norm.sf(1.0))):
            mean, error = ratio_mean(values, points)
            assert mean == pytest.approx(known, abs=4 * error), k


def test_points_go_where_the_weights_are() -> None:
    points = adapted(0)
    assert points.z[:, 1].mean() > 0.5
    assert np.corrcoef(points.z[:, 1], points.z[:, 4])[0, 1] < -0.3
    # Some stay fresh: no ratio can exceed that of a proposal of which a tenth is the prior.
    assert np.all(points.log_ratio <= -np.log(FRESH) + 1e-9)


def test_all_weight_on_one_point_still_gives_points_apart() -> None:
    weights = np.zeros(POINTS)
    weights[17] = 1.0
    points = adapted_points(prior_points(0), weights, 0)
    assert np.all(np.isfinite(points.log_ratio))
    assert np.all(points.z.std(axis=0) > 0.2)


def test_a_fifth_of_the_points_is_enough() -> None:
    assert is_enough(0.2 * POINTS)
    assert not is_enough(0.199 * POINTS)
