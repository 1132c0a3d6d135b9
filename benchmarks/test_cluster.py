"""What moving tasks costs: two processes of Dask beside two threads, on the same slices."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from benchmarks.measure import Measure

from necsim.engine.slices import Job, Slice, run_slices
from necsim.engine.standard import Tree, january_2018, november_2020, standard_job
from necsim.executors import Executor, Threads
from necsim.executors.cluster import Dask, open_cluster

# Slices of 50 to 100 ms, in the number that a run of some seconds has.
JOBS: dict[str, tuple[Tree, int]] = {
    "flows": (january_2018(), 8_192),
    "STV flows": (november_2020(), 256),
}


@pytest.fixture(scope="module")
def dask() -> Iterator[Dask]:
    with open_cluster("local:2", print) as started:
        yield started


def seconds_on(executor: Executor, job: Job, replicates: int, tasks: int) -> float:
    starts = range(0, replicates * tasks, replicates)
    begun = time.perf_counter()
    for _ in executor.map(run_slices, [(Slice(job, a, a + replicates),) for a in starts]):
        pass
    return time.perf_counter() - begun


@pytest.mark.parametrize("name", JOBS)
def test_two_processes(name: str, dask: Dask, measure: Measure, short: bool) -> None:
    tree, replicates = JOBS[name]
    job, threads = standard_job(tree, "flows"), Threads(2)
    tasks = 4 if short else 40
    seconds_on(dask, job, replicates, 2)
    measure.figure(
        f"{name}, two processes of Dask",
        lambda: (
            seconds_on(threads, job, replicates, tasks) / seconds_on(dask, job, replicates, tasks)
        ),
        rounds=5,
    )
