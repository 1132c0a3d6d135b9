"""Block vote, one member at a time, in chunks of candidates (MODEL 5).

For contests with too many kinds of ballot for one table: a member draws, chunk by chunk, how
many of its candidates to tick given the ticks left, then which.
"""

from __future__ import annotations

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.alias import HALF, LOW_HALF, pick
from necsim.kernels.block import count, valid_ballots
from necsim.kernels.chunk_tables import BATCH, Chunks, ChunkScratch, fill_classes, fill_entry
from necsim.kernels.shapes import BlockContest, BlockLaw, BlockWorld, Call, Outcome
from necsim.kernels.stream import next_bits, seed_stream
from necsim.kernels.types import Flags, Votes


@kernel
def _draw_members(law: BlockLaw, chunks: Chunks, room: ChunkScratch, n: int, papers: Flags) -> None:
    """Draw n members' classes and ballots into the tallies, and into `papers` as it has rows.

    A batch of members goes through one chunk after another, so that no member waits for what the
    last one drew; with no ticks left, size and subset are 0, so no branch is needed.
    """
    lowest = (1 << chunks.bits) - 1
    for first in range(0, n, BATCH):
        members = min(n - first, BATCH)
        for i in range(members):
            label = pick(next_bits(room.stream) >> HALF, room.entry, len(room.entry))
            room.entries[label] += 1
            room.classes[i], room.left[i] = label >> chunks.bits, label & lowest
        for j in range(chunks.number):
            _draw_chunk(chunks, j, room, members, papers[first:])
        for i in range(min(members, len(papers) - first)):
            _write_list(law, room.classes[i], papers[first + i])


@kernel
def _draw_chunk(chunks: Chunks, j: int, room: ChunkScratch, members: int, papers: Flags) -> None:
    """Draw what a batch of members tick in chunk j, and take it off what they have left."""
    sizes, subsets, starts = room.sizes, room.subsets, chunks.starts
    for i in range(members):
        word, index = next_bits(room.stream), room.classes[i]
        k = pick(word >> HALF, sizes[index, j, room.left[i]], chunks.width + 1)
        room.left[i] -= k
        start = starts[k]
        size = starts[k + 1] - start
        place = start + pick(word & LOW_HALF, subsets[index, j, start:], size)
        room.tally[j, place] += 1
        if i < len(papers):
            _write_chunk(chunks, j, place, papers[i])


@kernel
def _write_chunk(chunks: Chunks, j: int, place: int, paper: Flags) -> None:
    """Write a chunk's ticks onto one paper."""
    first = j * chunks.width
    for c in range(first, min(first + chunks.width, len(paper))):
        paper[c] = chunks.masks[place] >> (c - first) & 1


@kernel
def _write_list(law: BlockLaw, index: int, paper: Flags) -> None:
    """Write the names asked for onto the paper of a member who follows the slate."""
    camps = law.attraction.shape[0]
    if index >= camps:
        for c in range(len(paper)):
            paper[c] |= law.asked[index - camps, c]


@kernel
def _read_tallies(law: BlockLaw, chunks: Chunks, room: ChunkScratch, votes: Votes) -> None:
    """Add the subsets drawn and the names asked for to the candidates' votes."""
    camps, ticks = law.free_ticks.shape
    for j in range(chunks.number):
        for place in range(len(chunks.masks)):
            count = room.tally[j, place]
            if count > 0:
                for b in range(chunks.width):
                    if chunks.masks[place] >> b & 1:
                        votes[j * chunks.width + b] += count
    for g in range(camps):
        listed = 0
        for r in range(ticks):
            listed += room.entries[camps + g << chunks.bits | r]
        for c in range(len(votes)):
            votes[c] += listed * law.asked[g, c]


@kernel
def _clear_tallies(room: ChunkScratch) -> None:
    """Start a replicate's tallies at nothing."""
    room.entries[:] = 0
    room.tally[:] = 0


@kernel
def run_chunks(
    contest: BlockContest,
    chunks: Chunks,
    world: BlockWorld,
    outcome: Outcome,
    call: Call,
    room: ChunkScratch,
) -> None:
    """Run a slice of replicates."""
    law = contest.law
    for i in range(len(world.cast)):
        seed_stream(room.stream, call.ballots, call.first + i, np.uint64(0))
        _clear_tallies(room)
        fill_classes(law, chunks, world, i, room)
        total = 0
        for s in range(world.cast.shape[1]):
            if call.stop[0]:
                return
            valid = valid_ballots(room.stream, world.cast[i, s], law.invalid)
            fill_entry(law, chunks, world, i, s, room)
            _draw_members(law, chunks, room, valid, outcome.papers[total:])
            total += valid
        _read_tallies(law, chunks, room, outcome.votes[i])
        outcome.ballots[i] = total
        count(contest, outcome, call, i, room.counting)
