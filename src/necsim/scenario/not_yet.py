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
    if scenario.history is not None:
        yield Problem(("history",), "is not read yet", f"remove it: {_TYPED}")
    if scenario.support_from_votes:
        yield Problem(("support_from_votes",), "is not read yet", f"state [support]: {_TYPED}")
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
        if _moves(contest.behaviour.mobilisation):
            yield Problem((*at, "behaviour", "mobilisation"), "is not simulated yet",
                          "remove it: in this version turnout moves all camps alike")  # fmt: skip


def _moves(stated: float | dict[str, float] | None) -> bool:
    return any(stated.values()) if isinstance(stated, dict) else bool(stated)
