"""The standard jobs that speed is measured by: invented numbers, the shapes of 2018 and 2020."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from necsim.engine.plain import plain_rankings, plain_votes
from necsim.engine.run import simulate
from necsim.engine.slices import Job, make_job, run_contest
from necsim.executors import Threads
from necsim.kernels.ranking_shapes import RankingLaw
from necsim.plan import make_plan
from necsim.rules import SAMPLERS, Sampler
from necsim.scenario import Scenario, make_scenario
from necsim.streams import Span
from necsim.worlds import draw_worlds

Tree = dict[str, Any]

SEED = 2018
# Members who vote in one pass of the plain loop: long enough to time, short beside any job.
SAMPLE = 2_000
_RUN = 32_768


class Task(NamedTuple):
    """A job to time: `vote` does it once and gives the members who voted; `plain` likewise.

    `replicates` are those of one go, where the rate is one of replicates and not of members.
    """

    name: str
    vote: Callable[[], int]
    plain: Callable[[], int]
    replicates: int | None

    @property
    def unit(self) -> str:
        """What the rate counts."""
        return "replicates/s" if self.replicates else "members/s"


class Timing(NamedTuple):
    """A job's rate, and how many times the plain loop's that is, medians."""

    rate: float
    times_plain: float


def tasks(threads: int) -> Iterator[Task]:
    """Give the standard jobs, each made when it is asked for."""
    for month, tree, replicates in (
        ("January 2018", january_2018(), (4_096, 256)),
        ("summer 2018", summer_2018(), (1_024, 16)),
        ("November 2020", november_2020(), (128, 16)),
    ):
        for sampler, count in zip(SAMPLERS, replicates, strict=True):
            job = standard_job(tree, sampler)
            yield Task(
                f"{sampler}, {month}",
                partial(vote, job, 0, count),
                partial(vote_plainly, job, SAMPLE),
                count if sampler == "flows" else None,
            )
    plain = partial(vote_plainly, standard_job(january_2018(), "flows"), SAMPLE)
    name = f"run, January 2018, {threads} thread{'s' if threads > 1 else ''}"
    yield Task(name, partial(_run, make_scenario(january_2018()), threads), plain, _RUN)


def time_task(task: Task, seconds: float) -> Timing:
    """Do a task and the plain loop in turn for so many seconds, and at least once."""
    share = (task.replicates or 0) / task.vote() or 1.0
    rates: list[float] = []
    ratios: list[float] = []
    end = time.perf_counter() + seconds
    while not rates or time.perf_counter() < end:
        plain, members = _rate(task.plain), _rate(task.vote)
        rates.append(members * share)
        ratios.append(members / plain)
    return Timing(median(rates), median(ratios))


def _rate(act: Callable[[], int]) -> float:
    """Give the members who vote in a second."""
    begun = time.perf_counter()
    return act() / (time.perf_counter() - begun)


def _run(scenario: Scenario, threads: int) -> int:
    executor = Threads(threads)
    return simulate(scenario, replicates=_RUN, seed=SEED, executor=executor).ballots


def standard_job(tree: Tree, sampler: Sampler) -> Job:
    """Make the job that simulates a standard contest."""
    return make_job(make_plan(make_scenario(tree)), SEED, sampler)


def vote(job: Job, start: int, stop: int) -> int:
    """Draw worlds start … stop − 1, vote and count; give the number of valid ballots."""
    worlds = draw_worlds(job.plan, job.seeds, Span(start, stop))
    contests = zip(job.plan.contests, worlds.contests, strict=True)
    return sum(int(run_contest(job, *each, start).ballots.sum()) for each in contests)


def vote_plainly(job: Job, members: int) -> int:
    """Let so many members vote by the plain loop, in the first world; give their number.

    Rankings are drawn and not counted.
    """
    world = draw_worlds(job.plan, job.seeds, Span(0, 1)).contests[0].voters
    world = world._replace(cast=np.array([[members]]))
    law, generator = job.plan.contests[0].voting.law, np.random.default_rng(SEED)
    if isinstance(law, RankingLaw):
        plain_rankings(law, world, 0, generator)
    else:
        plain_votes(law, world, 0, generator)
    return members


def january_2018(electorate: int = 550_000) -> Tree:
    """Describe a contest of 9 candidates for 3 seats in which a fifth of the electorate votes."""
    return _tree("january", seats=3, alone=3, electorate=electorate, turnout=0.20)


def summer_2018(electorate: int = 500_000) -> Tree:
    """Describe a contest of 26 candidates for 9 seats in which a third of the electorate votes."""
    return _tree("summer", seats=9, alone=8, electorate=electorate, turnout=0.326)


def november_2020(electorate: int = 500_000) -> Tree:
    """Describe a contest of 42 candidates for 9 seats, counted by ERS97: 130,000 papers.

    Two slates of six names, two of three, half of whose members rank the names as asked.
    """
    slates = {"left": ("left", 6), "right": ("right", 6), "soft": ("left", 3), "old": ("right", 3)}
    slated = {f"{slate}_{n + 1}": {"slate": slate}
              for slate, (_, names) in slates.items() for n in range(names)}  # fmt: skip
    alone: Tree = {f"alone_{n + 1}": {} for n in range(42 - len(slated))}
    tree = _tree("november", seats=9, alone=0, electorate=electorate, turnout=0.26)
    contest = tree["contests"]["members"] | {
        "rule": "ers97",
        "slates": {slate: {"faction": faction} for slate, (faction, _) in slates.items()},
        "candidates": slated | alone,
    }
    for id_, share in (("left", 0.8), ("right", 0.8)):
        contest["slates"][id_]["share"] = share
    return tree | {"contests": {"members": contest}}


def _tree(id_: str, *, seats: int, alone: int, electorate: int, turnout: float) -> Tree:
    """Describe a contest of two full slates and some candidates of none, a committee of 39."""
    slated = {
        f"{faction}_{n + 1}": {"slate": faction}
        for faction in ("left", "right")
        for n in range(seats)
    }
    contest = {
        "rule": "block",
        "seats": seats,
        "electorate": electorate,
        "turnout": turnout,
        "slates": {"left": {"faction": "left"}, "right": {"faction": "right"}},
        "candidates": {**slated, **{f"alone_{n + 1}": {} for n in range(alone)}},
    }
    return {
        "format": 1,
        "id": id_,
        "factions": {"left": {}, "right": {}},
        "support": {"left": 0.54, "right": 0.26},
        "give_or_take": {"left": 0.07, "right": 0.06},
        "contests": {"members": contest},
        "committee": _committee(39 - seats),
    }


def _committee(sitting: int) -> Tree:
    """Describe the sitting seats: most of them sure, eight in doubt, half of these in blocs."""
    doubtful = {"left": 0.4, "right": 0.6}
    return {
        "seats": {
            "sure_left": {"faction": "left", "count": sitting // 2 - 4},
            "sure_right": {"faction": "right", "count": sitting - sitting // 2 - 4},
            "one_bloc": {"chances": doubtful, "count": 2, "bloc": True},
            "other_bloc": {"chances": doubtful, "count": 2, "bloc": True},
            "open_to_doubt": {"chances": doubtful, "count": 4},
        }
    }
