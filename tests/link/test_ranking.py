"""How members rank, against enumeration of every ranking."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.kernels.ranking_shapes import RankingLaw
from necsim.kernels.types import Floats
from necsim.link.lay import lay_law
from necsim.link.ranking import mean_preferences, solve_stop
from necsim.link.votes import central_votes, faction_shares
from necsim.scenario import make_scenario

LOYAL, RIVAL = 1.25, -0.5


def tree(**contest: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "factions": {"red": {}, "blue": {}},
        "support": {"red": 0.5, "blue": 0.3},
        "contests": {
            "c": {
                "rule": "ers97",
                "seats": 2,
                "electorate": 1_000,
                "turnout": 0.4,
                "slates": {"reds": {"faction": "red"}, "blues": {"faction": "blue"}},
                "candidates": {
                    "ann": {"slate": "reds"},
                    "bob": {"slate": "reds", "appeal": 0.4},
                    "cat": {"slate": "blues"},
                    "dan": {"appeal": -0.3},
                },
                **contest,
            }
        },
    }


def law(**contest: Any) -> RankingLaw:
    scenario = make_scenario(tree(**contest))
    found = lay_law(scenario, "c", scenario.support)
    assert isinstance(found, RankingLaw)
    return found


def enumerated_length(weights: Floats, stop: float) -> float:
    """Add up the lengths of all rankings, each with its chance."""
    total = 0.0
    for length in range(1, len(weights) + 1):
        for ranked in permutations(range(len(weights)), length):
            chance, left = 1.0, weights.sum()
            for place, c in enumerate(ranked):
                chance *= weights[c] / (left + (stop if place else 0.0))
                left = max(0.0, left - weights[c])
            if length < len(weights):
                chance *= stop / (stop + left)
            total += chance * length
    return total


@settings(derandomize=True, deadline=None, max_examples=50)
@given(st.lists(st.floats(0.05, 20.0), min_size=1, max_size=5), st.floats(0.01, 50.0))
def test_the_mean_length_is_that_of_all_rankings(weights: list[float], stop: float) -> None:
    exact = enumerated_length(np.array(weights), stop)
    assert mean_preferences(np.array(weights), stop) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize("preferences", [1.01, 2.0, 6.0, 29.0])
def test_the_stop_gives_the_stated_mean(preferences: float) -> None:
    weights = np.exp(np.linspace(-2.0, 2.0, 30))
    found = mean_preferences(weights, solve_stop(weights, preferences))
    assert found == pytest.approx(preferences, rel=1e-9)


def test_a_mean_of_all_candidates_never_stops() -> None:
    assert solve_stop(np.ones(5), 5.0) == 0.0
    assert solve_stop(np.ones(5), 9.0) == 0.0


def test_stops_are_typed_or_solved_for_each_camp() -> None:
    assert law(behaviour={"stop": 0.7}).stop.tolist() == [0.7, 0.7, 0.7]
    found = law(behaviour={"preferences": {"reds": 3.0, "default": 2.0}})
    weights = found.attraction * np.exp([0.0, 0.4, 0.0, -0.3])
    lengths = [mean_preferences(w, s) for w, s in zip(weights, found.stop, strict=True)]
    assert lengths == pytest.approx([3.0, 2.0, 2.0])
    # Six preferences of four candidates are all of them.
    assert law().stop.tolist() == [0.0, 0.0, 0.0]


def test_pulls_are_those_of_block_vote() -> None:
    expected = np.array([[LOYAL, LOYAL, RIVAL, 0], [RIVAL, RIVAL, LOYAL, 0], [0, 0, 0, 0]])
    np.testing.assert_allclose(np.log(law().attraction), expected, atol=1e-12)


def test_lists_are_the_slates_orders_by_segment() -> None:
    slates = {
        "reds": {"faction": "red", "order": ["bob", "ann"], "orders": {"north": ["ann", "bob"]}},
        "blues": {"faction": "blue"},
    }
    segments = {"north": {"share": 0.25}, "south": {"share": 0.75}}
    lists = law(slates=slates, segments=segments).lists
    names = [[c for c in row if c >= 0] for row in lists.names.tolist()]
    asked = [[names[which] if which >= 0 else None for which in row] for row in lists.asked]
    assert asked == [[[0, 1], [2], None], [[1, 0], [2], None]]
    assert lists.camps.tolist() == [0, 0, 1]


def test_without_an_order_a_slate_asks_in_the_order_of_the_file() -> None:
    lists = law().lists
    assert lists.names.tolist() == [[0, 1, -1, -1], [2, -1, -1, -1]]
    assert lists.asked.tolist() == [[0, 1, -1]]


def expected_firsts() -> Floats:
    """Add first preferences up camp by camp, as one would by hand."""
    free = np.exp([[LOYAL, LOYAL + 0.4, RIVAL, -0.3], [RIVAL, RIVAL + 0.4, LOYAL, -0.3],
                   [0.0, 0.4, 0.0, -0.3]])  # fmt: skip
    free /= free.sum(axis=1, keepdims=True)
    listed = np.array([[0.25, 0.75, 0, 0], [0, 0, 1, 0]])
    votes = 0.2 * free[2]
    for g, share in enumerate((0.5, 0.3)):
        votes = votes + share * (0.6 * listed[g] + 0.4 * free[g])
    return np.asarray(votes)


def test_first_preferences_are_what_camps_give_first() -> None:
    slates = {
        "reds": {"faction": "red", "order": ["bob", "ann"], "orders": {"north": ["ann", "bob"]}},
        "blues": {"faction": "blue"},
    }
    segments = {"north": {"share": 0.25}, "south": {"share": 0.75}}
    scenario = make_scenario(
        tree(slates=slates, segments=segments, behaviour={"discipline": 0.6, "preferences": 2})
    )
    votes = central_votes(scenario, "c", scenario.support)
    np.testing.assert_allclose(votes, expected_firsts(), rtol=1e-12)
    assert votes.sum() == pytest.approx(1.0)
    assert sum(faction_shares(scenario.contests["c"], votes).values()) < 1.0
