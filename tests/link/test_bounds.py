"""Warnings that only the link can give."""

from __future__ import annotations

from typing import Any

import pytest

from necsim.link.bounds import bounds
from necsim.scenario import Scenario, make_scenario


def scenario(appeal: float, discipline: float, **changes: Any) -> Scenario:
    tree: dict[str, Any] = {
        "format": 1,
        "factions": {"red": {}, "blue": {}},
        "support": {"red": 0.5, "blue": 0.3},
        "contests": {
            "c": {
                "rule": "block",
                "seats": 2,
                "electorate": 1000,
                "turnout": 0.5,
                "behaviour": {"discipline": discipline},
                "slates": {"reds": {"faction": "red"}, "blues": {"faction": "blue"}},
                "candidates": {
                    "ann": {"slate": "reds"},
                    "bob": {"slate": "reds"},
                    "cat": {"slate": "blues"},
                    "dan": {"slate": "blues"},
                    "eve": {"appeal": appeal},
                },
            }
        },
    }
    return make_scenario(tree | changes)


def said(scenario: Scenario) -> list[str]:
    return list(bounds(scenario, scenario.support))


def test_discipline_caps_a_celebrity_off_the_slates() -> None:
    (warning,) = said(scenario(appeal=6.0, discipline=0.75))
    # 0.75 of 0.8 are straight ballots, so eve can be on two fifths at most.
    assert "straight slate ballots are 60%" in warning
    assert "eve, on no slate, can be on at most 40%" in warning


@pytest.mark.parametrize(("appeal", "discipline"), [(0.0, 0.75), (6.0, 0.0)])
def test_nobody_is_warned_of_a_cap_that_is_far_off(appeal: float, discipline: float) -> None:
    assert said(scenario(appeal, discipline)) == []


def test_a_short_slate_leaves_room_on_every_ballot() -> None:
    words = scenario(6.0, 0.75).model_dump(
        exclude={"contests": {"c": {"candidates": {"bob", "dan"}}}}
    )
    assert said(make_scenario(words)) == []


def test_votes_left_for_candidates_off_slates_are_set_against_their_appeals() -> None:
    votes = {"red": 0.4, "blue": 0.2}
    words = scenario(0.0, 0.5, support={}, support_from_votes=votes)
    (warning,) = bounds(words, {"red": 0.5, "blue": 0.3})
    assert "leaves 40.0% of the votes for candidates off slates" in warning
    # Shares of two-slate votes, which add up to one, say nothing of the others.
    whole = scenario(0.0, 0.5, support={}, support_from_votes={"red": 0.6, "blue": 0.4})
    assert list(bounds(whole, {"red": 0.5, "blue": 0.3})) == []
