"""Rankings one member at a time as a source: a preference is drawn when the count asks for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.alias import HALF, build_sorted, pick
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
from necsim.kernels.stv_piles import (
    BATCH,
    DEALT,
    KindPiles,
    clear_piles,
    file_deal,
    make_piles,
    take_kinds,
)
from necsim.kernels.types import Counts, Flags, Floats, Indices, Keys, Links
from necsim.kernels.verbs import answers, begin, deal, load, take

WIDTH, BECOMES, NEXT = range(3)
"""Rows of `MemberTables.kinds`.

To how many a paper of a kind may go, the kind it then is, and to whom it goes for certain, −1
where that is drawn.
"""


class PaperLists(NamedTuple):
    """The papers themselves: a linked list per value, kind and holder, new ones at the front.

    `heads` (V, K · (C + 1)) is the front of each list, a kind's last one for papers that have
    stopped; `chain` (P,) the next paper; `tally` (K · (C + 1),) counts first preferences. `hand`
    (V · C + 1, K + 2) says how many holders' papers are in hand, then of each its value, who it
    is, and how many papers of each kind from the front.
    """

    heads: Links
    chain: Links
    tally: Counts
    hand: Counts


class MemberTables(NamedTuple):
    """Where a paper of each kind goes next.

    `tables` (K, C + 1) draw a candidate or the stop; `kinds` (3, K). `labels` (C + 2,) and
    `weights` (C + 1,) are room; the last label is how many continued when all this was made.
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
    piles: KindPiles
    papers: PaperLists
    tables: MemberTables
    first: FirstTable
    camps: Camps
    stream: Keys


