"""Rankings in bulk as a source: numbers of papers of each kind move (MODEL 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.binomial import binomial
from necsim.kernels.shapes import RankingLaw
from necsim.kernels.stv_camps import Camps, make_camps, narrow, next_name
from necsim.kernels.stv_splits import Splits, make_splits, split_free
from necsim.kernels.types import Counts, Flags, Keys
from necsim.kernels.verbs import answers, begin, deal, take


class KindPiles(NamedTuple):
    """Where the papers lie, by kind.

    `papers` (C, V, K) by holder and value; `batches` (C, K) each last batch; `hand` (K,);
    `gained` (C,) what this deal has brought; `used` (1,) values used so far.
    """

    papers: Counts
    batches: Counts
    hand: Counts
    gained: Counts
    used: Counts


class Flows(NamedTuple):
    """A source of papers in bulk.

    `streams` (G + 1, 4) are one a camp and, last, the whole electorate's.
    """

    piles: KindPiles
    camps: Camps
    splits: Splits
    streams: Keys


def make_flows(law: RankingLaw, values: int) -> Flows:
    """Make room for one replicate, with so many distinct transfer values."""
    camps, candidates = law.attraction.shape
    kinds = camps + len(law.lists.camps)
    piles = KindPiles(
        np.zeros((candidates, values, kinds), np.int64),
        np.zeros((candidates, kinds), np.int64),
        np.zeros(kinds, np.int64),
        np.zeros(candidates, np.int64),
        np.zeros(1, np.int64),
    )
    streams = np.zeros((camps + 1, 4), np.uint64)
    return Flows(piles, make_camps(law), make_splits(camps, candidates), streams)


@kernel
def give(piles: KindPiles, c: int, v: int, kind: int, papers: int) -> None:
    """Give candidate c papers of one kind at one value; what a deal brings is its last batch."""
    if piles.gained[c] == 0:
        piles.batches[c] = 0
    piles.gained[c] += papers
    piles.batches[c, kind] += papers
    piles.papers[c, v, kind] += papers


@answers(begin, Flows)
def _begin(source: Flows, continuing: Flags) -> None:
    narrow(source.camps, continuing)


@answers(take, Flows)
def _take(source: Flows, c: int, v: int, last_only: bool) -> None:
    piles = source.piles
    for k in range(len(piles.hand)):
        papers = piles.batches[c, k] if last_only else piles.papers[c, v, k]
        piles.hand[k] += papers
        piles.papers[c, v, k] -= papers


@answers(deal, Flows)
def _deal(source: Flows, v: int, received: Counts) -> int:
    piles, camps = source.piles, source.camps
    piles.gained[:] = 0
    piles.used[0] = max(piles.used[0], v + 1)
    stopped = _deal_lists(piles, camps, source.streams, v)
    for g in range(len(camps.stops)):
        if piles.hand[g] > 0:
            ...
    for c in range(len(received)):
        received[c] += piles.gained[c]
    return stopped
