"""What scenario files may say and this version cannot do yet: one line each."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.scenario.model import Scenario
from necsim.scenario.problem import Problem

_TYPED = "this version forecasts from typed support"


def not_yet(scenario: Scenario) -> Iterator[Problem]:
    """Report every key that is right but not served."""
    for id_ in scenario.evidence:
        yield Problem(("evidence", id_), "is not used yet", f"remove it: {_TYPED}")
