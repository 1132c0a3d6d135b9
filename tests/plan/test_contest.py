from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats
from tests.engine.scenarios import cooperative, january

from necsim.errors import ScenarioError
from necsim.kernels.types import Counts
from necsim.link.law import central_camps
from necsim.plan import make_plan
from necsim.plan.contest import ContestPlan, Varying
from necsim.plan.labels import CandidateLabel, SlateLabel
from necsim.scenario import make_scenario


def board(changes: Mapping[str, Any] | None = None) -> ContestPlan:
    return make_plan(cooperative(changes)).contests[0]


def centre(changes: Mapping[str, Any] | None = None, contest: str = "board") -> list[float]:
    words = cooperative(changes)
    camps = central_camps(words.contests[contest], make_plan(words).belief.support)
    return [float(share) for share in camps]


def moments(law: Varying, k: int) -> tuple[float, float]:
    """Give mean and standard deviation of logistic(m + τz) by quadrature."""

    def expect(power: int) -> float:
        def integrand(z: float) -> float:
            share = special.expit(law.m[k] + law.tau[k] * z)
            return float(share**power * stats.norm.pdf(z))

        return float(integrate.quad(integrand, -9.0, 9.0)[0])

    return expect(1), float(np.sqrt(max(expect(2) - expect(1) ** 2, 0.0)))


def test_labels_say_who_stands_for_what() -> None:
    changes = {
        "contests.board.name": "The board",
        "contests.board.slates.grass.name": "Grass roots",
        "contests.board.candidates.ann.name": "Ann Ames",
        "contests.board.candidates.dan.faction": "independent",
    }
    labels = board(changes).labels
    assert (labels.id, labels.name, labels.rule) == ("board", "The board", "block")
    assert (labels.seats, labels.votes, labels.filled) == (2, 2, 2)
    assert labels.has_minimums
    assert labels.slates == (
        SlateLabel("grass", "Grass roots", "green"),
        SlateLabel("moss", "moss", "green"),
        SlateLabel("sky", "sky", "blue"),
    )
    assert labels.candidates == (
        CandidateLabel("ann", "Ann Ames", ("grass",), "green"),
        CandidateLabel("bob", "bob", ("grass", "moss"), "green"),
        CandidateLabel("cat", "cat", ("sky",), "blue"),
        CandidateLabel("dan", "dan", ("sky",), "independent"),
        CandidateLabel("eve", "eve", (), "independent"),
    )


def test_a_candidate_on_no_slate_may_hold_the_seat_for_a_faction() -> None:
    youth = make_plan(cooperative()).contests[1].labels
    assert youth.name == "youth"
    assert [candidate.faction for candidate in youth.candidates] == ["green", "amber"]


def test_no_more_seats_are_filled_and_votes_cast_than_people_stand() -> None:
    labels = make_plan(cooperative({"contests.youth.seats": 7})).contests[1].labels
    assert (labels.seats, labels.votes, labels.filled) == (7, 2, 2)


def test_fewer_votes_than_seats_are_kept() -> None:
    assert make_plan(cooperative({"contests.youth.seats": 2})).contests[1].labels.votes == 2
    fewer = cooperative({"contests.youth.seats": 2, "contests.youth.votes": 1})
    assert make_plan(fewer).contests[1].labels.votes == 1


def test_each_camp_draws_from_its_factions_support() -> None:
    plan = make_plan(cooperative())
    assert plan.belief.names == ("green", "blue", "amber", "unaligned")
    np.testing.assert_array_equal(plan.contests[0].component, [0, 0, 1, -1])
    # Nobody stands for blue or amber among the young: their supporters are unaligned there.
    np.testing.assert_array_equal(plan.contests[1].component, [0, -1])


def test_a_slate_of_a_faction_without_support_has_no_members() -> None:
    plan = make_plan(cooperative({"support.blue": 0.0}))
    np.testing.assert_array_equal(plan.contests[0].component, [0, 0, -1, -1])
    assert centre({"support.blue": 0.0})[2] == 0.0


def test_central_camps_split_factions_and_leave_the_rest_unaligned() -> None:
    assert centre() == pytest.approx([0.28, 0.12, 0.3, 0.3], abs=1e-7)


def test_a_lean_tilts_the_central_camps_of_one_contest() -> None:
    tilted = np.array([0.4, 0.3, 0.1, 0.2]) * np.exp([0.5, 0.0, 0.0, 0.0])
    plan = make_plan(cooperative())
    green = tilted[0] / tilted.sum()
    assert centre(contest="youth") == pytest.approx([green, 1.0 - green], abs=1e-7)
    np.testing.assert_array_equal(plan.contests[1].lean, [0.5, 0.0, 0.0, 0.0])
    np.testing.assert_array_equal(plan.contests[0].lean, [0.0] * 4)


