"""Rankings one member at a time as a source: a preference is drawn when the count asks for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.alias import HALF, build_sorted, certain, pick
from necsim.kernels.block import valid_ballots
from necsim.kernels.shapes import Call, Lists, RankingLaw, RankingWorld
from necsim.kernels.stream import advance, seed_stream
from necsim.kernels.stv_camps import Camps, enter_world, lay_out, make_camps, narrow, next_name
from necsim.kernels.stv_first import FirstTable, fill_first, make_first
from necsim.kernels.types import Counts, Flags, Floats, Indices, Keys, Votes
from necsim.kernels.verbs import answers, begin, deal, load, take


class MemberPiles(NamedTuple):
    """Where the papers lie: a linked list per value and holder, new papers at the front.

    `heads` (V, C + 1) is the front of each list, the last column for papers that have stopped;
    `chain` (P,) the next paper, −1 for none; `kinds` (P,) what each is. `batches` (C + 1,) counts
    last batches, `gained` (C + 1,) what this deal has brought. `hand` (C · V, 3) lists what is in
    hand as value, holder and number of papers from the front; `sizes` (2,) are lists in hand
    and values used.
    """

    heads: Votes
    chain: Votes
    kinds: Indices
    batches: Counts
    gained: Counts
    hand: Counts
    sizes: Counts


class MemberTables(NamedTuple):
    """From which table a paper of each kind draws its next holder.

    `tables` (K, C + 1) draw a candidate or the stop, `widths` (K,) are their sizes and `becomes`
    (K,) the kind a paper then is. `made_for` (1,) is how many continued when they were made.
    `labels` and `weights` (C + 1,) are room.
    """

    tables: Keys
    widths: Counts
    becomes: Indices
    made_for: Counts
    labels: Counts
    weights: Floats


class Members(NamedTuple):
    """A source of papers one by one."""

    lists: Lists
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
        np.full((values, width), -1, np.int32),
        np.empty(papers, np.int32),
        np.empty(papers, np.int16),
        np.zeros(width, np.int64),
        np.zeros(width, np.int64),
        np.zeros((candidates * values, 3), np.int64),
        np.zeros(2, np.int64),
    )
    tables = MemberTables(
        np.zeros((kinds, width), np.uint64),
        np.zeros(kinds, np.int64),
        np.zeros(kinds, np.int16),
        np.zeros(1, np.int64),
        np.zeros(width, np.int64),
        np.zeros(width),
    )
    camps, stream = make_camps(law), np.zeros(4, np.uint64)
    return Members(law.lists, law.after_slate, piles, tables, make_first(law), camps, stream)


@answers(begin, Members)
def _begin(source: Members, continuing: Flags) -> None:
    narrow(source.camps, continuing)


@answers(take, Members)
def _take(source: Members, c: int, v: int, last_only: bool) -> None:
    piles = source.piles
    lists = piles.sizes[0]
    piles.hand[lists, 0], piles.hand[lists, 1] = v, c
    piles.hand[lists, 2] = piles.batches[c] if last_only else len(piles.chain)
    piles.sizes[0] = lists + 1


@answers(deal, Members)
def _deal(source: Members, v: int, received: Counts) -> int:
    piles, tables, stop = source.piles, source.tables, len(received)
    if source.camps.stopping[0] == 0:  # first preferences lie where they were drawn
        source.camps.stopping[0] = 1
    else:
        piles.gained[:] = 0
        if tables.made_for[0] != source.camps.size[0]:
            _make_tables(source, source.camps, tables)
        for i in range(piles.sizes[0]):
            _deal_list(piles, tables, i, v, source.stream)
    piles.sizes[0] = 0
    piles.sizes[1] = max(piles.sizes[1], v + 1)
    for c in range(stop):
        received[c] += piles.gained[c]
        if piles.gained[c] > 0:
            piles.batches[c] = piles.gained[c]
    return int(piles.gained[stop])


@inner
def _deal_list(piles: MemberPiles, tables: MemberTables, i: int, v: int, stream: Keys) -> None:
    """Deal list i in hand, every paper by the table of its kind: no branch depends on luck."""
    source, to = piles.heads[piles.hand[i, 0]], piles.heads[v]
    giver, left = piles.hand[i, 1], piles.hand[i, 2]
    s0, s1, s2, s3 = stream[0], stream[1], stream[2], stream[3]
    p = source[giver]
    while p >= 0 and left > 0:
        after, kind = piles.chain[p], piles.kinds[p]
        word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        holder = pick(word >> HALF, tables.tables[kind], tables.widths[kind])
        piles.kinds[p] = tables.becomes[kind]
        piles.chain[p] = to[holder]
        to[holder] = p
        piles.gained[holder] += 1
        p = after
        left -= 1
    source[giver] = p
    stream[0], stream[1], stream[2], stream[3] = s0, s1, s2, s3


@inner
def _make_tables(source: Members, camps: Camps, tables: MemberTables) -> None:
    """Make every kind's table for those who continue now."""
    free = len(camps.stops)
    tables.made_for[0] = camps.size[0]
    for g in range(free):
        tables.becomes[g] = g
        _make_table(camps, g, g, 1.0, tables)
    for which in range(len(camps.places)):
        g, kind = source.lists.camps[which], free + which
        c = next_name(source.lists, which, camps)
        if c < 0:
            tables.becomes[kind] = g
            _make_table(camps, g, kind, source.after_slate[g], tables)
        else:
            tables.becomes[kind] = kind
            tables.widths[kind] = 1
            tables.tables[kind, 0] = certain(c)


@inner
def _make_table(camps: Camps, g: int, kind: int, on: float, tables: MemberTables) -> None:
    """Let a kind's papers go on as free papers of camp g with chance `on`, and else stop."""
    width = lay_out(camps, g, on, tables.labels, tables.weights)
    build_sorted(tables.weights, tables.labels, width, tables.tables[kind])
    tables.widths[kind] = width


@answers(load, Members)
def _load(source: Members, law: RankingLaw, world: RankingWorld, call: Call, i: int) -> int:
    """Put the valid papers of replicate i of a slice in hand, and return how many they are.

    Their first preferences are drawn here, with their kinds, so everybody must stand.
    """
    piles = source.piles
    piles.heads[: piles.sizes[1]] = -1
    piles.sizes[:] = 0
    piles.gained[:] = 0
    source.tables.made_for[0] = -1
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
    to = piles.heads[0]
    s0, s1, s2, s3 = stream[0], stream[1], stream[2], stream[3]
    for p in range(start, stop):
        word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        label = pick(word >> HALF, first.table, len(first.table))
        holder = first.holders[label]
        piles.kinds[p] = first.kinds[label]
        piles.chain[p] = to[holder]
        to[holder] = p
        piles.gained[holder] += 1
    stream[0], stream[1], stream[2], stream[3] = s0, s1, s2, s3
