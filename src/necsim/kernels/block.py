"""Block vote: what both samplers share, from an electorate to camps and lists (MODEL 4, 5)."""

from __future__ import annotations

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.binomial import binomial, split
from necsim.kernels.elect import ElectScratch, elect
from necsim.kernels.shapes import (
    BlockContest,
    BlockLaw,
    BlockWorld,
    Call,
    Outcome,
    Winners,
)
from necsim.kernels.stream import seed_stream
from necsim.kernels.types import Counts, Keys


def make_outcome(contest: BlockContest, replicates: int, papers: int = 0) -> Outcome:
    """Make room for the outcome of a slice, and for `papers` papers."""
    candidates = contest.law.attraction.shape[1]
    winners = Winners(
        np.zeros((replicates, candidates), np.uint8),
        np.zeros(replicates, np.int16),
        np.zeros(replicates, np.int16),
        np.zeros(replicates, np.uint8),
    )
    return Outcome(
        np.zeros((replicates, candidates), np.int32),
        np.zeros(replicates, np.int32),
        winners,
        np.zeros((papers, candidates), np.uint8),
    )


def make_elect_scratch(contest: BlockContest) -> ElectScratch:
    """Make room for one count."""
    return ElectScratch(
        np.zeros(contest.law.attraction.shape[1], np.uint8),
        np.zeros(len(contest.minimums.needs), np.int64),
        np.zeros(int(np.prod(contest.minimums.needs + 1)), np.int64),
        np.zeros(4, np.uint64),
    )


@kernel
def valid_ballots(stream: Keys, cast: int, invalid: float) -> int:
    """Draw how many of the ballots cast are valid."""
    return cast - binomial(stream, cast, invalid)


@kernel
def fill_camps(law: BlockLaw, world: BlockWorld, i: int, stream: Keys, members: Counts) -> int:
    """Draw into `members` (G,) how many valid ballots each camp casts in world i, all segments."""
    members[:] = 0
    total = 0
    for s in range(world.cast.shape[1]):
        valid = valid_ballots(stream, world.cast[i, s], law.invalid)
        split(stream, valid, world.shares[i, s], members)
        total += valid
    return total


@kernel
def count(
    contest: BlockContest, outcome: Outcome, call: Call, i: int, counting: ElectScratch
) -> None:
    """Count replicate i of the slice: elect from its votes, lots from a stream of their own."""
    seed_stream(counting.lots, call.lots, call.first + i, np.uint64(0))
    votes, standing = outcome.votes[i], contest.standing
    elect(votes, standing, contest.seats, contest.minimums, outcome.winners, i, counting)
