from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.engine.pace import LARGEST_SLICE, SLICE_SECONDS, Clock, Pace
from necsim.streams import BLOCK


def test_the_first_slice_is_one_replicate() -> None:
    assert next(Pace().cut([(5, 1000)])) == (5, 6)


@pytest.mark.parametrize(("times", "expected"), [(1.0, 100), (4.0, 25), (0.5, 200)])
def test_the_next_slice_takes_about_as_long_as_a_slice_should(times: float, expected: int) -> None:
    pace = Pace()
    slices = pace.cut([(0, 10_000)])
    assert next(slices) == (0, 1)
    pace.note(100, SLICE_SECONDS * times)
    start, stop = next(slices)
    assert start == 1
    # A part of the time is what any slice costs, so a little more may be asked of the next.
    assert expected <= stop - start <= 1.2 * expected


def test_slow_replicates_come_one_by_one() -> None:
    pace = Pace()
    pace.note(1, 60.0)
    assert list(pace.cut([(3, 6)])) == [(3, 4), (4, 5), (5, 6)]


def test_slices_are_not_too_large_and_end_on_blocks() -> None:
    pace = Pace()
    pace.note(1, 1e-9)
    slices = list(pace.cut([(100, 60_000)]))
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
    pace = Pace()
    pace.note(1, seconds)
    slices = list(pace.cut(gaps))
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
