from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import f

from necsim.engine.plain import plain_votes
from necsim.engine.slices import make_job, run_contest
from necsim.kernels.shapes import BlockWorld
from necsim.plan import make_plan
from necsim.plan.contest import ContestPlan
from necsim.rules import SAMPLERS, Sampler
from necsim.scenario import make_scenario
from necsim.streams import Span
from necsim.worlds import ContestWorld, draw_worlds

# Everything that a ballot can depend on: segments, invalid papers, a slate short of names, a
# candidate of two slates, free members who use few votes.
TREE: dict[str, Any] = {
    "format": 1,
    "factions": {"left": {}, "right": {}},
    "support": {"left": 0.5, "right": 0.3},
    "contests": {
        "members": {
            "rule": "block",
            "seats": 3,
            "electorate": 4_000,
            "turnout": 0.5,
            "invalid": 0.05,
            "behaviour": {"discipline": 0.5, "votes_used": 0.8},
            "slates": {"left": {"faction": "left"}, "right": {"faction": "right"}},
            "candidates": {
                "a": {"slate": "left"},
                "b": {"slate": "left"},
                "c": {"slate": ["left", "right"]},
                "d": {"slate": "right", "appeal": 1.0},
                "e": {},
                "f": {},
            },
            "segments": {
                "north": {"share": 0.3, "lean": {"left": 0.5}},
                "south": {"share": 0.7, "turnout": 0.4},
            },
        }
    },
}
REPLICATES = 300
# A right program passes each of the four tests below with probability 0.9998.
LIMIT = 2e-4

Totals = NDArray[np.int64]


def by_kernel(sampler: Sampler) -> tuple[ContestPlan, BlockWorld, Totals]:
    """Run one world many times over; give plan, world and totals (n, C)."""
    job = make_job(make_plan(make_scenario(TREE)), 7, sampler)
    plan = job.plan.contests[0]
    world = draw_worlds(job.plan, job.seeds, Span(0, 1)).contests[0].voters
    same = BlockWorld._make(np.repeat(array, REPLICATES, axis=0) for array in world)
    nothing = np.zeros(REPLICATES)
    votes = run_contest(job, plan, ContestWorld(same, nothing, nothing, nothing), 0).votes
    return plan, BlockWorld(*world), votes.astype(np.int64)


def chance_of_so_far_off(totals: Totals, one: NDArray[np.int64]) -> float:
    """Give the p of Hotelling's test that one vector of totals is of the law of the others."""
    n, size = totals.shape
    gap = one - totals.mean(axis=0)
    squared = gap @ np.linalg.solve(np.cov(totals.T), gap) * n / (n + 1)
    return float(f.sf(squared * (n - size) / (size * (n - 1)), size, n - size))


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_the_plain_loop_and_the_kernels_have_one_law(sampler: Sampler) -> None:
    plan, world, totals = by_kernel(sampler)

    plain = plain_votes(plan.block.law, world, 0, np.random.default_rng(11))

    assert chance_of_so_far_off(totals, plain) > LIMIT


@pytest.mark.parametrize("fault", ["discipline", "invalid", "free_ticks", "attraction"])
def test_a_plain_loop_of_another_law_is_told_apart(fault: str) -> None:
    plan, world, totals = by_kernel("flows")
    law = plan.block.law
    if fault == "discipline":
        world = world._replace(discipline=world.discipline * 0.7)
    elif fault == "invalid":
        law = law._replace(invalid=0.0)
    elif fault == "free_ticks":
        law = law._replace(free_ticks=np.roll(law.free_ticks, -1, axis=1))
    else:
        law = law._replace(attraction=np.ones_like(law.attraction))

    plain = plain_votes(law, world, 0, np.random.default_rng(11))

    assert chance_of_so_far_off(totals, plain) < LIMIT
