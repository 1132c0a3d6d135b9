"""Block vote, members in bulk: numbers of members walk along the candidates (MODEL 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.errors import SamplerError
from necsim.kernels._numba import kernel
from necsim.kernels.binomial import binomial, split
from necsim.kernels.block import count, fill_camps, make_elect_scratch, make_outcome
from necsim.kernels.elect import ElectScratch
from necsim.kernels.shapes import BlockContest, BlockLaw, BlockWorld, Call, Outcome
from necsim.kernels.stream import seed_stream
from necsim.kernels.ticks import tick_chances
from necsim.kernels.types import Counts, Floats, Keys, Votes
from necsim.kernels.weights import camp_weights


class FlowScratch(NamedTuple):
    """Room for one replicate.

    A stream, members (G,), those with r ticks left (votes + 1,), weights (C,), chances of a tick
    (C, votes + 1), ratios (votes + 1,), and room for a count.
    """

    stream: Keys
    members: Counts
    left: Counts
    weights: Floats
    chances: Floats
    ratios: Floats
    counting: ElectScratch


def make_flow_scratch(contest: BlockContest) -> FlowScratch:
    """Make room for one replicate of a contest."""
    camps, candidates = contest.law.attraction.shape
    ticks = contest.law.free_ticks.shape[1]
    return FlowScratch(
        np.zeros(4, np.uint64),
        np.zeros(camps, np.int64),
        np.zeros(ticks, np.int64),
        np.zeros(candidates),
        np.zeros((candidates, ticks)),
        np.zeros(ticks),
        make_elect_scratch(contest),
    )


@kernel
def _walk(room: FlowScratch, votes: Votes) -> None:
    """Let the members of `left` tick their way along the candidates."""
    tick_chances(room.weights, room.chances, room.ratios)
    for c in range(len(votes)):
        for r in range(1, len(room.left)):
            ticked = binomial(room.stream, room.left[r], room.chances[c, r])
            room.left[r] -= ticked
            room.left[r - 1] += ticked
            votes[c] += ticked


@kernel
def _follow_list(law: BlockLaw, g: int, n: int, room: FlowScratch, votes: Votes) -> None:
    """Let n members tick every name asked for, then any further ticks as free members."""
    for c in range(len(votes)):
        if law.asked[g, c]:
            votes[c] += n
            room.weights[c] = 0.0
    room.left[:] = 0
    split(room.stream, n, law.list_ticks[g], room.left)
    if room.left[0] < n:
        _walk(room, votes)


@kernel
def _flow_camp(
    law: BlockLaw, world: BlockWorld, i: int, g: int, room: FlowScratch, votes: Votes
) -> None:
    """Draw the ticks of camp g's members in world i."""
    n = room.members[g]
    listed = binomial(room.stream, n, world.discipline[i, g])
    camp_weights(world.strength[i], law.attraction[g], room.weights)
    room.left[:] = 0
    split(room.stream, n - listed, law.free_ticks[g], room.left)
    _walk(room, votes)
    if listed > 0:
        _follow_list(law, g, listed, room, votes)


@kernel
def run_flows(
    contest: BlockContest, world: BlockWorld, outcome: Outcome, call: Call, room: FlowScratch
) -> None:
    """Run a slice of replicates.

    Each camp draws from a stream of its own, so that camps stay paired between scenarios.
    """
    law = contest.law
    for i in range(len(world.cast)):
        if call.stop[0]:
            return
        seed_stream(room.stream, call.ballots, call.first + i, np.uint64(0))
        outcome.ballots[i] = fill_camps(law, world, i, room.stream, room.members)
        for g in range(len(room.members)):
            seed_stream(room.stream, call.ballots, call.first + i, law.camp_keys[g])
            _flow_camp(law, world, i, g, room, outcome.votes[i])
        count(contest, outcome, call, i, room.counting)


def simulate_flows(
    contest: BlockContest, world: BlockWorld, call: Call, papers: int = 0
) -> Outcome:
    """Run a slice of replicates in bulk; flows know no papers, so `papers` must be 0."""
    if papers:
        raise SamplerError("flows draw no papers: use --sampler ballots")
    outcome = make_outcome(contest, len(world.cast))
    run_flows(contest, world, outcome, call, make_flow_scratch(contest))
    return outcome
