from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.kernels._numba import COMPILED, kernel
from necsim.kernels.rankings import load_rankings
from necsim.kernels.stv_shapes import RankedPapers, Rankings
from necsim.kernels.types import Counts, Flags
from necsim.kernels.verbs import Source, answers, begin, deal, take


class Move(NamedTuple):
    """Who leaves, which piles (candidate, value, last batch only) are taken, where they go."""

    leaves: int | None
    takes: tuple[tuple[int, int, bool], ...]
    value: int


@kernel
def run_move(source: Source, continuing: Flags, takes: Counts, v: int, received: Counts) -> int:
    """Make one move as a compiled rule would."""
    begin(source, continuing)
    for i in range(len(takes)):
        take(source, takes[i, 0], takes[i, 1], takes[i, 2] == 1)
    return deal(source, v, received)


def papers_of(rankings: Sequence[tuple[int, ...]], numbers: Sequence[int]) -> RankedPapers:
    starts = np.cumsum([0, *map(len, rankings)])
    flat = np.array([c for ranking in rankings for c in ranking], np.int16)
    return RankedPapers(flat, starts, np.array(numbers, np.int64))


def papers_in(source: Rankings, c: int, v: int) -> list[int]:
    """List the rankings in a pile, newest first."""
    found, p = [], int(source.piles.heads[c, v])
    while p >= 0:
        found.append(p)
        p = int(source.piles.chain[p])
    return found


def move(
    source: Rankings, continuing: set[int], takes: Sequence[tuple[int, int, bool]], v: int
) -> tuple[list[int], int]:
    """Make a move; give the papers each received, and how many stopped."""
    candidates = len(source.piles.heads)
    received = np.zeros(candidates, np.int64)
    allowed = np.array([c in continuing for c in range(candidates)], np.uint8)
    taken = np.array([(c, w, int(last)) for c, w, last in takes], np.int64).reshape(-1, 3)
    stopped = run_move(source, allowed, taken, v, received)
    return received.tolist(), stopped


RANKINGS = [(0, 1, 2), (0, 2), (1, 0), (0,), (), (2, 1, 0)]
NUMBERS = [5, 4, 3, 2, 7, 1]


def test_first_preferences_are_a_move_without_a_take() -> None:
    source = load_rankings(papers_of(RANKINGS, NUMBERS), 3, 2)
    assert move(source, {0, 1, 2}, [], 0) == ([11, 3, 1], 7)
    assert papers_in(source, 0, 0) == [3, 1, 0]
    assert papers_in(source, 2, 0) == [5]


def test_whoever_does_not_stand_is_skipped_from_the_first_preference_on() -> None:
    source = load_rankings(papers_of(RANKINGS, NUMBERS), 3, 2)
    assert move(source, {1, 2}, [], 0) == ([0, 8, 5], 9)


def test_a_pile_moves_to_the_next_who_continue_and_never_comes_back() -> None:
    source = load_rankings(papers_of(RANKINGS, NUMBERS), 3, 2)
    move(source, {0, 1, 2}, [], 0)
    assert move(source, {1, 2}, [(0, 0, False)], 1) == ([0, 5, 4], 2)
    assert papers_in(source, 0, 0) == []
    assert papers_in(source, 1, 0) == [2]
    assert papers_in(source, 1, 1) == [0]
    assert move(source, {1, 2}, [(0, 0, False)], 1) == ([0, 0, 0], 0)


def test_a_last_batch_is_all_that_one_deal_brings() -> None:
    rankings, numbers = [(0, 2), (1, 2), (2, 3), (1, 2), (3,)], [1, 2, 3, 4, 5]
    source = load_rankings(papers_of(rankings, numbers), 4, 3)
    move(source, {0, 1, 2, 3}, [], 0)
    assert move(source, {2, 3}, [(0, 0, False), (1, 0, False)], 1) == ([0, 0, 7, 0], 0)
    # The three rankings pooled are the last batch; what lay there before stays.
    assert move(source, {3}, [(2, 1, True)], 2) == ([0, 0, 0, 0], 7)
    assert papers_in(source, 2, 0) == [2]
    assert papers_in(source, 2, 1) == []


def test_a_last_batch_at_a_value_held_before_is_the_newest_part_only() -> None:
    source = load_rankings(papers_of([(0, 1, 2), (1, 2)], [5, 6]), 3, 2)
    move(source, {0, 1, 2}, [], 0)
    move(source, {1, 2}, [(0, 0, False)], 0)
    assert papers_in(source, 1, 0) == [0, 1]
    assert move(source, {2}, [(1, 0, True)], 1) == ([0, 0, 5], 0)
    assert papers_in(source, 1, 0) == [1]


