"""Block vote, one member at a time, in chunks of candidates (MODEL 5).

For contests with too many kinds of ballot for one table: a member draws, chunk by chunk, how
many of its candidates to tick given the ticks left, then which.
"""

from __future__ import annotations

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.alias import pick
from necsim.kernels.block import (
    BlockContest,
    BlockLaw,
    BlockWorld,
    Call,
    Outcome,
    count,
    valid_ballots,
)
from necsim.kernels.chunk_tables import BATCH, Chunks, ChunkScratch, fill_classes, fill_entry
from necsim.kernels.stream import fill_bits, seed_stream
from necsim.kernels.types import Flags, Votes


@kernel
def _draw_members(law: BlockLaw, chunks: Chunks, room: ChunkScratch, n: int, papers: Flags) -> None:
    """Draw n members' classes and ballots into the tallies, and into `papers` if it has rows.

    Nobody leaves early: with no ticks left, size and subset are 0, so no branch is needed.
    """
    entry, sizes, subsets = room.entry, room.sizes, room.subsets
    starts, ticks, width = chunks.starts, room.sizes.shape[2], chunks.width
    each = 1 + 2 * chunks.number
    for batch in range(0, n, BATCH):
        members = min(n - batch, BATCH)
        fill_bits(room.stream, room.words[: members * each])
        for i in range(members):
            words = room.words[i * each : (i + 1) * each]
            label = pick(words[0], entry, len(entry))
            room.entries[label] += 1
            index, left = label // ticks, label % ticks
            for j in range(chunks.number):
                k = pick(words[1 + 2 * j], sizes[index, j, left], width + 1)
                left -= k
                start = starts[k]
                size = starts[k + 1] - start
                place = start + pick(words[2 + 2 * j], subsets[index, j, start:], size)
                room.tally[j, place] += 1
                if batch + i < len(papers):
                    _write_chunk(chunks, j, place, papers[batch + i])
            if batch + i < len(papers):
                _write_list(law, index, papers[batch + i])


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
            listed += room.entries[(camps + g) * ticks + r]
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
            fill_entry(law, world, i, s, room)
            _draw_members(law, chunks, room, valid, outcome.papers[total:])
            total += valid
        _read_tallies(law, chunks, room, outcome.votes[i])
        outcome.ballots[i] = total
        count(contest, outcome, call, i, room.counting)
