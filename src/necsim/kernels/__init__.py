"""How members vote and how votes count: compiled loops over arrays; no names of people or parties.

A rule and a sampler name the function that runs a slice of replicates. It is imported when first
asked for: whoever only checks a scenario needs no compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from necsim.kernels.shapes import BlockContest, BlockWorld, Call, Outcome

Simulator = Callable[[BlockContest, BlockWorld, Call, int], Outcome]

_HOMES = {
    ("block", "flows"): ("block_flows", "simulate_flows"),
    ("block", "ballots"): ("block_ballots", "simulate_ballots"),
    ("ers97", "flows"): ("stv_simulate", "simulate_flows"),
    ("ers97", "ballots"): ("stv_simulate", "simulate_papers"),
    ("scottish", "flows"): ("stv_simulate", "simulate_flows"),
    ("scottish", "ballots"): ("stv_simulate", "simulate_papers"),
    ("meek", "ballots"): ("stv_simulate", "simulate_complete"),
}


def simulator(rule: str, sampler: str) -> Simulator:
    """Give the function that votes and counts by a rule and a sampler."""
    module, name = _HOMES[rule, sampler]
    found: Simulator = getattr(import_module(f"necsim.kernels.{module}"), name)
    return found


__all__ = ["Simulator", "simulator"]
