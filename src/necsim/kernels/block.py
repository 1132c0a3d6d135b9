"""Block vote: what both samplers share, from an electorate to camps and lists (MODEL 4, 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.binomial import binomial, split
from necsim.kernels.elect import ElectScratch, Minimums, Winners, elect
from necsim.kernels.stream import seed_stream
from necsim.kernels.types import Counts, Flags, Floats, Keys, Votes


class BlockLaw(NamedTuple):
    """How members of one contest vote, the same in every world.

    `attraction` (G, C) is exp(pull); `asked` (G, C) the names a slate asks for; `free_ticks`
    and `list_ticks` (G, votes + 1) the chances of ticks for free members, and of further ticks
    for those who have followed the slate; `camp_keys` (G,), none of them 0, name each camp's
    stream. Nobody has more ticks than there are candidates left, and no free member has none.
    """

    invalid: float
    attraction: Floats
    asked: Flags
    free_ticks: Floats
    list_ticks: Floats
    camp_keys: Keys


class BlockContest(NamedTuple):
    """One contest under block vote: how members vote, minimums, seats."""

    law: BlockLaw
    minimums: Minimums
    seats: int


class BlockWorld(NamedTuple):
    """A slice of n worlds, as they bear on one contest.

    `cast` (n, S) ballots cast in each segment; `shares` (n, S, G) of the camps; `discipline`
    (n, G); `strength` (n, C), exp(appeal) with the largest one.
    """

    cast: Counts
    shares: Floats
    discipline: Floats
    strength: Floats


class Outcome(NamedTuple):
    """What a slice comes to: votes (n, C), valid ballots (n,), winners; all zero at first.

    `papers` has rows only where the papers themselves are wanted, a row a paper, of a slice of
    one replicate.
    """

    votes: Votes
    ballots: Votes
    winners: Winners
    papers: Flags


class Call(NamedTuple):
    """Which replicates to run.

    Stream keys for ballots and for lots, the index of the first, and a flag that stops the run:
    whoever raises it must drop the slice, which is then unfinished.
    """

    ballots: np.uint64
    lots: np.uint64
    first: int
    stop: Flags


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
    elect(outcome.votes[i], contest.seats, contest.minimums, outcome.winners, i, counting)
