"""What a larger electorate costs: little in bulk, as much a member one at a time."""

from __future__ import annotations

import time

import pytest
from benchmarks.measure import Measure

from necsim.engine.slices import Job
from necsim.engine.standard import january_2018, november_2020, standard_job, vote


def seconds_a_unit(job: Job, replicates: int, *, members: bool) -> float:
    begun = time.perf_counter()
    voted = vote(job, 0, replicates)
    return (time.perf_counter() - begun) / (voted if members else replicates)


def growth(small: Job, large: Job, replicates: int) -> float:
    """Give how many times the seconds a replicate takes in a larger electorate."""
    alone = seconds_a_unit(small, replicates, members=False)
    return seconds_a_unit(large, replicates, members=False) / alone


@pytest.mark.parametrize("factor", [10, 100, 1_000])
def test_flows(factor: int, measure: Measure) -> None:
    small, large = (standard_job(january_2018(100_000 * n), "flows") for n in (1, factor))
    growth(small, large, 4_096)
    measure.figure(
        f"flows, electorate × {factor:,}", lambda: growth(small, large, 4_096), rounds=15
    )


def test_stv_flows(measure: Measure) -> None:
    small, large = (standard_job(november_2020(500_000 * n), "flows") for n in (1, 1_000))
    growth(small, large, 128)
    measure.figure("STV flows, electorate × 1,000", lambda: growth(small, large, 128), rounds=15)


def test_ballots(measure: Measure, short: bool) -> None:
    factor = 10 if short else 1_000
    small, large = (standard_job(january_2018(100_000 * n), "ballots") for n in (1, factor))

    def ratio() -> float:
        alone = seconds_a_unit(small, 1_024, members=True)
        return seconds_a_unit(large, 1, members=True) / alone

    ratio()
    measure.figure("ballots, electorate × 1,000", ratio, rounds=9)
