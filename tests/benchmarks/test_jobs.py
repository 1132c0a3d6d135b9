from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from benchmarks.jobs import write_scenario

from necsim.engine.standard import Tree, january_2018, november_2020, summer_2018
from necsim.scenario import load_scenario, make_scenario

NESTED: Tree = {
    "id": "nested",
    "a name, quoted": {"the “old” list": ["b", "é"], "flags": [True, {"inner": [1.5, []]}]},
}


@pytest.mark.parametrize("tree", [january_2018(), summer_2018(), november_2020(), NESTED])
def test_a_scenario_is_written_as_it_stands(tree: Tree, tmp_path: Path) -> None:
    assert tomllib.loads(write_scenario(tmp_path, tree).read_text("utf-8")) == tree


def test_orders_and_tags_are_read_back_from_the_file(tmp_path: Path) -> None:
    tree = november_2020()
    contest = tree["contests"]["members"]
    contest["slates"]["soft"]["order"] = ["soft_2", "soft_1", "soft_3"]
    contest["candidates"]["alone_1"]["tags"] = ["woman", "Black, Asian"]

    assert load_scenario(write_scenario(tmp_path, tree)).contests == make_scenario(tree).contests
