from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tests.kernels.agreement import one_heap, two_heaps
from tests.kernels.plans import make_call
from tests.kernels.ranking_plans import (
    RANKING_PLANS,
    RankingPlan,
    make_ranking_contest,
    make_ranking_world,
)
from tests.kernels.ranking_reference import NO_FAULTS, Faults, ranking_law, write_rankings
from tests.kernels.ranking_samplers import RANKING_SAMPLERS, write_and_count
from tests.kernels.reference import Array
from tests.kernels.written import NO_FAULT, PASS_TO_WAITING, WRONG_PARCEL

from necsim.kernels._numba import COMPILED
from necsim.kernels.ranking_shapes import RankingOutcome
from necsim.kernels.stv_complete import draw_rankings
from necsim.kernels.types import Floats

if not COMPILED:
    pytest.skip("thousands of elections need compiled loops", allow_module_level=True)

pytestmark = pytest.mark.slow

RULES = ["ers97", "scottish"]
STAGES = 6
BINS = 12
LIMIT = 1e-4 / (len(RANKING_PLANS) * len(RANKING_SAMPLERS) * len(RULES))


def elections(name: str) -> int:
    """Give how many elections to hold: fewer where there are many members."""
    return min(30_000, 3_000_000 // int(RANKING_PLANS[name].cast.sum()))


@cache
def literal(
    name: str, rule: str, faults: Faults = NO_FAULTS, fault: int = NO_FAULT
) -> RankingOutcome:
    plan, n, seed = RANKING_PLANS[name], elections(name), 100 + list(RANKING_PLANS).index(name)
    return write_and_count(plan, rule, n, seed, STAGES, faults, fault)


@cache
def sampled(name: str, rule: str, sampler: str) -> RankingOutcome:
    plan = RANKING_PLANS[name]
    seed = 10 * list(RANKING_PLANS).index(name) + list(RANKING_SAMPLERS).index(sampler)
    contest, world = make_ranking_contest(plan, rule), make_ranking_world(plan, elections(name))
    return RANKING_SAMPLERS[sampler](contest, world, make_call(500 + seed), STAGES)


def binned(one: Array, other: Array) -> tuple[Array, Array]:
    """Cut figures into bins of about equal number, whole values together."""
    both = np.concatenate([one, other])
    edges = np.unique(np.quantile(both, np.linspace(0, 1, BINS + 1)[1:-1]))
    return np.searchsorted(edges, one), np.searchsorted(edges, other)


def joint(outcome: RankingOutcome, edges: Floats) -> Array:
    """Label each election with winner set, quartile of the non-transferable total, and stages."""
    elected = outcome.winners.elected.astype(np.int64)
    who = elected @ (1 << np.arange(elected.shape[1]))
    quartile = np.searchsorted(edges, outcome.course.exhausted, side="right")
    return np.asarray((who * 4 + quartile) * 64 + outcome.course.stages)


def same_law(one: RankingOutcome, other: RankingOutcome) -> float:
    """Give the p value that two heaps are of one law: the smallest of all views, corrected."""
    edges = np.quantile(one.course.exhausted, [0.25, 0.5, 0.75])
    seen = [two_heaps(joint(one, edges), joint(other, edges))]
    for stage in range(STAGES):
        held = [outcome.course.stages > stage for outcome in (one, other)]
        for c in range(one.course.totals.shape[2]):
            totals = binned(*(outcome.course.totals[:, stage, c] for outcome in (one, other)))
            seen.append(
                two_heaps(*(np.where(h, x + 1, 0) for h, x in zip(held, totals, strict=True)))
            )
    return min(1.0, len(seen) * min(seen))


@pytest.mark.parametrize("sampler", RANKING_SAMPLERS)
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", RANKING_PLANS)
def test_a_sampler_draws_the_law_of_the_model(name: str, rule: str, sampler: str) -> None:
    assert same_law(literal(name, rule), sampled(name, rule, sampler)) > LIMIT


FAULTS: list[tuple[str, str, Faults, int]] = [
    ("a minimum", "ers97", Faults(stop=1.1), NO_FAULT),
    ("lists that differ by region", "ers97", Faults(stop=1.1), NO_FAULT),
    ("heavy exhaustion", "scottish", Faults(stop=1.1), NO_FAULT),
    ("many seats", "ers97", Faults(questions=2), NO_FAULT),
    ("lists that differ by region", "scottish", Faults(questions=2), NO_FAULT),
    ("surpluses that wait", "ers97", NO_FAULTS, PASS_TO_WAITING),
    ("many seats", "scottish", NO_FAULTS, PASS_TO_WAITING),
    ("a last batch unlike the rest", "ers97", NO_FAULTS, WRONG_PARCEL),
    ("weights far apart", "ers97", Faults(first_stop=True), NO_FAULT),
    ("one seat", "scottish", Faults(first_stop=True), NO_FAULT),
]


@pytest.mark.parametrize("sampler", ["flows", "papers"])
@pytest.mark.parametrize(("name", "rule", "faults", "fault"), FAULTS)
def test_a_planted_fault_is_refused(
    name: str, rule: str, faults: Faults, fault: int, sampler: str
) -> None:
    assert same_law(literal(name, rule, faults, fault), sampled(name, rule, sampler)) < LIMIT


SMALL = [name for name, plan in RANKING_PLANS.items() if len(plan.appeal) <= 7]


def codes(preferences: Array) -> Array:
    """Give each ranking, −1 after its last preference, one number."""
    base = preferences.shape[1] + 1
    return np.asarray((preferences + 1) @ base ** np.arange(base - 1))


@pytest.mark.parametrize("writer", ["complete", "literal"])
@pytest.mark.parametrize("name", SMALL)
def test_complete_rankings_follow_the_exact_law(name: str, writer: str) -> None:
    plan = RANKING_PLANS[name]._replace(invalid=0.0, needs=(), tagged=())
    for s in range(len(plan.cast)):
        one = plan._replace(
            cast=np.array([60_000]), shares=plan.shares[s : s + 1], orders=plan.orders[s : s + 1]
        )
        law = ranking_law(one, 0)
        if writer == "literal":
            drawn = write_rankings(one, np.random.default_rng(s), 1)[0][0]
        else:
            drawn = fully_drawn(one, s)
        rankings = np.full((len(law), len(plan.appeal)), -1)
        for row, ranking in zip(rankings, law, strict=True):
            row[: len(ranking)] = ranking
        known, place = np.unique(codes(rankings), return_index=True)
        at = np.searchsorted(known, codes(drawn))
        assert (known[at] == codes(drawn)).all()
        counts = np.bincount(place[at], minlength=len(law))
        assert one_heap(counts, 60_000 * np.array(list(law.values()))) > 1e-4 / 60


def fully_drawn(plan: RankingPlan, seed: int) -> Array:
    """Draw all papers of one election with the kernels' own complete rankings."""
    law = make_ranking_contest(plan, "ers97").law
    papers = draw_rankings(law, make_ranking_world(plan, 1), make_call(seed + 40), 0)
    lengths = np.diff(papers.starts)
    drawn = np.full((len(lengths), len(plan.appeal)), -1)
    drawn[np.arange(len(plan.appeal)) < lengths[:, None]] = papers.preferences
    return drawn
