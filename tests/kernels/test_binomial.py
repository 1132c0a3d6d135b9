from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import stats

from necsim.kernels._numba import COMPILED, kernel
from necsim.kernels.binomial import binomial, split
from necsim.kernels.stream import seed_stream
from necsim.kernels.types import Counts, Floats, Keys

DRAWS = 1_000_000
LIMIT = 0.002  # the chance that a right program fails all of one test's cells together

compiled_only = pytest.mark.skipif(not COMPILED, reason="millions of draws need compiled loops")

ONE_BY_ONE = [(1, 0.3), (2, 0.5), (5, 0.01), (8, 0.7), (8, 0.999)]
INVERSION = [(9, 0.2), (9, 0.5), (20, 0.45), (50, 0.19), (400, 0.9), (10**4, 9.9e-4), (10**8, 5e-8)]
REJECTION = [
    *[(20, 0.5), (21, 0.51), (40, 0.25), (100, 0.1), (101, 0.77), (1000, 0.5)],
    *[(10**5, 1.1e-4), (110_000, 0.03), (10**6, 0.62), (10**8, 2e-7), (10**8, 0.3), (10**8, 0.999)],
]
CELLS = ONE_BY_ONE + INVERSION + REJECTION


@kernel
def draw_many(stream: Keys, n: int, p: float, drawn: Counts) -> None:
    for i in range(len(drawn)):
        drawn[i] = binomial(stream, n, p)


@kernel
def tally_many(stream: Keys, n: int, p: float, draws: int, counts: Counts) -> None:
    for _ in range(draws):
        counts[binomial(stream, n, p)] += 1


@kernel
def split_many(stream: Keys, n: int, chances: Floats, parts: Counts) -> None:
    for i in range(len(parts)):
        split(stream, n, chances, parts[i])


def stream_of(part: int) -> Keys:
    stream = np.zeros(4, np.uint64)
    seed_stream(stream, np.uint64(20180115), 0, np.uint64(part))
    return stream


def fit(drawn: Counts, n: int, p: float) -> float:
    """Give the p value of a chi-square over about 200 cells, thin ones in the tails."""
    middle = np.linspace(0, 1, 200)[1:-1]
    tails = np.array([5e-5, 2e-4, 1e-3])
    edges = np.unique(stats.binom.ppf(np.concatenate([tails, middle, 1 - tails]), n, p))
    edges = np.append(np.insert(edges, 0, -1), n)
    expected = np.diff(stats.binom.cdf(edges, n, p)) * len(drawn)
    counts = np.bincount(np.searchsorted(edges, drawn) - 1, minlength=len(expected))
    enough = expected >= 20
    counts = np.append(counts[enough], counts[~enough].sum())
    expected = np.append(expected[enough], expected[~enough].sum())
    there = expected > 0
    assert not counts[~there].any()
    chi2 = ((counts - expected)[there] ** 2 / expected[there]).sum()
    return float(stats.chi2.sf(chi2, there.sum() - 1))


@pytest.mark.slow
@compiled_only
@pytest.mark.parametrize(("n", "p"), CELLS)
def test_draws_follow_the_binomial_law(n: int, p: float) -> None:
    drawn = np.zeros(DRAWS, np.int64)
    draw_many(stream_of(CELLS.index((n, p))), n, p, drawn)
    assert 0 <= drawn.min() <= drawn.max() <= n
    assert fit(drawn, n, p) > LIMIT / len(CELLS)


@pytest.mark.slow
@compiled_only
def test_rejection_is_exact_where_factorials_are_small() -> None:
    draws, counts = 20 * DRAWS, np.zeros(21, np.int64)
    tally_many(stream_of(98), 20, 0.5, draws, counts)
    expected = draws * stats.binom.pmf(np.arange(21), 20, 0.5)
    assert stats.chisquare(counts, expected).pvalue > LIMIT


@compiled_only
def test_the_fit_would_see_a_chance_that_is_half_a_thousandth_off() -> None:
    drawn = np.zeros(DRAWS, np.int64)
    draw_many(stream_of(99), 110_000, 0.03 * 1.0005, drawn)
    assert fit(drawn, 110_000, 0.03) < LIMIT / len(CELLS)


