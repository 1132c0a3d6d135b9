"""One replicate's papers, as the `ballots` sampler draws them."""

from __future__ import annotations

import polars as pl

from necsim.engine.slices import Job, make_call, make_job
from necsim.kernels.ranking_shapes import RankingContest, RankingWorld
from necsim.kernels.shapes import BlockWorld
from necsim.kernels.stv_shapes import RankedPapers
from necsim.plan import make_plan
from necsim.plan.contest import ContestPlan
from necsim.scenario import Scenario
from necsim.streams import Span
from necsim.worlds import ContestWorld, draw_worlds


def draw_papers(
    scenario: Scenario, seed: int, replicate: int
) -> dict[str, pl.DataFrame | RankedPapers]:
    """Draw the valid papers of a replicate, by contest.

    A frame has a row a paper and a column a candidate, 1 where ticked: the same papers that a run
    with this seed and `--sampler ballots` counts in that replicate. Rankings are complete: of the
    law that is counted, and the very papers where that count needs them in full (a vacancy, Meek).
    """
    job = make_job(make_plan(scenario), seed, "ballots")
    worlds = draw_worlds(job.plan, job.seeds, Span(replicate, replicate + 1))
    pairs = zip(job.plan.contests, worlds.contests, strict=True)
    return {plan.labels.id: _papers(job, plan, world, replicate) for plan, world in pairs}


def _papers(
    job: Job, plan: ContestPlan, world: ContestWorld, replicate: int
) -> pl.DataFrame | RankedPapers:
    call, voters = make_call(job, plan.labels.id, replicate), world.voters
    if isinstance(plan.voting, RankingContest) and isinstance(voters, RankingWorld):
        from necsim.kernels.stv_complete import draw_rankings

        return draw_rankings(plan.voting.law, voters, call, 0)
    from necsim.kernels.block_ballots import simulate_ballots

    outcome = simulate_ballots(plan.block, BlockWorld(*voters), call, int(voters.cast.sum()))
    names = [candidate.id for candidate in plan.labels.candidates]
    return pl.DataFrame(outcome.papers[: outcome.ballots[0]], schema=names)
