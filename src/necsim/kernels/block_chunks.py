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
    last one drew.
    """
    for first in range(0, n, BATCH):
        members = min(n - first, BATCH)
        free = _draw_entries(chunks, room, members)
        for i in range(min(members, len(papers) - first)):
            _write_list(law, room.labels[i] >> chunks.bits, papers[first + i])
        for j in range(chunks.number):
            _draw_chunk(chunks, j, room, free)
            for k in range(free):
                if first + room.rows[k] < len(papers):
                    _write_chunk(chunks, j, room.places[k], papers[first + room.rows[k]])


@kernel
def _draw_entries(chunks: Chunks, room: ChunkScratch, members: int) -> int:
    """Draw class and ticks of a batch; list those who have ticks left, and give their number."""
    lowest, free = (1 << chunks.bits) - 1, 0
    for i in range(members):
        label = pick(next_bits(room.stream) >> HALF, room.entry, len(room.entry))
        room.entries[label] += 1
        room.labels[i] = label
        # Written for everyone and counted for some: a branch would depend on luck.
        room.rows[free], room.left[free] = i, label & lowest
        room.classes[free] = label >> chunks.bits
        free += (label & lowest) > 0
    return free


@kernel
def _draw_chunk(chunks: Chunks, j: int, room: ChunkScratch, members: int) -> None:
    """Draw what a batch of members tick in chunk j, and take it off what they have left.

    Whoever has none left draws size and subset 0, again without a branch.
    """
    sizes, subsets, starts = room.sizes, room.subsets, chunks.starts
    for i in range(members):
        word, index = next_bits(room.stream), room.classes[i]
        k = pick(word >> HALF, sizes[index, j, room.left[i]], chunks.width + 1)
        room.left[i] -= k
        start = starts[k]
        size = starts[k + 1] - start
        place = start + pick(word & LOW_HALF, subsets[index, j, start:], size)
        room.tally[j, place] += 1
        room.places[i] = place


@kernel
def _write_chunk(chunks: Chunks, j: int, place: int, paper: Flags) -> None:
    """Write a chunk's ticks onto one paper."""
    first = j * chunks.width
    for c in range(first, min(first + chunks.width, len(paper))):
        paper[c] |= chunks.masks[place] >> (c - first) & 1


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
            members = room.tally[j, place]
            if members > 0:
                for b in range(chunks.width):
                    if chunks.masks[place] >> b & 1:
                        votes[j * chunks.width + b] += members
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
