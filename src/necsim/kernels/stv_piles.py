"""Numbers of simulated papers by kind, where they lie and what moves (MODEL 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inlined, inner
from necsim.kernels.ranking_shapes import RankingLaw
from necsim.kernels.types import Counts

BATCH, DEALT = range(2)


class KindPiles(NamedTuple):
    """Where the papers lie, by kind.

    `papers` (V, K, C) by value and holder; `hand` (K,). `moves` (2, K, C + 1) are last batches
    and what a deal brings, the last column to nobody; `gained` (C,) is what it brings in all.
    """

    papers: Counts
    hand: Counts
    moves: Counts
    gained: Counts


def make_piles(law: RankingLaw, values: int) -> KindPiles:
    """Make room for papers, with so many distinct transfer values."""
    camps, candidates = law.attraction.shape
    kinds = camps + len(law.lists.camps)
    return KindPiles(
        np.zeros((values, kinds, candidates), np.int64),
        np.zeros(kinds, np.int64),
        np.zeros((2, kinds, candidates + 1), np.int64),
        np.zeros(candidates, np.int64),
    )


@inner
def clear_piles(piles: KindPiles) -> None:
    """Start a replicate without papers."""
    piles.papers[:] = 0
    piles.hand[:] = 0
    piles.moves[:] = 0


@inlined
def take_kinds(piles: KindPiles, c: int, v: int, last_only: bool) -> None:
    """Put in hand what candidate c holds at value index v, or c's last batch of it."""
    for k in range(len(piles.hand)):
        papers = piles.moves[BATCH, k, c] if last_only else piles.papers[v, k, c]
        piles.hand[k] += papers
        piles.papers[v, k, c] -= papers


@inlined
def file_deal(piles: KindPiles, v: int, received: Counts) -> int:
    """File what was dealt at value index v as last batches; return how many went to nobody."""
    gained, candidates, stopped = piles.gained, len(received), 0
    batches, dealt = piles.moves[BATCH], piles.moves[DEALT]
    gained[:] = 0
    for k in range(len(piles.hand)):
        if piles.hand[k] > 0:
            for c in range(candidates):
                gained[c] += dealt[k, c]
                piles.papers[v, k, c] += dealt[k, c]
            stopped += dealt[k, candidates]
    for c in range(candidates):
        received[c] += gained[c]
        gained[c] = -int(gained[c] == 0)  # all bits where the old batch stays
    for k in range(len(piles.hand)):
        for c in range(candidates):
            batches[k, c] = dealt[k, c] + (batches[k, c] & gained[c])
        if piles.hand[k] > 0:
            dealt[k] = 0
            piles.hand[k] = 0
    return stopped
