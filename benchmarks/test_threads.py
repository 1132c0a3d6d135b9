"""What a second thread adds to whole slices, from worlds to draws."""

from __future__ import annotations

import time

import pytest
from benchmarks.jobs import simulate_on
from benchmarks.measure import Measure

from necsim.engine.standard import january_2018, standard_job
from necsim.rules import SAMPLERS, Sampler

REPLICATES: dict[Sampler, int] = {"flows": 4_096, "ballots": 256}


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_two_threads(sampler: Sampler, measure: Measure) -> None:
    job = standard_job(january_2018(), sampler)

    def seconds_on(threads: int) -> float:
        begun = time.perf_counter()
        simulate_on(threads, job, REPLICATES[sampler], slices=8)
        return time.perf_counter() - begun

    seconds_on(1)
    measure.figure(f"{sampler}, two threads", lambda: seconds_on(1) / seconds_on(2), rounds=15)
