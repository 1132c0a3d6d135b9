"""The link against simulated means, and against what must be so by symmetry."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from necsim.engine import simulate
from necsim.kernels.types import Floats
from necsim.link.votes import central_votes, vote_shares
from necsim.plan import make_plan
from necsim.scenario import Scenario, make_scenario


def contest(**behaviour: Any) -> dict[str, Any]:
    return {
        "rule": "block",
        "seats": 2,
        "electorate": 100_000,
        "turnout": 1.0,
        "turnout_give_or_take": 0.0,
        "behaviour": {
            "discipline_give_or_take": 0.0,
            "appeal_give_or_take": 0.0,
            "discipline": {"reds": 0.6, "default": 0.2},
            **behaviour,
        },
        "slates": {"reds": {"faction": "red"}, "blues": {"faction": "blue"}},
        "candidates": {
            "ann": {"slate": "reds", "appeal": 0.4},
            "bob": {"slate": ["reds", "blues"]},
            "cat": {"slate": "blues"},
            "dan": {"appeal": -0.5},
        },
    }


def scenario(**behaviour: Any) -> Scenario:
    return make_scenario(
        {
            "format": 1,
            "factions": {"red": {}, "blue": {}},
            "support": {"red": 0.5, "blue": 0.3},
            "give_or_take": 0,
            "contests": {"c": contest(**behaviour)},
        }
    )


def votes(words: Scenario) -> Floats:
    return central_votes(words, "c", words.support)


@pytest.mark.compiled
@pytest.mark.parametrize("votes_used", [0.8, 0.95])
def test_expected_votes_are_the_means_of_simulated_ones(votes_used: float) -> None:
    words = scenario(votes_used=votes_used)
    plan = make_plan(words)
    expected = votes(words)
    run = simulate(words, replicates=400, seed=3)
    for c, candidate in enumerate(plan.labels.contests[0].candidates):
        drawn = run.draws[f"votes.c.{candidate.id}"].to_numpy() / 100_000
        # 400 contests of 100,000 ballots: 4.5 errors of the mean.
        assert abs(drawn.mean() - expected[c]) < 4.5 * drawn.std() / 20


def test_expected_votes_use_the_stated_share_of_the_votes_allowed() -> None:
    assert votes(scenario(votes_used=0.9)).sum() == pytest.approx(1.8)


def test_shares_count_a_candidate_for_each_of_its_slates() -> None:
    shares = vote_shares(scenario().contests["c"], np.array([4.0, 3.0, 2.0, 1.0]))
    assert shares == {"reds": 0.7, "blues": 0.5, "off slates": 0.1}
