"""Evidence as numbers by id: what the words of a scenario and the tables they name come down to.

Ids are the scenario's own: names in a source have been matched. Whatever was published after
`as_of` is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from necsim.evidence.past import PastContest


class PastResult(NamedTuple):
    """A past contest of the same members, with each candidate's nominations where known.

    `id` is the piece's, `past.id` history's. Nominations are of one count, the one that has most
    of the candidates: at the close often only a few names were reported.
    """

    id: str
    day: date
    past: PastContest
    nominations: Mapping[str, int]


class Sample(NamedTuple):
    """A poll: shares of those who said, by slate or faction, of `size` asked.

    It speaks of one contest's votes, or of loyalty; `undecided` is a share of those asked. The
    shares leave out whoever is no slate or faction here. `house` is the piece's id if unnamed.
    """

    id: str
    day: date
    contest: str
    asks: str
    house: str
    size: int
    design_effect: float
    undecided: float
    shares: Mapping[str, float]


class Counts(NamedTuple):
    """Nominations by candidate of one contest; whoever is missing is unknown, not 0."""

    id: str
    day: date
    contest: str
    counts: Mapping[str, int]


class Preceding(NamedTuple):
    """A ballot of the same members on something else: shares of its votes by slate or faction.

    Whoever is neither is left out, so that a vote between two may have one share.
    """

    id: str
    day: date
    contest: str
    shares: Mapping[str, float]


class Judged(NamedTuple):
    """Support by faction as somebody judges it, and one standard deviation of each."""

    id: str
    day: date
    shares: Mapping[str, float]
    give_or_take: Mapping[str, float]


class Pieces(NamedTuple):
    """All evidence of a scenario, oldest first within each kind."""

    results: tuple[PastResult, ...] = ()
    polls: tuple[Sample, ...] = ()
    nominations: tuple[Counts, ...] = ()
    ballots: tuple[Preceding, ...] = ()
    judgements: tuple[Judged, ...] = ()

    @property
    def ids(self) -> list[str]:
        """List the pieces by day."""
        return [each.id for each in sorted((p for kind in self for p in kind), key=_day)]

    def without(self, id_: str) -> Pieces:
        """Leave one piece out."""
        return Pieces(
            tuple(each for each in self.results if each.id != id_),
            tuple(each for each in self.polls if each.id != id_),
            tuple(each for each in self.nominations if each.id != id_),
            tuple(each for each in self.ballots if each.id != id_),
            tuple(each for each in self.judgements if each.id != id_),
        )


def _day(piece: PastResult | Sample | Counts | Preceding | Judged) -> date:
    return piece.day
