"""A fit as a whole: what it is without evidence, through time, and as a belief of worlds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from tests.evidence.synthetic import AS_OF, BARE, make_case, tree

from necsim.evidence import Fit, believe, centred, mean_support
from necsim.evidence.fit import fit_pieces, moments
from necsim.evidence.pieces import Judged, Pieces, Sample
from necsim.plan import make_plan
from necsim.scenario import Scenario, make_scenario
from necsim.streams import Seeds, Span
from necsim.worlds import draw_worlds, picked_states

pytestmark = pytest.mark.compiled


def poll(days: int = 0, **shares: float) -> Sample:
    day = AS_OF - timedelta(days)
    return Sample(f"poll_{days}", day, "c", "loyalty", "us", 1_000, 1.0, 0.0,
                  shares or {"left": 0.5, "right": 0.25})  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Fit:
    case = make_case(5)
    return fit_pieces(case.scenario, case.pieces)


def test_without_evidence_shares_are_equal_and_wide() -> None:
    nothing = fit_pieces(BARE, Pieces())
    assert nothing.support.means[:2] == pytest.approx([0.4, 0.4], abs=1e-3)
    assert nothing.support.means[2] == pytest.approx(0.20, abs=0.002)
    assert nothing.support.spreads[2] == pytest.approx(0.06, abs=0.002)
    assert nothing.support.spreads[0] > 0.2
    assert nothing.posterior.effective == pytest.approx(1024)


def test_a_fit_is_the_same_every_time(found: Fit) -> None:
    case = make_case(5)
    again = fit_pieces(case.scenario, case.pieces)
    np.testing.assert_array_equal(again.mixture.centre, found.mixture.centre)
    np.testing.assert_array_equal(again.support.means, found.support.means)


def test_the_second_set_of_points_is_near_the_first(found: Fit) -> None:
    assert np.all(found.error < 0.1 * found.support.spreads)
    assert 0.0 < found.chance_error < 0.04


def test_older_evidence_counts_for_less() -> None:
    new, old = (fit_pieces(BARE, Pieces(polls=(poll(days),))) for days in (0, 3_000))
    assert new.support.means[0] > old.support.means[0] > 0.4
    assert new.support.spreads[0] < old.support.spreads[0]


def test_ten_polls_do_not_beat_their_shared_bias() -> None:
    """Ten houses of 1,000 each say what one of 10,000 says, but for the bias that all share."""
    polls = tuple(poll()._replace(id=f"p{k}", house=f"h{k}") for k in range(10))
    one, ten = (fit_pieces(BARE, Pieces(polls=each)) for each in (polls[:1], polls))
    first, all_ = (each.support.spreads[0] / each.support.means[0] for each in (one, ten))
    assert all_ < first
    assert all_ > 0.3 * first


def test_the_order_in_which_pieces_are_given_does_not_matter() -> None:
    polls = (poll(900), poll(10), poll(400, left=0.4, right=0.3))
    one, two = (fit_pieces(BARE, Pieces(polls=each)) for each in (polls, polls[::-1]))
    np.testing.assert_allclose(one.support.means, two.support.means, rtol=1e-6)


def test_later_contests_teach_scales_alone() -> None:
    """Without drift to learn nothing moves: with it only the weights of points do."""
    case, other = make_case(5), make_case(6)
    plain = fit_pieces(case.scenario, case.pieces)
    taught = fit_pieces(case.scenario, case.pieces, other.pieces.results)
    assert not np.allclose(plain.posterior.weights, taught.posterior.weights)
    # Support moves by what other scales imply, not toward the other contest's.
    apart = np.abs(plain.support.means - taught.support.means)
    assert np.all(apart < 0.5 * plain.support.spreads)


def test_the_mixture_has_the_states_covariance(found: Fit) -> None:
    layout, state = found.layout, found.posterior.state
    wide = layout.world
    turn = np.eye(wide)
    turn[layout.support, layout.support] -= 0.5
    expected = turn @ state.covariance[:, :wide, :wide] @ turn.T
    roots = found.mixture.root
    np.testing.assert_allclose(roots @ roots.transpose(0, 2, 1), expected, atol=1e-8)
    # Discipline's own normals leave support alone.
    assert np.all(roots[:, : layout.unaligned + 1, layout.unaligned + 1 :] == 0.0)


def typed(**changes: Any) -> Scenario:
    return make_scenario(tree() | changes)


@pytest.mark.parametrize("support", [{"left": 0.3, "right": 0.4}, {"left": 0.62}, {"right": 0.05}])
def test_typed_support_is_the_mean_of_worlds_and_the_rest_keeps_its_proportions(
    support: dict[str, float], found: Fit
) -> None:
    belief = believe(typed(support=support), found)
    assert belief.mixture is not None
    means = moments(found.layout, belief.mixture)[0].means
    for name, share in support.items():
        assert means[belief.names.index(name)] == pytest.approx(share, abs=1e-5)
    if len(support) == 1:
        silent = [k for k, name in enumerate(belief.names) if name not in support]
        fitted = found.support.means[silent]
        assert means[silent[0]] / means[silent[1]] == pytest.approx(fitted[0] / fitted[1], rel=1e-4)
    # The centre alone moves: on the log scale spreads are as fitted.
    np.testing.assert_array_equal(belief.mixture.root, found.mixture.root)


def test_a_typed_give_or_take_replaces_the_spread(found: Fit) -> None:
    belief = believe(typed(give_or_take={"left": 0.03, "right": 0.03}), found)
    assert belief.law.spreads[:2] == pytest.approx([0.03, 0.03], abs=0.002)
    assert belief.means == pytest.approx(found.support.means, abs=1e-3)
    sure = believe(typed(give_or_take=0.0, support={"left": 0.5, "right": 0.3}), found)
    assert np.all(sure.law.tau == 0.0)


def test_words_are_filled_with_what_was_fitted(found: Fit) -> None:
    words = typed()
    filled = centred(words, found)
    assert filled.support == mean_support(words, found)
    assert filled.contests["c"].behaviour.discipline == found.mean_discipline
    appeals = filled.contests["c"].appeals
    assert appeals == tuple(each.mean for each in found.appeals["c"].values())
    assert filled.origins["support.left"].kind == "fit"
    assert not words.support


def test_worlds_have_the_mixtures_law_however_they_are_cut(found: Fit) -> None:
    plan, seeds, count = make_plan(typed(), found), Seeds(3), 20_000
    worlds = draw_worlds(plan, seeds, Span(0, count))
    error = found.support.spreads / np.sqrt(count)
    assert np.all(np.abs(worlds.support.mean(axis=0) - found.support.means) < 4 * error + 2e-3)
    assert worlds.support.std(axis=0) == pytest.approx(found.support.spreads, rel=0.05)
    discipline = worlds.contests[0].discipline
    spread = found.discipline.spreads / np.sqrt(count)
    assert np.all(np.abs(discipline.mean(axis=0) - found.discipline.means) < 4 * spread + 5e-3)
    part = draw_worlds(plan, seeds, Span(300, 700))
    np.testing.assert_array_equal(part.support, worlds.support[300:700])
    np.testing.assert_array_equal(part.contests[0].discipline, discipline[300:700])
    picked = picked_states(plan.belief, seeds, Span(300, 700))
    np.testing.assert_allclose(found.layout.shares(picked.states), part.support)


def test_typed_discipline_stands_and_the_other_slates_is_fitted(found: Fit) -> None:
    words = typed()
    own = "contests.c.behaviour"
    stated = {f"{own}.discipline.left": 0.9, f"{own}.discipline_give_or_take.left": 0.02}
    changed = make_scenario(tree(), stated)
    plain, told = (
        draw_worlds(make_plan(each, found), Seeds(3), Span(0, 2_000)).contests[0].discipline
        for each in (words, changed)
    )
    assert told[:, 0].mean() == pytest.approx(0.9, abs=0.003)
    np.testing.assert_array_equal(told[:, 1], plain[:, 1])


@pytest.mark.parametrize("mean", [0.0, 0.2, 0.9, 1.0])
def test_typed_discipline_moves_the_centre_and_keeps_the_fitted_spread(
    mean: float, found: Fit
) -> None:
    changed = make_scenario(tree(), {"contests.c.behaviour.discipline.left": mean})
    plain, told = (
        draw_worlds(make_plan(each, found), Seeds(3), Span(0, 20_000)).contests[0].discipline
        for each in (typed(), changed)
    )
    assert told[:, 0].mean() == pytest.approx(mean, abs=0.005)
    np.testing.assert_array_equal(told[:, 1], plain[:, 1])
    if 0.0 < mean < 1.0:
        logits = [np.log(each[:, 0] / (1.0 - each[:, 0])) for each in (plain, told)]
        assert (logits[1] - logits[0]).std() == pytest.approx(0.0, abs=1e-5)


def test_a_faction_typed_to_have_nobody_is_no_part_of_the_fit() -> None:
    judged = Judged("j", AS_OF, {"left": 0.5}, {"left": 0.1})
    found = fit_pieces(typed(support={"right": 0.0}), Pieces(judgements=(judged,)))
    assert found.layout.factions == ("left",)
    belief = believe(typed(support={"right": 0.0}), found)
    assert belief.names == ("left", "unaligned")
