"""What pieces of evidence say of a state, against the laws they come from."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.evidence.synthetic import BARE, tree

from necsim.evidence.frame import contrasts
from necsim.evidence.invert import Inversion, invert
from necsim.evidence.kalman import updated
from necsim.evidence.layout import Layout
from necsim.evidence.observe import (
    seen_ballot,
    seen_judgement,
    seen_nominations,
    seen_poll,
    seen_result,
)
from necsim.evidence.past import past_contest
from necsim.evidence.pieces import Judged, PastResult, Preceding, Sample
from necsim.evidence.reading import read_support, read_votes
from necsim.evidence.scales import Scales, scales_at
from necsim.history import read_history
from necsim.scenario import make_scenario
from necsim.scenario.reference import Reference

REFERENCE = Reference()
DAY = date(2018, 1, 1)
ONE = scales_at(np.zeros((1, len(Scales._fields))), REFERENCE, np.inf)


def layout(*factions: str) -> Layout:
    return Layout(factions or ("left", "right"), ("us",))


@pytest.fixture(scope="module")
def inverted() -> tuple[PastResult, Inversion]:
    past = past_contest(read_history(), "nec-2016-08")
    return PastResult("nec", DAY, past, {}), invert(past, REFERENCE)


@pytest.mark.compiled
@pytest.mark.parametrize("order", [("left", "centre_right"), ("centre_right", "left")])
def test_a_result_gives_back_the_inversion_from_the_prior_it_held(
    order: tuple[str, ...], inverted: tuple[PastResult, Inversion]
) -> None:
    result, found = inverted
    own = layout(*order)
    seen = seen_result(own, result, found, REFERENCE)
    assert seen is not None
    state, _ = updated(own.before(ONE, REFERENCE), seen)
    turn = np.zeros((3, own.size))
    turn[0, own.support] = contrasts(2)[:, 0] * (1.0 if order[0] == "left" else -1.0)
    for row, faction in enumerate(("left", "centre_right"), start=1):
        turn[row, own.discipline.start + own.factions.index(faction)] = 1.0
    np.testing.assert_allclose(turn @ state.mean[0], found.state, atol=1e-8)
    # Where the result left a direction wider than its prior it is taken to have told a little.
    root = np.linalg.inv(np.linalg.cholesky(found.covariance))
    ratios = np.linalg.eigvalsh(root @ turn @ state.covariance[0] @ turn.T @ root.T)
    assert ratios.min() > 0.7
    assert ratios[1:] == pytest.approx(1.0, abs=0.02)


@pytest.mark.compiled
def test_a_result_says_nothing_of_a_third_faction(inverted: tuple[PastResult, Inversion]) -> None:
    own = layout("left", "centre_right", "soft_left")
    seen = seen_result(own, *inverted, REFERENCE)
    assert seen is not None
    assert np.all(seen.design[:, own.factions.index("soft_left")] == 0.0)
    assert seen_result(layout("soft_left"), *inverted, REFERENCE) is None


def poll(shares: dict[str, float], **changes: Any) -> Sample:
    said = Sample("poll", DAY, "c", "loyalty", "us", 900, 1.0, 0.0, shares)
    return said._replace(**changes)


def test_a_polls_noise_is_that_of_counts() -> None:
    own, at = layout(), np.zeros(layout().size)
    reading = read_support(own, at, ("left", "right"), aligned=False)
    bare = ONE._replace(extra=np.zeros(1))
    seen = seen_poll(own, poll({"left": 0.5, "right": 0.2}), reading, bare)
    counts = np.random.default_rng(1).multinomial(900, [0.5, 0.2, 0.3], size=40_000)
    logs = np.log(counts[:, :2]) @ contrasts(2)
    assert float(seen.noise[0, 0, 0]) == pytest.approx(logs.var(), rel=0.03)
    assert seen.values[0] == pytest.approx(logs.mean(), abs=0.002)


@pytest.mark.parametrize("changes", [{"undecided": 0.3}, {"design_effect": 2.0}, {"size": 300}])
def test_what_makes_a_poll_worth_less_widens_it(changes: dict[str, Any]) -> None:
    own, at = layout(), np.zeros(layout().size)
    reading = read_support(own, at, ("left", "right"), aligned=False)
    shares = {"left": 0.5, "right": 0.2}
    plain, less = (seen_poll(own, poll(shares, **each), reading, ONE) for each in ({}, changes))
    assert less.noise[0, 0, 0] > plain.noise[0, 0, 0]


def test_biases_load_the_factions_they_favour() -> None:
    own, at = layout(), np.zeros(layout().size)
    reading = read_support(own, at, ("left", "right"), aligned=False)
    seen = seen_poll(own, poll({"left": 0.5, "right": 0.2}), reading, ONE)
    for part in (own.support, own.bias, own.house("us")):
        np.testing.assert_allclose(seen.design[0, part], contrasts(2)[:, 0])
    alone = read_support(own, at, ("left",), aligned=False)
    lone = seen_poll(own, poll({"left": 0.5}), alone, ONE)
    np.testing.assert_allclose(lone.design[0, own.bias], [1.0, -1.0])


def test_one_group_alone_is_set_against_all_others() -> None:
    own, at = layout(), np.zeros(layout().size)
    at[own.unaligned] = np.log(0.25)
    reading = read_support(own, at, ("left",), aligned=False)
    seen = seen_poll(own, poll({"left": 0.3}), reading, ONE)
    assert seen.values[0] == pytest.approx(np.log(0.3 / 0.7))
    share = own.shares(at)[0]
    assert seen.design @ at + seen.constant == pytest.approx(np.log(share / (1 - share)))
    # Of a vote between two sides the unaligned are not one.
    between = read_support(own, at, ("left",), aligned=True)
    lone = seen_ballot(Preceding("b", DAY, "c", {"left": 0.3}), between, ONE)
    assert lone.design @ at + lone.constant == pytest.approx(0.0, abs=1e-12)


def test_nominations_are_contrasts_of_totals_raised_where_names_are_few() -> None:
    own, contest = layout(), BARE.contests["c"]
    counts = {"left_0": 60, "left_1": 30, "left_2": 10, "right_0": 20, "right_1": 10, "right_2": 20}
    seen = seen_nominations(own, contest, counts | {"off_0": 500}, ONE)
    assert seen is not None
    assert seen.values[0] == pytest.approx(np.log(100.5 / 50.5) / np.sqrt(2))
    np.testing.assert_allclose(
        seen.design[0, 0, own.support], REFERENCE.nominations_slope * contrasts(2)[:, 0]
    )
    np.testing.assert_allclose(seen.design[0, 0, own.lean], contrasts(2)[:, 0])
    few = {name: n for name, n in counts.items() if name not in ("right_1", "right_2")}
    short = seen_nominations(own, contest, few | {"right_0": 50}, ONE)
    assert short is not None
    raised = seen.values[0] - np.log(3) / 2 / np.sqrt(2)
    assert short.values[0] == pytest.approx(raised)
    assert short.noise[0, 0, 0] > seen.noise[0, 0, 0] + 0.1
    assert seen_nominations(own, contest, {"left_0": 5}, ONE) is None


def test_a_judgement_is_support_give_or_take() -> None:
    own, at = layout(), np.zeros(layout().size)
    names = {"left": 0.5, "right": 0.2}
    seen = seen_judgement(
        Judged("j", DAY, names, {"left": 0.05, "right": 0.1}),
        read_support(own, at, names, aligned=False),
    )
    np.testing.assert_allclose(seen.values, np.log([0.5, 0.2]))
    np.testing.assert_allclose(np.sqrt(np.diag(seen.noise)), [0.1, 0.5])


@pytest.mark.compiled
@pytest.mark.parametrize("rule", ["block", "scottish"])
def test_readings_are_exact_where_they_are_taken_and_right_beside(rule: str) -> None:
    words = tree()
    words["contests"]["c"]["rule"] = rule
    scenario, own = make_scenario(words), layout()
    at = np.zeros(own.size)
    at[: own.world] = [0.3, -0.2, -1.2, 0.5, -0.5]
    appeals = {"left_0": 0.4, "off_0": -0.3}
    names = ("left", "right")
    reading = read_votes(own, scenario, "c", at, appeals).read(names)
    nudge = np.zeros(own.size)
    nudge[: own.world] = [0.02, -0.01, 0.03, 0.02, -0.02]
    there = read_votes(own, scenario, "c", at + nudge, appeals).read(names)
    np.testing.assert_allclose(reading.slopes @ at + reading.constant, np.log(reading.shares))
    foreseen = reading.slopes @ (at + nudge) + reading.constant
    np.testing.assert_allclose(foreseen, np.log(there.shares), atol=2e-3)
    assert np.abs(np.log(there.shares / reading.shares)).max() > 5e-3
    odds = reading.odds()
    np.testing.assert_allclose(
        odds.slopes @ at + odds.constant, np.log(reading.shares / (1.0 - reading.shares))
    )
