"""The standard contests that speed is measured on: invented numbers, the shapes of 2018."""

from __future__ import annotations

from typing import Any

from necsim.scenario import Scenario, make_scenario

SEED = 2018


def january_2018(electorate: int = 550_000) -> Scenario:
    """Make a contest of 9 candidates for 3 seats, with about a fifth of the electorate voting."""
    return _scenario("january", seats=3, alone=3, electorate=electorate, turnout=0.20)


def summer_2018(electorate: int = 500_000) -> Scenario:
    """Make a contest of 26 candidates for 9 seats, with about a third of the electorate voting."""
    return _scenario("summer", seats=9, alone=8, electorate=electorate, turnout=0.326)


def _scenario(id_: str, *, seats: int, alone: int, electorate: int, turnout: float) -> Scenario:
    """Make a contest of two full slates and some candidates of none, and a committee of 39."""
    slated = {
        f"{faction}_{n + 1}": {"slate": faction}
        for faction in ("left", "right")
        for n in range(seats)
    }
    contest = {
        "rule": "block",
        "seats": seats,
        "electorate": electorate,
        "turnout": turnout,
        "slates": {"left": {"faction": "left"}, "right": {"faction": "right"}},
        "candidates": {**slated, **{f"alone_{n + 1}": {} for n in range(alone)}},
    }
    return make_scenario(
        {
            "format": 1,
            "id": id_,
            "factions": {"left": {}, "right": {}},
            "support": {"left": 0.54, "right": 0.26},
            "give_or_take": {"left": 0.07, "right": 0.06},
            "contests": {"members": contest},
            "committee": _committee(39 - seats),
        }
    )


def _committee(sitting: int) -> dict[str, Any]:
    """Make the sitting seats: most of them sure, eight open to doubt, four of these in blocs."""
    doubtful = {"left": 0.4, "right": 0.6}
    return {
        "seats": {
            "sure_left": {"faction": "left", "count": sitting // 2 - 4},
            "sure_right": {"faction": "right", "count": sitting - sitting // 2 - 4},
            "one_bloc": {"chances": doubtful, "count": 2, "bloc": True},
            "other_bloc": {"chances": doubtful, "count": 2, "bloc": True},
            "open_to_doubt": {"chances": doubtful, "count": 4},
        }
    }
