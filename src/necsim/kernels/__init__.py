"""How members vote and how votes count: compiled loops over arrays; no names of people or parties.

A rule and a sampler name the function that runs a slice of replicates. It is imported when first
asked for: whoever only checks a scenario needs no compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from necsim.kernels.ranking_shapes import RankingContest, RankingOutcome, RankingWorld
from necsim.kernels.shapes import BlockContest, BlockWorld, Call, Outcome

Contest = BlockContest | RankingContest
World = BlockWorld | RankingWorld
Simulator = Callable[[Contest, World, Call], Outcome | RankingOutcome]

# `complete` draws every ranking in full beforehand: the same law, for what needs papers twice.
# Meek's rule always does.
_HOMES = {
    ("block", "flows"): ("block_flows", "simulate_flows"),
    ("block", "ballots"): ("block_ballots", "simulate_ballots"),
    ("ers97", "flows"): ("stv_simulate", "simulate_flows"),
    ("ers97", "ballots"): ("stv_simulate", "simulate_papers"),
    ("ers97", "complete"): ("stv_simulate", "simulate_complete"),
    ("scottish", "flows"): ("stv_simulate", "simulate_flows"),
    ("scottish", "ballots"): ("stv_simulate", "simulate_papers"),
    ("scottish", "complete"): ("stv_simulate", "simulate_complete"),
    ("meek", "ballots"): ("stv_simulate", "simulate_complete"),
}


def simulator(rule: str, source: str) -> Simulator:
    """Give the function that votes and counts by a rule, from a sampler or `complete` rankings."""
    module, name = _HOMES[rule, source]
    found: Simulator = getattr(import_module(f"necsim.kernels.{module}"), name)
    return found


def compiled_as(rule: str, sampler: str) -> str:
    """Say how the file names of a rule's compiled kernels begin, as `_numba.is_cold` takes it."""
    if rule == "block":
        return "block_flows" if sampler == "flows" else "block_[tc]"  # a table, or chunks
    return f"stv_simulate.run_{rule}"


__all__ = ["Simulator", "compiled_as", "simulator"]
