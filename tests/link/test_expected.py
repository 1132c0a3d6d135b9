"""Expected votes against sums over all sets of ticks, and what must be so of any law."""

from __future__ import annotations

from itertools import combinations
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.kernels.expected import Voters, compiled_votes
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Floats
from necsim.link.expected import expected_ticks, expected_votes
from necsim.link.law import TooFewVotesError, with_ticks


@pytest.mark.parametrize("zero", [None, 2])
def test_expected_ticks_equal_the_sum_over_all_sets(zero: int | None) -> None:
    weights = np.array([0.3, 2.0, 1.0, 0.01, 5.0])
    if zero is not None:
        weights[zero] = 1e-200
    ticks = np.array([0.1, 0.2, 0.4, 0.3])
    wanted = np.zeros(5)
    for t in range(1, 4):
        sets = list(combinations(range(5), t))
        products = np.array([prod(weights[list(ticked)]) for ticked in sets])
        for ticked, chance in zip(sets, products / products.sum(), strict=True):
            wanted[list(ticked)] += ticks[t] * chance
    np.testing.assert_allclose(expected_ticks(weights, ticks), wanted, rtol=1e-13, atol=1e-100)
    assert expected_ticks(weights, ticks).sum() == pytest.approx(ticks @ np.arange(4), rel=1e-13)


@st.composite
def laws(draw: st.DrawFn) -> tuple[BlockLaw, Floats, Floats, Floats]:
    candidates, camps = draw(st.integers(2, 8)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    votes, width = draw(st.integers(1, candidates)), draw(st.floats(0.1, 5.0))
    asked, further = np.zeros((camps, candidates), np.uint8), np.zeros((camps, votes + 1))
    for g in range(camps):
        names = rng.integers(0, votes + 1)
        asked[g, rng.choice(candidates, names, replace=False)] = 1
        further[g, : votes - names + 1] = rng.dirichlet(np.ones(votes - names + 1))
    free = np.column_stack([np.zeros(camps), rng.dirichlet(np.ones(votes), camps)])
    pull = rng.normal(0, width, (camps, candidates))
    attraction = np.exp(pull - pull.max(axis=1, keepdims=True))
    law = BlockLaw(0.0, attraction, asked, free, further, np.arange(1, camps + 1, dtype=np.uint64))
    return law, rng.dirichlet(np.ones(camps)), rng.random(camps), rng.normal(0, width, candidates)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(laws(), st.integers(0, 7), st.floats(1e-3, 10.0))
def test_more_appeal_never_costs_a_candidate_votes(
    drawn: tuple[BlockLaw, Floats, Floats, Floats], who: int, more: float
) -> None:
    law, camps, discipline, appeal = drawn
    c = who % len(appeal)
    raised = appeal.copy()
    raised[c] += more
    before, after = (
        expected_votes(law, camps, discipline, appeal),
        expected_votes(law, camps, discipline, raised),
    )
    assert after[c] >= before[c] * (1 - 1e-12)
    assert after.sum() == pytest.approx(before.sum(), rel=1e-12)


def compile_votes(
    drawn: tuple[BlockLaw, Floats, Floats, Floats], used: float, sloped: int = 0
) -> tuple[Floats, Floats]:
    """Read votes in this world, and in one of as many in each camp: kernels take many worlds."""
    law, camps, discipline, appeal = drawn
    voters = Voters(
        np.stack([camps, np.full_like(camps, 1.0 / len(camps))]),
        np.stack([discipline, discipline]),
        np.exp(np.stack([appeal, appeal]) - appeal.max()),
    )
    return compiled_votes(law, used, voters, sloped)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(laws(), st.floats(0.5, 1.0))
def test_compiled_votes_are_the_same(
    drawn: tuple[BlockLaw, Floats, Floats, Floats], used: float
) -> None:
    law, camps, discipline, appeal = drawn
    found, none = compile_votes(drawn, used)
    assert none.shape == (0, len(appeal), len(appeal))
    for votes, members in zip(found, (camps, np.full_like(camps, 1.0 / len(camps))), strict=True):
        try:
            solved = with_ticks(law, used, members, discipline)
        except TooFewVotesError:
            continue
        wanted = expected_votes(solved, members, discipline, appeal)
        np.testing.assert_allclose(votes, wanted, rtol=1e-9, atol=1e-20)


@settings(derandomize=True, deadline=None, max_examples=50)
@given(laws(), st.floats(0.5, 1.0))
def test_slopes_are_those_of_expected_votes(
    drawn: tuple[BlockLaw, Floats, Floats, Floats], used: float
) -> None:
    law, camps, discipline, appeal = drawn
    _, slopes = compile_votes(drawn, used, sloped=1)
    assert len(slopes) == 1
    toward = 1e-5 * np.linspace(-1.0, 1.0, len(appeal))
    ahead, back = (
        compile_votes((law, camps, discipline, appeal + way), used)[0][0]
        for way in (toward, -toward)
    )
    np.testing.assert_allclose(slopes[0] @ toward, (ahead - back) / 2, atol=1e-11)
