from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from tests.kernels.plans import make_call
from tests.kernels.ranking_plans import (
    RANKING_PLANS,
    make_ranking_contest,
    make_ranking_world,
)
from tests.kernels.ranking_samplers import RANKING_SAMPLERS

from necsim.errors import DataError
from necsim.kernels import simulator
from necsim.kernels._numba import COMPILED
from necsim.kernels.ranking_shapes import RankingContest, RankingOutcome, RankingWorld
from necsim.kernels.shapes import Call
from necsim.kernels.stv_complete import draw_rankings
from necsim.kernels.stv_flows import make_flows
from necsim.kernels.stv_simulate import (
    simulate,
    simulate_complete,
    simulate_flows,
)
from necsim.kernels.types import Counts
from necsim.kernels.verbs import Source
from necsim.rules import RULES

Simulate = Callable[[RankingContest, RankingWorld, Call, int], RankingOutcome]

REPLICATES = 30 if COMPILED else 3
WAYS = [*product(["ers97", "scottish"], RANKING_SAMPLERS), ("meek", "complete")]
MANY = "31 voters, ten candidates level"
REGIONS = "lists that differ by region"


def varied_world(name: str, replicates: int) -> RankingWorld:
    """Give every replicate a world of its own."""
    rng = np.random.default_rng(replicates)
    world = make_ranking_world(RANKING_PLANS[name], replicates)
    return world._replace(
        cast=world.cast + rng.integers(0, 30, world.cast.shape),
        strength=world.strength * rng.uniform(0.5, 1.5, world.strength.shape),
        discipline=world.discipline * rng.random(world.discipline.shape),
    )


def cut_out(world: RankingWorld, start: int, stop: int) -> RankingWorld:
    cut = slice(start, stop)
    return RankingWorld(
        world.cast[cut], world.shares[cut], world.discipline[cut], world.strength[cut]
    )


def run(
    name: str, way: tuple[str, str], world: RankingWorld, first: int = 0, seed: int = 3
) -> RankingOutcome:
    contest = make_ranking_contest(RANKING_PLANS[name], way[0])
    return RANKING_SAMPLERS[way[1]](contest, world, make_call(seed, first), 5)


def columns(outcome: RankingOutcome) -> dict[str, Counts]:
    """Give everything that has a row a replicate."""
    named = {**outcome._asdict(), **outcome.winners._asdict(), **outcome.course._asdict()}
    return {key: x for key, x in named.items() if isinstance(x, np.ndarray) and key != "transfers"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [MANY, REGIONS, "two minimums that overlap"])
