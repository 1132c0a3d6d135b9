"""Monte Carlo simulation and forecasting of committee elections.

>>> import necsim
>>> run = necsim.simulate(necsim.load_scenario("configs/nec-2018-january.toml"), seed=1)
>>> run.control
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from necsim.provenance import __version__

if TYPE_CHECKING:
    from necsim.count import Ballots, Count, count_ballots, read_ballots
    from necsim.engine import Run, simulate
    from necsim.errors import NecsimError, ScenarioError
    from necsim.evidence import Belief, believe
    from necsim.executors import Inline, Threads
    from necsim.plan import Plan, make_plan
    from necsim.scenario import Scenario, load_scenario, make_scenario
    from necsim.store import read_run
    from necsim.studies.backtest import backtest
    from necsim.studies.compare import compare
    from necsim.studies.drivers import drivers, drivers_of_run
    from necsim.studies.fit import fit
    from necsim.studies.score import score
    from necsim.studies.suppose import suppose
    from necsim.studies.sweep import sweep
    from necsim.studies.target import target

# Loaded when first asked for, so that `necsim --help` imports no numba.
_HOMES = {
    "Ballots": "count",
    "Belief": "evidence",
    "Count": "count",
    "Inline": "executors",
    "NecsimError": "errors",
    "Plan": "plan",
    "Run": "engine",
    "Scenario": "scenario",
    "ScenarioError": "errors",
    "Threads": "executors",
    "backtest": "studies.backtest",
    "believe": "evidence",
    "compare": "studies.compare",
    "count_ballots": "count",
    "drivers": "studies.drivers",
    "drivers_of_run": "studies.drivers",
    "fit": "studies.fit",
    "load_scenario": "scenario",
    "make_plan": "plan",
    "make_scenario": "scenario",
    "read_ballots": "count",
    "read_run": "store",
    "score": "studies.score",
    "simulate": "engine",
    "suppose": "studies.suppose",
    "sweep": "studies.sweep",
    "target": "studies.target",
}

__all__ = [
    "Ballots",
    "Belief",
    "Count",
    "Inline",
    "NecsimError",
    "Plan",
    "Run",
    "Scenario",
    "ScenarioError",
    "Threads",
    "__version__",
    "backtest",
    "believe",
    "compare",
    "count_ballots",
    "drivers",
    "drivers_of_run",
    "fit",
    "load_scenario",
    "make_plan",
    "make_scenario",
    "read_ballots",
    "read_run",
    "score",
    "simulate",
    "suppose",
    "sweep",
    "target",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'necsim' has no attribute {name!r}")
    return getattr(import_module(f"necsim.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
