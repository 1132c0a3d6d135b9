"""Whole runs with all files, on two threads, in processes of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.jobs import Done, necsim, write_scenario
from benchmarks.measure import Measure

from necsim.engine.standard import SEED, january_2018, november_2020
from necsim.rules import SAMPLERS, Sampler

JANUARY = Path(__file__).parents[1] / "configs/nec-2018-january.toml"
BALLOTS = 110_000
STV_BALLOTS = 130_000


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    return str(write_scenario(tmp_path, january_2018()))


def run(scenario: str, replicates: int, sampler: Sampler = "flows") -> Done:
    output = str(Path(scenario).parent / "results")
    flags = ("-n", str(replicates), "--sampler", sampler, "-j", "2")
    return necsim("run", scenario, *flags, "--force", "--seed", str(SEED), "-o", output)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_ten_thousand(sampler: Sampler, scenario: str, measure: Measure, short: bool) -> None:
    replicates = 1_000 if short else 10_000
    run(scenario, 256, sampler)
    measure.seconds(
        f"10,000 replicates and files, {sampler}",
        lambda: run(scenario, replicates, sampler).seconds,
        rounds=7,
        members=replicates * BALLOTS,
    )


def test_ten_thousand_with_evidence(tmp_path: Path, measure: Measure, short: bool) -> None:
    """The scenario as it is shipped: evidence fitted first, workbook and page at the end."""
    flags = ("-n", "1000" if short else "10000", "-j", "2", "--force", "-o", str(tmp_path))

    def seconds() -> float:
        return necsim("run", str(JANUARY), *flags).seconds

    seconds()
    measure.seconds("10,000 replicates and files, nec-2018-january.toml", seconds, rounds=7)


def test_ten_thousand_by_stv(tmp_path: Path, measure: Measure, short: bool) -> None:
    scenario = str(write_scenario(tmp_path, november_2020()))
    replicates = 256 if short else 10_000
    run(scenario, 64)
    measure.seconds(
        "10,000 replicates and files, STV flows",
        lambda: run(scenario, replicates).seconds,
        rounds=5,
        members=replicates * STV_BALLOTS,
    )


def test_a_million(scenario: str, measure: Measure, short: bool) -> None:
    replicates = 10_000 if short else 1_000_000
    memory = []

    def seconds() -> float:
        done = run(scenario, replicates)
        memory.append(done.mebibytes)
        return done.seconds

    measure.seconds("a million replicates", seconds, rounds=3, members=replicates * BALLOTS)
    measure.keep("a million replicates, memory", memory)


def test_ten_million(tmp_path: Path, measure: Measure, short: bool) -> None:
    """The scenario as it is shipped, workbook and page included: what grows shows here first."""
    replicates = 10_000 if short else 10_000_000
    flags = ("-n", str(replicates), "-j", "2", "--seed", str(SEED), "-o", str(tmp_path))
    measure.figure(
        "ten million replicates, memory",
        lambda: necsim("run", str(JANUARY), *flags).mebibytes,
        rounds=1,
    )
