from __future__ import annotations

import pickle

import pytest
from tests.engine.scenarios import column_bytes, cooperative, january

from necsim.engine.slices import Job, make_job, simulate_slice
from necsim.errors import ScenarioError
from necsim.plan import Plan, make_plan
from necsim.scenario import Scenario


def test_labels_name_everything_in_the_order_declared() -> None:
    labels = make_plan(cooperative({"title": "A co-operative", "id": "coop"})).labels
    assert (labels.scenario, labels.title) == ("coop", "A co-operative")
    assert labels.factions == {"green": "green", "blue": "blue", "amber": "amber"}
    assert labels.holders == ("green", "blue", "amber", "independent")
    assert labels.coalitions == {"warm": ("green", "amber")}
    assert [contest.id for contest in labels.contests] == ["board", "youth"]
    assert labels.has_committee


def test_a_scenario_without_a_committee_has_no_coalitions() -> None:
    labels = make_plan(january()).labels
    assert labels.factions == {"left": "Left", "centre_right": "Centre right"}
    assert labels.coalitions == {}
    assert not labels.has_committee


@pytest.mark.parametrize("scenario", [cooperative(), january({"contests.clp.electorate": 300})])
@pytest.mark.parametrize("sampler", ["flows", "ballots"])
def test_a_plan_that_has_travelled_gives_the_same_draws(scenario: Scenario, sampler: str) -> None:
    plan = make_plan(scenario)
    travelled: Plan = pickle.loads(pickle.dumps(plan))
    job = make_job(plan, 5, "flows" if sampler == "flows" else "ballots")
    elsewhere: Job = pickle.loads(pickle.dumps(job))._replace(plan=travelled)
    here, there = simulate_slice(job, 0, 3), simulate_slice(elsewhere, 0, 3)
    assert column_bytes(here) == column_bytes(there)


def test_a_plan_can_be_made_twice() -> None:
    assert pickle.dumps(make_plan(cooperative())) == pickle.dumps(make_plan(cooperative()))


def test_numbers_that_no_law_has_are_refused_when_the_plan_is_made() -> None:
    changes = {"give_or_take": {"green": 0.02, "blue": 0.1, "amber": 0.03, "unaligned": 0.055}}
    with pytest.raises(ScenarioError, match="give_or_take: no law of support"):
        make_plan(cooperative(changes))
