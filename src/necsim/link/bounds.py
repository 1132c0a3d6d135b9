"""What stated numbers rule out, found through the link: warnings, not faults."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from necsim.kernels.shapes import BlockLaw
from necsim.link.law import central_camps, mean_discipline
from necsim.link.lay import lay_law
from necsim.link.votes import OFF_SLATES, central_votes, vote_shares
from necsim.scenario import Scenario

# Of the free ballots: above this a higher appeal can hardly add votes any more.
_NEARLY_ALL = 0.9
_OFF_BY = 0.02


def bounds(scenario: Scenario, support: dict[str, float]) -> Iterator[str]:
    """Say where discipline caps a candidate off slates, and where stated votes do not add up."""
    for id_, contest in scenario.contests.items():
        law = lay_law(scenario, id_, support)
        if isinstance(law, BlockLaw) and any(not who.slate for who in contest.candidates.values()):
            yield from _capped(scenario, id_, law, support)
    if scenario.support_from_votes:
        yield from _left_over(scenario, support)


def _capped(
    scenario: Scenario, id_: str, law: BlockLaw, support: dict[str, float]
) -> Iterator[str]:
    """Compare the best candidate off slates with the ballots that discipline leaves.

    Whoever follows a slate that asks for as many names as there are votes ticks nobody else.
    """
    contest = scenario.contests[id_]
    camps = central_camps(contest, support)
    full = law.asked.sum(axis=1) == law.free_ticks.shape[1] - 1
    straight = float(camps @ (mean_discipline(contest, scenario.reference) * full))
    votes = central_votes(scenario, id_, support)
    off = np.array([not who.slate for who in contest.candidates.values()])
    best = int(np.argmax(np.where(off, votes, -1.0)))
    if straight > 0.0 and votes[best] > _NEARLY_ALL * (1.0 - straight):
        yield (
            f"contests.{id_}: straight slate ballots are {straight:.0%} of all under the stated "
            f"support and discipline, so {list(contest.candidates)[best]}, on no slate, can be on "
            f"at most {1.0 - straight:.0%} and is on {votes[best]:.0%}; if more is expected, lower "
            "discipline"
        )


def _left_over(scenario: Scenario, support: dict[str, float]) -> Iterator[str]:
    """Compare what the stated votes leave for candidates off slates with what these get."""
    id_, contest = next(iter(scenario.contests.items()))
    left = 1.0 - sum(scenario.support_from_votes.values())
    given = vote_shares(contest, central_votes(scenario, id_, support))[OFF_SLATES]
    if abs(left - given) > _OFF_BY and left > _OFF_BY:
        yield (
            f"support_from_votes leaves {left:.1%} of the votes for candidates off slates; their "
            f"stated appeals give them {given:.1%}, and the factions' votes keep their proportions"
        )
