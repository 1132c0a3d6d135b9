from __future__ import annotations

from typing import Any

import pytest

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


def turnout_remarks(**changes: Any) -> list[str]:
    words = tree()
    words["contests"]["c"] |= changes
    return [line for line in remarks(make_scenario(words)) if "turnout" in line]


SEGMENTS = {"north": {"share": 0.5}, "south": {"share": 0.5}}


def test_turnout_of_one_electorate_is_said_to_move_nobody() -> None:
    (said,) = turnout_remarks()
    assert "no mobilisation" in said
    assert "nobody's share" in said


@pytest.mark.parametrize(
    "changes",
    [{"segments": SEGMENTS}, {"behaviour": {"mobilisation": {"left": 0.3}}}],
)
def test_stating_another_turnout_is_said_to_need_a_turnout_of_support(
    changes: dict[str, Any],
) -> None:
    (said,) = turnout_remarks(**changes)
    assert "support_turnout = 0.5" in said
    assert turnout_remarks(**changes, support_turnout=0.5) == []


def test_no_stated_support_is_warned_of() -> None:
    assert list(warnings(make_scenario(tree()))) == []
    (warning,) = warnings(make_scenario(tree(support={})))
    assert "equal share" in warning
