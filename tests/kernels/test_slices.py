from __future__ import annotations

import threading

import numpy as np
import pytest
from scipy import stats
from tests.kernels.plans import PLANS, make_call, make_contest, make_world
from tests.kernels.samplers import SAMPLERS, run

from necsim.errors import SamplerError
from necsim.kernels import Simulator
from necsim.kernels._numba import COMPILED
from necsim.kernels.block_ballots import simulate_ballots
from necsim.kernels.block_flows import simulate_flows
from necsim.kernels.shapes import BlockContest, BlockLaw, BlockWorld, Call, Minimums, Outcome

LITERAL = ["table", "chunks"]
REPLICATES = 40 if COMPILED else 6


def varied_world(name: str, replicates: int) -> BlockWorld:
    """Give every replicate a world of its own."""
    rng = np.random.default_rng(replicates)
    world = make_world(PLANS[name], replicates)
    return world._replace(
        cast=world.cast + rng.integers(0, 30, world.cast.shape),
        strength=world.strength * rng.uniform(0.5, 1.0, world.strength.shape),
        discipline=world.discipline * rng.random(world.discipline.shape),
    )


def cut_out(world: BlockWorld, start: int, stop: int) -> BlockWorld:
    cut = slice(start, stop)
    return BlockWorld(
        world.cast[cut], world.shares[cut], world.discipline[cut], world.strength[cut]
    )