def test_cutting_replicates_anywhere_gives_the_same_bytes(name: str, way: tuple[str, str]) -> None:
    n = REPLICATES
    world = varied_world(name, n)
    whole = run(name, way, world, 1_000)
    for cut in {0, 1, n // 2, n - 1, n}:
        pieces = [
            run(name, way, cut_out(world, start, stop), 1_000 + start)
            for start, stop in ((0, cut), (cut, n))
        ]
        parts = [columns(piece) for piece in pieces]
        for key, column in columns(whole).items():
            np.testing.assert_array_equal(column, np.concatenate([p[key] for p in parts]))
        transfers = pieces[0].course.transfers + pieces[1].course.transfers
        np.testing.assert_array_equal(whole.course.transfers, transfers)


@pytest.mark.parametrize("way", WAYS)
def test_another_seed_draws_another_election(way: tuple[str, str]) -> None:
    world = varied_world(MANY, REPLICATES)
    one, other = run(MANY, way, world), run(MANY, way, world, seed=4)
    assert (one.votes != other.votes).any(axis=1).all()


@pytest.mark.parametrize("way", WAYS)
def test_lots_have_a_stream_of_their_own(way: tuple[str, str]) -> None:
    contest = make_ranking_contest(RANKING_PLANS[MANY], way[0])
    world, call = make_ranking_world(RANKING_PLANS[MANY], 10 * REPLICATES), make_call(3)
    one = RANKING_SAMPLERS[way[1]](contest, world, call, 1)
    other = RANKING_SAMPLERS[way[1]](contest, world, call._replace(lots=np.uint64(77)), 1)
    np.testing.assert_array_equal(one.votes, other.votes)
    assert (one.course.elected_at != other.course.elected_at).any()


def test_a_camp_in_flows_does_not_feel_another_camps_appeal() -> None:
    plan = RANKING_PLANS[REGIONS]
    only = make_ranking_world(plan, REPLICATES)
    only = only._replace(shares=np.broadcast_to([1.0, 0.0, 0.0], only.shares.shape).copy())
    other = plan._replace(pull=plan.pull * np.array([[1.0], [3.0], [-2.0]]))
    drawn = [
        RANKING_SAMPLERS["flows"](make_ranking_contest(p, "ers97"), only, make_call(1), 5)
        for p in (plan, other)
    ]
    for key, column in columns(drawn[0]).items():
        np.testing.assert_array_equal(column, columns(drawn[1])[key])


@pytest.mark.parametrize("way", WAYS)
def test_a_raised_flag_stops_before_the_first_replicate(way: tuple[str, str]) -> None:
    contest = make_ranking_contest(RANKING_PLANS[MANY], way[0])
    call = make_call(1)
    call.stop[0] = 1
    outcome = RANKING_SAMPLERS[way[1]](contest, varied_world(MANY, 4), call, 0)
    assert not outcome.votes.any()
    assert not outcome.ballots.any()


@pytest.mark.compiled
@pytest.mark.parametrize("sampler", ["flows", "papers"])
def test_a_flag_raised_meanwhile_stops_a_run(sampler: str) -> None:
    contest = make_ranking_contest(RANKING_PLANS[MANY], "ers97")
    world, call = varied_world(MANY, 20_000), make_call(1)
    RANKING_SAMPLERS[sampler](contest, cut_out(world, 0, 1), call, 0)  # so that compiling is over
    timer = threading.Timer(0.01, call.stop.__setitem__, (0, 1))
    timer.start()
    outcome = RANKING_SAMPLERS[sampler](contest, world, call, 0)
    timer.join()
    assert outcome.ballots[-1] == 0


@pytest.mark.parametrize("rule", ["ers97", "meek"])
def test_complete_papers_are_those_counted(rule: str) -> None:
    contest, world = make_ranking_contest(RANKING_PLANS[MANY], rule), varied_world(MANY, 1)
    outcome = simulate_complete(contest, world, make_call(1))
    papers = draw_rankings(contest.law, world, make_call(1), 0)
    firsts = papers.preferences[papers.starts[:-1]]
    assert np.bincount(firsts, minlength=10).tolist() == outcome.votes[0].tolist()
    assert len(papers.numbers) == outcome.ballots[0]


def test_every_rule_of_rankings_finds_its_simulator() -> None:
    found = {
        (rule.name, sampler): simulator(rule.name, sampler).__name__
        for rule in RULES.values()
        for sampler in rule.samplers
        if rule.ballot == "ranking"
    }
    assert found == {
        ("ers97", "flows"): "simulate_flows",
        ("ers97", "ballots"): "simulate_papers",
        ("scottish", "flows"): "simulate_flows",
        ("scottish", "ballots"): "simulate_papers",
        ("meek", "ballots"): "simulate_complete",
    }


def test_more_papers_than_a_rule_can_count_are_refused() -> None:
    contest = make_ranking_contest(RANKING_PLANS[MANY], "scottish")
    world = make_ranking_world(RANKING_PLANS[MANY], 1)
    with pytest.raises(DataError, match="900,000,000"):
        simulate_flows(contest, world._replace(cast=world.cast * 10**8), make_call(1))


def test_a_slice_goes_on_with_more_room_where_values_ran_out() -> None:
    contest = make_ranking_contest(RANKING_PLANS["many seats"], "scottish")
    world, call, asked = varied_world("many seats", REPLICATES), make_call(3), []

    def make_source(values: int) -> Source:
        asked.append(values)
        return make_flows(contest.law, values)

    outcome = simulate(contest, world, call, make_source, 5)
    assert asked[:2] == [8, 16]
    for i in range(REPLICATES):
        alone = run("many seats", ("scottish", "flows"), cut_out(world, i, i + 1), i)
        for key, column in columns(outcome).items():
            np.testing.assert_array_equal(column[i : i + 1], columns(alone)[key])
