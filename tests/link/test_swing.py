"""Swings in closed form, and against the votes of worlds a little to either side."""

from __future__ import annotations

from itertools import groupby
from math import exp
from typing import Any

import numpy as np
import pytest

from necsim.evidence import mean_support
from necsim.kernels.shapes import BlockLaw
from necsim.link.expected import expected_votes
from necsim.link.law import central_camps, mean_discipline
from necsim.link.lay import lay_law
from necsim.link.swing import Swing, uniform_swings
from necsim.scenario import Scenario, make_scenario

_STEP = 1e-6


def two_slates(**contest: Any) -> Scenario:
    """Red has 0.3, blue 0.5, everyone of them disciplined; the unaligned tick one name each."""
    return make_scenario(
        {
            "format": 1,
            "factions": {"red": {}, "blue": {}, "grey": {}},
            "support": {"red": 0.3, "blue": 0.5},
            "contests": {
                "c": {
                    "rule": "block",
                    "seats": 2,
                    "electorate": 1000,
                    "turnout": 1.0,
                    "behaviour": {
                        "discipline": 1.0,
                        "votes_used": {"unaligned": 0.5, "default": 1.0},
                    },
                    "slates": {"reds": {"faction": "red"}, "blues": {"faction": "blue"}},
                    "candidates": {
                        "ann": {"slate": "reds"},
                        "bob": {"slate": "reds"},
                        "cat": {"slate": "blues"},
                        "dan": {"slate": "blues"},
                        "eve": {"faction": "grey"},
                    },
                    **contest,
                }
            },
        }
    )


def rich(seed: int) -> Scenario:
    """Three factions, four slates, leans, free members, and appeals drawn at random."""
    rng = np.random.default_rng(seed)
    slates = ["one", "two", "three", "four", ["one", "three"], []]
    names = [f"c{k}" for k in range(14)]
    people = {
        name: {"slate": slates[k % len(slates)], "appeal": float(rng.normal(0, 0.7))}
        for k, name in enumerate(names)
    }
    faction = ["red", "red", "blue", "green"]
    return make_scenario(
        {
            "format": 1,
            "factions": {"red": {}, "blue": {}, "green": {}},
            "support": {"red": 0.35, "blue": 0.3, "green": 0.1},
            "contests": {
                "c": {
                    "rule": "block",
                    "seats": 5,
                    "electorate": 1000,
                    "turnout": 0.5,
                    "lean": {"red": 0.4, "green": -0.3},
                    "vacate": ["c7"],
                    "behaviour": {"discipline": {"one": 0.7, "default": 0.2}},
                    "slates": {
                        id_: {"faction": f}
                        for id_, f in zip(("one", "two", "three", "four"), faction, strict=True)
                    },
                    "candidates": people,
                }
            },
        }
    )


def swings(scenario: Scenario) -> list[Swing]:
    return list(uniform_swings(scenario, mean_support(scenario)))


def by_faction(scenario: Scenario) -> dict[str, list[float | None]]:
    return {
        faction: [each.swing for each in rows]
        for faction, rows in groupby(swings(scenario), key=lambda each: each.faction)
    }


def moved(support: dict[str, float], faction: str, swing: float) -> dict[str, float]:
    """Change one share, and all others in proportion, as SCENARIO 1 says of `--set`."""
    old = support[faction]
    room = (1.0 - old - swing) / (1.0 - old)
    return {name: old + swing if name == faction else s * room for name, s in support.items()}


def seats_won(scenario: Scenario, faction: str, swing: float) -> int:
    """Elect the highest in a world of the plan with support moved."""
    contest, support = scenario.contests["c"], mean_support(scenario)
    law = lay_law(scenario, "c", support)
    assert isinstance(law, BlockLaw)
    appeal = np.array([who.appeal for who in contest.candidates.values()])
    camps = central_camps(contest, moved(support, faction, swing))
    votes = expected_votes(law, camps, mean_discipline(contest, scenario.reference), appeal)
    total = dict(zip(contest.candidates, votes, strict=True))
    standing = sorted(set(total) - set(contest.vacate), key=total.__getitem__, reverse=True)
    return sum(contest.faction_of(id_) == faction for id_ in standing[: contest.seats])


