"""How members vote and how votes count: compiled loops over arrays; no names of people or parties.

`SIMULATORS` holds, for each rule and sampler, the function that runs a slice of replicates.
"""

from __future__ import annotations

from collections.abc import Callable

from necsim.kernels.block import BlockContest, BlockWorld, Call, Outcome
from necsim.kernels.block_ballots import simulate_ballots
from necsim.kernels.block_flows import simulate_flows

Simulator = Callable[[BlockContest, BlockWorld, Call, int], Outcome]

SIMULATORS: dict[tuple[str, str], Simulator] = {
    ("block", "flows"): simulate_flows,
    ("block", "ballots"): simulate_ballots,
}

__all__ = ["SIMULATORS", "Simulator"]