def make_members(law: RankingLaw, papers: int, values: int) -> Members:
    """Make room for one replicate of so many papers, with so many distinct transfer values."""
    camps, candidates = law.attraction.shape
    kinds, width = camps + len(law.lists.camps), candidates + 1
    lists = PaperLists(
        np.zeros((values, kinds * width), np.uint32),
        np.empty(papers, np.uint32),
        np.zeros(kinds * width, np.int64),
        np.zeros((values * candidates + 1, kinds + 2), np.int64),
    )
    tables = MemberTables(
        np.zeros((kinds, width), np.uint64),
        np.zeros((3, kinds), np.int64),
        np.zeros(width + 1, np.int64),
        np.zeros(width),
    )
    return Members(
        law.lists.names,
        law.lists.camps,
        law.after_slate,
        make_piles(law, values),
        lists,
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
    piles, hand = source.piles, source.papers.hand
    hand[0, 0] += 1
    row = hand[hand[0, 0]]
    row[0], row[1] = v, c
    for k in range(len(piles.hand)):
        row[2 + k] = piles.moves[BATCH, k, c] if last_only else piles.papers[v, k, c]
    take_kinds(piles, c, v, last_only)


@answers(deal, Members)
def _deal(source: Members, v: int, received: Counts) -> int:
    piles, camps, hand = source.piles, source.camps, source.papers.hand
    if camps.marks[STOPPING] == 0:  # first preferences lie where they were drawn
        camps.marks[STOPPING] = 1
    elif source.tables.labels[len(received) + 1] != camps.marks[SIZE]:
        _make_tables(source, camps, source.tables)
    for i in range(1, hand[0, 0] + 1):
        for k in range(len(piles.hand)):
            if hand[i, 2 + k] > 0:
                _deal_list(source, i, k, v)
    hand[0, 0] = 0
    return file_deal(piles, v, received)


@inner
def _deal_list(source: Members, i: int, k: int, v: int) -> None:
    """Deal the papers of kind k in row i of the hand."""
    papers, kinds, width = source.papers, source.tables.kinds, source.tables.tables.shape[1]
    number, becomes, holder = papers.hand[i, 2 + k], kinds[BECOMES, k], kinds[NEXT, k]
    front = papers.heads[papers.hand[i, 0]]
    giver = k * width + papers.hand[i, 1]
    heads = papers.heads[v, becomes * width : (becomes + 1) * width]
    dealt = source.piles.moves[DEALT, becomes]
    source.piles.hand[becomes] += 1  # some are of this kind now
    if holder >= 0:
        front[giver] = _pass_list(papers.chain, front[giver], number, heads, holder)
        dealt[holder] += number
    else:
        table = source.tables.tables[k, : kinds[WIDTH, k]]
        front[giver] = _draw_list(
            papers.chain, front[giver], number, heads, dealt, table, source.stream
        )


@inner
def _pass_list(chain: Links, p: int, number: int, heads: Links, holder: int) -> int:
    """Pass so many papers from p on to one holder; return the paper after them."""
    front = heads[holder]
    for _ in range(number):
        after = chain[p]
        chain[p] = front
        front = p
        p = after
    heads[holder] = front
    return p


@inner
def _draw_list(
    chain: Links, p: int, number: int, heads: Links, dealt: Counts, table: Keys, stream: Keys
) -> int:
    """Draw the next holder of so many papers from p on; return the paper after them."""
    s0, s1, s2, s3 = stream[0], stream[1], stream[2], stream[3]
    word = np.uint64(0)
    for i in range(number):
        after = chain[p]
        if i % 2 == 0:
            word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        holder = pick(word >> HALF, table, len(table))
        word <<= HALF
        chain[p] = heads[holder]
        heads[holder] = p
        dealt[holder] += 1
        p = after
    stream[0], stream[1], stream[2], stream[3] = s0, s1, s2, s3
    return p


@inner
def _make_tables(source: Members, camps: Camps, tables: MemberTables) -> None:
    """Make every kind's table for those who continue now."""
    free, kinds = len(camps.weights), tables.kinds
    tables.labels[len(tables.weights)] = camps.marks[SIZE]
    for k in range(kinds.shape[1]):
        g, on = k, 1.0
        kinds[NEXT, k], kinds[BECOMES, k] = -1, k
        if k >= free:
            g = source.owners[k - free]
            on = source.after_slate[g]
            kinds[NEXT, k] = next_name(source.names, k - free, camps)
        if kinds[NEXT, k] < 0:
            kinds[BECOMES, k] = g
            kinds[WIDTH, k] = lay_out(camps, g, on, tables.labels, tables.weights)
            build_sorted(tables.weights, tables.labels, kinds[WIDTH, k], tables.tables[k])


@answers(load, Members)
def _load(source: Members, law: RankingLaw, world: RankingWorld, call: Call, i: int) -> int:
    """Put the valid papers of replicate i of a slice in hand, and return how many they are.

    Their first preferences are drawn here, with their kinds, so everybody must stand.
    """
    clear_piles(source.piles)
    source.papers.tally[:] = 0
    source.papers.hand[0, 0] = 0
    source.tables.labels[:] = -1
    enter_world(law, world, i, source.camps)
    seed_stream(source.stream, call.ballots, call.first + i, np.uint64(0))
    total = 0
    for s in range(world.cast.shape[1]):
        valid = valid_ballots(source.stream, world.cast[i, s], law.invalid)
        fill_first(law, world, i, s, source.camps, source.first)
        _draw_first(source, total, total + valid)
        total += valid
    width = source.tables.tables.shape[1]
    for place in range(len(source.papers.tally)):
        source.piles.moves[DEALT, place // width, place % width] = source.papers.tally[place]
        source.piles.hand[place // width] += source.papers.tally[place]
    return total


@inner
def _draw_first(source: Members, start: int, stop: int) -> None:
    """Draw kind and first preference of papers start … stop − 1, and file them at value 0."""
    chain, heads, tally = source.papers.chain, source.papers.heads[0], source.papers.tally
    table, places, stream = source.first.table, source.first.places, source.stream
    s0, s1, s2, s3 = stream[0], stream[1], stream[2], stream[3]
    word = np.uint64(0)
    for p in range(start, stop):
        if (p - start) % 2 == 0:
            word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        place = places[pick(word >> HALF, table, len(table))]
        word <<= HALF
        chain[p] = heads[place]
        heads[place] = p
        tally[place] += 1
    stream[0], stream[1], stream[2], stream[3] = s0, s1, s2, s3
