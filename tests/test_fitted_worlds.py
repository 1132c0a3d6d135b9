"""Worlds drawn from a fit: the mixture's law, whatever the span and however it is cut."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy import special, stats
from tests.evidence.synthetic import FACTIONS, make_case, tree

from necsim.evidence.fit import Fit, fit_pieces
from necsim.evidence.layout import nested_shares
from necsim.evidence.posterior import Mixture
from necsim.kernels.types import Floats
from necsim.plan import Plan, make_plan
from necsim.scenario import make_scenario
from necsim.streams import Seeds, Span
from necsim.worlds import Worlds, draw_worlds, picked_states

pytestmark = pytest.mark.compiled  # past contests are inverted

MANY = Span(0, 51_200)
SEEDS = Seeds(2018)
K = len(FACTIONS)


@lru_cache(maxsize=1)
def found() -> Fit:
    case = make_case(1)
    return fit_pieces(case.scenario, case.pieces)


@lru_cache(maxsize=8)
def plan(**changes: Any) -> Plan:
    return make_plan(make_scenario(tree() | changes), found())


def draw(made: Plan, span: Span = MANY, seeds: Seeds = SEEDS) -> Worlds:
    return draw_worlds(made, seeds, span)


def mixture() -> Mixture:
    return found().mixture


def logs_of(worlds: Worlds) -> Floats:
    """Give what worlds show of their states: centred log support, the unaligned, discipline."""
    logs = np.log(worlds.support[:, :K])
    rest = special.logit(worlds.support[:, K:])
    logits = special.logit(worlds.contests[0].discipline)
    return np.hstack([logs - logs.mean(axis=1, keepdims=True), rest, logits])


def test_support_and_discipline_have_the_mixtures_means_and_covariance() -> None:
    drawn = logs_of(draw(plan()))
    weights = np.diff(mixture().cumulative, prepend=0.0)
    mean = weights @ mixture().centre
    between = mixture().centre - mean
    covariance = np.einsum("s,sij,skj->ik", weights, mixture().root, mixture().root)
    covariance += (weights[:, None] * between).T @ between
    off = drawn - mean
    n = len(drawn)
    assert np.all(np.abs(off.mean(axis=0)) < 5 * off.std(axis=0) / np.sqrt(n))
    second = off[:, :, None] * off[:, None, :]
    errors = second.std(axis=0) / np.sqrt(n)
    assert np.all(np.abs(second.mean(axis=0) - covariance) < 5 * errors)


def test_worlds_have_the_means_and_spreads_that_the_fit_tells() -> None:
    worlds = draw(plan())
    for told, values in (
        (found().support, worlds.support),
        (found().discipline, worlds.contests[0].discipline),
    ):
        # Nodes have their own error beside that of the draws: half a hundredth of a spread.
        error = values.std(axis=0) * (5 / np.sqrt(len(values)) + 0.005)
        assert np.all(np.abs(values.mean(axis=0) - told.means) < error)
        assert np.all(np.abs(values.std(axis=0) - told.spreads) < 2 * error)


def test_each_point_is_picked_as_often_as_it_weighs() -> None:
    points = picked_states(plan().belief, SEEDS, MANY).points
    weights = np.diff(mixture().cumulative, prepend=0.0)
    # Light points together, lest a cell expect fewer than 20.
    order = np.argsort(weights)
    cells = np.minimum((np.cumsum(weights[order]) * 200).astype(int), 199)
    expected = np.bincount(cells, weights[order], 200) * len(points)
    counted = np.bincount(cells[np.argsort(order)][points], minlength=200)
    kept = expected > 20
    scaled = expected[kept] * counted[kept].sum() / expected[kept].sum()
    assert stats.chisquare(counted[kept], scaled).pvalue > 0.001


def test_picked_states_are_those_of_the_worlds() -> None:
    span = Span(300, 900)
    picked, worlds = picked_states(plan().belief, SEEDS, span), draw(plan(), span)
    states = picked.states
    np.testing.assert_array_equal(nested_shares(states[:, :K], states[:, K]), worlds.support)
    np.testing.assert_allclose(
        special.expit(states[:, K + 1 :]), worlds.contests[0].discipline, rtol=1e-12
    )


def digest(worlds: Worlds) -> list[bytes]:
    contests = [part for world in worlds.contests for part in (*world.voters, *world[1:])]
    return [np.asarray(part).tobytes() for part in (worlds.support, *contests)]


@pytest.mark.parametrize("cuts", [[1], [255], [256], [257], [1, 255, 256, 257, 999]])
def test_fitted_worlds_are_the_same_however_a_span_is_cut(cuts: list[int]) -> None:
    edges = [0, *cuts, 1000]
    pieces = [digest(draw(plan(), Span(*edge))) for edge in pairwise(edges)]
    assert [b"".join(parts) for parts in zip(*pieces, strict=True)] == digest(
        draw(plan(), Span(0, 1000))
    )


def test_a_replicate_does_not_depend_on_how_many_there_are() -> None:
    for few, many in ((Span(0, 10), Span(0, 5_000)), (Span(700, 701), Span(0, 5_000))):
        some, all_ = draw(plan(), few), draw(plan(), many)
        cut = slice(few.start, few.stop)
        assert some.support.tobytes() == all_.support[cut].tobytes()
        for mine, theirs in zip(some.contests[0][1:], all_.contests[0][1:], strict=True):
            assert np.asarray(mine).tobytes() == np.asarray(theirs)[cut].tobytes()


def test_another_seed_is_another_world() -> None:
    one, other = draw(plan(), Span(0, 50)), draw(plan(), Span(0, 50), Seeds(2019))
    assert np.all(one.support != other.support)


@pytest.mark.parametrize(
    ("purpose", "support", "discipline"),
    [("tail", True, True), ("support", True, True), ("discipline", False, True)],
)
def test_disciplines_own_draws_move_discipline_alone(
    purpose: Any, support: bool, discipline: bool
) -> None:
    span = Span(0, 50)
    one, other = draw(plan(), span), draw(plan(), span, Seeds(2018, {purpose: 7}))
    assert np.any(one.support != other.support) == support
    moved = one.contests[0].discipline != other.contests[0].discipline
    assert np.any(moved) == discipline


def test_an_added_candidate_changes_no_draw_of_the_fit() -> None:
    words = tree()
    words["contests"]["c"]["candidates"]["late"] = {}
    one, other = (
        draw(plan(), Span(0, 50)),
        draw(make_plan(make_scenario(words), found()), Span(0, 50)),
    )
    assert one.support.tobytes() == other.support.tobytes()
    assert one.contests[0].discipline.tobytes() == other.contests[0].discipline.tobytes()


def test_typed_discipline_is_drawn_as_typed_beside_the_fits() -> None:
    words = make_scenario(
        tree(),
        {"contests.c.behaviour": {"discipline": {"left": 0.9},
                                  "discipline_give_or_take": {"left": 0.0}}},
    )  # fmt: skip
    drawn = draw(make_plan(words, found()), Span(0, 500)).contests[0].discipline
    np.testing.assert_allclose(drawn[:, 0], 0.9, rtol=1e-12)
    fitted = draw(plan(), Span(0, 500)).contests[0].discipline
    np.testing.assert_array_equal(drawn[:, 1], fitted[:, 1])


@pytest.mark.parametrize("mean", [0.0, 0.2, 0.9, 1.0])
def test_typed_discipline_moves_the_centre_and_keeps_the_fitted_spread(mean: float) -> None:
    words = make_scenario(tree(), {"contests.c.behaviour.discipline.left": mean})
    told = draw(make_plan(words, found())).contests[0].discipline
    fitted = draw(plan()).contests[0].discipline
    assert told[:, 0].mean() == pytest.approx(mean, abs=0.005)
    np.testing.assert_array_equal(told[:, 1], fitted[:, 1])
    if 0.0 < mean < 1.0:
        moved = special.logit(told[:, 0]) - special.logit(fitted[:, 0])
        assert moved.std() == pytest.approx(0.0, abs=1e-5)


def test_a_typed_give_or_take_draws_support_by_it_and_discipline_by_the_fit() -> None:
    worlds = draw(plan(give_or_take=0.05))
    spreads = worlds.support.std(axis=0)
    np.testing.assert_allclose(spreads[:K], 0.05, rtol=0.03)
    means = found().support.means
    assert np.all(
        np.abs(worlds.support.mean(axis=0) - means) < 5 * spreads / np.sqrt(51_200) + 1e-4
    )
    fitted = draw(plan()).contests[0].discipline
    np.testing.assert_array_equal(worlds.contests[0].discipline, fitted)


def test_appeals_are_drawn_around_the_fits_means_with_its_spreads() -> None:
    appeal = draw(plan()).contests[0].appeal
    told = found().appeals["c"]
    for c, who in enumerate(plan().contests[0].labels.candidates):
        mean, spread = told[who.id]
        assert appeal[:, c].mean() == pytest.approx(mean, abs=5 * spread / np.sqrt(len(appeal)))
        # A t of five degrees of freedom has a kurtosis of 9: its spread is known to √(8/4n).
        assert appeal[:, c].std() == pytest.approx(spread, rel=5 * np.sqrt(2 / len(appeal)))
