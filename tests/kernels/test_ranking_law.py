from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tests.kernels.agreement import two_heaps
from tests.kernels.plans import make_call
from tests.kernels.ranking_plans import RANKING_PLANS, make_ranking_contest, make_ranking_world
from tests.kernels.ranking_reference import NO_FAULTS, Faults
from tests.kernels.ranking_samplers import RANKING_SAMPLERS, write_and_count
from tests.kernels.reference import Array
from tests.kernels.written import NO_FAULT

from necsim.kernels._numba import COMPILED
from necsim.kernels.shapes import RankingOutcome
from necsim.kernels.types import Floats

if not COMPILED:
    pytest.skip("thousands of elections need compiled loops", allow_module_level=True)

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
    seed = (
        100 + list(RANKING_PLANS).index(name) + (1000 if (faults, fault) != (NO_FAULTS, 0) else 0)
    )
    n = elections(name)
    return write_and_count(RANKING_PLANS[name], rule, n, make_call(seed), STAGES, faults, fault)


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
