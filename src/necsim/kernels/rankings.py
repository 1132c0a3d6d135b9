"""Whole papers as a source: each distinct ranking moves with all the papers that bear it."""

from __future__ import annotations

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.stv_shapes import PaperPiles, RankedPapers, Rankings
from necsim.kernels.types import Counts, Flags
from necsim.kernels.verbs import answers, begin, deal, take

_BATCH, _GAINED, _OPEN = range(3)


def load_rankings(papers: RankedPapers, candidates: int, values: int) -> Rankings:
    """Put all papers in hand, with room for so many distinct transfer values."""
    number = len(papers.numbers)
    piles = PaperPiles(
        np.full((candidates, values), -1, np.int32),
        np.full(number, -1, np.int32),
        np.arange(-1, number, dtype=np.int32),
        papers.starts[:-1].copy(),
        np.zeros((3, candidates), np.int64),
    )
    piles.hand[0] = number
    return Rankings(papers, piles)


@inner
def put_in_hand(source: Rankings, papers: int) -> None:
    """Start again with the first `papers` rankings, all of them in hand and unread."""
    piles = source.piles
    piles.heads[:] = -1
    piles.hand[0] = papers
    for p in range(papers):
        piles.hand[p + 1] = p
        piles.place[p] = source.papers.starts[p]


@answers(begin, Rankings)
def _begin(source: Rankings, continuing: Flags) -> None:
    for c in range(len(continuing)):
        source.piles.entries[_OPEN, c] = continuing[c]


@answers(take, Rankings)
def _take(source: Rankings, c: int, v: int, last_only: bool) -> None:
    piles = source.piles
    size = piles.hand[0]
    left = piles.entries[_BATCH, c] if last_only else len(piles.chain)
    p = piles.heads[c, v]
    while p >= 0 and left > 0:
        size += 1
        piles.hand[size] = p
        left -= 1
        p = piles.chain[p]
    piles.heads[c, v] = p
    piles.hand[0] = size


@answers(deal, Rankings)
def _deal(source: Rankings, v: int, received: Counts) -> int:
    papers, piles = source.papers, source.piles
    gained, may_receive = piles.entries[_GAINED], piles.entries[_OPEN]
    gained[:] = 0
    stopped = 0
    for i in range(1, piles.hand[0] + 1):
        p = piles.hand[i]
        place, end = piles.place[p], papers.starts[p + 1]
        while place < end and may_receive[papers.preferences[place]] == 0:
            place += 1
        piles.place[p] = place
        if place == end:
            stopped += papers.numbers[p]
            continue
        holder = papers.preferences[place]
        received[holder] += papers.numbers[p]
        gained[holder] += 1
        piles.chain[p] = piles.heads[holder, v]
        piles.heads[holder, v] = p
    piles.hand[0] = 0
    for c in range(len(received)):
        if gained[c] > 0:
            piles.entries[_BATCH, c] = gained[c]
    return int(stopped)
