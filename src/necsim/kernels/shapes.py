"""What kernels take and give, as tuples of arrays; numba is not needed to make them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels.types import Counts, Flags, Floats, Indices, Keys, Votes


class Minimums(NamedTuple):
    """Numbers of winners needed (M,) and who counts toward each (M, C)."""

    needs: Counts
    tags: Flags


class Winners(NamedTuple):
    """What a count says, a row a replicate: elected (n, C); last in, first out, acted (n,).

    Last in is the lowest of the elected, first out the highest of the rest; where a minimum acted
    the first out may have more votes. Nobody out is −1.
    """

    elected: Flags
    last_in: Indices
    first_out: Indices
    acted: Flags


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
    """One contest under block vote: how members vote, minimums, seats, who may be elected (C,)."""

    law: BlockLaw
    minimums: Minimums
    seats: int
    standing: Flags


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
