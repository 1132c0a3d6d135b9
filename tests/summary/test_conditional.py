from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from necsim.summary.conditional import chance_beside_all, mean_beside_all

SEED = 20_180_111
TRIALS = 2_000


def test_the_difference_is_that_of_with_and_without_the_event() -> None:
    rng = np.random.default_rng(SEED)
    so = rng.random(500) < 0.3
    x = rng.random(500) < np.where(so, 0.8, 0.4)
    found = chance_beside_all(x, x & so, so)
    share = so.mean()
    assert found.all == pytest.approx(x.mean())
    assert found.diff == pytest.approx((1 - share) * (x[so].mean() - x[~so].mean()))
    assert found.diff_lo < found.diff < found.diff_hi


def test_a_mean_has_the_error_that_the_delta_method_gives_in_closed_form() -> None:
    rng = np.random.default_rng(SEED)
    so, x = rng.random(4_000) < 0.2, rng.normal(3.0, 2.0, 4_000)
    x += so
    found, share = mean_beside_all(x, so), so.mean()
    apart = x[so].mean() - x[~so].mean()
    within = (1 - share) ** 2 * (x[so].var() / so.sum() + x[~so].var() / (~so).sum())
    between = apart**2 * share * (1 - share) / so.size
    assert found.diff == pytest.approx((1 - share) * apart)
    assert found.diff_se == pytest.approx(np.sqrt(within + between))


@pytest.mark.parametrize(
    ("share", "with_it", "without"),
    [(0.1, 0.9, 0.5), (0.1, 0.02, 0.3), (0.5, 0.01, 0.01), (0.9, 0.97, 0.5)],
)
def test_the_interval_of_a_counted_chance_holds_the_truth(
    share: float, with_it: float, without: float
) -> None:
    rng = np.random.default_rng(SEED)
    truth = (1 - share) * (with_it - without)
    held = 0
    for _ in range(TRIALS):
        so = rng.random(600) < share
        x = rng.random(600) < np.where(so, with_it, without)
        found = chance_beside_all(x, x & so, so)
        held += found.diff_lo <= truth <= found.diff_hi
    # The nominal 95 % less three of the test's own standard errors, and half a point of bias.
    assert held / TRIALS >= 0.93


@pytest.mark.parametrize("part", [1.0, 0.2])
def test_the_interval_under_weights_holds_the_truth(part: float) -> None:
    rng = np.random.default_rng(SEED)
    held = 0
    # w = part·u, x = u²: Σwx / Σw tends to E u³ / E u = 1/2, the mean of x to 1/3.
    for _ in range(TRIALS):
        u = rng.random(500)
        found = chance_beside_all(u**2, part * u**3, part * u)
        held += found.diff_lo <= 1 / 2 - 1 / 3 <= found.diff_hi
    assert held / TRIALS >= 0.935


def test_only_the_ratios_of_weights_matter_to_the_difference_of_means() -> None:
    rng = np.random.default_rng(SEED)
    x, weights = rng.normal(size=300), rng.random(300)
    assert mean_beside_all(x, weights) == pytest.approx(mean_beside_all(x, 0.25 * weights))


def test_no_error_is_nothing_for_want_of_a_rare_replicate() -> None:
    so = np.arange(400) < 60
    found = chance_beside_all(np.zeros(400, np.bool_), np.zeros(400, np.bool_), so)
    assert (found.all, found.diff) == (0.0, 0.0)
    assert found.diff_se > 0.005
    assert found.diff_lo < 0.0 < found.diff_hi


def test_one_replicate_has_no_error() -> None:
    assert isnan(mean_beside_all(np.array([2.0]), np.array([1.0])).diff_se)
