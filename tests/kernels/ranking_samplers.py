"""The samplers of rankings under one form, and elections written beforehand counted alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from tests.kernels.ranking_plans import RankingPlan, make_minimums
from tests.kernels.ranking_reference import NO_FAULTS, Faults, write_rankings
from tests.kernels.written import COUNTERS, NO_FAULT, make_written

from necsim.kernels.ranking_shapes import RankingContest, RankingOutcome, RankingWorld
from necsim.kernels.shapes import Call
from necsim.kernels.stv import make_state
from necsim.kernels.stv_complete import make_complete, make_meek_papers
from necsim.kernels.stv_course import make_ranking_outcome
from necsim.kernels.stv_flows import make_flows
from necsim.kernels.stv_papers import make_members
from necsim.kernels.stv_shapes import KEYED, StvContest
from necsim.kernels.stv_simulate import most_papers, simulate

Sampler = Callable[[RankingContest, RankingWorld, Call, int], RankingOutcome]


def flows(contest: RankingContest, world: RankingWorld, call: Call, depth: int) -> RankingOutcome:
    return simulate(contest, world, call, lambda v: make_flows(contest.law, v), depth)


def chains(contest: RankingContest, world: RankingWorld, call: Call, depth: int) -> RankingOutcome:
    """Split every number by binomials, however small."""
    return simulate(contest, world, call, lambda v: make_flows(contest.law, v, 0), depth)


def papers(contest: RankingContest, world: RankingWorld, call: Call, depth: int) -> RankingOutcome:
    most = most_papers(world)
    return simulate(contest, world, call, lambda v: make_members(contest.law, most, v), depth)


def complete(
    contest: RankingContest, world: RankingWorld, call: Call, depth: int
) -> RankingOutcome:
    most = most_papers(world)
    if contest.rule == "meek":
        return simulate(contest, world, call, lambda v: make_meek_papers(contest.law, most), depth)
    return simulate(contest, world, call, lambda v: make_complete(contest.law, most, v), depth)


RANKING_SAMPLERS: dict[str, Sampler] = {
    "flows": flows,
    "chains": chains,
    "papers": papers,
    "complete": complete,
}


def write_and_count(
    plan: RankingPlan,
    rule: str,
    n: int,
    seed: int,
    depth: int,
    faults: Faults = NO_FAULTS,
    fault: int = NO_FAULT,
) -> RankingOutcome:
    """Write the papers of n elections member by member and count them."""
    candidates, values = len(plan.appeal), 64
    everybody = StvContest(plan.seats, np.ones(candidates, np.uint8), make_minimums(plan))
    state = make_state(everybody, values, 16 * (candidates + plan.seats + 1))
    state.table.figures[KEYED] = 1
    preferences, valid = write_rankings(plan, np.random.default_rng(seed), n, faults)
    source = make_written(preferences, valid, values, state.table.flags, fault)
    outcome = make_ranking_outcome(n, candidates, depth)
    COUNTERS[rule](source, outcome, state)
    assert outcome.winners.elected.any(axis=1).all()
    return outcome
