"""Block vote, one member at a time, from one table over camp × ballot (MODEL 5).

For contests with few kinds of ballot; block_chunks.py does the rest.
"""

from __future__ import annotations

from math import comb
from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.alias import HALF, LOW_HALF, build_alias, pick
from necsim.kernels.block import count, make_elect_scratch, valid_ballots
from necsim.kernels.elect import ElectScratch
from necsim.kernels.shapes import BlockContest, BlockLaw, BlockWorld, Call, Outcome
from necsim.kernels.stream import next_bits, seed_stream
from necsim.kernels.types import Counts, Flags, Floats, Keys, Votes
from necsim.kernels.weights import camp_weights


class BallotKinds(NamedTuple):
    """Every possible ballot (T,).

    Its ticks as a bit mask, their number, the last candidate ticked, and the kind without that
    last tick (−1: none).
    """

    masks: Counts
    ticks: Counts
    last: Counts
    parent: Counts


class TableScratch(NamedTuple):
    """Room for one replicate.

    A stream and a copy of it from which papers are drawn again, weights (C,), products (T,),
    chances and the table (G·T,), a stack, two tallies (2, G·T), sums by ticks, and room for a
    count.
    """

    stream: Keys
    again: Keys
    weights: Floats
    products: Floats
    chances: Floats
    table: Keys
    stack: Counts
    tally: Counts
    sums: Floats
    counting: ElectScratch


def count_kinds(candidates: int, votes: int) -> int:
    """Count the ballots of 1 … votes ticks."""
    return sum(comb(candidates, t) for t in range(1, votes + 1))


def make_kinds(candidates: int, votes: int) -> BallotKinds:
    """List the ballots of 1 … votes ticks, fewest ticks first."""
    rows: list[tuple[int, int, int, int]] = []
    frontier = [(0, -1, -1)]
    for ticks in range(1, votes + 1):
        grown = []
        for mask, last, index in frontier:
            for c in range(last + 1, candidates):
                grown.append((mask | 1 << c, c, len(rows)))
                rows.append((mask | 1 << c, ticks, c, index))
        frontier = grown
    return BallotKinds(*(np.array(column, np.int64) for column in zip(*rows, strict=True)))


def make_table_scratch(contest: BlockContest, kinds: BallotKinds) -> TableScratch:
    """Make room for one replicate of a contest."""
    camps, candidates = contest.law.attraction.shape
    entries = camps * len(kinds.masks)
    return TableScratch(
        np.zeros(4, np.uint64),
        np.zeros(4, np.uint64),
        np.zeros(candidates),
        np.zeros(len(kinds.masks)),
        np.zeros(entries),
        np.zeros(entries, np.uint64),
        np.zeros(entries, np.int64),
        np.zeros((2, entries), np.int64),
        np.zeros(contest.law.free_ticks.shape[1]),
        make_elect_scratch(contest),
    )


@kernel
def _add_kinds(
    kinds: BallotKinds, ticks: Floats, asked: int, share: float, room: TableScratch, chances: Floats
) -> None:
    """Add a class's chance of each ballot: share · ticks[t] · Π w / Σ over its ballots of t ticks.

    Its ballots are those that tick every name in the mask `asked`; ticks[r] is the chance of r
    ticks beyond them.
    """
    certain = 0
    for c in range(len(room.weights)):
        certain += asked >> c & 1
    room.sums[:] = 0.0
    for k in range(len(kinds.masks)):
        if kinds.masks[k] & asked == asked:
            room.sums[kinds.ticks[k]] += room.products[k]
    for k in range(len(kinds.masks)):
        if kinds.masks[k] & asked == asked:
            t = kinds.ticks[k]
            chances[k] += share * ticks[t - certain] * room.products[k] / room.sums[t]


