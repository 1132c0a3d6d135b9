from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, optimize, special, stats

from necsim.simplex.mean_spread import UnreachableError, default_spreads, solve

Floats = NDArray[np.float64]

DRAWS = 1_000_000
SHARES = [
    ([0.58, 0.27, 0.15], [0.05, 0.04, 0.03]),
    ([0.54, 0.26, 0.20], [0.07, 0.06, 0.06]),
    ([0.30, 0.25, 0.20, 0.15, 0.07, 0.03], [0.05, 0.04, 0.04, 0.04, 0.03, 0.01]),
]


def draw_shares(m: Floats, tau: Floats, tail: float, root: Floats | None = None) -> Floats:
    random = np.random.default_rng(20180115)
    z = random.standard_normal((DRAWS, len(m)))
    s = 1.0 if np.isinf(tail) else np.sqrt(tail / random.chisquare(tail, (DRAWS, 1)))
    return np.asarray(special.softmax(m + s * tau * (z if root is None else z @ root.T), axis=1))


def errors_of_spreads(shares: Floats) -> Floats:
    """Give the standard error of each sample standard deviation, by the delta method."""
    offsets = shares - shares.mean(axis=0)
    second, fourth = np.mean(offsets**2, axis=0), np.mean(offsets**4, axis=0)
    return np.asarray(np.sqrt((fourth - second**2) / DRAWS / second) / 2.0)


@pytest.mark.slow
@pytest.mark.parametrize("tail", [5.0, np.inf])
@pytest.mark.parametrize(("means", "spreads"), SHARES)
def test_independent_draws_have_the_stated_means_and_spreads(
    means: list[float], spreads: list[float], tail: float
) -> None:
    solved = solve(np.array(means), np.array(spreads), tail)
    shares = draw_shares(solved.m, solved.tau, tail)
    mean_errors = shares.std(axis=0) / np.sqrt(DRAWS)
    assert np.all(np.abs(shares.mean(axis=0) - means) < 5 * mean_errors)
    assert np.all(np.abs(shares.std(axis=0) - spreads) < 5 * errors_of_spreads(shares))


@pytest.mark.parametrize("tail", [3.0, 5.0, 30.0, np.inf])
def test_stated_numbers_are_met_on_the_nodes(tail: float) -> None:
    for means, spreads in SHARES:
        solved = solve(np.array(means), np.array(spreads), tail)
        np.testing.assert_allclose(solved.means, means, atol=1e-9)
        np.testing.assert_allclose(solved.spreads, spreads, atol=1e-9)
        assert np.all(solved.tau >= 0.0)


def test_two_components_without_tails_are_a_logit_normal() -> None:
    solved = solve(np.array([0.6, 0.4]), np.array([0.05, 0.05]), np.inf)
    tau = float(np.hypot(*solved.tau))

    def expect(power: int) -> float:
        def integrand(z: float) -> float:
            share = special.expit(solved.m[0] - solved.m[1] + tau * z)
            return float(share**power * stats.norm.pdf(z))

        return float(integrate.quad(integrand, -9.0, 9.0)[0])

    assert expect(1) == pytest.approx(0.6, abs=1e-5)
    assert np.sqrt(expect(2) - expect(1) ** 2) == pytest.approx(0.05, abs=1e-4)


def test_small_spreads_follow_the_delta_method() -> None:
    means = np.array([0.5, 0.3, 0.2])
    tau = np.array([0.02, 0.03, 0.04])
    pull = means[:, None] * (np.eye(3) - means)
    spreads = np.sqrt(pull**2 @ tau**2)
    np.testing.assert_allclose(solve(means, spreads, np.inf).tau, tau, rtol=0.02)


