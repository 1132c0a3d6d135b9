"""A scenario's contest → how its members vote, by its rule's kind of ballot."""

from __future__ import annotations

from necsim.kernels.ranking_shapes import RankingLaw
from necsim.kernels.shapes import BlockLaw
from necsim.link.law import TooFewVotesError, block_law, central_camps
from necsim.link.ranking import ranking_law
from necsim.rules import RULES
from necsim.scenario import Scenario
from necsim.scenario.refusal import refusal


def lay_law(scenario: Scenario, id_: str, support: dict[str, float]) -> BlockLaw | RankingLaw:
    """Lay out how members of a scenario's contest vote, at the mean support of its factions.

    Raises
    ------
    ScenarioError
        Where the stated share of votes used cannot be met.
    """
    contest = scenario.contests[id_]
    if RULES[contest.rule].ballot == "ranking":
        return ranking_law(id_, contest, scenario.reference)
    try:
        return block_law(id_, contest, scenario.reference, central_camps(contest, support))
    except TooFewVotesError as error:
        key = f"contests.{id_}.behaviour.votes_used"
        raise refusal(scenario, key, str(error), "raise it, or lower discipline") from None
