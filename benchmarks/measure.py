"""Measure jobs beside the plain loop."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

from pytest_benchmark.fixture import BenchmarkFixture

from necsim.engine.standard import SAMPLE, Task, january_2018, standard_job, vote_plainly

# Jobs in which nobody votes count as so many members, so that they too have a ratio.
NOBODY_VOTES = 20_000


class Reached(NamedTuple):
    """What a job reached, in its target's unit, and how many times the plain loop's speed."""

    figure: float
    times_plain: float | None


class Measure:
    """Time one job in rounds, each beside a pass of the plain loop; keep the medians."""

    def __init__(self, timer: BenchmarkFixture, ledger: dict[str, Reached], short: bool) -> None:
        self.timer, self.ledger, self.short = timer, ledger, short

    def rate(self, task: Task, rounds: int) -> None:
        """Time a task as members or replicates a second."""
        members = task.vote()
        share = task.replicates / members if task.replicates else 1.0
        seconds, plain = self._time(task.vote, task.plain, rounds)
        ratio = median(members / s / p for s, p in zip(seconds, plain, strict=True))
        self.ledger[task.name] = Reached(members * share / median(seconds), ratio)

    def seconds(
        self, job: str, act: Callable[[], float], rounds: int, members: int = NOBODY_VOTES
    ) -> None:
        """Take the seconds that a job says are its own."""
        said: list[float] = []
        january = standard_job(january_2018(), "flows")
        _, plain = self._time(
            lambda: said.append(act()), lambda: vote_plainly(january, SAMPLE), rounds
        )
        ratio = median(members / s / p for s, p in zip(said, plain, strict=True))
        self.ledger[job] = Reached(median(said), ratio)

    def figure(self, job: str, act: Callable[[], float], rounds: int) -> None:
        """Take the median of what a job says: a ratio, or memory."""
        said: list[float] = []
        self._time(lambda: said.append(act()), lambda: SAMPLE, rounds)
        self.keep(job, median(said))

    def keep(self, job: str, figure: float) -> None:
        """Keep a figure that was taken on the side."""
        self.ledger[job] = Reached(figure, None)

    def _time(
        self, act: Callable[[], object], plain: Callable[[], int], rounds: int
    ) -> tuple[list[float], list[float]]:
        """Give the seconds of each round, and the plain loop's members a second before it."""
        passes: list[float] = []

        def before() -> None:
            begun = time.perf_counter()
            members = plain()
            passes.append(members / (time.perf_counter() - begun))

        self.timer.pedantic(act, setup=before, rounds=1 if self.short else rounds)
        return list(self.timer.stats.stats.data), passes
