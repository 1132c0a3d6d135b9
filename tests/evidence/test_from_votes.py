"""Support read from votes gives those votes again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.scenarios import january

from necsim.errors import ScenarioError
from necsim.evidence import believe, mean_support
from necsim.link.votes import central_votes, faction_shares
from necsim.plan import make_plan
from necsim.scenario import Scenario


def from_votes(votes: dict[str, float], **changes: Any) -> Scenario:
    return january({"support": {}, "support_from_votes": votes, "give_or_take": 0.05, **changes})


def two_slate(scenario: Scenario) -> float:
    shares = faction_shares(
        scenario.contests["clp"], central_votes(scenario, "clp", mean_support(scenario))
    )
    return shares["left"] / (shares["left"] + shares["centre_right"])


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.floats(0.3, 0.7))
def test_the_support_found_gives_the_stated_votes(left: float) -> None:
    scenario = from_votes({"left": left, "centre_right": 1.0 - left})
    assert two_slate(scenario) == pytest.approx(left, abs=1e-9)
    assert sum(mean_support(scenario).values()) == pytest.approx(0.8, abs=1e-12)


def test_more_votes_mean_more_support() -> None:
    found = [mean_support(from_votes({"left": v, "centre_right": 0.3}))["left"]
             for v in (0.4, 0.5, 0.6)]  # fmt: skip
    assert found == sorted(found)


def test_what_support_gives_in_votes_reads_back_as_that_support() -> None:
    stated = january({"support": {"left": 0.45, "centre_right": 0.35}})
    shares = faction_shares(stated.contests["clp"], central_votes(stated, "clp", stated.support))
    assert mean_support(from_votes(shares)) == pytest.approx(stated.support, abs=1e-9)


def test_the_belief_is_centred_on_it() -> None:
    scenario = from_votes({"left": 0.62, "centre_right": 0.29})
    belief = believe(scenario)
    assert belief.support == pytest.approx(mean_support(scenario), abs=1e-6)
    assert belief.names == ("left", "centre_right", "unaligned")
    np.testing.assert_allclose(belief.law.means[2], 0.2, atol=1e-6)


def test_a_faction_of_no_votes_has_no_support() -> None:
    scenario = from_votes({"left": 0.9, "centre_right": 0.0})
    assert mean_support(scenario) == {"left": pytest.approx(0.8)}
    assert make_plan(scenario).contests[0].component.tolist() == [0, -1, -1]


def test_votes_that_no_support_gives_are_refused_with_the_nearest() -> None:
    with pytest.raises(ScenarioError) as refused:
        believe(from_votes({"left": 0.98, "centre_right": 0.01}))
    (fault,) = refused.value.faults
    assert fault.key == "support_from_votes"
    assert "members of other camps" in fault.wrong
    assert "nearest" in fault.remedy


def test_three_factions_and_a_lean_are_met_together() -> None:
    changes = {
        "factions.green": {},
        "contests.clp.lean": {"left": 0.3},
        "contests.clp.slates.greens": {"faction": "green"},
        "contests.clp.candidates.taylor.slate": "greens",
    }
    votes = {"left": 0.5, "centre_right": 0.25, "green": 0.1}
    scenario = from_votes(votes, **changes)
    found = faction_shares(
        scenario.contests["clp"], central_votes(scenario, "clp", mean_support(scenario))
    )
    for faction, share in votes.items():
        assert found[faction] / found["left"] == pytest.approx(share / 0.5, rel=1e-8)
