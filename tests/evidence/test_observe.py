"""Past results and nominations as observations: what they say, how surely, and of whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.evidence.contests import make
from tests.evidence.states import PAIR, REFERENCE, before, central, spreads
from tests.evidence.synthetic import tree

from necsim.evidence.frame import contrasts
from necsim.evidence.invert import Inversion, invert
from necsim.evidence.kalman import Seen, updated
from necsim.evidence.layout import Layout
from necsim.evidence.observe import seen_nominations, seen_result
from necsim.evidence.pieces import PastResult
from necsim.kernels.types import Floats
from necsim.scenario import make_scenario
from necsim.scenario.contest import Slate

DAY = date(2018, 1, 1)


def inverted(slates: Mapping[str, int], seed: int) -> tuple[PastResult, Inversion]:
    past = make(seed, dict(slates), 3, 3, 0.917).past
    return PastResult("past", DAY, past, {}), invert(past, REFERENCE)


def belief_after(layout: Layout, seen: Seen | None, found: Inversion) -> tuple[Floats, Floats]:
    """Update what is believed before evidence; give the inversion's state and covariance."""
    assert seen is not None
    state, _ = updated(before(layout), seen)
    count = len(found.slates)
    pick = np.zeros((2 * count - 1, layout.size))
    places = [layout.factions.index(slate) for slate in found.slates]
    pick[: count - 1, places] = contrasts(count).T
    pick[np.arange(count - 1, 2 * count - 1), np.arange(layout.size)[layout.discipline][places]] = 1
    return pick @ state.mean[0], pick @ state.covariance[0] @ pick.T


def in_prior_units(found: Inversion, covariance: Floats) -> Floats:
    count = len(found.slates)
    root = np.append(np.ones(count - 1), np.full(count, REFERENCE.discipline_spread))
    return np.asarray(np.linalg.eigvalsh(covariance / np.outer(root, root)))


@pytest.mark.compiled
@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "a", "b")])
@pytest.mark.parametrize(
    ("slates", "seed"), [({"a": 3, "b": 3}, 3), ({"a": 3, "b": 2, "c": 3}, 11)]
)
def test_a_result_gives_its_inversion_back(
    slates: Mapping[str, int], seed: int, order: Any
) -> None:
    result, found = inverted(slates, seed)
    layout = Layout(tuple(name for name in order if name in slates), ())
    mean, covariance = belief_after(layout, seen_result(layout, result, found, REFERENCE), found)
    np.testing.assert_allclose(mean, found.state, atol=1e-9)
    np.testing.assert_allclose(covariance, found.covariance, atol=1e-9)


@pytest.mark.compiled
def test_what_a_result_moved_without_narrowing_it_is_moved_all_the_same() -> None:
    slates = {"a": 3, "b": 2, "c": 3}
    result, found = inverted(slates, 3)
    assert in_prior_units(found, found.covariance).max() > 1.0
    layout = Layout(tuple(slates), ())
    mean, covariance = belief_after(layout, seen_result(layout, result, found, REFERENCE), found)
    np.testing.assert_allclose(mean, found.state, atol=1e-9)
    # Told a twentieth of what the prior tells: as if that had been seen.
    assert in_prior_units(found, covariance).max() == pytest.approx(1.0 / 1.05, rel=1e-9)
    assert np.linalg.eigvalsh(covariance - found.covariance).max() < 1e-9


@pytest.mark.compiled
def test_a_result_says_nothing_of_factions_that_did_not_stand() -> None:
    result, found = inverted({"left": 3, "right": 3}, 3)
    layout = Layout(("left", "green", "right"), ("us",))
    seen = seen_result(layout, result, found, REFERENCE)
    assert seen is not None
    state, start = updated(before(layout), seen)[0], before(layout)
    for part in (layout.support, layout.discipline):
        assert state.mean[0, part][1] == pytest.approx(start.mean[0, part][1], abs=1e-12)
        assert spreads(state)[0, part][1] == pytest.approx(spreads(start)[0, part][1], rel=1e-12)
    mean, covariance = belief_after(layout, seen, found)
    np.testing.assert_allclose(mean, found.state, atol=1e-9)
    np.testing.assert_allclose(covariance, found.covariance, atol=1e-9)
    assert np.all(seen.design[:, layout.lean.start :] == 0.0)
    assert np.all(seen.design[:, layout.unaligned] == 0.0)
    assert seen_result(Layout(("green",), ()), result, found, REFERENCE) is None


