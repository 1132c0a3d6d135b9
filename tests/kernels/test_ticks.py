from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.kernels.ticks import expected_ticks, tick_chances
from necsim.kernels.types import Floats
from necsim.kernels.weights import camp_weights


def chances_of(weights: Floats, votes: int) -> Floats:
    chances = np.full((len(weights), votes + 1), np.nan)
    chances[:, 0] = 0.0
    tick_chances(weights, chances, np.zeros(votes + 1))
    return chances


def means_of(weights: Floats, ticks: Floats) -> Floats:
    expected = np.zeros(len(weights))
    expected_ticks(chances_of(weights, len(ticks) - 1), ticks.copy(), expected)
    return expected


def symmetric(weights: list[int], votes: int) -> list[list[int]]:
    """Give E[c][r], the elementary symmetric polynomials of candidates c and after, exactly."""
    table = [[1] + [0] * votes]
    for w in reversed(weights):
        after = table[-1]
        table.append([1] + [after[r] + w * after[r - 1] for r in range(1, votes + 1)])
    return table[::-1]


def worst_error(weights: list[int], votes: int) -> float:
    exact = symmetric(weights, votes)
    chances = chances_of(np.array(weights, float), votes)
    worst = 0.0
    for c, w in enumerate(weights):
        for r in range(1, min(votes, len(weights) - c) + 1):
            chance = Fraction(w * exact[c + 1][r - 1], exact[c][r])
            worst = max(worst, abs(float(Fraction(chances[c, r]) / chance - 1)))
    return worst


@pytest.mark.parametrize("order", ["mixed", "rising", "falling"])
def test_chances_are_right_for_many_candidates_of_very_different_weight(order: str) -> None:
    rng = np.random.default_rng(4)
    weights = [round(w) for w in 10.0 ** rng.uniform(0, 6, 200)]
    if order != "mixed":
        weights.sort(reverse=order == "falling")
    assert max(weights) > 900_000 > 2 > min(weights)
    assert worst_error(weights, 60) < 1e-13


@pytest.mark.parametrize("weights", [[5], [1, 1, 1], [3, 1, 4, 1, 5], [1, 10**12, 1, 10**12, 7]])
def test_chances_are_right_for_few_candidates(weights: list[int]) -> None:
    for votes in range(1, len(weights) + 1):
        assert worst_error(weights, votes) < 1e-15


def test_a_walk_gives_each_set_its_share_of_the_products() -> None:
    weights, votes = [3, 1, 4, 1, 5], 3
    chances = chances_of(np.array(weights, float), votes)
    for t in range(1, votes + 1):
        sets = list(combinations(range(5), t))
        total = sum(prod(weights[c] for c in ticked) for ticked in sets)
        for ticked in sets:
            left, chance = t, 1.0
            for c in range(5):
                chance *= chances[c, left] if c in ticked else 1.0 - chances[c, left]
                left -= c in ticked
            assert chance == pytest.approx(prod(weights[c] for c in ticked) / total, rel=1e-12)


def test_a_weight_of_zero_is_never_ticked_and_does_not_matter_to_the_others() -> None:
    weights = np.array([0.0, 2.0, 0.0, 1.0, 0.5, 0.0])
    chances = chances_of(weights, 2)
    assert not chances[weights == 0.0].any()
    np.testing.assert_array_equal(chances[weights > 0], chances_of(weights[weights > 0], 2))


def test_with_no_more_candidates_than_ticks_left_a_tick_is_certain() -> None:
    weights = np.array([1e-20, 3.0, 1e20])
    chances = chances_of(weights, 5)
    for c in range(3):
        for r in range(1, 6):
            assert (chances[c, r] == 1.0) == (r >= 3 - c)


@pytest.mark.parametrize("zero", [None, 2])
def test_expected_ticks_equal_the_sum_over_all_sets(zero: int | None) -> None:
    weights = np.array([0.3, 2.0, 1.0, 0.01, 5.0])
    if zero is not None:
        weights[zero] = 0.0
    ticks = np.array([0.1, 0.2, 0.4, 0.3])
    wanted = np.zeros(5)
    for t in range(1, 4):
        sets = list(combinations(range(5), t))
        products = np.array([prod(weights[list(ticked)]) for ticked in sets])
        for ticked, chance in zip(sets, products / products.sum(), strict=True):
            wanted[list(ticked)] += ticks[t] * chance
    np.testing.assert_allclose(means_of(weights, ticks), wanted, rtol=1e-13)
    assert means_of(weights, ticks).sum() == pytest.approx(ticks @ np.arange(4), rel=1e-13)


def test_expected_ticks_are_added_and_use_up_the_rates() -> None:
    chances = chances_of(np.ones(4), 2)
    left, expected = np.array([0.0, 10.0, 20.0]), np.full(4, 100.0)
    expected_ticks(chances, left, expected)
    np.testing.assert_allclose(expected, 100.0 + (10 + 40) / 4)
    np.testing.assert_allclose(left, [30.0, 0.0, 0.0], atol=1e-12)


def expected_votes(plan: dict[str, Floats], appeal: Floats) -> Floats:
    """Give votes per ballot: each camp's list, its list's further ticks and its free members."""
    strength = np.exp(appeal - appeal.max())
    votes = np.zeros(len(appeal))
    for g, pull in enumerate(plan["pull"]):
        weights = np.zeros(len(appeal))
        camp_weights(strength, np.exp(pull), weights)
        listed = plan["share"][g] * plan["discipline"][g]
        votes += (plan["share"][g] - listed) * means_of(weights, plan["ticks"][g])
        votes += listed * plan["asked"][g]
        weights[plan["asked"][g] > 0] = 0.0
        votes += listed * means_of(weights, plan["further"][g])
    return votes


@st.composite
def plans(draw: st.DrawFn) -> tuple[dict[str, Floats], Floats]:
    candidates, camps = draw(st.integers(2, 8)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    votes, width = draw(st.integers(1, candidates)), draw(st.floats(0.1, 5.0))
    asked, further = np.zeros((camps, candidates)), np.zeros((camps, votes + 1))
    for g in range(camps):
        names = rng.integers(0, votes + 1)
        asked[g, rng.choice(candidates, names, replace=False)] = 1.0
        further[g, : votes - names + 1] = rng.dirichlet(np.ones(votes - names + 1))
    free = np.column_stack([np.zeros(camps), rng.dirichlet(np.ones(votes), camps)])
    plan = {
        "pull": rng.normal(0, width, (camps, candidates)),
        "share": rng.dirichlet(np.ones(camps)),
        "discipline": rng.random(camps),
        "asked": asked,
        "ticks": free,
        "further": further,
    }
    return plan, rng.normal(0, width, candidates)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(plans(), st.integers(0, 7), st.floats(1e-3, 10.0))
def test_more_appeal_never_costs_a_candidate_votes(
    drawn: tuple[dict[str, Floats], Floats], who: int, more: float
) -> None:
    plan, appeal = drawn
    c = who % len(appeal)
    raised = appeal.copy()
    raised[c] += more
    before, after = expected_votes(plan, appeal), expected_votes(plan, raised)
    assert after[c] >= before[c] * (1 - 1e-12)
    assert after.sum() == pytest.approx(before.sum(), rel=1e-12)
