"""The three samplers of a block vote, under one form."""

from __future__ import annotations

from collections.abc import Callable

from necsim.kernels.block import make_outcome
from necsim.kernels.block_chunks import run_chunks
from necsim.kernels.block_flows import make_flow_scratch, run_flows
from necsim.kernels.block_table import make_kinds, make_table_scratch, run_table
from necsim.kernels.chunk_tables import make_chunk_scratch, make_chunks
from necsim.kernels.shapes import BlockContest, BlockWorld, Call, Outcome

Sampler = Callable[[BlockContest, BlockWorld, Call, Outcome], None]


def flows(contest: BlockContest, world: BlockWorld, call: Call, outcome: Outcome) -> None:
    run_flows(contest, world, outcome, call, make_flow_scratch(contest))


def table(contest: BlockContest, world: BlockWorld, call: Call, outcome: Outcome) -> None:
    ticks = contest.law.free_ticks.shape[1]
    kinds = make_kinds(contest.law.attraction.shape[1], ticks - 1)
    run_table(contest, kinds, world, outcome, call, make_table_scratch(contest, kinds))


def chunks(contest: BlockContest, world: BlockWorld, call: Call, outcome: Outcome) -> None:
    candidates, ticks = contest.law.attraction.shape[1], contest.law.free_ticks.shape[1]
    cut = make_chunks(candidates, ticks - 1)
    run_chunks(contest, cut, world, outcome, call, make_chunk_scratch(contest, cut))


SAMPLERS: dict[str, Sampler] = {"flows": flows, "table": table, "chunks": chunks}


def run(
    sampler: str, contest: BlockContest, world: BlockWorld, call: Call, papers: int = 0
) -> Outcome:
    """Run a slice with a sampler named."""
    outcome = make_outcome(contest, len(world.cast), papers)
    SAMPLERS[sampler](contest, world, call, outcome)
    return outcome
