"""The tables from which one member at a time draws a ballot in chunks of candidates (MODEL 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.alias import build_alias
from necsim.kernels.block import make_elect_scratch
from necsim.kernels.elect import ElectScratch
from necsim.kernels.shapes import BlockContest, BlockLaw, BlockWorld
from necsim.kernels.ticks import tick_chances
from necsim.kernels.types import Counts, Floats, Keys
from necsim.kernels.weights import camp_weights

_WIDEST = 9
BATCH = 256


class Chunks(NamedTuple):
    """The candidates in `number` chunks of `width`, and the subsets of one chunk by size.

    Subsets are masks (2^width,); those of size k begin at starts[k] (width + 2,). A label of class
    and ticks left holds the ticks in its lowest `bits`, so that reading it takes no division.
    """

    width: int
    number: int
    bits: int
    masks: Counts
    starts: Counts


class ChunkWork(NamedTuple):
    """Room for building one class's tables."""

    chances: Floats
    ratios: Floats
    products: Floats
    shares: Floats
    stack: Counts


class ChunkScratch(NamedTuple):
    """Room for one replicate. Class g is camp g's free members, G + g those on its list.

    `labels` (BATCH,) are a batch of members' labels; of those with ticks left, `rows` says which
    they are, `classes` their class, `left` those ticks, `places` the subset just drawn.
    `entry` (2G·2^bits,) draws class and ticks; `sizes` (2G, chunks, votes + 1, width + 1) how
    many ticks in a chunk; `subsets` (2G, chunks, 2^width) which; `tally` counts the latter
    (chunks, 2^width) and `entries` the former; `padded` holds weights, zero past the last
    candidate.
    """

    stream: Keys
    labels: Counts
    rows: Counts
    classes: Counts
    left: Counts
    places: Counts
    padded: Floats
    entry: Keys
    sizes: Keys
    subsets: Keys
    entries: Counts
    tally: Counts
    work: ChunkWork
    counting: ElectScratch


def make_chunks(candidates: int, votes: int) -> Chunks:
    """Cut the candidates into equal chunks of at most nine."""
    number = -(-candidates // _WIDEST)
    width = -(-candidates // number)
    masks = sorted(range(1 << width), key=lambda mask: (mask.bit_count(), mask))
    sizes = np.array([mask.bit_count() for mask in masks])
    starts = np.searchsorted(sizes, np.arange(width + 2))
    bits = votes.bit_length()
    return Chunks(width, number, bits, np.array(masks, np.int64), starts.astype(np.int64))


def make_chunk_scratch(contest: BlockContest, chunks: Chunks) -> ChunkScratch:
    """Make room for one replicate of a contest."""
    camps, ticks = contest.law.free_ticks.shape
    padded, subsets = chunks.width * chunks.number, 1 << chunks.width
    entries = 2 * camps << chunks.bits
    work = ChunkWork(
        np.zeros((padded, ticks)),
        np.zeros(ticks),
        np.zeros(subsets),
        np.zeros(max(subsets, entries)),
        np.zeros(max(subsets, entries), np.int64),
    )
    return ChunkScratch(
        np.zeros(4, np.uint64),
        np.zeros(BATCH, np.int64),
        np.zeros(BATCH, np.int64),
        np.zeros(BATCH, np.int64),
        np.zeros(BATCH, np.int64),
        np.zeros(BATCH, np.int64),
        np.zeros(padded),
        np.zeros(entries, np.uint64),
        np.zeros((2 * camps, chunks.number, ticks, chunks.width + 1), np.uint64),
        np.zeros((2 * camps, chunks.number, subsets), np.uint64),
        np.zeros(entries, np.int64),
        np.zeros((chunks.number, subsets), np.int64),
        work,
        make_elect_scratch(contest),
    )


@kernel
def _fill_sizes(chances: Floats, first: int, table: Keys, work: ChunkWork) -> None:
    """Fill table[r], how many of a chunk's candidates are ticked with r ticks left.

    The distribution is carried along the chunk by the chances of a tick, so it is as exact as
    they are.
    """
    width = table.shape[1] - 1
    for r in range(1, table.shape[0]):
        reached = work.shares[: width + 1]
        reached[:] = 0.0
        reached[0] = 1.0
        for c in range(first, first + width):
            for k in range(min(r, c - first + 1), 0, -1):
                step = reached[k - 1] * chances[c, r - k + 1]
                reached[k] += step
                reached[k - 1] -= step
        for k in range(width + 1):
            reached[k] = max(reached[k], 0.0)
        build_alias(reached, table[r], work.stack)


@kernel
def _fill_subsets(chunks: Chunks, weights: Floats, table: Keys, work: ChunkWork) -> None:
    """Fill `table` with one alias table for each number of ticks: which subset, chance ∝ Π w."""
    largest = 0.0
    for weight in weights:
        largest = max(largest, weight)
    work.products[0] = 1.0
    for mask in range(1, len(work.products)):
        low = 0
        while mask >> low & 1 == 0:
            low += 1
        scaled = weights[low] / largest if largest > 0.0 else 0.0
        work.products[mask] = work.products[mask & (mask - 1)] * scaled
    for k in range(1, chunks.width + 1):
        start, stop = chunks.starts[k], chunks.starts[k + 1]
        total = 0.0
        for place in range(start, stop):
            work.shares[place] = work.products[chunks.masks[place]]
            total += work.shares[place]
        if total > 0.0:
            build_alias(work.shares[start:stop], table[start:stop], work.stack)


@kernel
def _fill_class(chunks: Chunks, index: int, room: ChunkScratch) -> None:
    """Build the tables of one class from the weights in `padded`."""
    tick_chances(room.padded, room.work.chances, room.work.ratios)
    for j in range(chunks.number):
        first = j * chunks.width
        _fill_sizes(room.work.chances, first, room.sizes[index, j], room.work)
        weights = room.padded[first : first + chunks.width]
        _fill_subsets(chunks, weights, room.subsets[index, j], room.work)


@kernel
def fill_classes(
    law: BlockLaw, chunks: Chunks, world: BlockWorld, i: int, room: ChunkScratch
) -> None:
    """Build every class's tables for world i."""
    camps, candidates = law.attraction.shape
    for g in range(camps):
        camp_weights(world.strength[i], law.attraction[g], room.padded[:candidates])
        _fill_class(chunks, g, room)
        if world.discipline[i, g] > 0.0 and law.list_ticks[g, 0] < 1.0:
            for c in range(candidates):
                if law.asked[g, c]:
                    room.padded[c] = 0.0
            _fill_class(chunks, camps + g, room)


@kernel
def fill_entry(
    law: BlockLaw, chunks: Chunks, world: BlockWorld, i: int, s: int, room: ChunkScratch
) -> None:
    """Build the table over class × ticks left for segment s of world i."""
    camps, ticks = law.free_ticks.shape
    shares = room.work.shares[: len(room.entry)]
    shares[:] = 0.0
    for g in range(camps):
        camp, discipline = world.shares[i, s, g], world.discipline[i, g]
        for r in range(ticks):
            free, listed = g << chunks.bits | r, camps + g << chunks.bits | r
            shares[free] = camp * (1.0 - discipline) * law.free_ticks[g, r]
            shares[listed] = camp * discipline * law.list_ticks[g, r]
    build_alias(shares, room.entry, room.work.stack)
