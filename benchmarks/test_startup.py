"""What a user waits for beside the simulation, in processes of their own."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest
from benchmarks.jobs import necsim, write_scenario
from benchmarks.measure import Measure

from necsim.engine.standard import SEED, january_2018, november_2020
from necsim.rules import SAMPLERS, Sampler


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = write_scenario(tmp_path_factory.mktemp("scenario"), january_2018())
    necsim("check", str(path))
    return str(path)


def test_help(measure: Measure) -> None:
    measure.seconds("--help", lambda: necsim("--help").seconds, rounds=15)


def test_check(measure: Measure, scenario: str) -> None:
    measure.seconds("check", lambda: necsim("check", scenario).seconds, rounds=15)


@pytest.mark.parametrize("report", [False, True])
def test_run_beside_its_simulation(
    report: bool, measure: Measure, scenario: str, tmp_path: Path
) -> None:
    flags = ("--force", "--json", "--seed", str(SEED), "-o", str(tmp_path))
    flags += () if report else ("--no-report",)

    def overhead() -> float:
        done = necsim("run", scenario, *flags)
        seconds: float = json.loads(done.answer)["elapsed_seconds"]["simulate"]
        return done.seconds - seconds

    overhead()
    name = "run and reports" if report else "run"
    measure.seconds(f"{name}, beside its simulation", overhead, rounds=9)


# By STV one member at a time takes a while, which is not what is timed here.
FIRST = {"": (january_2018(), 10_000), "STV ": (november_2020(), 64)}


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("what", FIRST)
def test_first_run(
    what: str, sampler: Sampler, measure: Measure, tmp_path: Path, short: bool
) -> None:
    tree, replicates = FIRST[what]
    scenario = str(write_scenario(tmp_path, tree))
    flags = ("-n", str(replicates), "--sampler", sampler, "--seed", str(SEED), "-o", str(tmp_path))
    # Compiling takes too long for a short round, so that one uses what is compiled.
    caches = (None if short else tmp_path / f"cache_{n}" for n in count())

    def first_run() -> float:
        return necsim("run", scenario, "--force", *flags, cache=next(caches)).seconds

    measure.seconds(f"first run, {what}{sampler}", first_run, rounds=3)
