"""Rankings one member at a time as a source: a preference is drawn when the count asks for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.alias import HALF, build_sorted, certain, pick
from necsim.kernels.block import valid_ballots
from necsim.kernels.ranking_shapes import RankingLaw, RankingWorld
from necsim.kernels.shapes import Call
from necsim.kernels.stream import advance, seed_stream
from necsim.kernels.stv_camps import (
    SIZE,
    STOPPING,
    Camps,
    enter_world,
    lay_out,
    make_camps,
    narrow,
    next_name,
)
from necsim.kernels.stv_first import FirstTable, fill_first, make_first
from necsim.kernels.types import Counts, Flags, Floats, Indices, Keys, Votes
from necsim.kernels.verbs import answers, begin, deal, load, take

BATCH, GAINED = range(2)
WIDTH, BECOMES = range(2)


class MemberPiles(NamedTuple):
    """Where the papers lie: a linked list per value and holder, new papers at the front.

    `heads` (V, C + 1) is the front of each list, the last column for papers that have stopped;
    `chain` (P,) the next paper, −1 for none; `kinds` (P,) what each is. `moves` (2, C + 1) counts
    last batches and what a deal brings. `hand` (V · C + 1, 3) says how many lists are in hand,
    then of each its value, its holder and how many papers from the front.
    """

    heads: Votes
    chain: Votes
    kinds: Indices
    moves: Counts
    hand: Counts


class MemberTables(NamedTuple):
    """From which table a paper of each kind draws its next holder.

    `tables` (K, C + 1) draw a candidate or the stop, `kinds` (2, K) are their sizes and the kind
    that a paper then is. `labels` (C + 2,) and `weights` (C + 1,) are room; the last label is how
    many continued when the tables were made.
    """

    tables: Keys
    kinds: Counts
    labels: Counts
    weights: Floats


class Members(NamedTuple):
    """A source of papers one by one.

    `names` (L, C) and `owners` (L,) are the lists and their camps, `after_slate` (G,).
    """

    names: Indices
    owners: Counts
    after_slate: Floats
    piles: MemberPiles
    tables: MemberTables
    first: FirstTable
    camps: Camps
    stream: Keys


def make_members(law: RankingLaw, papers: int, values: int) -> Members:
    """Make room for one replicate of so many papers, with so many distinct transfer values."""
    camps, candidates = law.attraction.shape
    kinds, width = camps + len(law.lists.camps), candidates + 1
    piles = MemberPiles(
        np.zeros((values, width), np.int32),
        np.empty(papers, np.int32),
        np.empty(papers, np.int16),
        np.zeros((2, width), np.int64),
        np.zeros((values * candidates + 1, 3), np.int64),
    )
    tables = MemberTables(
        np.zeros((kinds, width), np.uint64),
        np.zeros((2, kinds), np.int64),
        np.zeros(width + 1, np.int64),
        np.zeros(width),
    )
    return Members(
        law.lists.names,
        law.lists.camps,
        law.after_slate,
        piles,
        tables,
        make_first(law),
        make_camps(law),
        np.zeros(4, np.uint64),
    )


@answers(begin, Members)
def _begin(source: Members, continuing: Flags) -> None:
    narrow(source.camps, continuing)


@answers(take, Members)
def _take(source: Members, c: int, v: int, last_only: bool) -> None:
    hand = source.piles.hand
    hand[0, 0] += 1
    papers = source.piles.moves[BATCH, c] if last_only else len(source.piles.chain)
    hand[hand[0, 0], 0], hand[hand[0, 0], 1], hand[hand[0, 0], 2] = v, c, papers


@answers(deal, Members)
def _deal(source: Members, v: int, received: Counts) -> int:
    piles, camps, stop = source.piles, source.camps, len(received)
    if camps.marks[STOPPING] == 0:  # first preferences lie where they were drawn
        camps.marks[STOPPING] = 1
    else:
        piles.moves[GAINED] = 0
        if source.tables.labels[stop + 1] != camps.marks[SIZE]:
            _make_tables(source, camps, source.tables)
        for i in range(1, piles.hand[0, 0] + 1):
            _deal_list(piles, source.tables, i, v, source.stream)
    piles.hand[0, 0] = 0
    for c in range(stop):
        gained = piles.moves[GAINED, c]
        received[c] += gained
        if gained > 0:
            piles.moves[BATCH, c] = gained
    return int(piles.moves[GAINED, stop])


@inner
def _deal_list(piles: MemberPiles, tables: MemberTables, i: int, v: int, stream: Keys) -> None:
    """Deal list i in hand, every paper by the table of its kind: no branch depends on luck."""
    source, to, gained = piles.heads[piles.hand[i, 0]], piles.heads[v], piles.moves[GAINED]
    giver, left = piles.hand[i, 1], piles.hand[i, 2]
    s0, s1, s2, s3 = stream[0], stream[1], stream[2], stream[3]
    p = source[giver]
    while p >= 0 and left > 0:
        after, kind = piles.chain[p], piles.kinds[p]
        word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        holder = pick(word >> HALF, tables.tables[kind], tables.kinds[WIDTH, kind])
        piles.kinds[p] = tables.kinds[BECOMES, kind]
        piles.chain[p] = to[holder]
        to[holder] = p
        gained[holder] += 1
        p = after
        left -= 1
    source[giver] = p
    stream[0], stream[1], stream[2], stream[3] = s0, s1, s2, s3


@inner
def _make_tables(source: Members, camps: Camps, tables: MemberTables) -> None:
    """Make every kind's table for those who continue now."""
    free, stop = len(camps.weights), len(camps.continuing)
    tables.labels[stop + 1] = camps.marks[SIZE]
    for kind in range(tables.kinds.shape[1]):
        g, c, on = kind, -1, 1.0
        if kind >= free:
            g = source.owners[kind - free]
            c, on = next_name(source.names, kind - free, camps), source.after_slate[g]
        if c >= 0:
            tables.kinds[WIDTH, kind], tables.kinds[BECOMES, kind] = 1, kind
            tables.tables[kind, 0] = certain(c)
        else:
            width = lay_out(camps, g, on, tables.labels, tables.weights)
            build_sorted(tables.weights, tables.labels, width, tables.tables[kind])
            tables.kinds[WIDTH, kind], tables.kinds[BECOMES, kind] = width, g


