"""What this machine can do at best, for saying how near to it a job is; and what a call costs."""

from __future__ import annotations

import time

import numpy as np
import pytest
from benchmarks.measure import Measure

from necsim.engine.standard import january_2018, standard_job
from necsim.kernels._numba import kernel
from necsim.kernels.alias import build_alias, draw_tally
from necsim.kernels.binomial import binomial
from necsim.kernels.block import make_elect_scratch, make_outcome
from necsim.kernels.elect import ElectScratch, elect
from necsim.kernels.shapes import Minimums, Winners
from necsim.kernels.stream import advance, next_bits
from necsim.kernels.types import Counts, Flags, Keys, Votes

TIMES = 1_000_000
TYPES = 649  # of ballots in January 2018: five kinds of voters by 129, and those who follow lists


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


@kernel
def _advance_often(stream: Keys, last: Keys) -> None:
    """Keep the stream in registers, as long loops do."""
    bits, s0, s1, s2, s3 = last[0], stream[0], stream[1], stream[2], stream[3]
    for _ in range(4_000_000):
        word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        bits ^= word
    last[0] = bits


@kernel
def _jump_often(words: Keys, mask: np.uint64, tally: Counts) -> None:
    """Do one of two things that no compiler makes one of, by a bit of each word."""
    for word in words:
        if word & mask:
            tally[0] = tally[1] * 3 + 1
        else:
            tally[1] ^= tally[2] + 5
            tally[2] += 1


@kernel
def _binomial_often(stream: Keys, n: int, p: float, last: Counts) -> None:
    for _ in range(1_000_000):
        last[0] += binomial(stream, n, p)


def make_stream() -> Keys:
    return np.array([1, 2, 3, 4], np.uint64)


def test_small_kernel_call(measure: Measure) -> None:
    """One of three candidates elected: most of it is the call, which hands on twelve arrays."""
    stream, last = make_stream(), np.zeros(1, np.uint64)
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


def test_random_number(measure: Measure) -> None:
    stream, last = make_stream(), np.zeros(1, np.uint64)

    def nanoseconds() -> float:
        begun = time.perf_counter()
        _advance_often(stream, last)
        return (time.perf_counter() - begun) / 4_000_000 * 1e9

    nanoseconds()
    measure.figure("a random number", nanoseconds, rounds=31)


def test_alias_draw(measure: Measure) -> None:
    chances = np.random.default_rng(1).exponential(size=TYPES)
    table, tally, stream = np.zeros(TYPES, np.uint64), np.zeros(TYPES, np.int64), make_stream()
    build_alias(chances, table, np.zeros(TYPES, np.int64))

    def nanoseconds() -> float:
        begun = time.perf_counter()
        draw_tally(stream, TIMES, table, TYPES, tally)
        return (time.perf_counter() - begun) / TIMES * 1e9

    nanoseconds()
    measure.figure("an alias draw", nanoseconds, rounds=31)


def test_unpredictable_branch(measure: Measure) -> None:
    """What a jump that is guessed wrong costs: twice the time that half of them add to a loop."""
    words = np.random.default_rng(1).integers(0, 2**63, TIMES, np.uint64)
    tally = np.zeros(3, np.int64)

    def nanoseconds(mask: int) -> float:
        begun = time.perf_counter()
        _jump_often(words, np.uint64(mask), tally)
        return (time.perf_counter() - begun) / TIMES * 1e9

    def beyond() -> float:
        never = nanoseconds(2**63)
        return 2 * (nanoseconds(1) - never)

    beyond()
    measure.figure("an unpredictable branch", beyond, rounds=31)


@pytest.mark.parametrize(("n", "p"), [(20, 0.05), (10_000, 0.3)])
def test_binomial(n: int, p: float, measure: Measure) -> None:
    """By inversion where few are to be expected, by rejection where many are."""
    stream, last = make_stream(), np.zeros(1, np.int64)

    def nanoseconds() -> float:
        begun = time.perf_counter()
        _binomial_often(stream, n, p, last)
        return (time.perf_counter() - begun) / 1_000_000 * 1e9

    nanoseconds()
    measure.figure(f"a binomial of {n:,} at {p}", nanoseconds, rounds=15)