@kernel
def _fill_camp(
    law: BlockLaw, kinds: BallotKinds, world: BlockWorld, i: int, g: int, room: TableScratch
) -> None:
    """Fill camp g's part of `chances`: of each ballot, given the camp, in world i."""
    chances = room.chances[g * len(kinds.masks) : (g + 1) * len(kinds.masks)]
    camp_weights(world.strength[i], law.attraction[g], room.weights)
    for k in range(len(kinds.masks)):
        before = 1.0 if kinds.parent[k] < 0 else room.products[kinds.parent[k]]
        room.products[k] = before * room.weights[kinds.last[k]]
    asked = 0
    for c in range(len(room.weights)):
        asked |= int(law.asked[g, c]) << c
    discipline = world.discipline[i, g]
    chances[:] = 0.0
    _add_kinds(kinds, law.free_ticks[g], 0, 1.0 - discipline, room, chances)
    if discipline > 0.0:
        _add_kinds(kinds, law.list_ticks[g], asked, discipline, room, chances)


@kernel
def _draw_members(room: TableScratch, n: int) -> None:
    """Draw n members' ballots into the tallies.

    One word serves two members, and each has a tally of its own, so that its count need not wait
    for the other's store.
    """
    table, tally, size = room.table, room.tally, len(room.table)
    for _ in range(n // 2):
        word = next_bits(room.stream)
        tally[0, pick(word >> HALF, table, size)] += 1
        tally[1, pick(word & LOW_HALF, table, size)] += 1
    if n % 2 == 1:
        tally[0, pick(next_bits(room.stream) >> HALF, table, size)] += 1


@kernel
def _write_papers(room: TableScratch, kinds: BallotKinds, n: int, papers: Flags) -> None:
    """Draw n members' ballots onto papers, as many as there are: those about to be counted."""
    word = np.uint64(0)
    for i in range(min(n, len(papers))):
        if i % 2 == 0:
            word = next_bits(room.again)
        half = word >> HALF if i % 2 == 0 else word & LOW_HALF
        mask = kinds.masks[pick(half, room.table, len(room.table)) % len(kinds.masks)]
        for c in range(papers.shape[1]):
            papers[i, c] = mask >> c & 1


@kernel
def _read_tally(room: TableScratch, kinds: BallotKinds, votes: Votes) -> None:
    """Add the ballots tallied to the candidates' votes."""
    for label in range(len(room.table)):
        members = room.tally[0, label] + room.tally[1, label]
        if members > 0:
            mask = kinds.masks[label % len(kinds.masks)]
            for c in range(len(votes)):
                votes[c] += members * (mask >> c & 1)


@kernel
def _fill_table(
    law: BlockLaw, kinds: BallotKinds, world: BlockWorld, i: int, s: int, room: TableScratch
) -> None:
    """Build the table over camp × ballot for segment s of world i."""
    for g in range(law.attraction.shape[0]):
        _fill_camp(law, kinds, world, i, g, room)
        for k in range(g * len(kinds.masks), (g + 1) * len(kinds.masks)):
            room.chances[k] *= world.shares[i, s, g]
    build_alias(room.chances, room.table, room.stack)


@kernel
def run_table(
    contest: BlockContest,
    kinds: BallotKinds,
    world: BlockWorld,
    outcome: Outcome,
    call: Call,
    room: TableScratch,
) -> None:
    """Run a slice of replicates."""
    law = contest.law
    for i in range(len(world.cast)):
        seed_stream(room.stream, call.ballots, call.first + i, np.uint64(0))
        room.tally[:] = 0
        total = 0
        for s in range(world.cast.shape[1]):
            if call.stop[0]:
                return
            valid = valid_ballots(room.stream, world.cast[i, s], law.invalid)
            _fill_table(law, kinds, world, i, s, room)
            if total < len(outcome.papers):
                for k in range(4):
                    room.again[k] = room.stream[k]
                _write_papers(room, kinds, valid, outcome.papers[total:])
            _draw_members(room, valid)
            total += valid
        _read_tally(room, kinds, outcome.votes[i])
        outcome.ballots[i] = total
        count(contest, outcome, call, i, room.counting)
