from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product
from math import comb, inf, log

import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy.stats import hypergeom, norm

from necsim.kernels.types import Floats
from necsim.scoring import (
    brier_score,
    candidates_right,
    counted_chance,
    crps,
    even_odds,
    even_odds_joint,
    inside,
    log_score,
    pit,
    ranked_probability_score,
    seat_vectors,
)

STEPS = 10
Score = Callable[[ArrayLike, ArrayLike], Floats]


def laws(outcomes: int) -> Floats:
    """List every law over some outcomes whose chances are tenths, (laws, outcomes)."""
    counts = product(range(STEPS + 1), repeat=outcomes)
    return np.array([each for each in counts if sum(each) == STEPS]) / STEPS


def log_score_of(chances: ArrayLike, happened: ArrayLike) -> Floats:
    return log_score(
        np.take_along_axis(np.asarray(chances), np.asarray(happened)[:, None], 1)[:, 0]
    )


def brier_of(chances: ArrayLike, happened: ArrayLike) -> Floats:
    return brier_score(np.asarray(chances)[..., 1], happened)


def expected(score: Score, stated: Floats, true: Floats) -> Floats:
    """Sum the score of each stated law (laws, outcomes) over what the true law makes possible."""
    may = [x for x, chance in enumerate(true) if chance > 0]
    total: Floats = np.sum([true[x] * score(stated, np.full(len(stated), x)) for x in may], axis=0)
    return total


@pytest.mark.parametrize(
    ("score", "outcomes"),
    [(log_score_of, 2), (log_score_of, 4), (ranked_probability_score, 4), (brier_of, 2)],
)
def test_only_the_true_law_has_the_least_expected_score(score: Score, outcomes: int) -> None:
    stated = laws(outcomes)
    for place, true in enumerate(stated):
        found = expected(score, stated, true)
        assert found[place] == pytest.approx(found.min())
        assert (np.delete(found, place) > found[place] + 1e-9).all()


def test_the_absolute_error_would_be_found_improper() -> None:
    def absolute(chances: ArrayLike, happened: ArrayLike) -> Floats:
        return np.abs(np.asarray(chances)[..., 1] - happened)

    stated = laws(2)
    best = [stated[expected(absolute, stated, true).argmin()].tolist() for true in stated]
    assert best != stated.tolist()


def test_log_score_is_the_natural_logarithm_and_infinite_where_there_was_no_chance() -> None:
    found = log_score([1.0, 0.5, 0.0])
    assert found.tolist() == [0.0, pytest.approx(log(2)), inf]
    assert str(found[0]) == "0.0"


def test_half_a_replicate_is_spread_over_what_is_possible() -> None:
    found = counted_chance([0, 3, 7], 10, 3)
    assert found.tolist() == pytest.approx([1 / 63, 19 / 63, 43 / 63])
    assert found.sum() == pytest.approx(1)
    assert counted_chance(10, 10, 1) == 1.0


def test_ranked_probability_score_by_hand() -> None:
    chances = [[0.1, 0.2, 0.3, 0.4], [0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0]]
    found = ranked_probability_score(chances, [2, 3, 3])
    # 0.1² + 0.3² + (0.6 − 1)² + 0; exact; three seats missed.
    assert found.tolist() == pytest.approx([0.26, 0.0, 3.0])
    assert ranked_probability_score([0.3, 0.7], 1) == pytest.approx(brier_score(0.7, 1))


def test_ranked_probability_score_is_the_crps_of_whole_numbers() -> None:
    chances = np.array([0.2, 0.5, 0.3])
    for x in range(3):
        apart = (chances * abs(np.arange(3) - x)).sum()
        spread = sum(chances[a] * chances[b] * abs(a - b) for a in range(3) for b in range(3))
        assert ranked_probability_score(chances, x) == pytest.approx(apart - spread / 2)


def test_brier_score_by_hand() -> None:
    assert brier_score([0.8, 0.8, 1.0], [True, False, True]).tolist() == pytest.approx(
        [0.04, 0.64, 0.0]
    )


def test_crps_is_the_sum_over_pairs_taken_literally() -> None:
    rng = np.random.default_rng(11)
    sample, seen = rng.integers(0, 9, (7, 3)).astype(float), np.array([-2.0, 4.0, 11.0])
    pairs = [abs(a - b) for a, b in combinations(sample, 2)]
    literal = abs(sample - seen).mean(axis=0) - np.mean(pairs, axis=0) / 2
    assert crps(sample, seen) == pytest.approx(literal)
    assert crps(sample[::-1], seen) == pytest.approx(literal)
    assert crps([5.0], 3.0) == 2.0


