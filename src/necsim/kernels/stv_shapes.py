"""What counts of rankings take and give, as tuples of arrays; numba is not needed to make them."""

from __future__ import annotations

from typing import NamedTuple

from necsim.kernels.types import Counts, Flags, Indices, Votes


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
    (P,) lists what is in hand, its length in `in_hand` (1,). `place` (P,) is where to read on.
    `batches` (C,) counts the entries of each last batch, `gained` (C,) those of this deal.
    `continuing` (C,) may receive.
    """

    heads: Votes
    chain: Votes
    hand: Votes
    in_hand: Counts
    place: Counts
    batches: Counts
    gained: Counts
    continuing: Flags


class Rankings(NamedTuple):
    """A source of whole papers: what they say and where they lie."""

    papers: RankedPapers
    piles: PaperPiles
