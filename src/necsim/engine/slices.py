"""One slice of replicates: worlds → ballots → counts → control → draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import polars as pl

from necsim import draws
from necsim.committee import control_chance, expected_seats
from necsim.errors import RunError, SamplerError
from necsim.kernels import simulator
from necsim.kernels.shapes import Call, Outcome
from necsim.kernels.types import Counts, Flags, Floats
from necsim.kernels.units import CommitteePlan
from necsim.plan import Plan
from necsim.plan.contest import ContestPlan
from necsim.rules import RULES, Sampler
from necsim.streams import Seeds, Span, kernel_key
from necsim.worlds import ContestWorld, draw_worlds, world_columns


class StoppedError(RunError):
    """Raised in a slice that was stopped before its end; what it had is dropped."""


class Job(NamedTuple):
    """What every slice of a run needs to know; `stop[0]` set to 1 ends the slices that run."""

    plan: Plan
    seeds: Seeds
    sampler: Sampler
    stop: Flags


def make_job(plan: Plan, seed: int, sampler: Sampler) -> Job:
    """Make a job, or refuse a sampler that cannot feed some contest's rule."""
    for contest in plan.contests:
        rule = RULES[contest.labels.rule]
        if sampler not in rule.samplers:
            raise SamplerError(
                f"contest {contest.labels.id}: {rule.name} cannot be simulated by {sampler}: "
                f"use --sampler {rule.samplers[0]}"
            )
    return Job(plan, Seeds(seed), sampler, np.zeros(1, np.uint8))


def simulate_slice(job: Job, start: int, stop: int) -> pl.DataFrame:
    """Simulate replicates start … stop − 1: a pure function of the job and the range."""
    plan, holders = job.plan, job.plan.labels.holders
    worlds = draw_worlds(plan, job.seeds, Span(start, stop))
    columns: dict[str, draws.Column] = {"replicate": np.arange(start, stop, dtype=np.int32)}
    won = np.zeros((stop - start, len(holders)), np.int64)
    for contest, world in zip(plan.contests, worlds.contests, strict=True):
        outcome = run_contest(job, contest, world, start)
        seats = draws.seats_won(contest.labels, holders, outcome)
        columns.update(draws.contest_columns(contest.labels, outcome, seats, holders))
        won += seats
    columns.update(world_columns(plan, worlds))
    if plan.committee is not None and worlds.shift is not None:
        columns.update(_committee_columns(plan, plan.committee, won, worlds.shift))
    return pl.DataFrame(columns)


def _committee_columns(
    plan: Plan, committee: CommitteePlan, won: Counts, shift: Floats
) -> Iterator[tuple[str, draws.Column]]:
    """Give expected seats and chances of control; an open seat has one vote."""
    seats = expected_seats(committee, won, shift)
    for h, holder in enumerate(plan.labels.holders):
        yield f"committee.{holder}", seats[:, h].copy()
    chances = control_chance(committee, won, shift)
    for h, holder in enumerate(draws.control_holders(plan.labels)):
        yield f"control.{holder}", chances[:, h].copy()


def run_contest(
    job: Job, plan: ContestPlan, world: ContestWorld, start: int, papers: int = 0
) -> Outcome:
    """Vote and count one contest in every world of a slice; keep up to `papers` papers."""
    id_ = plan.labels.id
    ballots = kernel_key(job.seeds, job.sampler, id_)
    call = Call(ballots, kernel_key(job.seeds, "lots", id_), start, job.stop)
    run = simulator(plan.labels.rule, job.sampler)
    outcome = run(plan.voting, world.voters, call, papers)
    if job.stop[0]:
        raise StoppedError("stopped")
    return outcome
