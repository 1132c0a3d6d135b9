"""What the value of an assumption means: how many members, which share of the votes."""

from __future__ import annotations

from typing import NamedTuple

from necsim.evidence import centred, mean_support
from necsim.link.votes import central_votes, faction_shares
from necsim.scenario import Scenario, full_path
from necsim.scenario.contest import Contest, Segment


class Meaning(NamedTuple):
    """Members that a value stands for, and the share of all votes that its faction then has.

    None where the key is of neither. Both are of the first contest that the key bears on, at the
    central world: everything as stated, no surprises.
    """

    members: float | None
    votes: float | None


def meaning_of(scenario: Scenario, key: str) -> Meaning:
    """Say what the value that a key holds now means."""
    path = full_path(key, scenario.contests)
    if path[0] == "contests" and path[-1] == "turnout":
        return Meaning(_voters(scenario.contests[path[1]]), None)
    if path[0] != "support" or len(path) != 2:
        return Meaning(None, None)
    scenario, support = centred(scenario), mean_support(scenario)
    share = support.get(path[1], 1.0 - sum(support.values()))
    for id_, contest in scenario.contests.items():
        shares = faction_shares(contest, central_votes(scenario, id_, support))
        if path[1] in shares:
            return Meaning(share * _voters(contest), shares[path[1]])
    return Meaning(share * _voters(next(iter(scenario.contests.values()))), None)


def _voters(contest: Contest) -> float:
    """Give the members expected to vote."""
    parts = contest.segments.values() or (Segment(share=1.0),)
    return sum(
        (contest.electorate * (part.share or 0.0) if part.electorate is None else part.electorate)
        * (contest.turnout if part.turnout is None else part.turnout)
        for part in parts
    )
