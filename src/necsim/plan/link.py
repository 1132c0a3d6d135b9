"""The link: expected votes by candidate, exactly, given camps, discipline and appeal.

What a stated support reads as in votes; no ballot is drawn.
"""

from __future__ import annotations

import numpy as np

from necsim.evidence import Belief
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Floats
from necsim.plan.behaviour import mean_discipline
from necsim.plan.contest import ContestPlan, central_camps
from necsim.plan.labels import ContestLabels
from necsim.scenario import Scenario


def expected_votes(law: BlockLaw, camps: Floats, discipline: Floats, appeal: Floats) -> Floats:
    """Give expected votes per valid ballot (C,) for camps (G,), discipline (G,), appeal (C,)."""
    from necsim.kernels.weights import camp_weights

    votes = np.zeros(len(appeal))
    strength, weights = np.exp(appeal - appeal.max()), np.zeros(len(appeal))
    for g, share in enumerate(camps):
        camp_weights(strength, law.attraction[g], weights)
        votes += _ticks(weights, share * (1.0 - discipline[g]) * law.free_ticks[g])
        listed = share * discipline[g]
        others = np.where(law.asked[g] == 1, 0.0, weights)
        votes += listed * law.asked[g] + _ticks(others, listed * law.list_ticks[g])
    return votes


def central_votes(scenario: Scenario, plan: ContestPlan, belief: Belief) -> Floats:
    """Give expected votes per ballot (C,) at the central world: means as stated, no surprises."""
    camps = central_camps(plan.component, plan.lean, plan.splits, belief)
    words = scenario.contests[plan.labels.id]
    discipline = mean_discipline(scenario, words, plan.labels)
    return expected_votes(plan.block.law, camps, discipline, plan.appeal.typed)


def vote_shares(labels: ContestLabels, votes: Floats) -> dict[str, float]:
    """Add expected votes up to shares of all votes: each slate's, and those off every slate.

    A candidate on several slates counts for each of them.
    """
    groups = {
        slate.id: [slate.id in c.slates for c in labels.candidates] for slate in labels.slates
    }
    groups["off slates"] = [not c.slates for c in labels.candidates]
    return {name: float(votes[members].sum() / votes.sum()) for name, members in groups.items()}


def _ticks(weights: Floats, left: Floats) -> Floats:
    """Give the expected ticks (C,) of members of whom left[r] have r ticks."""
    from necsim.kernels.ticks import expected_ticks, tick_chances

    chances, expected = np.zeros((len(weights), len(left))), np.zeros(len(weights))
    tick_chances(weights, chances, np.zeros(len(left)))
    expected_ticks(chances, left, expected)
    return expected
