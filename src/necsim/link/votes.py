"""What stated support reads as in votes; no ballot is drawn."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from necsim.kernels.ranking_shapes import RankingLaw
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Floats
from necsim.link.expected import expected_votes
from necsim.link.law import central_camps, mean_discipline
from necsim.link.lay import lay_law
from necsim.link.ranking import first_preferences
from necsim.scenario import Scenario
from necsim.scenario.contest import Contest
from necsim.scenario.reference import Reference

OFF_SLATES = "off slates"


def central_votes(scenario: Scenario, id_: str, support: dict[str, float]) -> Floats:
    """Give expected votes per ballot (C,) at the central world: means as stated, no surprises.

    Under STV they are first preferences.
    """
    law = lay_law(scenario, id_, support)
    return votes_by(law, scenario.contests[id_], support, scenario.reference)


def votes_by(
    law: BlockLaw | RankingLaw, contest: Contest, support: dict[str, float], reference: Reference
) -> Floats:
    """Give expected votes per ballot (C,) by a law that is laid, as worlds are simulated by one."""
    camps, discipline = central_camps(contest, support), mean_discipline(contest, reference)
    if isinstance(law, RankingLaw):
        return first_preferences(contest, law, camps, discipline)
    return expected_votes(law, camps, discipline, np.array(contest.appeals))


def vote_shares(contest: Contest, votes: Floats) -> dict[str, float]:
    """Add expected votes up to shares of all votes: each slate's, and those off every slate.

    A candidate on several slates counts for each of them.
    """
    people = contest.candidates.values()
    shares = {slate: _part(votes, (slate in who.slate for who in people))
              for slate in contest.slates}  # fmt: skip
    return {**shares, OFF_SLATES: _part(votes, (not who.slate for who in people))}


def faction_shares(contest: Contest, votes: Floats) -> dict[str, float]:
    """Add expected votes up to shares of all votes of the factions with a slate here.

    A candidate counts for the faction whose seat a win would be.
    """
    sides = [contest.faction_of(id_) for id_ in contest.candidates]
    factions = dict.fromkeys(slate.faction for slate in contest.slates.values())
    return {faction: _part(votes, (side == faction for side in sides)) for faction in factions}


def _part(votes: Floats, members: Iterable[bool]) -> float:
    return float(votes[np.array(list(members), bool)].sum() / votes.sum())
