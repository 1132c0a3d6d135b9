"""A source of papers written beforehand, for many elections; also one that makes mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from necsim.kernels import ers97, scottish
from necsim.kernels._numba import inner, kernel
from necsim.kernels.ranking_shapes import RankingOutcome
from necsim.kernels.rankings import load_rankings, put_in_hand
from necsim.kernels.stream import seed_stream
from necsim.kernels.stv import CountState
from necsim.kernels.stv_course import keep_count
from necsim.kernels.stv_shapes import DONE, WAITING, RankedPapers, Rankings
from necsim.kernels.types import Counts, Flags, Indices
from necsim.kernels.verbs import answers, begin, deal, take

NO_FAULT, PASS_TO_WAITING, WRONG_PARCEL = range(3)


class Written(NamedTuple):
    """Papers of n elections: preferences (n, members, C), −1 after the last; valid (n, members).

    `flags` are the count's own (a source should never look), `keep_out` (C,) who has passed papers
    on, `fault` what to do wrong.
    """

    rankings: Rankings
    preferences: Indices
    valid: Flags
    flags: Flags
    keep_out: Flags
    fault: int


def make_written(
    preferences: NDArray[np.int64], valid: NDArray[np.bool_], values: int, flags: Flags, fault: int
) -> Written:
    """Make room for one election's papers."""
    _, members, candidates = preferences.shape
    papers = RankedPapers(
        np.zeros(members * candidates, np.int16),
        np.zeros(members + 1, np.int64),
        np.ones(members, np.int64),
    )
    return Written(
        load_rankings(papers, candidates, values),
        preferences.astype(np.int16),
        valid.astype(np.uint8),
        flags,
        np.zeros(candidates, np.uint8),
        fault,
    )


@inner
def _read(source: Written, i: int) -> int:
    """Put the valid papers of election i in hand, and return how many they are."""
    papers, number, end = source.rankings.papers, 0, 0
    for m in range(source.preferences.shape[1]):
        if source.valid[i, m] == 0:
            continue
        for c in range(source.preferences.shape[2]):
            if source.preferences[i, m, c] >= 0:
                papers.preferences[end] = source.preferences[i, m, c]
                end += 1
        number += 1
        papers.starts[number] = end
    put_in_hand(source.rankings, number)
    source.keep_out[:] = 0
    return number


@answers(begin, Written)
def _begin(source: Written, continuing: Flags) -> None:
    begin(source.rankings, continuing)
    if source.fault == PASS_TO_WAITING:
        may_receive = source.rankings.piles.entries[2]
        for c in range(len(continuing)):
            may_receive[c] |= source.flags[WAITING, c] & (1 - source.keep_out[c])


@inner
def _take_oldest(rankings: Rankings, c: int) -> None:
    """Take as many as are in c's last batch, if so many there are, from those it had first."""
    piles = rankings.piles
    first, there, size = piles.heads[c, 0], 0, piles.entries[0, c]
    p = first
    while p >= 0:
        there += 1
        p = piles.chain[p]
    for _ in range(there - size):
        first = piles.chain[first]
    piles.heads[c, 0] = first
    piles.entries[0, c] = min(there, size)
    take(rankings, c, 0, True)
    piles.entries[0, c] = size - min(there, size)


@answers(take, Written)
def _take(source: Written, c: int, v: int, last_only: bool) -> None:
    piles = source.rankings.piles
    if source.fault == WRONG_PARCEL and last_only:
        _take_oldest(source.rankings, c)
    take(source.rankings, c, v, last_only)
    source.keep_out[c] = 1
    piles.entries[2, c] = 0


@answers(deal, Written)
def _deal(source: Written, v: int, received: Counts) -> int:
    return deal(source.rankings, v, received)


def _counter(count: Callable[..., int], unit: int) -> Callable[..., None]:
    """Make the loop over all elections for a rule: here, so that it goes stale with this file."""

    def count_all(source: Written, outcome: RankingOutcome, state: CountState) -> None:
        for i in range(len(source.valid)):
            outcome.ballots[i] = _read(source, i)
            seed_stream(state.guard.room.lots, np.uint64(len(source.valid)), i, np.uint64(0))
            if count(source, state) == DONE:
                keep_count(state.table, state.log, unit, outcome, i)

    return kernel(count_all)


COUNTERS = {
    "ers97": _counter(ers97.count_ers97, ers97.UNIT),
    "scottish": _counter(scottish.count_scottish, scottish.UNIT),
}
