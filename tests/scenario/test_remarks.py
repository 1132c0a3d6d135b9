from __future__ import annotations

from typing import Any

from necsim.scenario import make_scenario, remarks, warnings


def tree(**changes: Any) -> dict[str, Any]:
    contest = {
        "rule": "block",
        "seats": 1,
        "electorate": 100,
        "turnout": 0.5,
        "slates": {"left": {"faction": "left"}},
        "candidates": {"ann": {"slate": "left"}, "bob": {}},
    }
    words = {
        "format": 1,
        "factions": {"left": {}, "right": {}},
        "support": {"left": 0.5, "right": 0.2},
        "contests": {"c": contest},
    }
    return words | changes


def test_a_faction_without_a_slate_is_remarked_on() -> None:
    said = list(remarks(make_scenario(tree())))
    assert any("right has no slate here" in line for line in said)
    assert not any("left has no slate" in line for line in said)


def test_turnout_of_one_electorate_is_remarked_on_and_of_two_segments_not() -> None:
    assert any("turnout" in line for line in remarks(make_scenario(tree())))
    words = tree()
    words["contests"]["c"]["segments"] = {"north": {"share": 0.5}, "south": {"share": 0.5}}
    assert not any("turnout" in line for line in remarks(make_scenario(words)))


def test_no_stated_support_is_warned_of() -> None:
    assert list(warnings(make_scenario(tree()))) == []
    (warning,) = warnings(make_scenario(tree(support={})))
    assert "equal share" in warning