def test_a_deal_that_brings_nothing_leaves_the_last_batch_alone() -> None:
    source = load_rankings(papers_of([(0, 1), (1, 2), (2,)], [5, 6, 7]), 3, 2)
    move(source, {0, 1, 2}, [], 0)
    move(source, {1, 2}, [(0, 0, False)], 1)
    move(source, {1}, [(2, 0, False)], 1)
    assert move(source, set(), [(1, 1, True)], 1) == ([0, 0, 0], 5)


CANDIDATES, VALUES = 5, 3
rankings_of_five = st.lists(
    st.tuples(
        st.permutations(range(CANDIDATES)).flatmap(
            lambda order: st.integers(0, CANDIDATES).map(lambda k: tuple(order[:k]))
        ),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=12,
)
moves = st.lists(
    st.builds(
        Move,
        st.none() | st.integers(0, CANDIDATES - 1),
        st.lists(
            st.tuples(st.integers(0, CANDIDATES - 1), st.integers(0, VALUES - 1), st.booleans()),
            max_size=4,
            unique_by=lambda t: t[0],
        ).map(tuple),
        st.integers(0, VALUES - 1),
    ),
    max_size=8,
)


def plain_move(
    ballots: list[tuple[tuple[int, ...], int]], hand: list[int], continuing: set[int]
) -> tuple[list[list[int]], int]:
    """Deal rankings to their first continuing name: who gets which, newest first, and the rest."""
    gained: list[list[int]] = [[] for _ in range(CANDIDATES)]
    stopped = 0
    for p in hand:
        holder = next((c for c in ballots[p][0] if c in continuing), None)
        if holder is None:
            stopped += ballots[p][1]
        else:
            gained[holder].insert(0, p)
    return gained, stopped


@pytest.mark.slow
@settings(derandomize=True, deadline=None)
@given(rankings_of_five, moves)
def test_piles_equal_plain_lists(
    ballots: list[tuple[tuple[int, ...], int]], plan: list[Move]
) -> None:
    source = load_rankings(papers_of(*zip(*ballots, strict=True)), CANDIDATES, VALUES)
    piles: list[list[list[int]]] = [[[] for _ in range(VALUES)] for _ in range(CANDIDATES)]
    last: list[list[int]] = [[] for _ in range(CANDIDATES)]
    continuing = set(range(CANDIDATES))
    for number, step in enumerate([Move(None, (), 0), *plan]):
        continuing.discard(-1 if step.leaves is None else step.leaves)
        hand, takes = list(range(len(ballots))) if number == 0 else [], []
        for c, v, last_only in step.takes:
            if c in continuing or (last_only and piles[c][v][: len(last[c])] != last[c]):
                continue  # no rule takes from those who may receive, or a last batch that is gone
            taken = last[c] if last_only else piles[c][v]
            hand += taken
            piles[c][v] = piles[c][v][len(taken) :]
            takes.append((c, v, last_only))
        gained, stopped = plain_move(ballots, hand, continuing)
        for c in range(CANDIDATES):
            piles[c][step.value] = gained[c] + piles[c][step.value]
            last[c] = gained[c] or last[c]
        received = [sum(ballots[p][1] for p in gained[c]) for c in range(CANDIDATES)]
        assert move(source, continuing, takes, step.value) == (received, stopped)
        assert piles == [
            [papers_in(source, c, v) for v in range(VALUES)] for c in range(CANDIDATES)
        ]


class Deaf(NamedTuple):
    """A source that answers two verbs only."""

    nothing: Flags


@answers(begin, Deaf)
def _begin(source: Deaf, continuing: Flags) -> None:
    source.nothing[2] = continuing[2]


@answers(take, Deaf)
def _take(source: Deaf, c: int, v: int, last_only: bool) -> None:
    source.nothing[c] = v


@kernel
def begin_and_take(source: Source, continuing: Flags) -> None:
    begin(source, continuing)
    take(source, 1, 9, False)


@kernel
def begin_and_deal(source: Source, continuing: Flags, received: Counts) -> int:
    begin(source, continuing)
    return deal(source, 0, received)


def test_each_class_of_source_answers_for_itself() -> None:
    deaf = Deaf(np.zeros(3, np.uint8))
    begin_and_take(deaf, np.array([1, 0, 1], np.uint8))
    assert deaf.nothing.tolist() == [0, 9, 1]


def test_a_verb_that_a_source_does_not_answer_is_refused() -> None:
    deaf = Deaf(np.zeros(3, np.uint8))
    with pytest.raises(Exception, match="deal"):
        begin_and_deal(deaf, np.ones(3, np.uint8), np.zeros(3, np.int64))


@pytest.mark.compiled
def test_a_rule_is_compiled_once_for_a_class_of_source() -> None:
    assert COMPILED
    for _ in range(2):
        source = load_rankings(papers_of(RANKINGS, NUMBERS), 3, 2)
        move(source, {0, 1, 2}, [], 0)
    assert len(run_move.signatures) == 1  # type: ignore[attr-defined]
