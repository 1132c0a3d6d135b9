"""What simulated contests by rankings take and give; numba is not needed to make them."""

from __future__ import annotations

from typing import NamedTuple

from necsim.kernels.shapes import Minimums, Winners
from necsim.kernels.types import Counts, Flags, Floats, Indices, Keys, Votes


class Lists(NamedTuple):
    """The distinct orders in which slates ask for their names.

    `names` (L, C) is −1 after the last, with one name at least; `camps` (L,) whom each is asked
    of; `asked` (S, G) the list of each segment and camp, −1 for none.
    """

    names: Indices
    camps: Counts
    asked: Counts


class RankingLaw(NamedTuple):
    """How members of one contest rank, the same in every world.

    `attraction` (G, C) is exp(pull); `stop` (G,) the weight of stopping, where a candidate of
    appeal 0 and pull 0 weighs one; `after_slate` (G,) the chance that who has followed the list
    to its end goes on; `camp_keys` (G,), none of them 0, name each camp's stream.
    """

    invalid: float
    attraction: Floats
    stop: Floats
    after_slate: Floats
    lists: Lists
    camp_keys: Keys


class RankingContest(NamedTuple):
    """One contest by rankings: how members vote, minimums, seats, rule, who may be elected (C,).

    Where somebody may not, the papers must be complete rankings.
    """

    law: RankingLaw
    minimums: Minimums
    seats: int
    rule: str
    standing: Flags


class RankingWorld(NamedTuple):
    """A slice of n worlds, as they bear on one contest.

    As a `BlockWorld`, but for `strength` (n, C): exp(appeal), where appeal 0 is one, since a stop
    is weighed against it.
    """

    cast: Counts
    shares: Floats
    discipline: Floats
    strength: Floats


class Course(NamedTuple):
    """How counts of rankings went.

    A row a replicate: `elected_at` (n, C) the stage of election from 1, 0 for none; `stages`
    (n,) their number; `exhausted` (n,) the non-transferable total at the end, in votes; `margin`
    (n,) by how many votes the last in was ahead of the first out when both last continued, not a
    number where nobody is out.

    `transfers` (C, C + 1) adds up over the slice, in the rule's units, what moved from whose pile
    to whose, the last column to nobody; those excluded together share what moved as they lost
    votes. `totals` (n, S, C + 1), in units, are those at the end of each of the first S stages,
    non-transferable last; S is 0 unless asked for.
    """

    elected_at: Indices
    stages: Indices
    exhausted: Floats
    margin: Floats
    transfers: Counts
    totals: Counts


class RankingOutcome(NamedTuple):
    """What a slice comes to: first preferences (n, C), valid ballots (n,), winners, and how."""

    votes: Votes
    ballots: Votes
    winners: Winners
    course: Course
