"""Block vote, one member at a time: one table where the kinds of ballot are few, else chunks."""

from __future__ import annotations

from necsim.kernels.block import make_outcome
from necsim.kernels.block_chunks import run_chunks
from necsim.kernels.block_table import count_kinds, make_kinds, make_table_scratch, run_table
from necsim.kernels.chunk_tables import make_chunk_scratch, make_chunks
from necsim.kernels.shapes import BlockContest, BlockWorld, Call, Outcome

LARGEST_TABLE = 4_096
MOST_BITS = 62


def simulate_ballots(
    contest: BlockContest, world: BlockWorld, call: Call, papers: int = 0
) -> Outcome:
    """Run a slice of replicates one member at a time; keep the first `papers` papers."""
    outcome = make_outcome(contest, len(world.cast), papers)
    camps, candidates = contest.law.attraction.shape
    votes = contest.law.free_ticks.shape[1] - 1
    if candidates <= MOST_BITS and camps * count_kinds(candidates, votes) <= LARGEST_TABLE:
        kinds = make_kinds(candidates, votes)
        room = make_table_scratch(contest, kinds)
        run_table(contest, kinds, world, outcome, call, room)
    else:
        chunks = make_chunks(candidates, votes)
        run_chunks(contest, chunks, world, outcome, call, make_chunk_scratch(contest, chunks))
    return outcome