def test_unstated_shares_of_slates_split_what_is_left() -> None:
    (split,) = board().splits
    assert split.camps == (0, 1)
    np.testing.assert_allclose(split.law.means, [0.7, 0.3], atol=1e-9)
    (even,) = board({"contests.board.slates.grass.share": None}).splits
    np.testing.assert_allclose(even.law.means, [0.5, 0.5], atol=1e-9)


def test_a_stated_error_of_a_slates_share_is_met() -> None:
    (split,) = board({"contests.board.slates.grass.share_give_or_take": 0.04}).splits
    np.testing.assert_allclose(split.law.spreads, [0.04, 0.04], atol=1e-6)


def test_the_share_of_a_withdrawn_slate_goes_to_its_factions_others() -> None:
    slates = {
        "contests.board.slates.fern": {"faction": "green", "share": 0.2},
        "contests.board.candidates.hal": {"slate": "fern"},
    }
    (split,) = board(slates).splits
    np.testing.assert_allclose(split.law.means, [0.7, 0.1, 0.2], atol=1e-9)
    (less,) = board({**slates, "contests.board.slates.moss.withdrawn": True}).splits
    np.testing.assert_allclose(less.law.means, [0.7 / 0.9, 0.2 / 0.9], atol=1e-9)
    gone = {"contests.board.slates.moss.withdrawn": True}
    assert board(gone).splits == ()
    assert centre(gone) == pytest.approx([0.4, 0.3, 0.3], abs=1e-7)


def test_a_slate_with_no_share_has_no_members() -> None:
    changes = {"contests.board.slates.grass.share": 1.0, "contests.board.slates.moss.share": 0.0}
    assert centre(changes) == pytest.approx([0.4, 0.0, 0.3, 0.3], abs=1e-7)


def test_shares_of_slates_that_leave_some_support_out_are_refused() -> None:
    changes = {"contests.board.slates.grass.share": 0.5, "contests.board.slates.moss.share": 0.3}
    with pytest.raises(ScenarioError, match=r"add up to 0\.8"):
        cooperative(changes)


def test_an_error_no_share_of_slates_can_have_is_refused() -> None:
    changes = {
        "contests.board.slates.grass.share_give_or_take": 0.02,
        "contests.board.slates.moss.share_give_or_take": 0.2,
    }
    with pytest.raises(ScenarioError) as refused:
        board(changes)
    (fault,) = refused.value.faults
    assert fault.key.startswith("contests.board.slates.")
    assert fault.key.endswith(".share_give_or_take")
    assert "nearest" in fault.remedy


def test_a_contest_without_segments_is_one() -> None:
    segments = make_plan(january()).contests[0].segments
    assert segments.names == ("",)
    np.testing.assert_array_equal(segments.electorate, [550_000])
    np.testing.assert_allclose(segments.weights, [550_000 * 0.21])
    np.testing.assert_array_equal(segments.lean, np.zeros((1, 3)))


def test_segments_have_sizes_turnouts_and_leans() -> None:
    segments = board().segments
    assert segments.names == ("north", "south")
    np.testing.assert_array_equal(segments.electorate, [90, 60])
    np.testing.assert_allclose(segments.weights, [90 * 0.5, 60 * 0.4])
    np.testing.assert_array_equal(segments.lean, [[0.3, 0.3, 0.0, 0.0], [0.0] * 4])
    assert segments.spread == 0.1
    for k, mean in enumerate((0.5, 0.4)):
        assert moments(segments.turnout, k) == pytest.approx((mean, 0.08), abs=1e-6)


def test_segments_may_state_electorates() -> None:
    changes = {"contests.board.segments": {"n": {"electorate": 113}, "s": {"electorate": 37}}}
    np.testing.assert_array_equal(board(changes).segments.electorate, [113, 37])


def test_the_largest_remainders_are_rounded_up() -> None:
    sizes = {"a": {"share": 0.333}, "b": {"share": 0.334}, "c": {"share": 0.333}}
    electorate = board({"contests.board.segments": sizes}).segments.electorate
    np.testing.assert_array_equal(electorate, [50, 50, 50])  # of 49.95, 50.1 and 49.95


def electorates(sizes: Mapping[str, float], electorate: int) -> Counts:
    changes = {
        "give_or_take": 0,
        "contests.clp.electorate": electorate,
        "contests.clp.segments": {name: {"share": share} for name, share in sizes.items()},
    }
    return make_plan(january(changes)).contests[0].segments.electorate


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12), st.integers(0, 3_000_000))
def test_segments_add_up_to_the_electorate(parts: list[int], electorate: int) -> None:
    shares = np.array(parts) / sum(parts)
    found = electorates({f"s{k}": share for k, share in enumerate(shares.tolist())}, electorate)
    assert found.sum() == electorate
    assert np.all(np.abs(found - shares * electorate) < 1.0 + 1e-6)