def assert_equal(one: Outcome, other: Outcome) -> None:
    arrays = zip((*one[:2], *one.winners), (*other[:2], *other.winners), strict=True)
    for a, b in arrays:
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("name", PLANS)
def test_cutting_replicates_anywhere_gives_the_same_bytes(name: str, sampler: str) -> None:
    n, contest = REPLICATES, make_contest(PLANS[name])
    world = varied_world(name, n)
    whole = run(sampler, contest, world, make_call(3, 1_000))
    for cut in {0, 1, n // 2, n - 1, n}:
        pieces = [
            run(sampler, contest, cut_out(world, start, stop), make_call(3, 1_000 + start))
            for start, stop in ((0, cut), (cut, n))
        ]
        np.testing.assert_array_equal(whole.votes, np.concatenate([p.votes for p in pieces]))
        np.testing.assert_array_equal(whole.ballots, np.concatenate([p.ballots for p in pieces]))
        for w, column in enumerate(whole.winners):
            joined = np.concatenate([piece.winners[w] for piece in pieces])
            np.testing.assert_array_equal(column, joined)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_one_replicate_can_be_run_again_alone(sampler: str) -> None:
    name = "two segments of opposite minds"
    contest, world = make_contest(PLANS[name]), varied_world(name, REPLICATES)
    whole = run(sampler, contest, world, make_call(3))
    again = run(sampler, contest, cut_out(world, 4, 5), make_call(3, 4))
    np.testing.assert_array_equal(whole.votes[4], again.votes[0])
    np.testing.assert_array_equal(whole.winners.elected[4], again.winners.elected[0])
    other = run(sampler, contest, cut_out(world, 4, 5), make_call(4, 4))
    assert (whole.votes[4] != other.votes[0]).any()  # another seed, another replicate


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_lots_have_a_stream_of_their_own(sampler: str) -> None:
    name = "seven members, a long slate, no unaligned"  # ties are common among seven
    contest, world = make_contest(PLANS[name]), make_world(PLANS[name], 100)
    call = make_call(3)
    one = run(sampler, contest, world, call)
    other = run(sampler, contest, world, call._replace(lots=np.uint64(77)))
    np.testing.assert_array_equal(one.votes, other.votes)
    differ = (one.winners.elected != other.winners.elected).any(axis=1)
    highest = one.votes == one.votes.max(axis=1, keepdims=True)
    assert differ.any()
    assert (highest[differ].sum(axis=1) > 1).all()


def test_a_camp_in_flows_does_not_feel_another_camps_appeal() -> None:
    contest = make_contest(PLANS["two segments of opposite minds"])
    world = make_world(PLANS["two segments of opposite minds"], REPLICATES)
    only = world._replace(shares=world.shares * np.array([1.0, 0.0, 0.0]))
    attraction = contest.law.attraction.copy()
    attraction[1:] **= 2
    other = contest._replace(law=contest.law._replace(attraction=attraction))
    assert_equal(run("flows", contest, only, make_call(1)), run("flows", other, only, make_call(1)))


@pytest.mark.parametrize("sampler", LITERAL)
@pytest.mark.parametrize("name", PLANS)
def test_papers_of_a_replicate_add_up_to_its_votes(name: str, sampler: str) -> None:
    plan, contest = PLANS[name], make_contest(PLANS[name])
    world, limit = make_world(plan, 1), int(plan.cast.sum())
    for first in range(5):
        call = make_call(8, first)
        outcome = run(sampler, contest, world, call, limit)
        ballots = int(outcome.ballots[0])
        np.testing.assert_array_equal(outcome.papers.sum(axis=0), outcome.votes[0])
        ticks = outcome.papers.sum(axis=1)
        assert ticks[:ballots].min() >= 1
        assert ticks.max() <= plan.votes
        assert not outcome.papers[ballots:].any()
        assert set(np.unique(outcome.papers)) <= {0, 1}
        assert_equal(outcome, run(sampler, contest, world, call))  # keeping papers changes nothing


@pytest.mark.parametrize("sampler", LITERAL)
def test_no_more_papers_are_kept_than_there_is_room_for(sampler: str) -> None:
    plan = PLANS["two segments of opposite minds"]
    contest, world, call = make_contest(plan), make_world(plan, 1), make_call(8)
    whole = run(sampler, contest, world, call, 23)
    for limit in (1, 10, 23, 60):
        kept = run(sampler, contest, world, call, limit)
        shared = min(limit, 23)
        np.testing.assert_array_equal(kept.papers[:shared], whole.papers[:shared])
        assert kept.papers[:shared].any()
        assert not kept.papers[shared:].any()
    beyond = np.zeros((60, 4), np.uint8)
    outcome = kept._replace(papers=beyond[:5], votes=kept.votes * 0)
    SAMPLERS[sampler](contest, world, call, outcome)
    assert beyond[:5].any()
    assert not beyond[5:].any()


def test_flows_refuse_papers() -> None:
    plan = PLANS["one vote, two rivals"]
    with pytest.raises(SamplerError, match="--sampler ballots"):
        simulate_flows(make_contest(plan), make_world(plan, 1), make_call(1), 5)


def test_the_papers_of_a_camp_all_disciplined_are_its_list() -> None:
    plan = PLANS["two segments of opposite minds"]
    world = make_world(plan, 1)._replace(discipline=np.ones((1, 3)))
    world = world._replace(shares=np.broadcast_to([1.0, 0.0, 0.0], (1, 2, 3)).copy())
    for sampler in LITERAL:
        outcome = run(sampler, make_contest(plan), world, make_call(2), 23)
        assert (outcome.papers[: outcome.ballots[0]] == [1, 1, 0, 0]).all()


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_a_raised_flag_stops_before_the_first_replicate(sampler: str) -> None:
    plan = PLANS["one vote, two rivals"]
    call = make_call(1)
    call.stop[0] = 1
    outcome = run(sampler, make_contest(plan), make_world(plan, 5), call)
    assert not outcome.votes.any()
    assert not outcome.ballots.any()


@pytest.mark.skipif(not COMPILED, reason="a compiled kernel runs while another thread does")
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_a_flag_raised_meanwhile_stops_a_run(sampler: str) -> None:
    plan = PLANS["two segments of opposite minds"]
    contest, world = make_contest(plan), make_world(plan, 200_000)
    world = world._replace(cast=world.cast * 40)
    call: Call = make_call(1)
    run(sampler, contest, cut_out(world, 0, 1), call)  # so that compiling is over
    timer = threading.Timer(0.01, call.stop.__setitem__, (0, 1))
    timer.start()
    outcome = run(sampler, contest, world, call)
    timer.join()
    assert outcome.ballots[-1] == 0


def many(candidates: int) -> BlockContest:
    """Let one camp of equals tick one or two of very many candidates."""
    nobody = np.zeros((1, candidates), np.uint8)
    law = BlockLaw(
        invalid=0.0,
        attraction=np.ones((1, candidates)),
        asked=nobody,
        free_ticks=np.array([[0.0, 0.5, 0.5]]),
        list_ticks=np.array([[1.0, 0.0, 0.0]]),
        camp_keys=np.ones(1, np.uint64),
    )
    everybody = np.ones(nobody.shape[1], np.uint8)
    return BlockContest(law, Minimums(np.zeros(0, np.int64), nobody[:0]), 3, everybody)


@pytest.mark.parametrize("simulate", [simulate_ballots, simulate_flows])
@pytest.mark.parametrize("candidates", [62, 63, 64, 65, 70, 200])
def test_very_many_candidates_are_drawn_alike(candidates: int, simulate: Simulator) -> None:
    members = 60_000 if COMPILED else 2_000
    world = BlockWorld(
        np.array([[members]]), np.ones((1, 1, 1)), np.zeros((1, 1)), np.ones((1, candidates))
    )
    outcome = simulate(many(candidates), world, make_call(64))
    votes = outcome.votes[0]
    assert outcome.ballots[0] == members
    assert abs(votes.sum() - 1.5 * members) < 4.5 * np.sqrt(members) / 2
    assert stats.chisquare(votes).pvalue > 1e-4  # a little wide: two ticks of one paper differ
    assert outcome.winners.elected.sum() == 3
