"""A scenario as arrays and labels: whoever simulates it needs no words."""

from __future__ import annotations

from typing import NamedTuple

from necsim.evidence import Belief, Fit, believe, centred
from necsim.kernels.units import CommitteePlan
from necsim.plan.committee import plan_committee
from necsim.plan.contest import ContestPlan, plan_contest
from necsim.plan.labels import Labels, labels_of
from necsim.scenario import Scenario


class Plan(NamedTuple):
    """Labels and arrays of a scenario; picklable, no files, no generators."""

    labels: Labels
    belief: Belief
    contests: tuple[ContestPlan, ...]
    committee: CommitteePlan | None


def make_plan(scenario: Scenario, found: Fit | None = None) -> Plan:
    """Turn a checked scenario into a plan; its evidence is fitted here unless the fit is given.

    Raises
    ------
    ScenarioError
        Where the numbers cannot be met together: errors of support no law has, votes used that
        are fewer than the disciplined already use.
    """
    belief, words = believe(scenario, found), centred(scenario, found)
    contests = tuple(plan_contest(words, id_, belief) for id_ in scenario.contests)
    return Plan(labels_of(scenario), belief, contests, plan_committee(scenario))
