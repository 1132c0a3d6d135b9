"""Whole papers as a source: each distinct ranking moves with all the papers that bear it."""

from __future__ import annotations

import numpy as np

from necsim.kernels.stv_shapes import PaperPiles, RankedPapers, Rankings
from necsim.kernels.types import Counts, Flags
from necsim.kernels.verbs import answers, begin, deal, take


def load_rankings(papers: RankedPapers, candidates: int, values: int) -> Rankings:
    """Put all papers in hand, with room for so many distinct transfer values."""
    number = len(papers.numbers)
    piles = PaperPiles(
        np.full((candidates, values), -1, np.int32),
        np.full(number, -1, np.int32),
        np.arange(number, dtype=np.int32),
        np.array([number]),
        papers.starts[:-1].copy(),
        np.zeros(candidates, np.int64),
        np.zeros(candidates, np.int64),
        np.zeros(candidates, np.uint8),
    )
    return Rankings(papers, piles)


@answers(begin, Rankings)
def _begin(source: Rankings, continuing: Flags) -> None:
    for c in range(len(continuing)):
        source.piles.continuing[c] = continuing[c]


@answers(take, Rankings)
def _take(source: Rankings, c: int, v: int, last_only: bool) -> None:
    piles = source.piles
    size = piles.in_hand[0]
    left = piles.batches[c] if last_only else len(piles.chain)
    p = piles.heads[c, v]
    while p >= 0 and left > 0:
        piles.hand[size] = p
        size += 1
        left -= 1
        p = piles.chain[p]
    piles.heads[c, v] = p
    piles.in_hand[0] = size


@answers(deal, Rankings)
def _deal(source: Rankings, v: int, received: Counts) -> int:
    papers, piles = source.papers, source.piles
    piles.gained[:] = 0
    stopped = 0
    for i in range(piles.in_hand[0]):
        p = piles.hand[i]
        place, end = piles.place[p], papers.starts[p + 1]
        while place < end and piles.continuing[papers.preferences[place]] == 0:
            place += 1
        piles.place[p] = place
        if place == end:
            stopped += papers.numbers[p]
            continue
        holder = papers.preferences[place]
        received[holder] += papers.numbers[p]
        piles.gained[holder] += 1
        piles.chain[p] = piles.heads[holder, v]
        piles.heads[holder, v] = p
    piles.in_hand[0] = 0
    for c in range(len(received)):
        if piles.gained[c] > 0:
            piles.batches[c] = piles.gained[c]
    return int(stopped)
