"""Pieces of evidence as observations: what they say, how surely, and of whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.evidence.contests import make
from tests.evidence.states import PAIR, REFERENCE, THREE, before, central, spreads
from tests.evidence.synthetic import tree

from necsim.evidence.frame import contrasts
from necsim.evidence.invert import Inversion, invert
from necsim.evidence.kalman import Seen, updated
from necsim.evidence.layout import Layout
from necsim.evidence.observe import (
    seen_ballot,
    seen_judgement,
    seen_nominations,
    seen_poll,
    seen_result,
)
from necsim.evidence.pieces import Judged, PastResult, Preceding, Sample
from necsim.evidence.reading import Reading, read_support
from necsim.kernels.types import Floats
from necsim.scenario import make_scenario
from necsim.scenario.contest import Slate

DAY = date(2018, 1, 1)
AT = np.random.default_rng(9).normal(scale=0.5, size=THREE.size)
QUIET = central()._replace(extra=np.zeros(1), ballot=np.zeros(1))


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
    result, found = inverted({"left": 3, "right": 3}, 4)
    seen = seen_result(THREE, result, found, REFERENCE)
    assert seen is not None
    state, start = updated(before(THREE), seen)[0], before(THREE)
    for part in (THREE.support, THREE.discipline):
        assert state.mean[0, part][2] == pytest.approx(start.mean[0, part][2], abs=1e-12)
        assert spreads(state)[0, part][2] == pytest.approx(spreads(start)[0, part][2], rel=1e-12)
    others = [seen.design[:, part] for part in (THREE.lean, THREE.bias)]
    assert np.all(np.concatenate(others, axis=1) == 0.0)
    assert np.all(seen.design[:, THREE.unaligned] == 0.0)
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


def poll(shares: Mapping[str, float], **changes: Any) -> Sample:
    asked = Sample("poll", DAY, "c", "loyalty", "us", 2_000, 1.0, 0.0, shares)
    return asked._replace(**changes)


def reading(names: Mapping[str, float]) -> Reading:
    return read_support(THREE, AT, names, aligned=False)


@pytest.mark.parametrize("shares", [{"green": 0.15, "left": 0.5, "right": 0.2}, {"left": 0.3}])
def test_a_polls_noise_is_that_of_counting_a_sample(shares: Mapping[str, float]) -> None:
    seen = seen_poll(THREE, poll(shares), reading(shares), QUIET)
    draws, stated = 40_000, np.array(list(shares.values()))
    generator = np.random.default_rng(1)
    chances = np.append(stated, 1.0 - stated.sum())
    counted = generator.multinomial(2_000, chances, draws) / 2_000
    if len(stated) > 1:
        values = np.log(counted[:, :-1]) @ contrasts(len(stated))
    else:
        values = np.log(counted[:, :1] / counted[:, 1:])
    found = np.atleast_2d(np.cov(values.T))
    sd = np.sqrt(np.diag(found))
    # A covariance is known to √(2/n); the delta method leaves out 1/(2000·0.15) or less.
    off = (seen.noise[0] - found) / np.outer(sd, sd)
    np.testing.assert_allclose(off, 0.0, atol=5 * np.sqrt(2 / draws) + 0.004)
    np.testing.assert_allclose(seen.values, values.mean(axis=0), atol=0.003)


def noise(**changes: Any) -> Floats:
    shares = {"left": 0.5, "right": 0.3}
    return np.asarray(seen_poll(THREE, poll(shares, **changes), reading(shares), QUIET).noise)[0]


def test_design_effect_and_the_undecided_widen_a_poll() -> None:
    plain = noise()
    np.testing.assert_allclose(noise(design_effect=1.7), 1.7 * plain)
    np.testing.assert_allclose(noise(size=500), 4.0 * plain)
    # Half did not say: as many fewer were asked, and nobody knows how they will vote.
    np.testing.assert_allclose(noise(undecided=0.5), 2.0 * plain + 0.25)
    shares = {"left": 0.5, "right": 0.3}
    extra = QUIET._replace(extra=np.array([0.1]))
    seen = seen_poll(THREE, poll(shares), reading(shares), extra)
    np.testing.assert_allclose(seen.noise[0], plain + 0.01)


def test_a_poll_that_gives_a_group_nothing_can_still_be_read() -> None:
    shares = {"left": 0.9, "green": 0.0}
    seen = seen_poll(THREE, poll(shares), reading(shares), QUIET)
    # Half a person of two thousand.
    assert seen.values @ contrasts(2).T[:, 0] == pytest.approx(np.log(0.9 / 0.00025) / 2)
    assert np.all(np.isfinite(seen.noise))


def test_biases_move_what_a_poll_says_of_their_own_faction() -> None:
    shares = {"green": 0.2, "left": 0.4, "right": 0.3}
    seen = seen_poll(THREE, poll(shares), reading(shares), QUIET)
    turn = contrasts(3).T
    for part in (THREE.bias, THREE.house("us")):
        # Layout's order is left, right, green; the poll's is green, left, right.
        np.testing.assert_allclose(seen.design[:, part], turn[:, [1, 2, 0]])
    support = reading(shares).slopes[:, THREE.support]
    np.testing.assert_allclose(seen.design[:, THREE.support], turn @ support)
    assert np.all(seen.design[:, THREE.lean] == 0.0)


def test_a_houses_own_bias_is_no_other_houses() -> None:
    shares = {"left": 0.5, "right": 0.3}
    read = read_support(PAIR, AT[: PAIR.size], shares, aligned=False)
    seen = seen_poll(PAIR, poll(shares, house="them"), read, QUIET)
    assert np.all(seen.design[:, PAIR.house("us")] == 0.0)
    assert np.any(seen.design[:, PAIR.house("them")] != 0.0)


def test_two_slates_of_a_faction_share_its_bias() -> None:
    read = Reading(np.array([0.3, 0.2, 0.4]), np.zeros((3, THREE.size)), np.zeros(3),
                   ("left", "left", "right"))  # fmt: skip
    shares = {"old": 0.3, "new": 0.2, "right": 0.4}
    design = seen_poll(THREE, poll(shares), read, QUIET).design[:, THREE.bias]
    turn = contrasts(3).T
    np.testing.assert_allclose(design[:, 0], turn[:, :2].sum(axis=1))
    np.testing.assert_allclose(design[:, 1], turn[:, 2])
    np.testing.assert_array_equal(design[:, 2], 0.0)


def test_one_group_alone_is_set_against_all_others() -> None:
    shares = {"right": 0.3}
    seen = seen_poll(THREE, poll(shares), reading(shares), QUIET)
    assert seen.values == pytest.approx([np.log(0.3 / 0.7)])
    np.testing.assert_allclose(seen.design[0, THREE.bias], [-0.5, 1.0, -0.5])
    odds = reading(shares).odds()
    np.testing.assert_allclose(seen.design[0, THREE.support], odds.slopes[0, THREE.support])
    assert seen.constant == pytest.approx(odds.constant)


@pytest.mark.parametrize("shares", [{"left": 0.55}, {"left": 0.55, "right": 0.35}])
def test_a_ballot_has_its_own_error_and_no_bias(shares: Mapping[str, float]) -> None:
    scales = central(2)._replace(ballot=np.array([0.1, 0.4]))
    seen = seen_ballot(Preceding("ballot", DAY, "c", shares), reading(shares), scales)
    each = 2.0 if len(shares) == 1 else 1.0  # an error of the group's own, and one of the rest's
    np.testing.assert_allclose(seen.noise[:, 0, 0], np.array([0.01, 0.16]) * each)
    assert np.all(seen.design[:, THREE.lean.start :] == 0.0)


def test_a_judgement_is_believed_as_surely_as_it_says() -> None:
    shares = dict(zip(("left", "green"), THREE.shares(AT)[[0, 2]].tolist(), strict=True))
    sure = Judged("judged", DAY, shares, dict.fromkeys(shares, 0.002))
    seen = seen_judgement(sure, reading(shares))
    np.testing.assert_allclose(seen.noise, np.diag((0.002 / np.array(list(shares.values()))) ** 2))
    state, _ = updated(before(THREE), seen)
    read = reading(shares)
    logs = read.slopes @ state.mean[0] + read.constant
    errors = np.sqrt(np.diag(read.slopes @ state.covariance[0] @ read.slopes.T))
    stated = np.array(list(shares.values()))
    # Here a prior of a spread of 1 counts for nothing.
    np.testing.assert_allclose(np.exp(logs), stated, atol=0.0002)
    np.testing.assert_allclose(errors * stated, 0.002, rtol=0.05)


def test_a_judgement_without_doubt_leaves_a_trace_of_it() -> None:
    shares = {"left": 0.4}
    seen = seen_judgement(Judged("judged", DAY, shares, {"left": 0.0}), reading(shares))
    assert 0.0 < seen.noise[0, 0] < 1e-6


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
