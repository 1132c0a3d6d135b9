"""A scenario as text that is the same whenever the numbers are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from necsim.scenario.load import make_scenario
from necsim.scenario.model import Scenario

# How it is run is hashed by the call; reasons, notes and where a folder lies change no number.
_APART = {"run", "why", "note", "history"}


def canonical(scenario: Scenario) -> str:
    """Write the resolved scenario as JSON, without paths, origins, reasons and run settings.

    Keys stay in the order declared: candidates' places in arrays depend on it.
    """
    content = json.loads(scenario.model_dump_json(exclude=_APART))
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def from_canonical(content: Mapping[str, Any], name: str = "scenario") -> Scenario:
    """Make the scenario again of which `canonical` wrote this; `name` stands in its faults."""
    day = content.get("as_of")
    # JSON has no dates; in a scenario file a date is no text.
    dated = content if day is None else {**content, "as_of": date.fromisoformat(day)}
    return make_scenario(dated, name=name)
