"""A refusal that only numbers can give, worded like every other fault."""

from __future__ import annotations

from necsim.errors import Fault, ScenarioError
from necsim.scenario.model import Scenario


def refusal(scenario: Scenario, key: str, wrong: str, remedy: str) -> ScenarioError:
    """Make the error for an address whose value the model cannot meet."""
    origins = scenario.origins
    under = (origin for at, origin in origins.items() if at == key or at.startswith(f"{key}."))
    origin = next(under, None)
    return ScenarioError([Fault(origin.source if origin else scenario.id, key, wrong, remedy)])
