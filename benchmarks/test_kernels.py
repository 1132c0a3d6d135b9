"""Block vote in both shapes and by both samplers, worlds included; and what a call costs."""

from __future__ import annotations

import time

import numpy as np
import pytest
from benchmarks.measure import Measure

from necsim.engine.standard import january_2018, standard_job, tasks
from necsim.kernels._numba import kernel
from necsim.kernels.block import make_elect_scratch, make_outcome
from necsim.kernels.elect import ElectScratch, elect
from necsim.kernels.shapes import Minimums, Winners
from necsim.kernels.stream import next_bits
from necsim.kernels.types import Flags, Keys, Votes

TASKS = {task.name: task for task in tasks(2)}


@pytest.mark.parametrize("name", TASKS)
def test_standard_job(name: str, measure: Measure) -> None:
    measure.rate(TASKS[name], rounds=15)


@kernel
def _elect_often(
    votes: Votes, standing: Flags, minimums: Minimums, winners: Winners, room: ElectScratch
) -> None:
    for _ in range(100_000):
        elect(votes, standing, 1, minimums, winners, 0, room)


@kernel
def _draw_often(stream: Keys, last: Keys) -> None:
    for _ in range(4_000_000):
        last[0] = next_bits(stream)


def test_small_kernel_call(measure: Measure) -> None:
    """One of three candidates elected: most of it is the call, which hands on twelve arrays."""
    stream, last = np.array([1, 2, 3, 4], np.uint64), np.zeros(1, np.uint64)
    contest = standard_job(january_2018(), "flows").plan.contests[0].block
    votes, room = np.array([3, 2, 1], np.int32), make_elect_scratch(contest)
    room = room._replace(waiting=np.zeros(3, np.uint8))
    winners = make_outcome(contest, 1).winners._replace(elected=np.zeros((1, 3), np.uint8))

    def in_words() -> float:
        begun = time.perf_counter()
        _elect_often(votes, np.ones(3, np.uint8), contest.minimums, winners, room)
        called = time.perf_counter()
        _draw_often(stream, last)
        calls, numbers = called - begun, time.perf_counter() - called
        return (calls / 100_000) / (numbers / 4_000_000)

    in_words()
    measure.figure("a small kernel call", in_words, rounds=101)
    assert winners.elected.tolist() == [[1, 0, 0]]
