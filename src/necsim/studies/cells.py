"""Cells: scenarios simulated side by side on the same worlds, the base of every study.

One seed serves all cells, so replicate r of one is replicate r of every other: what differs
between them is what their scenarios change.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain
from typing import NamedTuple

import polars as pl

from necsim.engine.pace import Pace
from necsim.engine.slices import Job, Slice, make_job, run_slices
from necsim.executors import Executor, Threads
from necsim.outcomes import Measure, measure_columns
from necsim.plan import Plan, make_plan
from necsim.plan.labels import Labels
from necsim.rules import Sampler
from necsim.scenario import Scenario
from necsim.streams import Drawn, Seeds

# Up to so many replicates a cell, what cells draw alike is kept: some 50 MB for 60 names.
_KEPT = 100_000
# What a study wants of a cell, given its names.
Wanted = Callable[[Labels], tuple[Measure, ...]]


class Running(NamedTuple):
    """How the cells of a study run: alike, on one seed, `replicates` of them from `start` on."""

    replicates: int
    seed: int
    sampler: Sampler
    executor: Executor | None = None
    start: int = 0


class Cell(NamedTuple):
    """One scenario, simulated: what was wanted of it, and the draws that this reads."""

    plan: Plan
    measures: tuple[Measure, ...]
    draws: pl.DataFrame


class _Begun(NamedTuple):
    """A cell under way."""

    job: Job
    measures: tuple[Measure, ...]
    columns: tuple[str, ...]


def run_cells(scenarios: Iterable[Scenario], wanted: Wanted, running: Running) -> Iterator[Cell]:
    """Simulate scenarios in their order; scenarios are read, and planned, as there is room.

    Raises
    ------
    ScenarioError
        Where the numbers of a scenario cannot be met together.
    SamplerError
        Where the sampler cannot feed a contest's rule.
    """
    return run_plans(map(make_plan, scenarios), wanted, running)


def run_plans(plans: Iterable[Plan], wanted: Wanted, running: Running) -> Iterator[Cell]:
    """Simulate scenarios that are planned already, in their order."""
    seeds = Seeds(running.seed, drawn=_room(running))
    return _run((_begin(each, wanted, running, seeds) for each in plans), running)


def run_redrawn(
    plan: Plan, wanted: Wanted, running: Running, seeds: Iterable[Seeds]
) -> Iterator[Cell]:
    """Simulate one scenario under several seeds, as when one purpose is drawn afresh."""
    drawn = _room(running)
    kept = (each._replace(drawn=drawn) for each in seeds)
    return _run((_begin(plan, wanted, running, each) for each in kept), running)


def _room(running: Running) -> Drawn | None:
    """Make room for what all cells draw alike; none where it would take too much memory."""
    return Drawn() if running.replicates <= _KEPT else None


def _begin(plan: Plan, wanted: Wanted, running: Running, seeds: Seeds) -> _Begun:
    measures = wanted(plan.labels)
    columns = dict.fromkeys(name for each in measures for name in measure_columns(each))
    job = make_job(plan, running.seed, running.sampler)._replace(seeds=seeds)
    return _Begun(job, measures, tuple(columns))


def _run(cells: Iterable[_Begun], running: Running) -> Iterator[Cell]:
    """Cut cells into slices, run these on the executor and put each cell together again."""
    executor = Threads(2) if running.executor is None else running.executor
    pace, begun, draws = Pace(), deque[_Begun](), list[pl.DataFrame]()
    end = running.start + running.replicates

    def slices() -> Iterator[Slice]:
        for cell in cells:
            begun.append(cell)
            for start, stop in pace.cut([(running.start, end)]):
                yield Slice(cell.job, start, stop, cell.columns)

    try:
        with closing(executor.map(run_slices, pace.bundle(slices()))) as results:
            for done in chain.from_iterable(results):
                pace.note(done.stop - done.start, done.seconds)
                draws.append(done.draws)
                if done.stop == end:
                    cell = begun.popleft()
                    yield Cell(cell.job.plan, cell.measures, pl.concat(draws))
                    draws.clear()
    except BaseException:
        for cell in begun:
            cell.job.stop[0] = 1
        raise
