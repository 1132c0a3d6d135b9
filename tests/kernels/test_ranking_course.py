from __future__ import annotations

import numpy as np
import pytest
from tests.kernels.plans import make_call
from tests.kernels.ranking_plans import (
    RANKING_PLANS,
    RankingPlan,
    make_ranking_contest,
    make_ranking_plan,
    make_ranking_world,
)
from tests.kernels.ranking_samplers import RANKING_SAMPLERS
from tests.kernels.test_ranking_slices import MANY, REPLICATES, WAYS, run, varied_world


@pytest.mark.parametrize("way", WAYS)
def test_votes_are_conserved_and_transfers_explain_the_totals(way: tuple[str, str]) -> None:
    unit = {"ers97": 100, "scottish": 100_000, "meek": 1_000_000_000}[way[0]]
    contest = make_ranking_contest(RANKING_PLANS[MANY], way[0])
    world = varied_world(MANY, REPLICATES)
    outcome = RANKING_SAMPLERS[way[1]](contest, world, make_call(6), 20)
    totals, stages = outcome.course.totals, outcome.course.stages
    assert 3 < stages.max() <= 20
    reached = np.arange(20) < stages[:, None]
    short = totals.sum(axis=2) - outcome.ballots[:, None].astype(np.int64) * unit
    assert np.abs(short[reached]).max() <= (6 if way[0] == "meek" else 0)  # its totals are rounded
    np.testing.assert_array_equal(totals[:, 0, :-1], outcome.votes.astype(np.int64) * unit)
    last = totals[np.arange(len(stages)), stages - 1]
    np.testing.assert_array_equal(outcome.course.exhausted, last[:, -1] / unit)
    moved = outcome.course.transfers
    steps = np.diff(np.where(reached[:, :, None], totals, last[:, None]), axis=1)
    np.testing.assert_array_equal(moved.sum(axis=0), np.maximum(steps, 0).sum(axis=(0, 1)))
    # Who is excluded together shares what moved, rounded for each who received it.
    lost = np.maximum(-steps, 0).sum(axis=(0, 1))
    assert np.abs(np.append(moved.sum(axis=1), 0) - lost).max() <= 11 * stages.sum()
    assert (moved >= 0).all()
    assert not np.diagonal(moved).any()


@pytest.mark.parametrize("way", WAYS)
def test_who_was_last_in_and_first_out_is_read_off_the_count(way: tuple[str, str]) -> None:
    outcome = run(MANY, way, varied_world(MANY, REPLICATES))
    rows = np.arange(REPLICATES)
    winners, at = outcome.winners, outcome.course.elected_at
    assert (winners.elected.sum(axis=1) == 3).all()
    np.testing.assert_array_equal(at > 0, winners.elected == 1)
    np.testing.assert_array_equal(at[rows, winners.last_in], at.max(axis=1))
    np.testing.assert_array_equal(at.max(axis=1), outcome.course.stages)
    assert not winners.elected[rows, winners.first_out].any()
    assert (outcome.course.margin >= 0.0).all()
    assert (outcome.course.margin > 0.0).any()


def certain(orders: list[tuple[int, ...]], cast: list[int], candidates: int) -> RankingPlan:
    """Make a plan whose every member does as asked: so many for each order, each a camp."""
    camps = len(orders)
    return make_ranking_plan(
        2,
        [0.0] * candidates,
        [[0.0] * candidates] * camps,
        [1.0] * camps,
        cast,
        np.eye(camps).tolist(),
        tuple(tuple(orders) for _ in cast),
        discipline=[1.0] * camps,
        after_slate=[0.0] * camps,
    )


@pytest.mark.parametrize("sampler", RANKING_SAMPLERS)
def test_a_certain_count_is_kept_stage_by_stage(sampler: str) -> None:
    """Count by hand: quota 33.34; the surplus of 16.66 goes by 50 papers, 0.33 each."""
    plan = certain([(0, 1), (1,), (2, 3), (3,)], [50, 20, 19, 11], 4)
    contest, world = make_ranking_contest(plan, "ers97"), make_ranking_world(plan, 1)
    outcome = RANKING_SAMPLERS[sampler](contest, world, make_call(1), 6)
    course = outcome.course
    assert outcome.votes.tolist() == [[50, 20, 19, 11]]
    assert course.stages.tolist() == [2]
    assert course.elected_at.tolist() == [[1, 2, 0, 0]]
    assert course.totals[0, :2].tolist() == [
        [5000, 2000, 1900, 1100, 0],
        [3334, 3650, 1900, 1100, 16],
    ]
    assert not course.totals[0, 2:].any()
    assert course.exhausted.tolist() == [0.16]
    assert course.transfers.tolist() == [[0, 1650, 0, 0, 16], [0] * 5, [0] * 5, [0] * 5]
    assert outcome.winners.last_in.tolist() == [1]
    assert outcome.winners.first_out.tolist() == [2]
    assert course.margin.tolist() == [36.5 - 19.0]


@pytest.mark.parametrize("sampler", RANKING_SAMPLERS)
def test_who_was_excluded_last_is_first_out(sampler: str) -> None:
    """Count by hand: quota 33.34; two go together, 10 and 4 for 1; then 2 goes and 1 is left."""
    plan = certain([(0,), (1,), (2,), (3, 1), (4, 1)], [40, 26, 23, 7, 4], 5)
    contest, world = make_ranking_contest(plan, "ers97"), make_ranking_world(plan, 1)
    outcome = RANKING_SAMPLERS[sampler](contest, world, make_call(1), 6)
    course = outcome.course
    assert course.totals[0, 1].tolist() == [4000, 3700, 2300, 0, 0, 0]
    assert course.elected_at.tolist() == [[1, 2, 0, 0, 0]]
    assert course.transfers[3].tolist() == [0, 700, 0, 0, 0, 0]
    assert course.transfers[4].tolist() == [0, 400, 0, 0, 0, 0]
    assert course.margin.tolist() == [37.0 - 23.0]


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_out_where_there_are_seats_for_all(way: tuple[str, str]) -> None:
    plan = certain([(0, 1), (1,)], [3, 2], 2)
    contest, world = make_ranking_contest(plan, way[0]), make_ranking_world(plan, 2)
    outcome = RANKING_SAMPLERS[way[1]](contest, world, make_call(1), 0)
    assert outcome.winners.elected.tolist() == [[1, 1], [1, 1]]
    assert outcome.winners.first_out.tolist() == [-1, -1]
    assert np.isnan(outcome.course.margin).all()
    assert outcome.course.totals.shape == (2, 0, 3)


@pytest.mark.parametrize("way", WAYS)
def test_an_election_without_voters_still_fills_its_seats(way: tuple[str, str]) -> None:
    world = make_ranking_world(RANKING_PLANS[MANY], 5)
    outcome = run(MANY, way, world._replace(cast=world.cast * 0))
    assert not outcome.votes.any()
    assert (outcome.winners.elected.sum(axis=1) == 3).all()
