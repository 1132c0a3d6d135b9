"""One slice of replicates: worlds → ballots → counts → control → draws."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from necsim import draws
from necsim.committee import control_chance, expected_seats
from necsim.draws import Counted
from necsim.errors import RunError, SamplerError
from necsim.kernels import simulator
from necsim.kernels.shapes import Call, Minimums
from necsim.kernels.types import Counts, Flags, Floats
from necsim.kernels.units import CommitteePlan
from necsim.plan import Plan
from necsim.plan.contest import ContestPlan
from necsim.rules import RULES, Sampler
from necsim.streams import Seeds, Span, kernel_key
from necsim.worlds import ContestWorld, draw_worlds, world_columns

# Worlds are many short draws, for each of which NumPy lets go of the interpreter: threads that do
# so in turn wait for one another longer than they draw.
_DRAWING = threading.Lock()


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
        rule, id_ = RULES[contest.labels.rule], contest.labels.id
        if sampler not in rule.samplers:
            raise SamplerError(
                f"contest {id_}: {rule.name} cannot be simulated by {sampler}: "
                f"use --sampler {rule.samplers[0]}"
            )
        if sampler == "flows" and contest.labels.ranked and not contest.voting.standing.all():
            raise SamplerError(
                f"contest {id_}: vacate counts the same papers again, and flows keep none: "
                "use --sampler ballots"
            )
    return Job(plan, Seeds(seed), sampler, np.zeros(1, np.uint8))


class Slice(NamedTuple):
    """The replicates start … stop − 1 of a job; `wanted` names columns of the draws, None all."""

    job: Job
    start: int
    stop: int
    wanted: tuple[str, ...] | None = None


class Simulated(NamedTuple):
    """A slice that is done: its range, its draws, and the seconds it took where it ran."""

    start: int
    stop: int
    draws: pl.DataFrame
    seconds: float


def run_slices(pieces: Iterable[Slice]) -> list[Simulated]:
    """Simulate slices, wherever this is: the task that executors run."""
    return [run_slice(piece) for piece in pieces]


def run_slice(piece: Slice) -> Simulated:
    """Simulate a slice and take its time."""
    begun = time.perf_counter()
    drawn = simulate_slice(*piece)
    return Simulated(piece.start, piece.stop, drawn, time.perf_counter() - begun)


def simulate_slice(
    job: Job, start: int, stop: int, wanted: Collection[str] | None = None
) -> pl.DataFrame:
    """Simulate replicates start … stop − 1: a pure function of the job and the range.

    `wanted` names the columns of the draws to give; all unless given.
    """
    plan, holders = job.plan, job.plan.labels.holders
    with _DRAWING:
        worlds = draw_worlds(plan, job.seeds, Span(start, stop))
    columns: dict[str, draws.Column] = {"replicate": np.arange(start, stop, dtype=np.int32)}
    won = np.zeros((stop - start, len(holders)), np.int64)
    for contest, world in zip(plan.contests, worlds.contests, strict=True):
        outcome = run_contest(job, contest, world, start)
        seats = draws.seats_won(contest.labels, holders, outcome)
        columns.update(draws.contest_columns(contest.labels, outcome, seats, holders))
        if contest.labels.has_minimums and job.sampler == "ballots":
            changed = _changed_by_minimums(job, contest, world, outcome, start)
            columns[f"minimum_changed.{contest.labels.id}"] = changed
        won += seats
    columns.update(world_columns(plan, worlds))
    if plan.committee is not None and worlds.shift is not None:
        columns.update(_committee_columns(plan, plan.committee, won, worlds.shift, wanted))
    return pl.DataFrame(columns if wanted is None else {name: columns[name] for name in wanted})


def _committee_columns(
    plan: Plan,
    committee: CommitteePlan,
    won: Counts,
    shift: Floats,
    wanted: Collection[str] | None,
) -> Iterator[tuple[str, draws.Column]]:
    """Give expected seats and chances of control, if wanted; an open seat has one vote."""
    if _want("committee", wanted):
        seats = expected_seats(committee, won, shift)
        for h, holder in enumerate(plan.labels.holders):
            yield f"committee.{holder}", seats[:, h].copy()
    if _want("control", wanted):
        chances = control_chance(committee, won, shift)
        for h, holder in enumerate(draws.control_holders(plan.labels)):
            yield f"control.{holder}", chances[:, h].copy()


def _want(family: str, wanted: Collection[str] | None) -> bool:
    return wanted is None or any(name.startswith(f"{family}.") for name in wanted)


def run_contest(job: Job, plan: ContestPlan, world: ContestWorld, start: int) -> Counted:
    """Vote and count one contest in every world of a slice."""
    run = simulator(plan.labels.rule, _source(plan, job.sampler))
    outcome = run(plan.voting, world.voters, make_call(job, plan.labels.id, start))
    if job.stop[0]:
        raise StoppedError("stopped")
    return outcome


def _changed_by_minimums(
    job: Job, plan: ContestPlan, world: ContestWorld, outcome: Counted, start: int
) -> NDArray[np.bool_]:
    """Count the same papers without minimums, and say where others are elected (n,)."""
    none = Minimums(plan.voting.minimums.needs[:0], plan.voting.minimums.tags[:0])
    free = plan._replace(voting=plan.voting._replace(minimums=none))
    without = run_contest(job, free, world, start)
    return np.asarray(np.any(without.winners.elected != outcome.winners.elected, axis=1))


def make_call(job: Job, contest: str, start: int) -> Call:
    """Say which streams a contest draws from, and which replicate is the first."""
    ballots = kernel_key(job.seeds, job.sampler, contest)
    return Call(ballots, kernel_key(job.seeds, "lots", contest), start, job.stop)


def _source(plan: ContestPlan, sampler: Sampler) -> str:
    """Name what draws the papers: in full where they are read again."""
    again = plan.labels.has_minimums or not plan.voting.standing.all()
    known = plan.labels.ranked and plan.labels.rule != "meek"
    return "complete" if known and again and sampler == "ballots" else sampler