def test_a_correlation_is_met_by_draws_and_shows_between_shares() -> None:
    root = np.linalg.cholesky(np.array([[1.0, -0.5, 0.0], [-0.5, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    spreads = np.array([0.07, 0.05, 0.05])
    solved = solve(np.array([0.54, 0.26, 0.20]), spreads, 5.0, correlation_root=root)
    shares = draw_shares(solved.m, solved.tau, 5.0, root)
    assert np.all(np.abs(shares.std(axis=0) - spreads) < 5 * errors_of_spreads(shares))


def test_the_sum_of_the_others_bounds_each_spread() -> None:
    with pytest.raises(UnreachableError) as caught:
        solve(np.array([0.62, 0.28, 0.10]), np.array([0.05, 0.01, 0.01]), 5.0)
    nearest = caught.value.spreads
    assert nearest[0] < nearest[1] + nearest[2]
    assert f"{nearest[0]:.4f}" in str(caught.value)
    with pytest.raises(UnreachableError):
        solve(np.array([0.6, 0.4]), np.array([0.05, 0.02]), np.inf)


def test_the_nearest_spreads_are_least_squares_and_can_be_reached() -> None:
    with pytest.raises(UnreachableError) as caught:
        solve(np.array([0.6, 0.4]), np.array([0.06, 0.02]), np.inf)
    np.testing.assert_allclose(caught.value.spreads, 0.04, atol=1e-6)
    solved = solve(np.array([0.6, 0.4]), caught.value.spreads, np.inf)
    np.testing.assert_allclose(solved.spreads, 0.04, atol=1e-6)


def test_defaults_give_way_to_stated_spreads() -> None:
    stated = np.array([True, False])
    solved = solve(np.array([0.6, 0.4]), np.array([0.05, 0.02]), 5.0, stated=stated)
    assert solved.spreads[0] == pytest.approx(0.05, abs=1e-4)
    assert solved.spreads[1] == pytest.approx(0.05, abs=1e-4)


def test_small_shares_with_default_spreads_leave_the_others_near_theirs() -> None:
    means = np.array([0.5, 0.3, 0.199, 0.001])
    spreads = default_spreads(means, {})
    solved = solve(means, spreads, 5.0, stated=np.zeros(4, dtype=bool))
    np.testing.assert_allclose(solved.spreads, spreads, atol=0.005)
    np.testing.assert_allclose(solved.means, means, atol=1e-6)


def test_nothing_uncertain_is_exact() -> None:
    means = np.array([0.5, 0.3, 0.2])
    solved = solve(means, np.zeros(3), 5.0)
    np.testing.assert_array_equal(solved.m, np.log(means))
    np.testing.assert_array_equal(solved.tau, np.zeros(3))
    alone = solve(np.ones(1), np.zeros(1), 5.0)
    assert (alone.m[0], alone.tau[0]) == (0.0, 0.0)


def test_a_single_component_cannot_vary() -> None:
    with pytest.raises(UnreachableError):
        solve(np.ones(1), np.array([0.05]), 5.0)


def test_a_mean_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="leave components of mean 0 out"):
        solve(np.array([1.0, 0.0]), np.zeros(2), 5.0)


def test_the_mean_differs_from_the_share_at_the_mean() -> None:
    means, spreads = np.array([0.58, 0.27, 0.15]), np.array([0.07, 0.06, 0.05])
    solved = solve(means, spreads, 5.0)
    assert special.softmax(solved.m)[0] > means[0] + 1e-3


def test_default_spreads_follow_the_median_ratio() -> None:
    means = np.array([0.5, 0.3, 0.2])
    spreads = default_spreads(means, {0: 0.05, 1: 0.06})
    ratio = np.median([0.05 / 0.5, 0.06 / np.sqrt(0.21)])
    np.testing.assert_allclose(spreads, [0.05, 0.06, ratio * 0.4], rtol=1e-15)


def test_default_spreads_fall_back_where_none_is_stated() -> None:
    np.testing.assert_array_equal(default_spreads(np.array([0.5, 0.5]), {}), [0.06, 0.06])
    np.testing.assert_allclose(
        default_spreads(np.array([0.97, 0.02, 0.01]), {}), [0.03, 0.02, 0.01], atol=1e-12
    )


def test_the_solver_agrees_with_an_independent_root_finder() -> None:
    means, spreads = np.array([0.5, 0.3, 0.2]), np.array([0.05, 0.045, 0.04])
    solved = solve(means, spreads, np.inf)
    z = stats.norm.ppf(stats.qmc.Sobol(3, rng=1).random_base2(16))

    def missed(x: Floats) -> Floats:
        shares = special.softmax(np.append(x[:2], 0.0) + np.exp(x[2:]) * z, axis=1)
        means_missed = shares.mean(axis=0)[:2] - means[:2]
        return np.concatenate((means_missed, shares.std(axis=0) - spreads))

    start = np.concatenate((np.log(means[:2] / means[2]), np.log([0.1, 0.1, 0.1])))
    root = optimize.root(missed, start)
    assert root.success
    np.testing.assert_allclose(solved.m[:2] - solved.m[2], root.x[:2], atol=2e-3)
    np.testing.assert_allclose(solved.tau, np.exp(root.x[2:]), rtol=0.01)