def test_two_disciplined_slates_tip_where_they_are_level() -> None:
    # The unaligned favour neither. Red passes blue at r where r = 0.5 (1 − r)/0.7, so r = 5/12,
    # and blue passes red at b where b = 0.3 (1 − b)/0.5, so b = 3/8.
    found = by_faction(two_slates())
    assert found["red"] == pytest.approx([5 / 12 - 0.3] * 2, abs=1e-12)
    assert found["blue"] == pytest.approx([3 / 8 - 0.5] * 2, abs=1e-12)


def test_a_lean_is_counted_in() -> None:
    # Red's members weigh e^0.5 as much here: red is level where r e^0.5 = 0.5 (1 − r)/0.7.
    found = by_faction(two_slates(lean={"red": 0.5}))
    r = 1 / (1 + exp(0.5) * 7 / 5)
    assert found["red"] == pytest.approx([r - 0.3] * 2, abs=1e-12)


def test_a_candidate_off_slates_wins_with_the_unaligned_alone() -> None:
    # Eve's grey has no slate: its members are counted among the unaligned, of whose one name a
    # ballot each gets a fifth. With grey at g, unaligned g + 0.2 (1 − g) in all, blue has
    # 0.5 (1 − g) more than that fifth for ever: Eve is never level, but for g = 1.
    assert by_faction(two_slates())["grey"] == [None]


def test_each_further_seat_has_a_swing_of_its_own() -> None:
    # A slate of one name: half of red's second names go to each of blue's two, so red is level at
    # r = 0.5 (1 − r)/0.7 + r/2, or r = 10/17, and blue's second at b = 0.3 (1 − b)/0.5/2.
    people = {"ann": {"slate": "reds"}, "cat": {"slate": "blues"}, "dan": {"slate": "blues"}}
    found = by_faction(two_slates(candidates=people))
    assert found["red"] == pytest.approx([10 / 17 - 0.3], abs=1e-12)
    assert found["blue"] == pytest.approx([-0.5, 3 / 13 - 0.5], abs=1e-12)


def test_a_seat_won_without_any_support_has_the_whole_of_it_to_lose() -> None:
    people = {"ann": {"slate": "reds"}, "cat": {"slate": "blues"}}
    assert by_faction(two_slates(candidates=people)) == {"red": [-0.3], "blue": [-0.5]}


def test_who_is_vacated_cannot_be_elected() -> None:
    found = by_faction(two_slates(vacate=["ann"]))
    assert found["red"] == pytest.approx([5 / 12 - 0.3], abs=1e-12)
    assert found["blue"] == pytest.approx([-0.5, 3 / 8 - 0.5], abs=1e-12)


def test_a_faction_with_all_support_can_lose_it_to_the_unaligned() -> None:
    words = two_slates()
    found = list(uniform_swings(words, {"red": 1.0, "blue": 0.0}))
    # Without any the unaligned favour nobody, and level is enough.
    assert [each.swing for each in found if each.faction == "red"] == [-1.0, -1.0]
    assert [each.swing for each in found if each.faction == "blue"] == [0.5, 0.5]


def test_rankings_have_none() -> None:
    assert swings(two_slates(rule="ers97", behaviour={})) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_step_above_the_swing_wins_the_seat_and_a_step_below_does_not(seed: int) -> None:
    scenario = rich(seed)
    support = mean_support(scenario)
    found = swings(scenario)
    tipping = [
        each for each in found if each.swing is not None and each.swing > -support[each.faction]
    ]
    assert len(tipping) >= 5
    for _, faction, seats, swing in tipping:
        assert swing is not None
        assert seats_won(scenario, faction, swing + _STEP) >= seats
        assert seats_won(scenario, faction, swing - _STEP) < seats
    for _, faction, seats, swing in set(found) - set(tipping):
        if swing is None:
            grid = np.linspace(-support[faction], 0.999 - support[faction], 41)
            assert max(seats_won(scenario, faction, x) for x in grid) < seats
        else:
            assert seats_won(scenario, faction, swing + _STEP) >= seats


@pytest.mark.parametrize("seed", range(5))
def test_a_further_seat_never_needs_a_smaller_swing(seed: int) -> None:
    for rows in by_faction(rich(seed)).values():
        known = [np.inf if swing is None else swing for swing in rows]
        assert known == sorted(known)
