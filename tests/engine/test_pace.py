from __future__ import annotations

import time
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.engine.pace import LARGEST_SLICE, TASK_SECONDS, Clock, Pace
from necsim.streams import BLOCK


def test_the_first_slice_is_one_replicate() -> None:
    assert next(Pace().cut([(5, 1000)])) == (5, 6)


OVERHEAD = 0.0002


def paced(each: float) -> Pace:
    """Make a pace that has seen a slice of one and one of sixteen."""
    pace = Pace()
    pace.note(1, OVERHEAD + each)
    pace.note(16, OVERHEAD + 16 * each)
    return pace


def test_the_second_slice_is_small_and_slow_replicates_come_one_by_one() -> None:
    pace = Pace()
    pace.note(1, OVERHEAD)
    assert next(pace.cut([(1, 1000)])) == (1, 17)
    pace.note(1, 60.0)
    assert list(pace.cut([(3, 6)])) == [(3, 4), (4, 5), (5, 6)]


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (TASK_SECONDS / 1024.5, 1024),  # sized by time
        (TASK_SECONDS / 40, BLOCK),  # a block is not cut, for its worlds are drawn whole
        (TASK_SECONDS / 4, 4),  # unless it takes long
        (10.0, 1),
        (1e-12, LARGEST_SLICE),
    ],
)
def test_what_any_slice_costs_does_not_make_slices_small(each: float, expected: int) -> None:
    start, stop = next(paced(each).cut([(0, 100_000)]))
    assert start == 0
    assert expected - 1 <= stop <= expected


def test_slices_are_some_times_as_long_as_what_any_slice_costs() -> None:
    pace = Pace()
    pace.note(1, 0.05)
    pace.note(16, 0.05 + 15 * 0.02)  # a busy machine, or 5 ms each on a free one
    assert next(pace.cut([(0, 1000)])) == (0, 10)
    pace.note(10, 0.05 + 9 * 0.005)
    assert next(pace.cut([(10, 1000)])) == (10, 50)


def test_slices_are_not_too_large_and_end_on_blocks() -> None:
    slices = list(paced(1e-9).cut([(100, 60_000)]))
    assert all(stop - start <= LARGEST_SLICE for start, stop in slices)
    assert all(stop % BLOCK == 0 for _, stop in slices[:-1])
    assert slices[-1][1] == 60_000
    assert len(slices) < 60


def test_no_gap_no_slice() -> None:
    assert list(Pace().cut([])) == []


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 3000)), max_size=4),
    st.floats(1e-7, 1.0),
)
def test_slices_cover_the_gaps_in_order_and_nothing_else(
    skips: list[tuple[int, int]], seconds: float
) -> None:
    gaps, reach = [], 0
    for skip, length in skips:
        gaps.append((reach + skip + 1, reach + skip + 1 + length))
        reach = gaps[-1][1]
    slices = list(paced(seconds).cut(gaps))
    covered = [replicate for start, stop in slices for replicate in range(start, stop)]
    assert covered == [replicate for gap in gaps for replicate in range(*gap)]
    assert all(start < stop for start, stop in slices)


def test_a_clock_adds_up_the_time_of_each_part() -> None:
    clock = Clock()
    time.sleep(0.01)
    clock.lap("plan")
    clock.lap("simulate")
    time.sleep(0.01)
    clock.lap("plan")
    assert list(clock.seconds) == ["plan", "simulate"]
    assert clock.seconds["plan"] >= 0.02
    assert clock.seconds["simulate"] == pytest.approx(0.0, abs=0.005)


class Piece(NamedTuple):
    start: int
    stop: int


def test_slices_that_are_short_share_a_task() -> None:
    pieces = [Piece(a, a + 10) for a in range(0, 100, 10)]
    bundles = list(paced(TASK_SECONDS / 40).bundle(pieces))
    assert [piece for bundle in bundles for piece in bundle] == pieces
    assert {len(bundle) for bundle in bundles[:-1]} == {3}


def test_a_task_is_one_slice_while_nobody_knows_how_long_they_take_or_they_take_long() -> None:
    pieces = [Piece(0, 1), Piece(1, 2)]
    for pace in (Pace(), paced(1.0)):
        assert list(pace.bundle(pieces)) == [(Piece(0, 1),), (Piece(1, 2),)]
