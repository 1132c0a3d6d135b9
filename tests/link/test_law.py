from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.engine.scenarios import edit

from necsim.errors import ScenarioError
from necsim.kernels.shapes import BlockLaw
from necsim.link.law import central_camps
from necsim.plan import make_plan
from necsim.plan.contest import ContestPlan
from necsim.scenario import make_scenario

# Three slates, two of them of one faction; one candidate on two slates, one on none.
TREE: dict[str, Any] = {
    "format": 1,
    "factions": {"left": {}, "right": {}},
    "support": {"left": 0.5, "right": 0.3},
    "contests": {
        "c": {
            "rule": "block",
            "seats": 3,
            "electorate": 1000,
            "turnout": 0.5,
            "slates": {
                "reds": {"faction": "left", "share": 0.6},
                "pinks": {"faction": "left"},
                "blues": {"faction": "right"},
            },
            "candidates": {
                "ann": {"slate": "reds"},
                "bob": {"slate": "pinks"},
                "cat": {"slate": "blues"},
                "dan": {"slate": ["reds", "blues"]},
                "eve": {},
            },
        }
    },
}
LOYAL, KIN, RIVAL = 1.25, 1.0, -0.5


def plan(changes: Mapping[str, Any] | None = None) -> ContestPlan:
    return make_plan(make_scenario(edit(TREE, changes or {}))).contests[0]


def law(changes: Mapping[str, Any] | None = None) -> BlockLaw:
    return plan(changes).block.law


def attractions(pulls: list[list[float]]) -> NDArray[np.float64]:
    """Give exp(pull) with each camp's largest one."""
    table = np.array(pulls)
    return np.asarray(np.exp(table - table.max(axis=1, keepdims=True)))


def rate(contest: ContestPlan, camps: NDArray[np.float64], discipline: list[float]) -> float:
    """Add up the share of votes used over camps, by enumeration."""
    law, used = contest.block.law, 0.0
    for g, weight in enumerate(camps / camps.sum()):
        for t, chance in enumerate(law.free_ticks[g]):
            used += weight * (1.0 - discipline[g]) * chance * t
        for more, chance in enumerate(law.list_ticks[g]):
            used += weight * discipline[g] * chance * (law.asked[g].sum() + more)
    return float(used / contest.labels.votes)


def centre(changes: Mapping[str, Any] | None = None) -> NDArray[np.float64]:
    words = make_scenario(edit(TREE, changes or {}))
    return central_camps(words.contests["c"], words.support)


def test_members_are_drawn_to_their_own_slate_then_kin_then_rivals() -> None:
    expected = [
        # ann, bob, cat, dan (reds or blues, whichever pulls more), eve (no slate)
        [LOYAL, KIN, RIVAL, LOYAL, 0.0],
        [KIN, LOYAL, RIVAL, KIN, 0.0],
        [RIVAL, RIVAL, LOYAL, LOYAL, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0],
    ]
    np.testing.assert_allclose(law().attraction, attractions(expected), rtol=1e-12)


def test_stated_affinities_replace_the_usual_ones() -> None:
    affinity = {
        "reds": {"pinks": -2.0, "blues": "hostile", "none": 0.7},
        "pinks": {"pinks": 0.3},
        "unaligned": {"blues": 0.2, "none": -1.0},
    }
    expected = [
        [LOYAL, KIN - 2.0, -3.0, LOYAL, 0.7],
        [KIN, LOYAL + 0.3, RIVAL, KIN, 0.0],
        [RIVAL, RIVAL, LOYAL, LOYAL, 0.0],
        [0.0, 0.0, 0.2, 0.2, -1.0],
    ]
    drawn = law({"contests.c.behaviour": {"affinity": affinity}}).attraction
    np.testing.assert_allclose(drawn, attractions(expected), rtol=1e-12)


def test_loyalty_and_kinship_may_differ_by_slate() -> None:
    behaviour = {
        "loyalty": {"reds": 2.0, "default": 0.5},
        "kinship": {"pinks": 0.1},
    }
    expected = [
        [2.0, KIN, RIVAL, 2.0, 0.0],
        [0.1, 0.5, RIVAL, 0.1, 0.0],
        [RIVAL, RIVAL, 0.5, 0.5, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0],
    ]
    drawn = law({"contests.c.behaviour": behaviour}).attraction
    np.testing.assert_allclose(drawn, attractions(expected), rtol=1e-12)


def test_reference_values_reach_the_weights() -> None:
    reference = {
        "loyalty": 1.0,
        "kinship": 0.4,
        "affinity_rival": -0.9,
        "affinity_unaligned": 0.25,
        "hostile": -5.0,
    }
    expected = [
        [1.0, 0.4, -5.0, 1.0, 0.0],
        [0.4, 1.0, -0.9, 0.4, 0.0],
        [-0.9, -0.9, 1.0, 1.0, 0.0],
        [0.25, 0.25, 0.25, 0.25, 0.0],
    ]
    affinity = {"affinity": {"reds": {"blues": "hostile"}}}
    drawn = law({"reference": reference, "contests.c.behaviour": affinity}).attraction
    np.testing.assert_allclose(drawn, attractions(expected), rtol=1e-12)


