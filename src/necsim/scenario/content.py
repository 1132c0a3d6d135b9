"""A scenario as text that is the same whenever the numbers are."""

from __future__ import annotations

import json

from necsim.scenario.model import Scenario

# How it is run is hashed by the call; reasons, notes and where a folder lies change no number.
_APART = {"run", "why", "note", "history"}


def canonical(scenario: Scenario) -> str:
    """Write the resolved scenario as JSON, without paths, origins, reasons and run settings.

    Keys stay in the order declared: candidates' places in arrays depend on it.
    """
    content = json.loads(scenario.model_dump_json(exclude=_APART))
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
