from __future__ import annotations

from math import isnan, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from necsim.summary.paired import (
    Difference,
    compare_counts,
    paired_difference,
    paired_mean,
    replicates_to_settle,
    verdict,
)

# Two-sided limit in standard errors that a right program passes with probability 0.998.
LIMIT = 3.09


def _holds(found: Difference, truth: float) -> bool:
    return found.diff_lo <= truth <= found.diff_hi


def _coverage(n: int, p_a: float, p_b: float, correlation: float) -> float:
    """Sum the law of the discordant counts over all that matters, so there is no error here."""
    both = p_a * p_b + correlation * sqrt(p_a * (1 - p_a) * p_b * (1 - p_b))
    alone_a, alone_b = p_a - both, p_b - both
    discordant = alone_a + alone_b
    low, high = (int(binom.ppf(level, n, discordant)) for level in (1e-6, 1 - 1e-6))
    total = 0.0
    for m in range(low, high + 1):
        k = np.arange(m + 1)
        held = [_holds(compare_counts(m - j, j, n), p_b - p_a) for j in k.tolist()]
        total += binom.pmf(m, n, discordant) * (binom.pmf(k, m, alone_b / discordant) @ held)
    return float(total)


@pytest.mark.parametrize(
    ("n", "p_a", "p_b", "correlation"),
    [
        (500, 0.3, 0.33, 0.9),
        (500, 0.1, 0.13, 0.5),
        (500, 0.002, 0.003, 0.0),
        (2000, 0.3, 0.3, 0.98),
        (2000, 0.002, 0.002, 0.0),
        (2000, 0.002, 0.006, 0.4),
        (5000, 0.002, 0.002, 0.5),
        (5000, 0.002, 0.003, 0.8),
        (5000, 0.01, 0.012, 0.9),
    ],
)
def test_counted_differences_are_covered_as_often_as_promised(
    n: int, p_a: float, p_b: float, correlation: float
) -> None:
    assert _coverage(n, p_a, p_b, correlation) >= 0.935


@pytest.mark.parametrize(
    ("p_a", "p_b", "correlation"), [(0.5, 0.52, 0.9), (0.3, 0.3, 0.95), (0.1, 0.13, 0.5)]
)
def test_counted_differences_are_not_covered_too_widely(
    p_a: float, p_b: float, correlation: float
) -> None:
    assert _coverage(1000, p_a, p_b, correlation) <= 0.965


@pytest.mark.parametrize("rare", [0.3, 0.004])
def test_averaged_differences_are_covered_with_skewed_chances(rare: float) -> None:
    """Chances near 0 mostly; the difference is carried by a share `rare` of replicates."""
    trials, n = 2000, 1000
    rng = np.random.default_rng(20180114)
    a = rng.beta(0.1, 2, size=(trials, n))
    b = np.where(rng.random((trials, n)) < rare, a + 0.5 * (1 - a), a)
    truth = rare * 0.5 * (1 - 0.1 / 2.1)
    covered = sum(_holds(paired_difference(x, y), truth) for x, y in zip(a, b, strict=True))
    slack = LIMIT * sqrt(trials * 0.95 * 0.05)
    assert covered >= trials * 0.95 - slack
    if rare == 0.3:
        assert covered <= trials * 0.95 + slack


def test_means_are_covered_at_the_nominal_rate_though_pairs_are_missing() -> None:
    trials, n = 2000, 400
    rng = np.random.default_rng(20180115)
    a = rng.normal(50_000, 9_000, size=(trials, n))
    b = a + rng.gamma(2, 100, size=(trials, n))
    a[:, ::7] = nan
    found = [paired_mean(x, y) for x, y in zip(a, b, strict=True)]
    covered = sum(_holds(each, 200) for each in found)
    assert abs(covered - trials * 0.95) <= LIMIT * sqrt(trials * 0.95 * 0.05)
    assert {each.n for each in found} == {n - len(range(0, n, 7))}


def test_counted_pairs_are_worked_by_hand() -> None:
    a = np.array([True, True, False, False, False, False, False, True])
    b = np.array([True, False, True, True, True, False, False, True])
    # Cells with ½ added: 2½ both, 1½ only A, 3½ only B, 2½ neither, of 10.
    error = sqrt((1.5 + 3.5) / 10 - 0.2**2) / sqrt(10)
    found = paired_difference(a, b)
    assert found == pytest.approx((0.25, error, 0.2 - 1.96 * error, 0.2 + 1.96 * error, 8, 4, 1, 3))


