"""Coverage of each interval in the settings where simpler ones are known to fail."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from scipy.stats import binom, gamma

from necsim.summary.chance import (
    Chance,
    certain,
    effective_size,
    from_sums,
    summarise_chance,
    summarise_count,
    summarise_weighted,
)

N = 2000
# Two-sided limit in standard errors that a right program passes with probability 0.998.
LIMIT = 3.09


def _rare(low: float, high: float) -> Callable[[int], Chance]:
    """Summarise N averaged chances of which k are `high` and the others `low`."""

    def summarise(k: int) -> Chance:
        return from_sums(k * high + (N - k) * low, k * high**2 + (N - k) * low**2, N)

    return summarise


def _counted(k: int) -> Chance:
    return summarise_count(k, N)


@pytest.mark.parametrize(
    ("summarise", "rate", "truth"),
    [
        pytest.param(_counted, 0.3, 0.3, id="counted"),
        pytest.param(_counted, 0.001, 0.001, id="counted, rare"),
        pytest.param(_rare(0, 0.5), 0.002, 0.001, id="averaged, rare halves"),
        pytest.param(_rare(1e-4, 1), 0.0005, 1e-4 + 0.0005 * (1 - 1e-4), id="averaged, rare ones"),
    ],
)
def test_two_valued_chances_are_covered_exactly_as_often_as_promised(
    summarise: Callable[[int], Chance], rate: float, truth: float
) -> None:
    """Sum the binomial law over every possible k, so this test has no error of its own."""
    chances = [summarise(k) for k in range(N + 1)]
    covered = np.array([each.p_lo <= truth <= each.p_hi for each in chances])
    coverage = float(binom.pmf(np.arange(N + 1), N, rate) @ covered)
    assert 0.94 <= coverage <= 0.99


def test_narrow_averaged_chances_are_covered_and_not_too_widely() -> None:
    trials, spread = 4000, sqrt(0.3 * 0.7 / 101)
    draws = np.random.default_rng(20180111).beta(30, 70, size=(trials, N))
    chances = [summarise_chance(each) for each in draws]
    covered = sum(each.p_lo <= 0.3 <= each.p_hi for each in chances)
    assert covered >= trials * 0.95 - LIMIT * sqrt(trials * 0.95 * 0.05)
    widths = np.array([each.half_width for each in chances])
    assert widths.max() < 1.3 * 1.96 * spread / sqrt(N)


def test_simulated_yes_or_no_is_covered_at_the_nominal_rate() -> None:
    trials = 4000
    draws = np.random.default_rng(20180112).random((trials, N)) < 0.3
    covered = sum(c.p_lo <= 0.3 <= c.p_hi for c in map(summarise_chance, draws))
    truth = 0.953
    assert abs(covered - trials * truth) <= LIMIT * sqrt(trials * truth * (1 - truth))


def test_wilson_agrees_with_a_published_example() -> None:
    # Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
    assert summarise_count(81, 263)[2:4] == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert summarise_count(0, 20)[2:4] == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_plus_four_adds_two_zeros_and_two_ones() -> None:
    values = np.array([0.2, 0.4, 0.9])
    padded = np.array([*values, 0, 0, 1, 1])
    error = padded.std() / sqrt(7)
    found = summarise_chance(values)
    assert found.p == pytest.approx(0.5)
    assert found.p_se == pytest.approx(error)
    assert (found.p_lo, found.p_hi) == pytest.approx(
        (max(0, padded.mean() - 1.96 * error), min(1, padded.mean() + 1.96 * error))
    )


def test_both_kinds_have_the_same_standard_error_on_yes_and_no() -> None:
    outcomes = np.arange(50) < 13
    counted, averaged = summarise_chance(outcomes), summarise_chance(outcomes.astype(np.float64))
    assert counted.p_se == pytest.approx(averaged.p_se)
    assert (counted.p, counted.n) == (averaged.p, averaged.n) == (0.26, 50)


def test_single_precision_is_summed_in_double() -> None:
    values = np.full(100_000, 0.1, dtype=np.float32)
    assert summarise_chance(values).p == pytest.approx(float(np.float32(0.1)), abs=1e-12)


@pytest.mark.parametrize("n", [1, 4, 10_000, 10_000_000])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_no_error_is_zero_unless_certain_and_the_interval_holds_p(n: int, share: float) -> None:
    k = int(share * n)
    for found in (summarise_count(k, n), from_sums(share * n, share**2 * n, n)):
        assert found.p_se > 0
        assert 0 <= found.p_lo <= found.p <= found.p_hi <= 1
        assert found.half_width > 0


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_what_the_rule_makes_certain_has_no_error(p: float) -> None:
    assert certain(p, 10) == (p, 0.0, p, p, 10)
    assert certain(p, 10).half_width == 0


def test_equal_weights_give_what_no_weights_give() -> None:
    values = np.random.default_rng(5).beta(0.3, 2, size=400)
    plain = summarise_chance(values)
    for weight in (1.0, 0.02):
        found = summarise_weighted(values, np.full(400, weight))
        assert found[:5] == pytest.approx(plain)
        assert found.n_eff == pytest.approx(400)


def test_replicates_without_weight_are_as_if_left_out() -> None:
    rng = np.random.default_rng(6)
    kept, values = rng.random(300) < 0.4, rng.random(300) < 0.3
    found = summarise_weighted(values, kept.astype(np.float64))
    assert found[:5] == pytest.approx(summarise_chance(values[kept].astype(np.float64)))
    assert found.n == np.count_nonzero(kept)


def test_weights_are_worked_by_hand() -> None:
    # Σw² = 6 and Σw = 4, so pseudo-replicates weigh 6/4 each.
    found = summarise_weighted(np.array([True, False, True]), np.array([1.0, 1.0, 2.0]))
    weights, values = np.array([1, 1, 2, *4 * [6 / 4]]), np.array([1, 0, 1, 0, 0, 1, 1])
    centre = float(np.average(values, weights=weights))
    error = sqrt(np.square(weights * (values - centre)).sum()) / float(weights.sum())
    low, high = centre - 1.96 * error, centre + 1.96 * error
    assert found == pytest.approx((0.75, error, low, high, 3, 16 / 6))


def test_no_weight_at_all_counts_as_no_replicates() -> None:
    assert effective_size(np.zeros(3)) == 0


@pytest.mark.parametrize("p", [0.3, 0.01])
@pytest.mark.parametrize("shape", [0.3, 1.0, 5.0])
def test_weighted_chances_are_covered_even_where_weights_are_skewed(shape: float, p: float) -> None:
    """At shape 0.3 the 500 replicates are worth 117; weights tell of the event or do not."""
    trials, n = 1000, 500
    rng = np.random.default_rng(20180113)
    weights, uniform = rng.gamma(shape, size=(trials, n)), rng.random((trials, n))
    # E[w·min(w, 2)] / E[w], w² and w tilting the gamma law to shapes 2 and 1 above its own.
    heavy = (shape + 1) * gamma.cdf(2, shape + 2) + 2 * gamma.sf(2, shape + 1)
    for chances, truth in ((p, p), (p * np.minimum(weights, 2), p * heavy)):
        found = map(summarise_weighted, uniform < chances, weights)
        covered = sum(each.p_lo <= truth <= each.p_hi for each in found)
        assert covered >= trials * 0.94 - LIMIT * sqrt(trials * 0.94 * 0.06)