@pytest.mark.parametrize("last", [0.3339991, 0.3340009])
def test_shares_rounded_by_hand_still_add_up_to_the_electorate(last: float) -> None:
    found = electorates({"a": 0.333, "b": 0.333, "c": last}, 2_000_000_000)
    assert found.sum() == 2_000_000_000


def test_an_electorate_of_nobody_has_a_plan() -> None:
    segments = board({"contests.board.electorate": 0}).segments
    np.testing.assert_array_equal(segments.electorate, [0, 0])
    assert np.all(segments.weights > 0.0)


def test_fixed_turnout_does_not_vary() -> None:
    changes = {"contests.clp.turnout_give_or_take": 0.0}
    turnout = make_plan(january(changes)).contests[0].segments.turnout
    assert turnout.tau[0] == 0.0
    assert special.expit(turnout.m[0]) == pytest.approx(0.21, abs=1e-12)


def test_a_turnout_that_cannot_vary_so_much_is_refused() -> None:
    changes = {
        "contests.board.segments.south.turnout": 0.002,
        "contests.board.turnout_give_or_take": 0.06,
    }
    with pytest.raises(ScenarioError) as refused:
        board(changes)
    (fault,) = refused.value.faults
    assert fault.key == "contests.board.turnout_give_or_take"
    assert fault.remedy == "state a smaller one"


def test_discipline_is_as_typed_and_else_from_the_reference() -> None:
    typed = {
        "discipline": {"grass": 0.75, "moss": 0.0, "sky": 1.0},
        "discipline_give_or_take": {"grass": 0.05},
    }
    law = board({"contests.board.behaviour": typed}).discipline.stated
    assert law.names == ("grass", "moss", "sky")
    assert moments(law, 0) == pytest.approx((0.75, 0.05), abs=1e-6)
    np.testing.assert_array_equal(law.m[1:], [-np.inf, np.inf])


def test_a_mean_without_an_error_has_the_reference_spread_on_the_logit() -> None:
    law = board({"contests.board.behaviour": {"discipline": 0.8}}).discipline.stated
    np.testing.assert_array_equal(law.tau, [1.5] * 3)
    assert moments(law, 0)[0] == pytest.approx(0.8, abs=1e-6)


def test_discipline_nobody_spoke_of_is_in_the_middle() -> None:
    law = board().discipline.stated
    np.testing.assert_allclose(law.m, 0.0, atol=1e-12)
    np.testing.assert_array_equal(law.tau, [1.5] * 3)
    changes = {"reference": {"discipline": 0.3, "discipline_spread": 0.0}}
    np.testing.assert_allclose(special.expit(board(changes).discipline.stated.m), 0.3, rtol=1e-12)


def test_no_error_of_discipline_fixes_it() -> None:
    fixed = {"discipline": {"default": 0.4}, "discipline_give_or_take": 0.0}
    law = board({"contests.board.behaviour": fixed}).discipline.stated
    np.testing.assert_array_equal(law.tau, [0.0] * 3)
    np.testing.assert_allclose(special.expit(law.m), 0.4, rtol=1e-12)


def test_an_error_that_the_reference_discipline_cannot_have_is_refused() -> None:
    with pytest.raises(ScenarioError) as refused:
        board({"contests.board.behaviour": {"discipline_give_or_take": 0.51}})
    (fault,) = refused.value.faults
    assert fault.key == "contests.board.behaviour.discipline_give_or_take"
    assert "0.51" in fault.wrong


def test_a_contest_without_slates_has_only_the_unaligned() -> None:
    contest = make_scenario(
        {
            "format": 1,
            "contests": {
                "c": {
                    "rule": "block",
                    "seats": 1,
                    "electorate": 10,
                    "turnout": 0.5,
                    "candidates": {"ann": {}, "bob": {}},
                }
            },
        }
    )
    plan = make_plan(contest)
    assert central_camps(contest.contests["c"], {}).tolist() == [1.0]
    assert plan.contests[0].discipline.stated.names == ()
    assert plan.contests[0].block.law.attraction.shape == (1, 2)


def test_appeal_is_as_typed_and_varies_less_on_slates() -> None:
    appeal = board().appeal
    np.testing.assert_array_equal(appeal.typed, [0.0, 0.0, 0.4, 0.0, 0.0])
    np.testing.assert_array_equal(appeal.spread, [0.5, 0.5, 0.5, 0.5, 0.7])
    assert appeal.tail == 5.0


def test_appeal_may_vary_differently_by_the_first_slate() -> None:
    typed = {"appeal_give_or_take": {"moss": 9.0, "grass": 0.1, "unaligned": 0.3}}
    appeal = board({"contests.board.behaviour": typed}).appeal
    np.testing.assert_array_equal(appeal.spread, [0.1, 0.1, 0.5, 0.5, 0.3])


def test_one_spread_of_appeal_is_everyones() -> None:
    appeal = board({"contests.board.behaviour": {"appeal_give_or_take": 0.0}}).appeal
    np.testing.assert_array_equal(appeal.spread, [0.0] * 5)
