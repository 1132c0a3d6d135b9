from __future__ import annotations

import pytest
from tests.scenario.examples import changed

from necsim.scenario import make_scenario
from necsim.scenario.matching import contests_of, groups, match_all, match_name, people

KNOWN = {"ann": "Ann Archer", "bob": "Bob"}


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("ann", "ann"),
        ("ANN", "ann"),
        ("ann archer", "ann"),
        (" Bob ", "bob"),
        ("A. Archer", "ann"),
        ("Ann", "bob"),
        ("Archer", None),
        ("", None),
    ],
)
def test_a_name_is_matched_by_match_then_id_then_name(name: str, id_: str | None) -> None:
    assert match_name(name, {"A. Archer": "ann", "Ann": "bob"}, KNOWN) == id_


def test_a_piece_speaks_of_the_people_and_slates_of_its_contest() -> None:
    other = {"rule": "block", "seats": 1, "electorate": 9, "turnout": 0.5}
    slates = {"youth": {"faction": "left", "name": "Youth list"}}
    told = {"kind": "ballot", "contest": "clp", "date": "2018", "shares": {"left": 0.5}}
    scenario = make_scenario(
        changed(
            {
                "contests.other": {
                    **other,
                    "slates": slates,
                    "candidates": {"zed": {"slate": "youth"}},
                },
                "evidence.a": told,
                "evidence.b": {**told, "contest": "other"},
            }
        )
    )
    here, there = scenario.evidence["a"], scenario.evidence["b"]
    assert list(contests_of(scenario, there)) == ["other"]
    assert set(groups(scenario, here)) == {"left", "right", "reds", "blues"}
    assert groups(scenario, there)["youth"] == "Youth list"
    assert people(scenario, there) == {"zed": "zed"}


def test_numbers_of_nobody_are_left_out() -> None:
    numbers = {"BOB": 2, "Zed": 1, "Ann Archer": 3}
    assert match_all(numbers, {}, KNOWN) == [("bob", 2), ("ann", 3)]
