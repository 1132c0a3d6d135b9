from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats
from tests.kernels.reference import lowest_that_meet

from necsim.kernels.elect import ElectScratch, elect
from necsim.kernels.shapes import Minimums, Winners
from necsim.kernels.stream import seed_stream
from necsim.kernels.types import Flags, Votes


class Result(NamedTuple):
    elected: tuple[int, ...]
    last_in: int
    first_out: int
    acted: int


def no_minimums(candidates: int) -> Minimums:
    return Minimums(np.zeros(0, np.int64), np.zeros((0, candidates), np.uint8))


def elect_from(
    votes: list[int],
    seats: int,
    minimums: Minimums | None,
    lot: int = 0,
    gone: tuple[int, ...] = (),
) -> Result:
    candidates = len(votes)
    standing = np.array([c not in gone for c in range(candidates)], np.uint8)
    minimums = minimums or no_minimums(candidates)
    winners = Winners(
        np.zeros((3, candidates), np.uint8),
        np.full(3, -7, np.int16),
        np.full(3, -7, np.int16),
        np.zeros(3, np.uint8),
    )
    room = ElectScratch(
        np.zeros(candidates, np.uint8),
        np.zeros(len(minimums.needs), np.int64),
        np.zeros(int(np.prod(minimums.needs + 1)), np.int64),
        np.zeros(4, np.uint64),
    )
    seed_stream(room.lots, np.uint64(1), lot, np.uint64(0))
    tally: Votes = np.array(votes, np.int32)
    elect(tally, standing, seats, minimums, winners, 1, room)
    assert not winners.elected[[0, 2]].any()  # other rows are left alone
    assert (winners.last_in[[0, 2]] == -7).all()
    return Result(
        tuple(int(c) for c in np.nonzero(winners.elected[1])[0]),
        int(winners.last_in[1]),
        int(winners.first_out[1]),
        int(winners.acted[1]),
    )


def test_without_some_the_next_highest_are_elected() -> None:
    assert elect_from([9, 7, 5, 3], 2, None, gone=(0,)) == Result((1, 2), 2, 3, 0)
    assert elect_from([9, 7, 5, 3], 2, None, gone=(2, 3)) == Result((0, 1), 1, -1, 0)


def even(counts: Counter[tuple[int, ...]], cells: int) -> bool:
    """Say whether lots are uniform; wrongly no in one of a thousand."""
    assert len(counts) == cells
    return bool(stats.chisquare(list(counts.values())).pvalue > 0.001)


def test_the_highest_are_elected() -> None:
    assert elect_from([5, 9, 1, 7], 2, None) == Result((1, 3), 3, 0, 0)
    assert elect_from([5, 9, 1, 7], 1, None) == Result((1,), 1, 3, 0)


@pytest.mark.parametrize("seats", [3, 4, 9])
def test_with_no_more_candidates_than_seats_nobody_is_out(seats: int) -> None:
    assert elect_from([5, 9, 1], seats, None) == Result((0, 1, 2), 2, -1, 0)


def test_without_seats_nobody_is_elected() -> None:
    assert elect_from([5, 9, 1], 0, None) == Result((), -1, 1, 0)


def test_a_tie_for_the_last_seat_is_drawn_by_uniform_lot() -> None:
    results = [elect_from([8, 4, 9, 4, 1, 4], 3, None, lot) for lot in range(6_000)]
    assert all(result.last_in in result.elected for result in results)
    assert even(Counter((result.last_in, result.first_out) for result in results), 6)


def test_all_at_nought_every_set_is_equally_likely() -> None:
    results = [elect_from([0, 0, 0, 0, 0], 2, None, lot) for lot in range(6_000)]
    assert even(Counter(result.elected for result in results), 10)


def test_a_lot_is_drawn_again_the_same() -> None:
    first = [elect_from([3, 3, 3], 1, None, lot) for lot in range(30)]
    assert first == [elect_from([3, 3, 3], 1, None, lot) for lot in range(30)]


def test_the_lowest_is_passed_over_for_a_minimum() -> None:
    tags: Flags = np.array([[0, 0, 0, 1, 0]], np.uint8)
    minimum = Minimums(np.array([1]), tags)
    assert elect_from([50, 40, 30, 20, 10], 3, minimum) == Result((0, 1, 3), 3, 2, 1)
    assert elect_from([50, 40, 20, 30, 10], 3, minimum) == Result((0, 1, 3), 3, 2, 0)  # met anyway


def test_one_candidate_may_serve_two_minimums() -> None:
    tags: Flags = np.array([[0, 0, 1, 1], [0, 1, 0, 1]], np.uint8)
    minimums = Minimums(np.array([1, 1]), tags)
    assert elect_from([40, 30, 20, 10], 2, minimums) == Result((0, 3), 3, 1, 1)
    assert elect_from([30, 40, 20, 10], 2, minimums) == Result((1, 2), 2, 0, 1)


def random_case(rng: np.random.Generator) -> tuple[list[int], int, Minimums]:
    candidates = int(rng.integers(2, 8))
    votes = [int(v) for v in rng.permutation(20)[:candidates]]  # no ties: the order is settled
    number = int(rng.integers(1, 4))
    tags: Flags = (rng.random((number, candidates)) < 0.4).astype(np.uint8)
    return votes, int(rng.integers(1, candidates + 2)), Minimums(rng.integers(0, 4, number), tags)


def test_minimums_equal_brute_force_over_all_sets() -> None:
    rng = np.random.default_rng(11)
    acted = 0
    for _ in range(3_000):
        votes, seats, minimums = random_case(rng)
        order = sorted(range(len(votes)), key=lambda c: -votes[c])
        wanted = lowest_that_meet(order, seats, minimums.needs, minimums.tags)
        if wanted is None:
            continue  # a minimum that the candidates cannot meet is refused before any count
        rest = [c for c in order if c not in wanted]
        passed_over = set(wanted) != set(order[:seats])
        result = elect_from(votes, seats, minimums)
        assert result.elected == tuple(sorted(wanted))
        assert result.last_in == wanted[-1]
        assert result.first_out == (rest[0] if rest else -1)
        assert result.acted == passed_over
        acted += passed_over
    assert acted > 200


def test_ties_and_minimums_together_keep_lots_uniform() -> None:
    tags: Flags = np.array([[0, 0, 0, 1, 1]], np.uint8)
    minimum = Minimums(np.array([1]), tags)
    results = [elect_from([9, 5, 5, 2, 2], 2, minimum, lot) for lot in range(4_000)]
    assert even(Counter((*result.elected, result.first_out) for result in results), 4)
    assert all(result.elected in set(combinations(range(5), 2)) for result in results)
