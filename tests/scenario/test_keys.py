from __future__ import annotations

import math
from typing import Any

import pytest
from tests.scenario.examples import GOOD, changed, faults_of

from necsim.scenario import full_path, make_scenario, read_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        (" 0.45", 0.45),
        ("45%", 0.45),
        ("-2.5 %", -0.025),
        ("true", True),
        ('"ann"', "ann"),
        ("ann", "ann"),
        ("[1, 2]", [1, 2]),
        ("{a = 1}", {"a": 1}),
        ("inf", math.inf),
        ("1\nother = 2", "1\nother = 2"),
        ("45%%", "45%%"),
        ("[" * 5000, "[" * 5000),
    ],
)
def test_a_value_is_toml_a_percentage_or_a_bare_word(text: str, value: Any) -> None:
    assert read_value(text) == value


def test_the_contest_may_be_left_out_when_there_is_one() -> None:
    assert full_path("turnout", ["clp"]) == ("contests", "clp", "turnout")
    assert full_path("support.left", ["clp"]) == ("support", "left")
    assert full_path("turnout", ["clp", "bame"]) == ("turnout",)
    assert full_path("turnip", ["clp"]) == ("turnip",)


def test_overrides_are_texts_or_a_mapping() -> None:
    texts = make_scenario(GOOD, ["turnout=15%", "run.seed=7", "rule=block"])
    mapping = make_scenario(GOOD, {"turnout": 0.15, "run.seed": 7, "contests.clp.rule": "block"})
    assert texts == mapping
    assert texts.contests["clp"].turnout == 0.15


def test_an_override_wins_over_the_file_and_replaces_lists() -> None:
    scenario = make_scenario(GOOD, ["candidates.ann.slate=[]", "behaviour.loyalty.reds=2"])
    assert scenario.contests["clp"].candidates["ann"].slate == ()
    assert scenario.contests["clp"].behaviour.loyalty == {"reds": 2.0}


def test_one_key_of_a_number_for_all_leaves_the_others_as_they_were() -> None:
    tree = changed({"give_or_take": 0.05, "contests.clp.behaviour.discipline": 0.5})
    scenario = make_scenario(tree, ["give_or_take.left=0.1", "behaviour.discipline.reds=0.8"])
    assert scenario.give_or_take == {"left": 0.1, "right": 0.05}
    assert scenario.contests["clp"].behaviour.discipline == {"default": 0.5, "reds": 0.8}
    assert make_scenario(tree, ["give_or_take=0"]).give_or_take == 0


def test_a_spread_by_faction_beside_a_broken_support_is_a_fault() -> None:
    faults = faults_of({"support": 3, "give_or_take": 0.05}, ["give_or_take.left=0.1"])
    assert [fault.key for fault in faults] == ["support"]


def test_a_whole_entry_may_be_added() -> None:
    scenario = make_scenario(GOOD, ['candidates.eve={name="Eve", appeal=1}'])
    assert scenario.contests["clp"].candidates["eve"].appeal == 1.0


@pytest.mark.parametrize(
    ("text", "key", "wrong", "remedy"),
    [
        ("turnout", "turnout", "not key=value", "support.left=0.45"),
        ("=3", '"=3"', "not key=value", ""),
        ("turnut=0.2", "turnut", "no key", '"turnout"'),
        ("suport.left=0.2", "suport.left", "no key", '"support"'),
        ("loyalty=2", "loyalty", "no key", '"behaviour.loyalty"'),
        ("behaviour.loyalti=2", "contests.clp.behaviour.loyalti", "no key", '"loyalty"'),
        ("contests.cpl.turnout=0.2", "contests.cpl.turnout", 'no "cpl"', '"clp"'),
        ("candidates.anne.appeal=1", "contests.clp.candidates.anne.appeal", "no", '"ann"'),
        ("committee.seats.president.count=1", "committee.seats.president.count", "no", "={…}"),
        ("support.lefft=0.2", "support.lefft", "no faction", '"left"'),
        ("turnout=high", "contests.clp.turnout", "must be a number, not 'high'", ""),
        ("extends=a.toml", "extends", "only be set in a file", ""),
        ("why.turnout=x", "why.turnout", "only be set in a file", ""),
        ("turnout.x=3", "contests.clp.turnout.x", "no key", ""),
        ("support=3", "support", "must be a table", ""),
        ("contests=3", "contests", "must be a table", ""),
    ],
)
def test_a_bad_override_is_a_fault_of_the_flag(
    text: str, key: str, wrong: str, remedy: str
) -> None:
    fault = next(fault for fault in faults_of({}, [text]) if fault.key == key)
    assert fault.file == "--set"
    assert wrong in fault.wrong
    assert remedy in fault.remedy


def test_with_two_contests_a_short_key_asks_which() -> None:
    second = {**GOOD["contests"]["clp"]}
    (fault,) = faults_of({"contests.bame": second}, ["turnout=0.1"])
    assert fault.wrong == "which contest?"
    assert "contests.clp.turnout" in fault.remedy


def test_a_copy_may_be_changed_by_itself() -> None:
    tree = changed({"contests.clp.candidates.minor": {"copies": 3, "appeal": -1}})
    people = make_scenario(tree, ["candidates.minor_2.appeal=1"]).contests["clp"].candidates
    assert [people[f"minor_{n}"].appeal for n in (1, 2, 3)] == [-1, 1, -1]
    assert people["minor_2"].name == "minor 2"
