"""The lists that name the rules must agree."""

from __future__ import annotations

from necsim import kernels
from necsim.kernels import simulator
from necsim.rules import RULES, SIMULATED


def test_what_is_simulated_has_a_kernel_for_each_of_its_samplers_and_nothing_else_has() -> None:
    wanted = {(rule, sampler) for rule in SIMULATED for sampler in RULES[rule].samplers}
    assert set(kernels._HOMES) == wanted
    assert all(callable(simulator(*pair)) for pair in wanted)
