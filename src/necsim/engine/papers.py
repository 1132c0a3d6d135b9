"""One replicate's papers, as the `ballots` sampler draws them."""

from __future__ import annotations

import polars as pl

from necsim.engine.slices import make_job, run_contest
from necsim.plan import make_plan
from necsim.scenario import Scenario
from necsim.streams import Span
from necsim.worlds import draw_worlds


def draw_papers(scenario: Scenario, seed: int, replicate: int) -> dict[str, pl.DataFrame]:
    """Draw the valid papers of a replicate, by contest.

    A frame has a row a paper and a column a candidate, 1 where ticked: the same papers that a run
    with this seed and `--sampler ballots` counts in that replicate.
    """
    job = make_job(make_plan(scenario), seed, "ballots")
    worlds = draw_worlds(job.plan, job.seeds, Span(replicate, replicate + 1))
    papers = {}
    for contest, world in zip(job.plan.contests, worlds.contests, strict=True):
        room = int(world.voters.cast.sum())
        outcome = run_contest(job, contest, world, replicate, papers=room)
        names = [candidate.id for candidate in contest.labels.candidates]
        drawn = outcome.papers[: outcome.ballots[0]]
        papers[contest.labels.id] = pl.DataFrame(drawn, schema=names)
    return papers
