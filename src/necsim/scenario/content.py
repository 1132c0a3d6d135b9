"""A scenario as text that is the same whenever the numbers are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from necsim.scenario.load import make_scenario
from necsim.scenario.model import Scenario

# How it is run is hashed by the call; reasons and notes change no number.
_APART = {"run", "why", "note"}
_DAYS = ("as_of", "date", "published")


def canonical(scenario: Scenario) -> str:
    """Write the resolved scenario as JSON, without origins, reasons and run settings.

    A folder of past contests is named only beside evidence, which is read from it again. Keys stay
    in the order declared: candidates' places in arrays depend on it.
    """
    apart = _APART if scenario.evidence else _APART | {"history"}
    content = json.loads(scenario.model_dump_json(exclude=apart))
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def from_canonical(content: Mapping[str, Any], name: str = "scenario") -> Scenario:
    """Make the scenario again of which `canonical` wrote this; `name` stands in its faults."""
    # JSON has no dates; in a scenario file a date is no text.
    pieces = {id_: _dated(piece) for id_, piece in content.get("evidence", {}).items()}
    return make_scenario({**_dated(content), "evidence": pieces}, name=name)


def _dated(content: Mapping[str, Any]) -> dict[str, Any]:
    """Read the days of a table, which JSON has as text."""
    days = {key: content[key] for key in _DAYS if content.get(key) is not None}
    return {**content, **{key: date.fromisoformat(day) for key, day in days.items()}}
