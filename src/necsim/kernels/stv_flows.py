"""Rankings in bulk as a source: numbers of papers of each kind move (MODEL 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.binomial import binomial
from necsim.kernels.ranking_shapes import RankingLaw, RankingWorld
from necsim.kernels.shapes import Call
from necsim.kernels.stream import seed_stream
from necsim.kernels.stv_camps import (
    STOPPING,
    Camps,
    enter_world,
    fill_kinds,
    make_camps,
    narrow,
    next_name,
)
from necsim.kernels.stv_piles import (
    DEALT,
    KindPiles,
    clear_piles,
    file_deal,
    make_piles,
    take_kinds,
)
from necsim.kernels.stv_splits import FEW, Splits, forget, make_splits, split_free
from necsim.kernels.types import Counts, Flags, Floats, Indices, Keys
from necsim.kernels.verbs import answers, begin, deal, load, take


class Flows(NamedTuple):
    """A source of papers in bulk.

    `names` (L, C) and `owners` (L,) are the lists and their camps, `after_slate` (G,).
    `streams` (G + 1, 4) are one a camp and, last, the whole electorate's; `members` (G,) is room.
    """

    names: Indices
    owners: Counts
    after_slate: Floats
    piles: KindPiles
    camps: Camps
    splits: Splits
    streams: Keys
    members: Counts


def make_flows(law: RankingLaw, values: int, few: int = FEW) -> Flows:
    """Make room for one replicate, with so many distinct transfer values."""
    camps, candidates = law.attraction.shape
    return Flows(
        law.lists.names,
        law.lists.camps,
        law.after_slate,
        make_piles(law, values),
        make_camps(law),
        make_splits(camps, candidates, few),
        np.zeros((camps + 1, 4), np.uint64),
        np.zeros(camps, np.int64),
    )


@answers(begin, Flows)
def _begin(source: Flows, continuing: Flags) -> None:
    narrow(source.camps, continuing)


@answers(take, Flows)
def _take(source: Flows, c: int, v: int, last_only: bool) -> None:
    take_kinds(source.piles, c, v, last_only)


@answers(deal, Flows)
def _deal(source: Flows, v: int, received: Counts) -> int:
    piles, camps = source.piles, source.camps
    stopped = _deal_lists(source, piles, camps)
    for g in range(len(camps.weights)):
        if piles.hand[g] > 0:
            split_free(
                camps, g, piles.hand[g], source.splits, source.streams[g], piles.moves[DEALT, g]
            )
    if camps.marks[STOPPING] == 0:
        camps.marks[STOPPING] = 1
        forget(source.splits)
    return stopped + file_deal(source.piles, v, received)


@inner
def _deal_lists(source: Flows, piles: KindPiles, camps: Camps) -> int:
    """Deal list papers to the next name; from the end of a list they go on as free, or stop."""
    free, stopped = len(camps.weights), 0
    for which in range(len(source.owners)):
        n = piles.hand[free + which]
        if n == 0:
            continue
        c = next_name(source.names, which, camps)
        if c >= 0:
            piles.moves[DEALT, free + which, c] = n
        else:
            g = source.owners[which]
            on = binomial(source.streams[g], n, source.after_slate[g])
            piles.hand[g] += on
            stopped += n - on
    return stopped


@answers(load, Flows)
def _load(source: Flows, law: RankingLaw, world: RankingWorld, call: Call, i: int) -> int:
    """Put the valid papers of replicate i of a slice in hand, and return how many they are.

    Each camp draws from a stream of its own, so that camps stay paired between scenarios.
    """
    piles, camps = source.piles, len(source.members)
    clear_piles(piles)
    seed_stream(source.streams[camps], call.ballots, call.first + i, np.uint64(0))
    for g in range(camps):
        seed_stream(source.streams[g], call.ballots, call.first + i, law.camp_keys[g])
    enter_world(law, world, i, source.camps)
    forget(source.splits)
    return fill_kinds(law, world, i, source.streams, source.members, piles.hand)