def test_averaged_pairs_have_two_pseudo_differences_at_each_end() -> None:
    a, b = np.array([0.2, 0.4, 0.9]), np.array([0.3, 0.4, 1.0])
    padded = np.array([0.1, 0, 0.1, 1, 1, -1, -1])
    error = padded.std() / sqrt(7)
    found = paired_difference(a, b)
    assert found[:4] == pytest.approx(
        (0.2 / 3, error, padded.mean() - 1.96 * error, padded.mean() + 1.96 * error)
    )
    assert found[4:] == (3, 2, None, None)


def test_whole_numbers_without_a_sign_do_not_wrap() -> None:
    found = paired_mean(np.array([3, 2], np.uint8), np.array([1, 1], np.uint8))
    assert found[:2] == pytest.approx((-1.5, 0.5))


def test_single_precision_is_compared_in_double() -> None:
    a, b = np.full(100_000, 0.1, np.float32), np.full(100_000, 0.3, np.float32)
    truth = float(np.float32(0.3)) - float(np.float32(0.1))
    assert paired_difference(a, b).diff == pytest.approx(truth, abs=1e-12)


def test_figures_that_too_few_pairs_cannot_give_are_missing() -> None:
    none = paired_mean(np.array([nan]), np.array([1.0]))
    assert none.n == 0
    assert all(map(isnan, none[:4]))
    one = paired_mean(np.array([1, 2]), np.array([4, nan]))
    assert (one.diff, one.n) == (3, 1)
    assert all(map(isnan, one[1:4]))
    assert verdict(none) == verdict(one) == "not told"
    assert replicates_to_settle(none) is None
    assert replicates_to_settle(one) is None


_PAIRS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30)


@given(_PAIRS)
def test_a_against_b_is_the_opposite_of_b_against_a(pairs: list[tuple[float, float]]) -> None:
    a, b = np.array(pairs).T
    for first, second in ((a, b), (a < 0.5, b < 0.5)):
        found, back = paired_difference(first, second), paired_difference(second, first)
        turned = (-back.diff, back.diff_se, -back.diff_hi, -back.diff_lo)
        assert found[:4] == pytest.approx(turned, abs=1e-12)
        assert (found.only_a, found.only_b) == (back.only_b, back.only_a)


@given(_PAIRS)
def test_the_interval_has_width_and_holds_the_difference(pairs: list[tuple[float, float]]) -> None:
    a, b = np.array(pairs).T
    for found in (paired_difference(a, b), paired_difference(a < 0.5, b < 0.5)):
        assert found.diff_se > 0
        assert -1 <= found.diff_lo <= found.diff <= found.diff_hi <= 1


@pytest.mark.parametrize("n", [1, 1000])
def test_the_same_in_every_replicate_is_said_to_be_the_same(n: int) -> None:
    values = np.random.default_rng(1).random(n)
    for same in (values, values < 0.5):
        found = paired_difference(same, same.copy())
        assert verdict(found) == "same"
        assert (found.diff, found.changed) == (0, 0)
        assert found.diff_lo == -found.diff_hi
        assert replicates_to_settle(found) is None


def test_changes_that_cancel_are_not_the_same() -> None:
    found = compare_counts(3, 3, 100)
    assert verdict(found) == "not told"
    assert replicates_to_settle(found) is None


@pytest.mark.parametrize(("only_a", "only_b", "told"), [(5, 40, "higher"), (40, 5, "lower")])
def test_a_difference_is_told_where_the_interval_leaves_out_nothing(
    only_a: int, only_b: int, told: str
) -> None:
    assert verdict(compare_counts(only_a, only_b, 1000)) == told


@given(st.integers(0, 60), st.integers(0, 60), st.integers(120, 10**6))
def test_more_replicates_are_asked_for_exactly_where_nothing_is_told(
    only_a: int, only_b: int, n: int
) -> None:
    found = compare_counts(only_a, only_b, n)
    needed = replicates_to_settle(found)
    if needed is not None and verdict(found) == "not told":
        assert needed >= n
    elif needed is not None:
        assert needed <= n * 1.1


def test_the_replicates_that_settle_it_are_the_fewest_of_two_digits() -> None:
    """At the same rates the interval leaves out 0 there, and does not at somewhat fewer."""
    needed = replicates_to_settle(compare_counts(500, 530, 100_000))
    assert needed == 450_000
    assert compare_counts(5 * 450, 53 * 45, needed).diff_lo > 0
    assert compare_counts(5 * 430, 53 * 43, 430_000).diff_lo < 0


@pytest.mark.parametrize("rounding", [1e-9, 1e-17, 1e-30, 1e-300])
def test_a_difference_of_rounding_asks_for_no_number(rounding: float) -> None:
    before = np.zeros(1_000)
    after = np.where(np.arange(1_000) == 0, rounding, before)
    assert replicates_to_settle(paired_difference(before, after)) is None


def test_a_difference_without_error_is_settled_at_once() -> None:
    assert replicates_to_settle(paired_mean(np.arange(9), np.arange(9) + 1)) == 1