@pytest.mark.compiled
def test_two_slates_of_a_faction_have_their_support_together() -> None:
    result, found = inverted({"old": 3, "new": 3, "right": 3}, 5)
    slates = {name: Slate(faction="right" if name == "right" else "left") for name in found.slates}
    words = result.past.words.model_copy(update={"slates": slates})
    both = result._replace(past=result.past._replace(words=words))
    seen = seen_result(PAIR, both, found, REFERENCE)
    assert seen is not None
    state, _ = updated(before(PAIR), seen)
    left, right = state.mean[0, PAIR.support]
    old, new, rest = contrasts(3) @ found.state[:2]
    error = np.sqrt(2.0) * spreads(state)[0, 0]
    assert left - right == pytest.approx(np.logaddexp(old, new) - rest, abs=0.2 * error + 0.02)
    largest = int(np.argmax([old, new]))
    told = state.mean[0, PAIR.discipline]
    np.testing.assert_allclose(told, found.state[2:][[largest, 2]], atol=0.3)


NAMES = make_scenario(tree()).contests["c"]
COUNTS = {"left_0": 40, "left_1": 40, "left_2": 40, "right_0": 10, "right_1": 10, "right_2": 10}


def test_nominations_follow_support_by_the_slope_and_lean() -> None:
    scales = central(2)._replace(slope=np.array([0.5, 1.0]), nominations=np.array([0.1, 0.3]))
    seen = seen_nominations(PAIR, NAMES, COUNTS, scales)
    assert seen is not None
    state = np.zeros(PAIR.size)
    state[PAIR.support], state[PAIR.lean] = [0.9, -0.3], [0.2, 0.1]
    ratio = seen.design @ state / contrasts(2)[0, 0]  # of left over right, halved
    np.testing.assert_allclose(ratio[:, 0], np.array([0.5 * 1.2 + 0.1, 1.2 + 0.1]))
    assert seen.values[0] / contrasts(2)[0, 0] == pytest.approx(np.log(120.5 / 30.5))
    counted = (1 / 120.5 + 1 / 30.5) / 2
    np.testing.assert_allclose(seen.noise[:, 0, 0], np.array([0.01, 0.09]) + counted)
    rest = np.delete(seen.design, np.r_[PAIR.support, PAIR.lean], axis=2)
    assert np.all(rest == 0.0)


def test_whoever_is_on_no_slate_says_nothing_of_a_faction() -> None:
    words: dict[str, Any] = tree()
    words["contests"]["c"]["candidates"]["off_0"] = {"faction": "left"}
    contest = make_scenario(words).contests["c"]
    found = seen_nominations(PAIR, contest, {**COUNTS, "off_0": 900, "off_1": 900}, central())
    assert found is not None
    known = seen_nominations(PAIR, NAMES, COUNTS, central())
    assert known is not None
    for one, other in zip(found, known, strict=True):
        np.testing.assert_array_equal(one, other)


def test_fewer_names_than_votes_are_raised_halfway_to_proportion() -> None:
    """One name of three: from nothing to three times as many with all three."""
    few = {who: count for who, count in COUNTS.items() if who not in ("right_1", "right_2")}
    seen = seen_nominations(PAIR, NAMES, few, central())
    assert seen is not None
    room = np.log(3.0) / 2
    ratio = seen.values[0] / contrasts(2)[0, 0]
    assert ratio == pytest.approx(np.log(120.5) - np.log(10.5) - room)
    counted = (1 / 120.5 + 1 / 10.5 + room**2) / 2
    assert seen.noise[0, 0, 0] == pytest.approx(REFERENCE.nominations_spread**2 + counted)


def test_more_names_than_votes_are_not_lowered() -> None:
    words: dict[str, Any] = tree()
    words["contests"]["c"] |= {"seats": 2, "votes": 2}
    words["contests"]["c"]["slates"]["left"]["asks"] = ["left_0", "left_1"]
    words["contests"]["c"]["slates"]["right"]["asks"] = ["right_0", "right_1"]
    seen = seen_nominations(PAIR, make_scenario(words).contests["c"], COUNTS, central())
    assert seen is not None
    assert seen.values[0] / contrasts(2)[0, 0] == pytest.approx(np.log(120.5 / 30.5))


@pytest.mark.parametrize("counts", [{}, {"left_0": 9, "left_1": 5}, {"left_0": 9, "off_0": 5}])
def test_nominations_of_one_side_say_nothing_of_support(counts: Mapping[str, int]) -> None:
    assert seen_nominations(PAIR, NAMES, counts, central()) is None