def test_even_the_most_hated_keep_a_weight_above_zero() -> None:
    affinity = {"affinity": {"reds": {"blues": -30.0}}}
    assert np.all(law({"contests.c.behaviour": affinity}).attraction > 0.0)


def test_a_slate_asks_for_all_of_its_names_unless_it_says_which() -> None:
    np.testing.assert_array_equal(
        law().asked, [[1, 0, 0, 1, 0], [0, 1, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 0]]
    )
    asks = {"contests.c.slates.blues.asks": ["dan"]}
    np.testing.assert_array_equal(law(asks).asked[2], [0, 0, 0, 1, 0])
    assert law(asks).attraction[2].argmax() == 2  # cat is still the slate's own


def test_every_camp_has_a_stream_of_its_own_named_by_its_slate() -> None:
    keys = law().camp_keys
    assert len(set(keys.tolist())) == 4
    assert 0 not in keys
    without = law(
        {
            "contests.c.slates.pinks": None,
            "contests.c.slates.reds.share": 1.0,
            "contests.c.candidates.bob": None,
        }
    )
    np.testing.assert_array_equal(without.camp_keys, keys[[0, 2, 3]])


@pytest.mark.parametrize("used", [0.7, 0.85, 0.917, 0.99])
def test_ballots_of_short_slates_use_the_stated_share(used: float) -> None:
    changes = {"contests.c.behaviour": {"votes_used": used, "discipline": 0.6}}
    contest = plan(changes)
    found = rate(contest, centre(changes), [0.6, 0.6, 0.6, 0.0])
    assert found == pytest.approx(used, abs=1e-9)
    laws = contest.block.law.free_ticks
    assert np.all(laws == laws[0])


def test_the_published_rate_is_used_where_none_is_stated() -> None:
    assert rate(plan(), centre(), [0.5, 0.5, 0.5, 0.0]) == pytest.approx(0.917, abs=1e-9)


def test_a_slate_with_a_rate_of_its_own_meets_it_alone() -> None:
    votes_used = {"reds": 0.99, "unaligned": 0.5, "default": 0.8}
    changes = {"contests.c.behaviour": {"votes_used": votes_used, "discipline": 0.3}}
    contest, camps = plan(changes), centre(changes)
    discipline = [0.3, 0.3, 0.3, 0.0]
    for g, used in ((0, 0.99), (3, 0.5)):
        alone = np.where(np.arange(4) == g, 1.0, 0.0)
        assert rate(contest, alone, discipline) == pytest.approx(used, abs=1e-9)
    together = np.where([False, True, True, False], camps, 0.0)
    assert rate(contest, together, discipline) == pytest.approx(0.8, abs=1e-9)


def test_lists_go_on_to_further_ticks_as_free_members_of_as_many_would() -> None:
    contest = law({"contests.c.behaviour": {"votes_used": 0.85}})
    for g, names in enumerate((2, 1, 2, 0)):
        chances = contest.free_ticks[g][names:]
        np.testing.assert_allclose(
            contest.list_ticks[g], [*chances / chances.sum(), *[0.0] * names], rtol=1e-12
        )


@pytest.mark.parametrize("seats", [3, 20])
def test_votes_used_below_what_the_disciplined_use_are_refused(seats: int) -> None:
    names = {f"a{k}": {"slate": "reds"} for k in range(seats)}
    changes = {
        "contests.c.seats": seats,
        "contests.c.candidates": {
            **names,
            "bob": {"slate": "pinks"},
            **{f"b{k}": {"slate": "blues"} for k in range(seats)},
        },
        "contests.c.behaviour": {"votes_used": 0.5, "discipline": 0.9},
    }
    with pytest.raises(ScenarioError) as refused:
        plan(changes)
    (fault,) = refused.value.faults
    assert fault.file == "scenario"
    assert fault.key == "contests.c.behaviour.votes_used"
    assert fault.wrong == "0.5 is too few: members who follow their slate already use more"
    assert fault.remedy == "raise it, or lower discipline"


def test_nobody_ticks_more_names_than_stand() -> None:
    changes = {f"contests.c.candidates.{gone}": None for gone in ("ann", "cat", "eve")}
    contest = plan(changes)
    assert contest.labels.votes == 2
    assert contest.block.law.free_ticks.shape == (4, 3)


def test_the_invalid_share_reaches_the_kernel() -> None:
    assert law({"contests.c.invalid": 0.02}).invalid == 0.02
