"""Shares that somebody tells, as observations: polls, ballots on something else, judgements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.evidence.states import PAIR, THREE, before, central

from necsim.evidence.frame import contrasts
from necsim.evidence.kalman import updated
from necsim.evidence.observe import seen_ballot, seen_judgement, seen_poll
from necsim.evidence.pieces import Judged, Preceding, Sample
from necsim.evidence.reading import Reading, read_support
from necsim.kernels.types import Floats

DAY = date(2018, 1, 1)
AT = np.random.default_rng(9).normal(scale=0.5, size=THREE.size)
QUIET = central()._replace(extra=np.zeros(1), ballot=np.zeros(1))


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
    seen = seen_poll(THREE, poll(shares, **changes), reading(shares), QUIET)
    return np.asarray(seen.noise[0], np.float64)


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


def test_of_a_vote_between_two_sides_the_unaligned_are_not_one() -> None:
    at = AT[: PAIR.size].copy()
    at[PAIR.support] = 0.7
    between = read_support(PAIR, at, ("left",), aligned=True)
    seen = seen_ballot(Preceding("ballot", DAY, "c", {"left": 0.3}), between, QUIET)
    assert seen.design @ at + seen.constant == pytest.approx(0.0, abs=1e-12)
    assert seen.design[0, PAIR.unaligned] == 0.0


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
