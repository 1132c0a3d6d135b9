"""Shares of models whose shares are known, and intervals where few replicates move."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from necsim.kernels.types import Floats
from necsim.summary.variance import Share, event_effect, sitting_share, total_effect

# Two-sided limit in standard errors that a right program passes with probability 0.998.
LIMIT = 3.09
WEIGHTS = np.array([3.0, 2.0, 1.0, 0.5, 0.1])
SHARES = np.square(WEIGHTS) / np.square(WEIGHTS).sum()


def _holds(found: Share, truth: float) -> bool:
    return found.lo <= truth <= found.hi


def _redraw(rng: np.random.Generator, worlds: Floats, source: int) -> Floats:
    """Give Σ w z with one source drawn anew; worlds have shape (…, n, sources)."""
    redrawn = worlds.copy()
    redrawn[..., source] = rng.normal(size=worlds.shape[:-1])
    numbers: Floats = (redrawn * WEIGHTS).sum(axis=-1)
    return numbers


def test_the_shares_of_a_linear_gaussian_model_are_found_together() -> None:
    rng = np.random.default_rng(20180116)
    worlds = rng.normal(size=(20_000, WEIGHTS.size))
    base = (worlds * WEIGHTS).sum(axis=-1)
    found = [total_effect(base, _redraw(rng, worlds, g)) for g in range(WEIGHTS.size)]
    limit = float(norm.isf(0.001 / WEIGHTS.size / 2))
    for share, truth in zip(found, SHARES.tolist(), strict=True):
        assert abs(share.share - truth) <= limit * share.se
        assert share.se < 0.02 * sqrt(truth)


@pytest.mark.slow
def test_the_shares_of_a_linear_gaussian_model_are_covered_at_the_nominal_rate() -> None:
    trials, n = 1000, 1000
    rng = np.random.default_rng(20180117)
    for source in (0, 2, 4):
        worlds = rng.normal(size=(trials, n, WEIGHTS.size))
        base, redrawn = (worlds * WEIGHTS).sum(axis=-1), _redraw(rng, worlds, source)
        pairs = zip(base, redrawn, strict=True)
        covered = sum(_holds(total_effect(*pair), SHARES[source]) for pair in pairs)
        # Normal intervals on a squared difference reach 0.948 at this n.
        assert abs(covered - trials * 0.948) <= LIMIT * sqrt(trials * 0.95 * 0.05)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "p", "share"),
    [
        (1000, 0.3, 0.5),
        (1000, 0.3, 0.003),
        (1000, 0.01, 0.05),
        (5000, 0.3, 0.95),
        (5000, 0.002, 0.5),
        (5000, 0.5, 0.001),
    ],
)
def test_counted_events_are_covered_even_where_few_replicates_move(
    n: int, p: float, share: float
) -> None:
    trials, alone = 2000, p * (1 - p) * share
    rng = np.random.default_rng(20180118)
    cells = rng.choice(4, size=(trials, n), p=[1 - p - alone, alone, alone, p - alone])
    base, redrawn = cells >= 2, cells % 2 == 1
    found = [event_effect(x, y) for x, y in zip(base, redrawn, strict=True)]
    covered = sum(_holds(each, share) for each in found)
    assert covered >= trials * 0.945 - LIMIT * sqrt(trials * 0.95 * 0.05)


@pytest.mark.slow
@pytest.mark.parametrize(("steep", "far"), [(1.0, 0.0), (20.0, 2.0)])
def test_averaged_events_are_covered(steep: float, far: float) -> None:
    def chances(world: Floats, source: Floats) -> Floats:
        odds: Floats = 1 / (1 + np.exp(-steep * (world + 0.2 * source - far)))
        return odds

    def draw(*shape: int) -> tuple[Floats, Floats]:
        world, source, anew = rng.normal(size=(3, *shape))
        return chances(world, source), chances(world, anew)

    trials, n = 1000, 1000
    rng = np.random.default_rng(20180119)
    base, redrawn = draw(4_000_000)
    p = float(base.mean() + redrawn.mean()) / 2
    truth = float(np.square(base - redrawn).mean()) / 2 / (p * (1 - p))
    pairs = zip(*draw(trials, n), strict=True)
    covered = sum(_holds(event_effect(x, y), truth) for x, y in pairs)
    assert covered >= trials * 0.945 - LIMIT * sqrt(trials * 0.95 * 0.05)


def _even(rng: np.random.Generator, n: int) -> Floats:
    return rng.beta(0.05, 0.05, size=n)


def _rare(rng: np.random.Generator, n: int) -> Floats:
    """Chances of 0 or 1, but for a half in one replicate of 500."""
    return np.where(rng.random(n) < 0.002, 0.5, rng.random(n) < 0.6)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("law", "truth"),
    [
        # Beta(α, α): E[c(1 − c)] = α/(2(2α + 1)), of 1/4.
        pytest.param(_even, 0.1 / 1.1, id="mostly near 0 or 1"),
        # p = 0.998·0.6 + 0.001.
        pytest.param(_rare, 0.0005 / (0.5998 * 0.4002), id="settled but for rare replicates"),
    ],
)
def test_sitting_shares_are_covered(
    law: Callable[[np.random.Generator, int], Floats], truth: float
) -> None:
    trials = 2000
    rng = np.random.default_rng(20180120)
    covered = sum(_holds(sitting_share(law(rng, 1000)), truth) for _ in range(trials))
    assert covered >= trials * 0.95 - LIMIT * sqrt(trials * 0.95 * 0.05)


def test_shares_are_worked_by_hand() -> None:
    base, redrawn = np.array([1.0, 3.0, 5.0, 7.0]), np.array([1.0, 5.0, 5.0, 9.0])
    mean = 4.5
    part = np.square(base - redrawn) / 2
    whole = (np.square(base - mean) + np.square(redrawn - mean)) / 2
    share = part.sum() / whole.sum()
    error = np.std(part - share * whole) / whole.mean() / 2
    assert total_effect(base, redrawn) == pytest.approx(
        (share, error, max(0, share - 1.96 * error), share + 1.96 * error)
    )


def test_a_counted_event_has_the_share_of_its_numbers() -> None:
    rng = np.random.default_rng(3)
    base, redrawn = rng.random((2, 500)) < 0.4
    assert event_effect(base, redrawn).share == pytest.approx(
        total_effect(base, redrawn).share, rel=1e-12
    )


def test_what_is_summed_and_what_is_drawn_make_the_whole() -> None:
    """If all that is drawn is drawn anew, its share and the sitting seats' add to one."""
    rng = np.random.default_rng(4)
    base, redrawn = rng.beta(0.4, 0.6, size=(2, 200_000))
    drawn, summed = event_effect(base, redrawn), sitting_share(base)
    assert abs(drawn.share + summed.share - 1) <= LIMIT * (drawn.se + summed.se)
    # Beta(0.4, 0.6) has variance 0.12, and the event 0.24.
    assert abs(summed.share - 0.5) <= LIMIT * summed.se


def test_a_source_that_moves_nothing_has_no_share_and_yet_an_error() -> None:
    counted = np.arange(1000) < 300
    found = event_effect(counted, counted.copy())
    assert found.share == found.lo == 0
    assert 0 < found.hi < 0.03


@pytest.mark.parametrize("value", [0.0, 0.1, 1.0, 60_000.3])
def test_what_never_varies_has_no_shares(value: float) -> None:
    same = np.full(1000, value)
    assert all(map(isnan, total_effect(same, same.copy())))
    if value in (0, 1):
        assert all(map(isnan, event_effect(same, same.copy())))
        assert all(map(isnan, sitting_share(same)))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=30))
def test_intervals_of_events_lie_between_no_share_and_all(pairs: list[tuple[float, float]]) -> None:
    base, redrawn = np.round(np.array(pairs).T, 6)
    for found in (event_effect(base, redrawn), sitting_share(base)):
        if not isnan(found.share):
            assert found.se > 0
            assert 0 <= found.lo <= found.hi <= 1
            assert found.lo <= found.share
            assert min(1.0, found.share) <= found.hi
