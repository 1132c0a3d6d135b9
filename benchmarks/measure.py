"""Measure jobs beside the plain loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from benchmarks.tracked import Reached, noise_of
from pytest_benchmark.fixture import BenchmarkFixture

from necsim.engine.standard import SAMPLE, Task, january_2018, standard_job, vote_plainly

# Jobs in which nobody votes count as so many members, so that they too have a ratio.
NOBODY_VOTES = 20_000


class Measure:
    """Time one job in rounds between passes of the plain loop; keep the medians."""

    def __init__(self, timer: BenchmarkFixture, ledger: dict[str, Reached], short: bool) -> None:
        self.timer, self.ledger, self.short = timer, ledger, short

    def rate(self, task: Task, rounds: int) -> None:
        """Time a task as members or replicates a second."""
        members = task.vote()
        share = task.replicates / members if task.replicates else 1.0
        seconds, plain = self._time(task.vote, task.plain, rounds)
        self._keep(task.name, members * share / median(seconds), members, seconds, plain)

    def seconds(
        self, job: str, act: Callable[[], float], rounds: int, members: int = NOBODY_VOTES
    ) -> None:
        """Take the seconds that a job says are its own."""
        said: list[float] = []
        january = standard_job(january_2018(), "flows")
        _, plain = self._time(
            lambda: said.append(act()), lambda: vote_plainly(january, SAMPLE), rounds
        )
        self._keep(job, median(said), members, said, plain)

    def figure(self, job: str, act: Callable[[], float], rounds: int) -> None:
        """Take the median of what a job says: a ratio, or memory."""
        said: list[float] = []
        self._time(lambda: said.append(act()), lambda: SAMPLE, rounds)
        self.keep(job, said)

    def keep(self, job: str, rounds: Sequence[float]) -> None:
        """Keep the median of figures that were taken on the side."""
        self.ledger[job] = Reached(median(rounds), None, noise_of(rounds))

    def _keep(
        self,
        job: str,
        figure: float,
        members: int,
        seconds: Sequence[float],
        plain: Sequence[float],
    ) -> None:
        ratios = [members / s / p for s, p in zip(seconds, plain, strict=True)]
        self.ledger[job] = Reached(figure, median(ratios), noise_of(ratios))

    def _time(
        self, act: Callable[[], object], plain: Callable[[], int], rounds: int
    ) -> tuple[list[float], list[float]]:
        """Give the seconds of each round, and the plain loop's members a second around it."""
        passes: list[float] = []

        def once() -> None:
            begun = time.perf_counter()
            members = plain()
            passes.append(members / (time.perf_counter() - begun))

        self.timer.pedantic(act, setup=once, rounds=1 if self.short else rounds)
        once()
        around = [(before + after) / 2 for before, after in pairwise(passes)]
        return list(self.timer.stats.stats.data), around
