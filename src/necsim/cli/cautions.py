"""Warnings of a scenario: from its words alone, and from what they come to in votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from necsim.scenario import Scenario


def warnings(scenario: Scenario, replicates: int | None = None) -> list[str]:
    """List them all; a ScenarioError where the numbers cannot be met together."""
    from necsim.evidence import centred, mean_support
    from necsim.link.bounds import bounds
    from necsim.scenario import warnings as of_words

    found = [*of_words(scenario), *bounds(centred(scenario), mean_support(scenario))]
    if not scenario.evidence:
        return found
    from necsim.evidence.cautions import assumed, doubts
    from necsim.evidence.fitted import fitted

    fit = fitted(scenario)
    return [*found, *assumed(fit), *doubts(fit, replicates or scenario.run.replicates)]
