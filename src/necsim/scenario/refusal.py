"""A refusal that only numbers can give, worded like every other fault."""

from __future__ import annotations

from necsim.errors import Fault, ScenarioError
from necsim.scenario.model import Scenario


def refusal(scenario: Scenario, key: str, wrong: str, remedy: str) -> ScenarioError:
    """Make the error for an address whose value the model cannot meet.

    It names the file or flag that set the value, else what is nearest above it.
    """
    return ScenarioError([Fault(_source(scenario, key) or scenario.id, key, wrong, remedy)])


def _source(scenario: Scenario, key: str) -> str:
    origins, above = scenario.origins, key
    while above:
        under = (o for at, o in origins.items() if at == above or at.startswith(f"{above}."))
        if origin := next(under, None):
            return origin.source
        above = above.rpartition(".")[0]
    return ""
