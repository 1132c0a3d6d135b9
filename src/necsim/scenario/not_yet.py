"""What scenario files may say and this version cannot do yet: one line each."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.rules import SIMULATED
from necsim.scenario.model import Scenario
from necsim.scenario.problem import Problem

_VOTES = "this version forecasts block votes"
_TYPED = "this version forecasts from typed support"


def not_yet(scenario: Scenario) -> Iterator[Problem]:
    """Report every key that is right but not served."""
    for id_ in scenario.evidence:
        yield Problem(("evidence", id_), "is not used yet", f"remove it: {_TYPED}")
    for id_, contest in scenario.contests.items():
        at = ("contests", id_)
        if contest.rule not in SIMULATED:
            yield Problem((*at, "rule"), f"{contest.rule} is not simulated yet",
                          f'write rule = "block": {_VOTES}')  # fmt: skip
        if contest.vacate:
            yield Problem((*at, "vacate"), "is not simulated yet", "remove it: this version "
                          "counts each ballot once")  # fmt: skip
