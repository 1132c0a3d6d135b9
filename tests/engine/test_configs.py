"""Every shipped scenario runs, by both samplers, and says what its shape promises."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from necsim.engine import simulate
from necsim.rules import Sampler
from necsim.scenario import load_scenario

CONFIGS = sorted(path for path in Path("configs").glob("*.toml") if not path.stem.endswith("-base"))


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("sampler", "replicates"), [("flows", 100), ("ballots", 2)])
def test_a_shipped_scenario_runs(path: Path, sampler: Sampler, replicates: int) -> None:
    scenario = load_scenario(path)
    run = simulate(scenario, replicates=replicates, sampler=sampler)
    for id_, contest in scenario.contests.items():
        filled = min(contest.seats, len(contest.candidates))
        holders = run.plan.labels.holders
        seats = run.draws.select(f"seats.{id_}.{holder}" for holder in holders).to_numpy()
        assert set(seats.sum(axis=1, dtype=np.int64)) == {filled}
        assert run.draws[f"ballots.{id_}"].to_numpy().min() > 0
    if scenario.committee:
        parts = run.control.filter(run.control["kind"] != "coalition")["p"]
        assert parts.sum() == pytest.approx(1.0, abs=1e-9)


def test_there_are_shipped_scenarios() -> None:
    assert len(CONFIGS) >= 9
