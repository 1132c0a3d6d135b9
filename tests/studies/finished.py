"""Finished runs on disk, as `run` leaves them."""

from __future__ import annotations

from pathlib import Path

from necsim.engine import provenance, settle, simulate
from necsim.executors import Inline
from necsim.rules import Sampler
from necsim.scenario import Scenario
from necsim.store import Outcome, claim, run_record


def finish(
    scenario: Scenario,
    root: Path,
    replicates: int,
    seed: int = 3,
    sampler: Sampler = "flows",
    precision: float | None = None,
) -> Path:
    """Run a scenario and give the folder of its run."""
    settings = settle(
        scenario, replicates=replicates, seed=seed, sampler=sampler, precision=precision
    )
    made = provenance(scenario, settings)
    folder = claim(root, made)
    run = simulate(scenario, **settings._asdict(), executor=Inline(), folder=folder)
    outcome = Outcome(run.replicates, run.ballots, run.reached, run.stopped, "")
    folder.finish(run.tables, run_record(made, outcome, {}))
    return folder.path
