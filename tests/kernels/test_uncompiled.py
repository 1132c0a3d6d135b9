from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from tests.kernels.plans import PLANS, make_call, make_contest, make_world
from tests.kernels.ranking_plans import RANKING_PLANS, make_ranking_contest, make_ranking_world
from tests.kernels.ranking_samplers import RANKING_SAMPLERS
from tests.kernels.samplers import SAMPLERS, run

from necsim.kernels._numba import COMPILED
from necsim.kernels.committee import control, distribute_seats, make_room
from necsim.kernels.units import Casting, Unit, make_committee

pytestmark = pytest.mark.compiled  # once is enough: the other process is uncompiled

ROOT = Path(__file__).parents[2]
REPLICATES = 4
SMALL = PLANS | {"enough members for every branch": PLANS["two segments of opposite minds"]}
RANKED = ["31 voters, lists and free members", "lists that differ by region", "a minimum"]
RULE_SAMPLERS = [
    *product(["ers97", "scottish"], RANKING_SAMPLERS),
    ("meek", "complete"),
]
LARGER = {"enough members for every branch": 30}


class Everything(NamedTuple):
    compiled: bool
    runs: dict[str, list[list[int]]]
    rankings: dict[str, list[list[float]]]
    committee: dict[str, list[float]]


def small_runs() -> dict[str, list[list[int]]]:
    """Give everything that each sampler draws on each small plan."""
    results = {}
    for name, plan in SMALL.items():
        world = make_world(plan, REPLICATES)
        world = world._replace(cast=world.cast * LARGER.get(name, 1))
        for sampler in SAMPLERS:
            outcome = run(sampler, make_contest(plan), world, make_call(12))
            drawn = (outcome.votes, outcome.ballots, *outcome.winners)
            results[f"{name}: {sampler}"] = [array.ravel().tolist() for array in drawn]
    return results


def ranking_runs() -> dict[str, list[list[float]]]:
    """Give everything that each sampler draws and each rule counts on small plans of rankings."""
    results: dict[str, list[list[float]]] = {}
    for name in RANKED:
        plan = RANKING_PLANS[name]
        for rule, sampler in RULE_SAMPLERS:
            contest, world = make_ranking_contest(plan, rule), make_ranking_world(plan, REPLICATES)
            outcome = RANKING_SAMPLERS[sampler](contest, world, make_call(12), 9)
            drawn = (outcome.votes, outcome.ballots, *outcome.winners, *outcome.course)
            results[f"{name}: {rule}, {sampler}"] = [list(map(float, x.ravel())) for x in drawn]
    return results


def committee_chances() -> dict[str, list[float]]:
    """Give control and seats of a committee with blocs, a vacancy and an uncertain chair."""
    units = [
        Unit(3, 3, (1.0, 0.0, 0.0)),
        Unit(2, 2, (0.4, 0.6, 0.0)),
        Unit(1, 1, (0.5, 0.3, 0.2)),
        Unit(1, 1, (0.0, 1.0, 0.0), 0.25),
    ]
    results = {}
    for chair in (None, 0, 2, 3):
        plan = make_committee(units, [{0, 1}], Casting(unit=chair), factions=2, open_seats=3)
        won = np.array([[3, 0, 0], [1, 2, 0], [0, 2, 1]])
        shift = np.array([0.0, -0.7, 1.1])
        chances = np.zeros((3, 4))
        sums = np.zeros((3, 2, plan.size + 1))
        control(plan, won, shift, make_room(plan), chances)
        distribute_seats(plan, won, shift, make_room(plan), sums)
        results[f"chair {chair}"] = np.concatenate([x.ravel() for x in (chances, sums)])
    return {name: values.tolist() for name, values in results.items()}


def everything() -> Everything:
    return Everything(COMPILED, small_runs(), ranking_runs(), committee_chances())


@pytest.fixture(scope="module")
def other() -> Everything:
    """Give the same in another process, uncompiled."""
    script = (
        "import json, numpy; numpy.seterr(over='ignore')\n"
        "from tests.kernels.test_uncompiled import everything\n"
        "print(json.dumps(everything()))"
    )
    flags = {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    start = partial(subprocess.run, capture_output=True, text=True, check=True, cwd=ROOT)
    answer = start([sys.executable, "-c", script], env=os.environ | flags)
    return Everything(*json.loads(answer.stdout))


@pytest.mark.slow
def test_samplers_draw_the_same_integers_compiled_or_not(other: Everything) -> None:
    assert COMPILED
    assert not other.compiled
    here = small_runs()
    assert len(here) == len(SMALL) * len(SAMPLERS)
    assert here == other.runs


def test_rankings_are_drawn_and_counted_the_same_compiled_or_not(other: Everything) -> None:
    here = ranking_runs()
    assert len(here) == len(RANKED) * len(RULE_SAMPLERS)
    assert here == other.rankings


def test_committees_come_to_the_same_compiled_or_not(other: Everything) -> None:
    here = committee_chances()
    assert here.keys() == other.committee.keys()
    for name, values in here.items():
        np.testing.assert_allclose(values, other.committee[name], rtol=1e-12, atol=1e-15)
