"""What a larger electorate costs: nothing in bulk, as much a member one at a time."""

from __future__ import annotations

import time

import pytest
from benchmarks.jobs import grown
from benchmarks.measure import Measure

from necsim.engine.slices import Job
from necsim.engine.standard import vote


def seconds_a_unit(job: Job, replicates: int, *, members: bool) -> float:
    begun = time.perf_counter()
    voted = vote(job, 0, replicates)
    return (time.perf_counter() - begun) / (voted if members else replicates)


@pytest.mark.parametrize("factor", [10, 100, 1_000])
def test_flows(factor: int, measure: Measure) -> None:
    small, large = grown(1, "flows"), grown(factor, "flows")

    def ratio() -> float:
        alone = seconds_a_unit(small, 4_096, members=False)
        return seconds_a_unit(large, 4_096, members=False) / alone

    ratio()
    measure.figure(f"flows, electorate × {factor:,}", ratio, rounds=15)


def test_ballots(measure: Measure, short: bool) -> None:
    small, large = grown(1, "ballots"), grown(10 if short else 1_000, "ballots")

    def ratio() -> float:
        alone = seconds_a_unit(small, 1_024, members=True)
        return seconds_a_unit(large, 1, members=True) / alone

    ratio()
    measure.figure("ballots, electorate × 1,000", ratio, rounds=9)