@answers(load, Members)
def _load(source: Members, law: RankingLaw, world: RankingWorld, call: Call, i: int) -> int:
    """Put the valid papers of replicate i of a slice in hand, and return how many they are.

    Their first preferences are drawn here, with their kinds, so everybody must stand.
    """
    piles = source.piles
    piles.heads[:] = -1
    piles.moves[:] = 0
    piles.hand[0, 0] = 0
    source.tables.labels[:] = -1
    enter_world(law, world, i, source.camps)
    seed_stream(source.stream, call.ballots, call.first + i, np.uint64(0))
    total = 0
    for s in range(world.cast.shape[1]):
        valid = valid_ballots(source.stream, world.cast[i, s], law.invalid)
        fill_first(law, world, i, s, source.camps, source.first)
        _draw_first(piles, source.first, total, total + valid, source.stream)
        total += valid
    return total


@inner
def _draw_first(piles: MemberPiles, first: FirstTable, start: int, stop: int, stream: Keys) -> None:
    """Draw kind and first preference of papers start … stop − 1, and file them at value 0."""
    to, gained = piles.heads[0], piles.moves[GAINED]
    s0, s1, s2, s3 = stream[0], stream[1], stream[2], stream[3]
    for p in range(start, stop):
        word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        label = pick(word >> HALF, first.table, len(first.table))
        holder = first.labels[1, label]
        piles.kinds[p] = first.labels[0, label]
        piles.chain[p] = to[holder]
        to[holder] = p
        gained[holder] += 1
    stream[0], stream[1], stream[2], stream[3] = s0, s1, s2, s3
