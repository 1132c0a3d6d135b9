"""A small scenario that passes every check, and ways to spoil it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from necsim.errors import Fault, ScenarioError
from necsim.scenario import make_scenario

GOOD: dict[str, Any] = {
    "format": 1,
    "factions": {"left": {}, "right": {}},
    "support": {"left": 0.5, "right": 0.3},
    "contests": {
        "clp": {
            "rule": "block",
            "seats": 3,
            "electorate": 1000,
            "turnout": 0.2,
            "slates": {"reds": {"faction": "left"}, "blues": {"faction": "right"}},
            "candidates": {
                "ann": {"slate": "reds", "tags": ["woman"]},
                "bob": {"slate": "reds"},
                "cat": {"slate": "blues", "tags": ["woman"]},
                "dan": {},
            },
        }
    },
    "committee": {
        "seats": {
            "chair": {"faction": "left"},
            "unions": {"count": 2, "chances": {"left": 0.4, "right": 0.5}},
        }
    },
}


def changed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Copy the good scenario with values set by address; `...` takes the key out."""
    tree = copy.deepcopy(GOOD)
    for key, value in changes.items():
        *above, last = key.split(".")
        table = tree
        for part in above:
            table = table.setdefault(part, {})
        if value is ...:
            del table[last]
        else:
            table[last] = value
    return tree


def faults_of(changes: Mapping[str, Any], overrides: Any = None) -> tuple[Fault, ...]:
    """Give the faults of the good scenario after changes."""
    with pytest.raises(ScenarioError) as caught:
        make_scenario(changed(changes), overrides)
    return caught.value.faults
