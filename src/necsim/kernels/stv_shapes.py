"""What counts of rankings take and give, as tuples of arrays; numba is not needed to make them.

Compiling a call takes time for every array in its tuples, so arrays of one shape are rows of one.
"""

from __future__ import annotations

from typing import NamedTuple

from necsim.kernels.shapes import Minimums
from necsim.kernels.types import Counts, Flags, Indices, Votes

FIRST, SURPLUS, EXCLUSION = range(3)
"""Kinds of stage."""

DONE, FULL, TIED, MISDRAWN = range(4)
"""How a count ends: well; out of room; at a tie without a lot; at a lot that fits no tie."""

TOTAL, BATCH_VALUE, BATCH_SIZE, RECEIVED, ELECTED_AT, EXCLUDED_AT, PLACE, ORDER = range(8)
"""Rows of `Table.counts`.

A candidate's total in units; value index and papers of the last batch; papers from the deal under
way; stages of election and exclusion from 1, and place in the order of election from 1, 0 for
none. ORDER lists candidates by votes, roughly.
"""

STANDING, CONTINUING, ELECTED, WAITING, DOOMED, GROUP, LEVEL, POOL, ONE = range(9)
"""Rows of `Table.flags`: who stands, continues, is elected, waits with a surplus, is doomed.

GROUP is the group to exclude, LEVEL those tied, POOL those a choice is among, ONE a single.
"""

SEATS, KEYED, QUOTA, PAPERS, LOST, VALUES, STAGES, POINTS, FILLED, RUNNING, ACTED, DRAWN = range(12)
"""Entries of `Table.figures`.

Seats; whether lots come from a stream; quota, papers, non-transferable total in units; values,
stages and points of history so far; seats filled, candidates continuing; whether a minimum
acted; lots drawn.
"""

KIND, MOVER, END, STAGE_QUOTA, STAGE_LOST, STAGE_DRAWN = range(6)
"""Columns of `StageLog.stages`.

Kind; whose surplus, −1 for nobody's; the row of history it ends with; quota, non-transferable
total and lots drawn when it ends.
"""


class RankedPapers(NamedTuple):
    """Distinct rankings, one after the other, and how many papers bear each.

    `preferences` holds candidate numbers; ranking p is preferences[starts[p] : starts[p + 1]];
    `starts` (P + 1,), `numbers` (P,). No candidate twice in one ranking.
    """

    preferences: Indices
    starts: Counts
    numbers: Counts


class PaperPiles(NamedTuple):
    """Where each ranking lies: a linked list per candidate and value, new entries at the front.

    `heads` (C, V) is the front of each list and `chain` (P,) the next entry, −1 for none. `hand`
    (P + 1,) says how many are in hand, then which. `place` (P,) is where to read on. `entries`
    (3, C) counts those of each last batch and of this deal, and flags who may receive.
    """

    heads: Votes
    chain: Votes
    hand: Votes
    place: Counts
    entries: Counts


class Rankings(NamedTuple):
    """A source of whole papers: what they say and where they lie."""

    papers: RankedPapers
    piles: PaperPiles


class StvContest(NamedTuple):
    """What is to be filled: seats, who stands (C,), minimums."""

    seats: int
    standing: Flags
    minimums: Minimums


class Table(NamedTuple):
    """What is known of each candidate: `counts` (8, C), `flags` (9, C), and `figures` (12,)."""

    counts: Counts
    flags: Flags
    figures: Counts


class Piles(NamedTuple):
    """How many papers each candidate holds of each value (C, V), and the values (V,) in units."""

    papers: Counts
    values: Counts


class StageLog(NamedTuple):
    """What happened: `stages` (S, 6), a row of totals for every point one may look back to, lots.

    `history` (H, C); `draws` (L, C) flags those tied with 1 and who was drawn with 2; `declared`
    are the lots drawn beforehand, first drawn first.
    """

    stages: Counts
    history: Counts
    draws: Flags
    declared: Counts
