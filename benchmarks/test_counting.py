"""Real counts, once the ballots are read; and what reading them takes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from benchmarks.invented import large_ward, long_rankings
from benchmarks.measure import Measure

from necsim.count import Ballots, count_ballots, read_ballots, write_blt
from necsim.engine.standard import SEED

ELECTIONS = {"59,463 papers": large_ward, "117,000 rankings": long_rankings}


# A count of the smaller one takes a millisecond or two, too little to time by itself.
TIMES = {"59,463 papers": 30, "117,000 rankings": 1}


@pytest.fixture(scope="module", params=ELECTIONS)
def election(request: pytest.FixtureRequest) -> tuple[str, Ballots]:
    return request.param, ELECTIONS[request.param]()


@pytest.mark.parametrize("rule", ["ers97", "scottish"])
def test_count(rule: str, election: tuple[str, Ballots], measure: Measure) -> None:
    name, ballots = election

    def seconds() -> float:
        begun = time.perf_counter()
        for _ in range(TIMES[name]):
            count_ballots(ballots, rule, seed=SEED)
        return (time.perf_counter() - begun) / TIMES[name]

    seconds()
    papers = int(ballots.papers.numbers.sum())
    measure.seconds(f"count {name}, {rule}", seconds, rounds=15, members=papers)


def test_read(election: tuple[str, Ballots], measure: Measure, tmp_path: Path) -> None:
    name, ballots = election
    file = tmp_path / "ballots.blt"
    write_blt(file, ballots)

    def seconds() -> float:
        begun = time.perf_counter()
        read_ballots(file)
        return time.perf_counter() - begun

    papers = int(ballots.papers.numbers.sum())
    measure.seconds(f"read {name}", seconds, rounds=7, members=papers)
