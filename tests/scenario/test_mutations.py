"""Whatever is done to a scenario file, the answer is a scenario or faults: never a traceback."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.errors import Fault, ScenarioError
from necsim.scenario import assumptions, canonical, make_scenario, starter_files
from necsim.scenario.draft import leaves

TEXT = starter_files()["board-election.toml"]
TREE: dict[str, Any] = tomllib.loads(TEXT)
NUMBERS = [0, -1, 1, 2, 10**400, -0.0, 0.5, 1e308, float("nan"), float("inf")]
TEXTS = ["", "a", "repairs", "growth", "okafor", "default", "none", "inf", "é\0", "45%", "#000000"]
LISTS: list[Any] = [[], ["okafor"], [[]], [{}]]
TABLES: list[Any] = [{}, {"a": {}}, {"": 1}, {"repairs": 0.2}, {"withdrawn": True}]
ODD = st.sampled_from([None, True, False, *NUMBERS, *TEXTS, *LISTS, *TABLES])
KEYS = st.sampled_from(
    (
        *("withdrawn", "copies", "extends", "candidates_from", "seats_from", "share", "order"),
        *("asks", "votes", "vacate", "slate", "faction", "chances", "a.b", "", "Ünï", "default"),
        *("why", "behaviour", "segments", "minimums", "lean", "evidence", "support", "orders"),
        *("file", "history", "match", "counts"),
    )
)


def tables(tree: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [value for value in tree.values() if isinstance(value, dict)]
    return [tree, *(table for value in inner for table in tables(value))]


def faults_of(tree: dict[str, Any], overrides: Any) -> tuple[Fault, ...]:
    try:
        scenario = make_scenario(tree, overrides)
    except ScenarioError as error:
        return error.faults or (Fault("", "", "", ""),)
    assert canonical(scenario)
    assert assumptions(scenario)
    return ()


def try_out(tree: dict[str, Any], overrides: Any = ()) -> None:
    faults = faults_of(tree, overrides)
    assert all(fault.file and fault.wrong and fault.remedy for fault in faults)
    assert len(set(faults)) == len(faults)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_mutated_trees_never_give_a_traceback(data: st.DataObject) -> None:
    tree = copy.deepcopy(TREE)
    for _ in range(data.draw(st.integers(1, 4))):
        table = data.draw(st.sampled_from(tables(tree)))
        known = sorted(table) or ["a"]
        key = data.draw(st.sampled_from(known) | KEYS)
        if data.draw(st.booleans()):
            table.pop(key, None)
        else:
            table[key] = copy.deepcopy(data.draw(ODD))
    try_out(tree)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text(max_size=4))
def test_mutated_texts_never_give_a_traceback(start: int, length: int, new: str) -> None:
    text = TEXT[:start] + new + TEXT[start + length :]
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    try_out(tree)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.data())
def test_odd_overrides_never_give_a_traceback(data: st.DataObject) -> None:
    paths = [".".join(path) for path, _ in leaves(TREE) if path[0] != "why"]
    keys = st.sampled_from(paths) | KEYS | st.text(max_size=8)
    try_out(TREE, data.draw(st.dictionaries(keys, ODD, max_size=3)))
    try_out(TREE, data.draw(st.lists(st.text(max_size=12), max_size=2)))