def test_crps_of_quantiles_of_a_normal_law_has_its_closed_form() -> None:
    n = 40_000
    quantiles = norm.ppf((np.arange(n) + 0.5) / n)
    for y in (-1.5, 0.0, 0.7):
        closed = y * (2 * norm.cdf(y) - 1) + 2 * norm.pdf(y) - 1 / np.sqrt(np.pi)
        assert crps(quantiles, y) == pytest.approx(closed, abs=1e-4)


@pytest.mark.parametrize("size", [2, 3])
def test_crps_of_few_draws_is_on_average_that_of_their_law(size: int) -> None:
    values = np.array([0.0, 1.0, 3.0])
    samples = np.array(list(product(range(3), repeat=size)))
    scores = np.array([crps(values[samples].T, np.full(len(samples), y)) for y in values])
    stated = laws(3)
    weights = stated[:, samples].prod(axis=2)
    # The score of each law at each value, over all samples that may be drawn from it.
    found = weights @ scores.T
    below = stated.cumsum(axis=1)[:, None, :2] - (values[None, :2] >= values[:, None])
    assert found == pytest.approx((np.square(below) * np.diff(values)).sum(axis=2))
    for place, true in enumerate(stated):
        assert (found @ true).argmin() == place


def test_pit_counts_ties_half() -> None:
    sample = np.array([[1, 5], [2, 5], [2, 5], [4, 5]])
    assert pit(sample, [2, 5]).tolist() == [0.5, 0.5]
    assert pit(sample, [0, 9]).tolist() == [0.0, 1.0]
    assert pit(sample[:, 0], 3) == 0.75


def test_intervals_are_central_and_hold_their_ends() -> None:
    sample = np.arange(101.0)
    ends = {0.5: (25, 75), 0.8: (10, 90), 0.95: (2.5, 97.5)}
    for place, (low, high) in enumerate(ends.values()):
        seen = np.array([low - 0.1, low + 1e-9, high - 1e-9, high + 0.1])
        found = inside(np.repeat(sample[:, None], 4, axis=1), seen)[place]
        assert found.tolist() == [False, True, True, False]
    assert inside(np.ones(4), 1.0).all()


def test_intervals_of_the_true_law_hold_their_share() -> None:
    levels = (0.5, 0.8)
    values = np.arange(1000.0)
    held = inside(np.repeat(values[:, None], 1000, axis=1), values, levels).mean(axis=1)
    assert held == pytest.approx(levels, abs=0.002)


def test_candidates_right_shares_the_last_place_among_those_who_tie() -> None:
    elected = [True, False, True, False]
    assert candidates_right([0.9, 0.1, 0.8, 0.2], elected) == 2
    assert candidates_right([0.1, 0.9, 0.2, 0.8], elected) == 0
    assert candidates_right([0.9, 0.4, 0.4, 0.3], elected) == 1.5
    assert candidates_right([0.5, 0.5, 0.5, 0.5], elected) == 1.0
    both = candidates_right([[0.9, 0.1, 0.8, 0.2], [0.9, 0.4, 0.4, 0.3]], [elected, elected])
    assert both.tolist() == [2.0, 1.5]
    assert candidates_right([0.5, 0.5], [False, False]) == 0.0


def test_even_odds_count_every_set_of_candidates_once() -> None:
    assert even_odds(3, 6, 3).tolist() == pytest.approx(hypergeom(9, 3, 3).pmf(range(4)).tolist())
    factions = "aaabbc"
    sets = list(combinations(factions, 3))
    for won in product(range(4), repeat=3):
        if sum(won) == 3 and all(k <= m for k, m in zip(won, (3, 2, 1), strict=True)):
            like = [s for s in sets if tuple(map(s.count, "abc")) == won]
            assert even_odds_joint([3, 2, 1], won) == pytest.approx(len(like) / len(sets))
    assert log_score(even_odds_joint([3, 3, 3], [3, 0, 0])) == pytest.approx(log(84))
    assert even_odds(60, 140, 70).sum() == pytest.approx(1)


@pytest.mark.parametrize(("own", "seats"), [((3, 2, 1), 3), ((1, 1), 2), ((5,), 2), ((4, 4, 0), 5)])
def test_seat_vectors_are_counted_as_they_are_listed(own: tuple[int, ...], seats: int) -> None:
    listed = [won for won in product(*(range(most + 1) for most in own)) if sum(won) == seats]
    assert seat_vectors(own, seats) == len(listed)
    # Over as many candidates in factions of their own every set is a vector.
    assert seat_vectors([1] * 6, 2) == comb(6, 2)
