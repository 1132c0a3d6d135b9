"""What a second thread adds to whole slices, from worlds to draws."""

from __future__ import annotations

import time

import pytest
from benchmarks.jobs import simulate_on
from benchmarks.measure import Measure

from necsim.engine.standard import Tree, january_2018, november_2020, standard_job
from necsim.rules import Sampler

# Slices of some 70 ms, as runs cut them.
JOBS: dict[str, tuple[Tree, Sampler, int]] = {
    "flows": (january_2018(), "flows", 7_168),
    "ballots": (january_2018(), "ballots", 256),
    "STV flows": (november_2020(), "flows", 256),
}


@pytest.mark.parametrize("name", JOBS)
def test_two_threads(name: str, measure: Measure) -> None:
    tree, sampler, replicates = JOBS[name]
    job = standard_job(tree, sampler)

    def seconds_on(threads: int) -> float:
        begun = time.perf_counter()
        simulate_on(threads, job, replicates, slices=8)
        return time.perf_counter() - begun

    seconds_on(1)
    measure.figure(f"{name}, two threads", lambda: seconds_on(1) / seconds_on(2), rounds=15)