@pytest.mark.parametrize("n", [0, 1, 7, 12, 10**8])
def test_chances_at_and_beyond_the_edges_are_clamped(n: int) -> None:
    stream = stream_of(0)
    before = stream.copy()
    for p, certain in [(0.0, 0), (-1e-18, 0), (-3.0, 0), (1.0, n), (1 + 2e-16, n), (7.0, n)]:
        assert binomial(stream, n, p) == certain
    assert binomial(stream, n, float("nan")) == 0
    assert binomial(stream, n, float("inf")) == n
    np.testing.assert_array_equal(stream, before)  # what is certain uses up nothing


@pytest.mark.parametrize("p", [5e-324, 1e-17, 1 - 2**-53])
@pytest.mark.parametrize("n", [3, 100, 10**8])
def test_chances_next_to_the_edges_give_what_is_all_but_certain(n: int, p: float) -> None:
    assert binomial(stream_of(1), n, p) == (n if p > 0.5 else 0)


def test_nobody_draws_from_nobody() -> None:
    assert binomial(stream_of(0), 0, 0.5) == binomial(stream_of(0), -3, 0.5) == 0


@compiled_only
@pytest.mark.parametrize("chances", [(0.5, 0.2, 0.3), (3.0, 0.0, 1.0, 8.0), (0.0, 2.0, 5.0, 0.0)])
def test_splits_follow_the_multinomial_law(chances: tuple[float, ...]) -> None:
    n, weights = 6, np.array(chances)
    parts = np.zeros((DRAWS, len(chances)), np.int64)
    split_many(stream_of(len(chances)), n, weights, parts)
    cells = [cell for cell in product(range(n + 1), repeat=len(chances)) if sum(cell) == n]
    expected = DRAWS * stats.multinomial.pmf(cells, n, weights / weights.sum())
    radix = (n + 1) ** np.arange(len(chances))
    counts = np.bincount(parts @ radix, minlength=(n + 1) ** len(chances))[cells @ radix]
    assert counts.sum() == DRAWS
    likely = expected > 0
    assert not counts[~likely].any()
    chi2 = ((counts - expected)[likely] ** 2 / expected[likely]).sum()
    assert stats.chi2.sf(chi2, likely.sum() - 1) > LIMIT / 3


@pytest.mark.parametrize(
    "chances",
    [
        [0.1] * 10 + [0.0],  # what is left after ten subtractions is not quite nothing
        [0.7, 0.2, 0.1, 0.0, 0.0],
        [1e16, 1.0, 0.0],
        [1.0, 1e-17, 0.0],
        [1e308, 1e308, 0.0],  # whose sum is infinite
        [1e-300, 1e300, 1e-300],
        [0.0, 5e-324, 0.0],
        [1.0],
        [0.0, 0.0, 3.0],
    ],
)
def test_a_split_loses_nobody_and_gives_nobody_to_a_chance_of_zero(chances: list[float]) -> None:
    weights, stream = np.array(chances), stream_of(3)
    for n in (0, 1, 9, 1000, 10**8):
        parts = np.zeros(len(chances), np.int64)
        split(stream, n, weights, parts)
        assert parts.sum() == n
        assert parts.min() >= 0
        assert not parts[weights == 0.0].any()


def test_random_splits_lose_nobody() -> None:
    rng, stream = np.random.default_rng(7), stream_of(4)
    for _ in range(2_000):
        weights = 10.0 ** rng.uniform(-18, 2, rng.integers(1, 12))
        weights[rng.random(len(weights)) < 0.4] = 0.0
        weights[rng.integers(len(weights))] = 1.0
        parts = np.zeros(len(weights), np.int64)
        split(stream, 100_000, weights, parts)
        assert parts.sum() == 100_000
        assert not parts[weights == 0.0].any()


def test_a_split_adds_to_what_is_there() -> None:
    parts = np.array([5, 7], np.int64)
    split(stream_of(0), 10, np.array([0.0, 1.0]), parts)
    assert parts.tolist() == [5, 17]
