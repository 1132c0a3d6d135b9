"""A scenario, simulated: the settings it ran with, its draws and its tables."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from itertools import chain
from typing import NamedTuple

import polars as pl

from necsim.columns import PASSING
from necsim.engine.blocks import Batch, Blocks
from necsim.engine.pace import Clock, Pace
from necsim.engine.settings import Settings, settle
from necsim.engine.slices import Job, Slice, make_job, run_slice, run_slices, simulate_slice
from necsim.evidence import centred
from necsim.executors import Executor, Threads
from necsim.link.swing import uniform_swings
from necsim.plan import Plan, make_plan
from necsim.rules import Sampler
from necsim.scenario import Scenario, assumptions
from necsim.store.memory import Memory
from necsim.summary.frame import open_draws
from necsim.summary.tables import headline, summarise

Progress = Callable[[int, int], None]

# With a precision, chances are looked at after so many replicates, then half as many again.
_FIRST_LOOK, _GROWTH = 2_048, 1.5
# The families of draws that tables are made from; the world's own draws stay on disk.
_SUMMARISED = (
    r"^(?:(?:seats|elected|votes|margin|last_in|first_out|ballots|turnout|exhausted|minimum_acted"
    r"|minimum_changed|control|transfers)\..*|shift)$"
)


class Run(NamedTuple):
    """A finished simulation; its draws and tables are polars frames.

    `reached` is the largest half-width of a headline chance and `stopped` says why the run ended
    where it did; `seconds` are those spent in each part.
    """

    scenario: Scenario
    plan: Plan
    settings: Settings
    blocks: Blocks
    replicates: int
    ballots: int
    reached: float
    stopped: str
    tables: dict[str, pl.DataFrame]
    seconds: dict[str, float]

    @property
    def draws(self) -> pl.DataFrame:
        """What happened in every replicate, a row each."""
        return self.blocks.draws(self.replicates).select(pl.exclude(PASSING)).collect()

    @property
    def candidates(self) -> pl.DataFrame:
        """Each candidate's chance of a seat, and votes."""
        return self.tables["candidates"]

    @property
    def seats(self) -> pl.DataFrame:
        """The chance of each number of seats, by contest and faction."""
        return self.tables["seats"]

    @property
    def committee(self) -> pl.DataFrame:
        """The chance of each number of seats on the whole committee, by faction."""
        return self.tables["committee"]

    @property
    def control(self) -> pl.DataFrame:
        """The chance of control, by holder."""
        return self.tables["control"]


def simulate(
    scenario: Scenario,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    sampler: Sampler | None = None,
    precision: float | None = None,
    max_replicates: int | None = None,
    executor: Executor | None = None,
    folder: Blocks | None = None,
    progress: Progress | None = None,
) -> Run:
    """Simulate a scenario.

    Parameters
    ----------
    replicates, seed, sampler, precision, max_replicates
        As in the scenario's `[run]`, which they override. With a precision (a half-width), at
        least `replicates` are run, and at most `max_replicates`.
    executor
        Where slices run; two threads unless given.
    folder
        Where finished slices are kept; memory unless given.
    progress
        Called with the replicates done and those now aimed at.

    Raises
    ------
    ScenarioError
        Where the scenario's numbers cannot be met together.
    SamplerError
        Where the sampler cannot feed a contest's rule.
    """
    settings = settle(
        scenario,
        replicates=replicates,
        seed=seed,
        sampler=sampler,
        precision=precision,
        max_replicates=max_replicates,
    )
    clock = Clock()
    plan = make_plan(scenario)
    job = make_job(plan, settings.seed, settings.sampler)
    clock.lap("plan")
    simulate_slice(job, 0, 1)
    clock.lap("compile")
    executor = Threads(2) if executor is None else executor
    blocks = Memory() if folder is None else folder
    return _Simulation(scenario, job, settings, executor, blocks, progress, clock).run()


class _Simulation(NamedTuple):
    """A run under way."""

    scenario: Scenario
    job: Job
    settings: Settings
    executor: Executor
    blocks: Blocks
    progress: Progress | None
    clock: Clock

    def run(self) -> Run:
        """Go on until the settings are met."""
        pace = Pace()
        pace.note(1, run_slice(Slice(self.job, 0, 1)).seconds)
        for aim in _looks(self.settings):
            self._fill(aim, pace)
            self.clock.lap("simulate")
            draws = self.blocks.draws(aim)
            tables = self._summarise(draws, aim)
            reached = max(headline(tables))
            self.clock.lap("summarise")
            if self.settings.precision is not None and reached <= self.settings.precision:
                break
        return Run(
            self.scenario,
            self.job.plan,
            self.settings,
            self.blocks,
            aim,
            _count_ballots(draws),
            reached,
            _reason(self.settings, reached),
            tables,
            self.clock.seconds,
        )

    def _fill(self, aim: int, pace: Pace) -> None:
        """Run the slices that are missing up to `aim`, and keep each as it is done."""
        gaps = self.blocks.missing(aim)
        done = aim - sum(stop - start for start, stop in gaps)
        batch = Batch(self.blocks)
        slices = (Slice(self.job, start, stop) for start, stop in pace.cut(gaps))
        try:
            with closing(self.executor.map(run_slices, pace.bundle(slices))) as results:
                for start, stop, draws, seconds in chain.from_iterable(results):
                    pace.note(stop - start, seconds)
                    batch.add(start, draws)
                    done += stop - start
                    if self.progress:
                        self.progress(done, aim)
        except BaseException:
            self.job.stop[0] = 1
            raise
        finally:
            batch.keep()

    def _summarise(self, draws: pl.LazyFrame, replicates: int) -> dict[str, pl.DataFrame]:
        words = centred(self.scenario)
        return summarise(
            open_draws(draws.select("replicate", pl.col(_SUMMARISED)), replicates),
            self.job.plan.labels,
            committee=self.job.plan.committee,
            assumptions=assumptions(words),
            swings=uniform_swings(words, self.job.plan.belief.support),
        )


def _count_ballots(draws: pl.LazyFrame) -> int:
    """Add up the ballots of all replicates and contests."""
    sums = draws.select(pl.col(r"^ballots\..*$").cast(pl.Int64).sum()).collect()
    return int(sums.sum_horizontal().item())


def _looks(settings: Settings) -> list[int]:
    """List the numbers of replicates after which chances are looked at, the last one the most."""
    if settings.precision is None:
        return [settings.replicates]
    looks, aim = list[int](), max(settings.replicates, _FIRST_LOOK)
    while aim < settings.max_replicates:
        looks.append(aim)
        aim = int(aim * _GROWTH)
    return [*looks, settings.max_replicates]


def _reason(settings: Settings, reached: float) -> str:
    if settings.precision is None:
        return "the replicates asked for were run"
    if reached <= settings.precision:
        return "every headline chance is as precise as asked"
    return "the most replicates allowed were run"
