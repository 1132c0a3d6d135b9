"""Scenarios that tests simulate, and ways to change them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from necsim.engine.slices import make_job, simulate_slice
from necsim.plan import make_plan
from necsim.rules import Sampler
from necsim.scenario import Scenario, make_scenario

FEW = 6
WORLD = ("support.", "turnout.", "discipline.", "appeal.", "shift")

# January 2018 in shape; the numbers are round.
JANUARY: dict[str, Any] = {
    "format": 1,
    "factions": {"left": {"name": "Left"}, "centre_right": {"name": "Centre right"}},
    "support": {"left": 0.54, "centre_right": 0.26},
    "give_or_take": {"left": 0.07, "centre_right": 0.06},
    "contests": {
        "clp": {
            "rule": "block",
            "seats": 3,
            "electorate": 550_000,
            "turnout": 0.21,
            "slates": {
                "momentum": {"faction": "left"},
                "diversity": {"faction": "centre_right"},
            },
            "candidates": {
                "dar": {"slate": "momentum"},
                "lansman": {"slate": "momentum"},
                "garnham": {"slate": "momentum"},
                "izzard": {"slate": "diversity", "appeal": 0.6},
                "baxter": {"slate": "diversity"},
                "josan": {"slate": "diversity"},
                "donovan": {},
                "morrison": {},
                "taylor": {},
            },
        }
    },
}

# Everything at once, and small: two contests, segments, a split faction, a minimum, a committee.
COOPERATIVE: dict[str, Any] = {
    "format": 1,
    "factions": {"green": {}, "blue": {}, "amber": {}},
    "support": {"green": 0.4, "blue": 0.3, "amber": 0.1},
    "give_or_take": {"green": 0.06, "blue": 0.05, "amber": 0.03},
    "support_correlation": {"green": {"amber": 0.4}},
    "contests": {
        "board": {
            "rule": "block",
            "seats": 2,
            "electorate": 150,
            "turnout": 0.5,
            "turnout_give_or_take": 0.08,
            "invalid": 0.05,
            "slates": {
                "grass": {"faction": "green", "share": 0.7},
                "moss": {"faction": "green"},
                "sky": {"faction": "blue"},
            },
            "candidates": {
                "ann": {"slate": "grass", "tags": ["tenant"]},
                "bob": {"slate": ["grass", "moss"]},
                "cat": {"slate": "sky", "tags": ["tenant"], "appeal": 0.4},
                "dan": {"slate": "sky"},
                "eve": {},
            },
            "segments": {
                "north": {"share": 0.6, "lean": {"green": 0.3}},
                "south": {"share": 0.4, "turnout": 0.4},
            },
            "minimums": {"tenants": {"tag": "tenant", "at_least": 1}},
        },
        "youth": {
            "rule": "block",
            "seats": 1,
            "electorate": 60,
            "turnout": 0.4,
            "lean": {"green": 0.5},
            "slates": {"leaf": {"faction": "green"}},
            "candidates": {"fay": {"slate": "leaf"}, "gus": {"faction": "amber"}},
        },
    },
    "committee": {
        "casting_vote": "chair",
        "coalitions": {"warm": ["green", "amber"]},
        "seats": {
            "chair": {"faction": "green"},
            "staff": {"count": 2, "bloc": True, "chances": {"green": 0.4, "blue": 0.5}},
            "guests": {"count": 2, "chances": {"blue": 0.6, "amber": 0.4}, "vacant": 0.1},
        },
    },
}


def edit(tree: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Give a copy of a tree with values put at addresses; None takes an entry out."""
    changed = copy.deepcopy(dict(tree))
    for address, value in changes.items():
        *tables, key = address.split(".")
        place = changed
        for table in tables:
            place = place.setdefault(table, {})
        if value is None:
            del place[key]
        else:
            place[key] = value
    return changed


def january(changes: Mapping[str, Any] | None = None) -> Scenario:
    """Give January 2018 in shape, with changes."""
    return make_scenario(edit(JANUARY, changes or {}))


def cooperative(changes: Mapping[str, Any] | None = None) -> Scenario:
    """Give the small scenario that has everything, with changes."""
    return make_scenario(edit(COOPERATIVE, changes or {}))


def two_slates(share: float, changes: Mapping[str, Any] | None = None) -> Scenario:
    """Give one seat, two slates of one candidate each, all members disciplined and voting.

    `share` is the mean support of the slate of `ann`, 0.05 its standard deviation.
    """
    contest = {
        "rule": "block",
        "seats": 1,
        "electorate": 100_000_000,
        "turnout": 1.0,
        "turnout_give_or_take": 0.0,
        "behaviour": {"discipline": 1.0},
        "slates": {"a": {"faction": "left"}, "b": {"faction": "right"}},
        "candidates": {"ann": {"slate": "a"}, "bob": {"slate": "b"}},
    }
    tree = {
        "format": 1,
        "factions": {"left": {}, "right": {}},
        "support": {"left": share, "right": 1.0 - share},
        "give_or_take": {"left": 0.05, "right": 0.05},
        "contests": {"c": contest},
    }
    return make_scenario(edit(tree, changes or {}))


def column_bytes(frame: pl.DataFrame) -> dict[str, bytes]:
    """Give the bytes of each column, so that frames are compared to the last bit."""
    return {column.name: column.to_numpy().tobytes() for column in frame}


def simulate_few(
    scenario: Scenario, stop: int = FEW, start: int = 0, sampler: Sampler = "flows", seed: int = 3
) -> pl.DataFrame:
    """Give the draws of a few replicates."""
    return simulate_slice(make_job(make_plan(scenario), seed, sampler), start, stop)


def differing(one: pl.DataFrame, other: pl.DataFrame, families: Iterable[str] = ("",)) -> set[str]:
    """Name the columns of both frames, of some families, that are not the same to the last bit."""
    here, there = column_bytes(one), column_bytes(other)
    shared = {name for name in here.keys() & there.keys() if name.startswith(tuple(families))}
    return {name for name in shared if here[name] != there[name]}
