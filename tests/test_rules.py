"""The lists that name the rules must agree."""

from __future__ import annotations

from necsim import kernels
from necsim.kernels import simulator
from necsim.rules import MOST_PAPERS, RULES


def test_every_rule_has_a_kernel_for_each_of_its_samplers_and_no_other() -> None:
    wanted = {(rule.name, sampler) for rule in RULES.values() for sampler in rule.samplers}
    assert {pair for pair in kernels._HOMES if pair[1] != "complete"} == wanted
    assert all(callable(simulator(*pair)) for pair in kernels._HOMES)


def test_decimals_are_those_of_the_kernels_units() -> None:
    from necsim.kernels.count_rankings import UNITS

    assert {rule: 10 ** RULES[rule].decimals for rule in UNITS} == UNITS


def test_the_papers_that_a_scenario_may_have_are_those_the_kernel_counts() -> None:
    from necsim.kernels import scottish

    assert {"scottish": scottish.MOST_PAPERS} == MOST_PAPERS
