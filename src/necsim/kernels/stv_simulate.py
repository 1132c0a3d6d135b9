"""Run slices of contests by rankings: a source that draws, a rule, and what is kept (MODEL 5)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from necsim.kernels import ers97, scottish
from necsim.kernels._numba import kernel
from necsim.kernels.count_rankings import UNITS, check_size
from necsim.kernels.ranking_shapes import RankingContest, RankingLaw, RankingOutcome, RankingWorld
from necsim.kernels.shapes import Call
from necsim.kernels.stream import seed_stream
from necsim.kernels.stv import CountState, make_state
from necsim.kernels.stv_complete import count_by_meek, make_complete, make_meek_papers
from necsim.kernels.stv_course import keep_count, make_ranking_outcome
from necsim.kernels.stv_flows import make_flows
from necsim.kernels.stv_papers import make_members
from necsim.kernels.stv_shapes import FULL, KEYED, StvContest
from necsim.kernels.verbs import Source, load

Run = Callable[..., int]


def _runner(rule: str, count: Callable[..., int]) -> Run:
    """Make the loop over a slice's replicates for a rule; compiled once for each source."""
    unit = UNITS[rule]

    def run_counts(
        source: Source,
        law: RankingLaw,
        world: RankingWorld,
        outcome: RankingOutcome,
        call: Call,
        state: CountState,
        start: int,
    ) -> int:
        for i in range(start, len(world.cast)):
            if call.stop[0]:
                break
            outcome.ballots[i] = load(source, law, world, call, i)
            seed_stream(state.guard.room.lots, call.lots, call.first + i, np.uint64(0))
            if count(source, state) == FULL:
                return i
            keep_count(state.table, state.log, unit, outcome, i)
        return len(world.cast)

    run_counts.__qualname__ = f"run_{rule}"  # names the compiled file, so that it can be looked for
    return kernel(run_counts)


RUNS: dict[str, Run] = {
    "ers97": _runner("ers97", ers97.count_ers97),
    "scottish": _runner("scottish", scottish.count_scottish),
    "meek": _runner("meek", count_by_meek),
}


def simulate(
    contest: RankingContest,
    world: RankingWorld,
    call: Call,
    make_source: Callable[[int], Source],
    depth: int = 0,
) -> RankingOutcome:
    """Run a slice; `make_source` makes room for papers with so many distinct transfer values.

    Keeps the totals of the first `depth` stages. Raises DataError where the figures of the rule
    would not fit into 64 bits.
    """
    candidates = contest.law.attraction.shape[1]
    check_size(contest.rule, most_papers(world), candidates)
    filled = StvContest(contest.seats, contest.standing, contest.minimums)
    outcome = make_ranking_outcome(len(world.cast), candidates, depth)
    values, points = contest.seats + 2, 4 * (candidates + contest.seats + 1)
    done = 0
    while done < len(world.cast):
        state = make_state(filled, values, points)
        state.table.figures[KEYED] = 1
        source, run = make_source(values), RUNS[contest.rule]
        done = run(source, contest.law, world, outcome, call, state, done)
        values, points = 2 * values, 2 * points
    return outcome


def most_papers(world: RankingWorld) -> int:
    """Give the largest number of ballots cast in any world of a slice."""
    return int(world.cast.sum(axis=1).max(initial=0))


def simulate_flows(contest: RankingContest, world: RankingWorld, call: Call) -> RankingOutcome:
    """Run a slice of replicates in bulk."""
    return simulate(contest, world, call, lambda values: make_flows(contest.law, values))


def simulate_papers(contest: RankingContest, world: RankingWorld, call: Call) -> RankingOutcome:
    """Run a slice one member at a time, a preference drawn when the count asks for it."""
    most = most_papers(world)
    return simulate(contest, world, call, lambda values: make_members(contest.law, most, values))


def simulate_complete(contest: RankingContest, world: RankingWorld, call: Call) -> RankingOutcome:
    """Run a slice one member at a time, every ranking drawn in full beforehand."""
    law, most = contest.law, most_papers(world)
    if contest.rule == "meek":
        return simulate(contest, world, call, lambda _: make_meek_papers(law, most))
    return simulate(contest, world, call, lambda values: make_complete(law, most, values))
