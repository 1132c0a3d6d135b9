"""The names of what is simulated, in the order of the arrays."""

from __future__ import annotations

from typing import NamedTuple

from necsim.rules import RULES
from necsim.scenario import Scenario
from necsim.scenario.contest import INDEPENDENT, Contest

NOBODY = "nobody"


class CandidateLabel(NamedTuple):
    """One candidate: id, name, slates (ids), and the faction whose seat a win would be."""

    id: str
    name: str
    slates: tuple[str, ...]
    faction: str


class SlateLabel(NamedTuple):
    """One slate: id, name and the faction it belongs to."""

    id: str
    name: str
    faction: str


class ContestLabels(NamedTuple):
    """One contest; a candidate's place in `candidates` is its index in every array."""

    id: str
    name: str
    rule: str
    seats: int
    votes: int
    candidates: tuple[CandidateLabel, ...]
    slates: tuple[SlateLabel, ...]
    has_minimums: bool

    @property
    def ranked(self) -> bool:
        """Whether members rank candidates."""
        return RULES[self.rule].ballot == "ranking"

    @property
    def filled(self) -> int:
        """Seats that can be filled: no more than there are candidates."""
        return min(self.seats, len(self.candidates))


class Labels(NamedTuple):
    """Every id and name of a plan; factions and coalitions in the order declared."""

    scenario: str
    title: str
    factions: dict[str, str]
    coalitions: dict[str, tuple[str, ...]]
    contests: tuple[ContestLabels, ...]
    has_committee: bool

    @property
    def holders(self) -> tuple[str, ...]:
        """Whoever may hold a seat: each faction, then `independent`."""
        return (*self.factions, INDEPENDENT)


def labels_of(scenario: Scenario) -> Labels:
    """Collect the ids and names that a scenario states; no evidence is read for it."""
    return Labels(
        scenario.id,
        scenario.title,
        {id_: faction.name or id_ for id_, faction in scenario.factions.items()},
        dict(scenario.committee.coalitions) if scenario.committee else {},
        tuple(label_contest(id_, contest) for id_, contest in scenario.contests.items()),
        scenario.committee is not None,
    )


def label_contest(id_: str, contest: Contest) -> ContestLabels:
    """Collect the ids and names of one contest."""
    slates = tuple(SlateLabel(k, s.name or k, s.faction) for k, s in contest.slates.items())
    candidates = tuple(
        CandidateLabel(k, c.name or k, c.slate, contest.faction_of(k))
        for k, c in contest.candidates.items()
    )
    votes = min(contest.allowed, len(candidates))
    name = contest.name or id_
    return ContestLabels(
        id_, name, contest.rule, contest.seats, votes, candidates, slates, bool(contest.minimums)
    )
