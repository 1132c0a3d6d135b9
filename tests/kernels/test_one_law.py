from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product

import numpy as np
import pytest
from tests.kernels.agreement import one_heap, read, same_law
from tests.kernels.plans import PLANS, Plan, make_call, make_contest, make_world
from tests.kernels.reference import Elections, exact_law, free_weights, hold_elections
from tests.kernels.samplers import SAMPLERS, run

from necsim.kernels._numba import COMPILED
from necsim.kernels.shapes import BlockContest, BlockLaw, BlockWorld
from necsim.kernels.types import Floats

if not COMPILED:
    pytest.skip("sixty thousand elections need compiled loops", allow_module_level=True)

ELECTIONS = 60_000
LIMIT = 1e-4 / (len(PLANS) * len(SAMPLERS))  # a right program fails once in ten thousand suites
SMALLEST = "seven members, a long slate, no unaligned"

Fault = Callable[[Plan, BlockContest, BlockWorld], tuple[BlockContest, BlockWorld]]


@cache
def literal(name: str) -> Elections:
    return hold_elections(PLANS[name], 100 + list(PLANS).index(name), ELECTIONS)


def sampled(name: str, sampler: str) -> Elections:
    plan = PLANS[name]
    seed = 10 * list(PLANS).index(name) + list(SAMPLERS).index(sampler)
    world = make_world(plan, ELECTIONS)
    return read(run(sampler, make_contest(plan), world, make_call(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("name", PLANS)
def test_a_sampler_draws_the_law_of_the_model(name: str, sampler: str) -> None:
    assert same_law(literal(name), sampled(name, sampler)) > LIMIT


@pytest.mark.parametrize("sampler", [*SAMPLERS, "literal"])
def test_tallies_follow_the_exact_law(sampler: str) -> None:
    elections = literal(SMALLEST) if sampler == "literal" else sampled(SMALLEST, sampler)
    law = exact_law(PLANS[SMALLEST])
    places = np.ravel_multi_index(tuple(elections.votes.T), law.shape)
    counts = np.bincount(places, minlength=law.size)
    assert one_heap(counts, ELECTIONS * law.ravel()) > 1e-4 / 4


def change_law(contest: BlockContest, **changes: object) -> BlockContest:
    law: BlockLaw = contest.law._replace(**changes)  # type: ignore[arg-type]
    return contest._replace(law=law)


def forget_the_condition(
    plan: Plan, contest: BlockContest, world: BlockWorld
) -> tuple[BlockContest, BlockWorld]:
    """Draw t freely and tick what is left of it beside the names, if anything."""
    further = contest.law.list_ticks.copy()
    for g, names in enumerate(plan.asks):
        further[g] = 0.0
        for t, chance in enumerate(plan.ticks[g]):
            further[g, max(t - len(names), 0)] += chance
    return change_law(contest, list_ticks=further), world


def ask_discipline_twice(
    plan: Plan, contest: BlockContest, world: BlockWorld
) -> tuple[BlockContest, BlockWorld]:
    return contest, world._replace(discipline=world.discipline**2)


def add_up_two_slates(
    plan: Plan, contest: BlockContest, world: BlockWorld
) -> tuple[BlockContest, BlockWorld]:
    """Give a candidate on two slates the sum of both pulls."""
    attraction = contest.law.attraction.copy()
    for c in range(len(plan.appeal)):
        on = [s for s, names in enumerate(plan.slates) if c in names]
        if len(on) > 1:
            alone = [attraction_on(plan, c, s) for s in on]
            attraction[:, c] = np.prod(alone, axis=0)
    return change_law(contest, attraction=attraction), world


def attraction_on(plan: Plan, c: int, slate: int) -> Floats:
    """Give every camp's exp(pull) toward c, were c on one slate alone."""
    slates = tuple(
        tuple(x for x in names if x != c or s == slate) for s, names in enumerate(plan.slates)
    )
    weights = [free_weights(plan._replace(slates=slates), g)[c] for g in range(len(slates) + 1)]
    return np.asarray(np.array(weights) / np.exp(plan.appeal[c]))


def swap_weights(
    plan: Plan, contest: BlockContest, world: BlockWorld
) -> tuple[BlockContest, BlockWorld]:
    """Give the first camp the weights of the second."""
    attraction = contest.law.attraction.copy()
    attraction[0] = attraction[1]
    return change_law(contest, attraction=attraction), world


def sharpen(
    plan: Plan, contest: BlockContest, world: BlockWorld
) -> tuple[BlockContest, BlockWorld]:
    sharper = change_law(contest, attraction=contest.law.attraction**1.1)
    return sharper, world._replace(strength=world.strength**1.1)


def ignore_segments(
    plan: Plan, contest: BlockContest, world: BlockWorld
) -> tuple[BlockContest, BlockWorld]:
    """Give every segment the shares of the whole electorate: right means, wrong spread."""
    whole = plan.cast @ plan.shares / plan.cast.sum()
    return contest, world._replace(shares=np.broadcast_to(whole, world.shares.shape).copy())


FAULTS: list[tuple[Fault, str]] = [
    (forget_the_condition, "a short slate with discipline"),
    (ask_discipline_twice, "a short slate with discipline"),
    (ask_discipline_twice, "two segments of opposite minds"),
    (add_up_two_slates, "a candidate on two slates and one on none, invalid papers"),
    (swap_weights, "a camp that is all disciplined, and kin"),
    (sharpen, "a short slate with discipline"),
    (sharpen, "a camp that is all disciplined, and kin"),
    (ignore_segments, "two segments of opposite minds"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "name"), FAULTS)
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_a_planted_fault_is_refused(sampler: str, fault: Fault, name: str) -> None:
    plan = PLANS[name]
    contest, world = fault(plan, make_contest(plan), make_world(plan, ELECTIONS))
    faulty = read(run(sampler, contest, world, make_call(999)))
    assert same_law(literal(name), faulty) < LIMIT


BIG = Plan(
    slates=(tuple(range(9)), tuple(range(7, 16)), tuple(range(16, 20))),
    asks=(tuple(range(9)), tuple(range(7, 16)), tuple(range(16, 20))),
    factions=(0, 1, 0),
    appeal=np.random.default_rng(26).standard_t(5, 26) * 0.6,
    discipline=np.array([0.6, 0.2, 0.4]),
    ticks=np.random.default_rng(9).dirichlet(np.arange(1, 10), 4) @ np.eye(9, 10, 1),
    cast=np.array([1_500, 500]),
    shares=np.array([[0.4, 0.3, 0.1, 0.2], [0.2, 0.4, 0.3, 0.1]]),
    affinity=np.random.default_rng(3).normal(0, 0.4, (4, 4)),
    loyalty=np.full(3, 1.25),
    kinship=np.ones(3),
    invalid=0.02,
    seats=9,
)


@pytest.mark.slow
def test_chunks_and_flows_have_the_same_means_and_covariances() -> None:
    n = 3_000
    drawn = [
        run(sampler, make_contest(BIG), make_world(BIG, n), make_call(26)).votes.astype(float)
        for sampler in ("flows", "chunks")
    ]
    centre = np.concatenate(drawn).mean(axis=0)
    firsts = [votes - centre for votes in drawn]
    pairs = np.triu_indices(26)
    seconds = [(votes[:, :, None] * votes[:, None, :])[:, *pairs] for votes in firsts]
    differences = [
        (a.mean(axis=0) - b.mean(axis=0)) / np.sqrt((a.var(axis=0) + b.var(axis=0)) / n)
        for a, b in (firsts, seconds)
    ]
    assert [len(each) for each in differences] == [26, 351]
    assert np.abs(np.concatenate(differences)).max() < 5.1  # 377 comparisons, 0.001 in all


def test_every_plan_is_a_plan_of_the_model() -> None:
    for name, plan in PLANS.items():
        camps = len(plan.slates) + 1
        assert plan.shares.sum(axis=1) == pytest.approx(1.0), name
        assert plan.ticks.sum(axis=1) == pytest.approx(1.0), name
        assert not plan.ticks[:, 0].any(), name
        assert plan.affinity.shape == (camps, camps), name
        assert 7 <= plan.cast.sum() <= 60, name
        for g, c in product(range(camps), range(len(plan.appeal))):
            alone = make_contest(plan).law.attraction[g, c] * np.exp(plan.appeal[c])
            assert alone == pytest.approx(free_weights(plan, g)[c], rel=1e-12), name
