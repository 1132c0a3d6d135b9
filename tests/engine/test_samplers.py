"""Members in bulk and one at a time are one law, on whole runs with worlds included.

Both samplers have the same worlds on one seed, so differences are taken replicate by replicate:
what is left is ballot noise, and the limits are narrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats
from tests.engine.scenarios import cooperative, january

from necsim.engine import simulate
from necsim.scenario import Scenario

pytestmark = pytest.mark.compiled

N = 40_000
# Two parties on a small January, so that ballot noise decides seats.
SMALL: Mapping[str, Any] = {"contests.clp.electorate": 1_500}
SCENARIOS = {
    "january": january(SMALL),
    "short slates": january(
        {
            **SMALL,
            "contests.clp.candidates.josan": {},
            "contests.clp.slates.momentum.asks": ["dar"],
            "contests.clp.behaviour": {"votes_used": 0.85, "discipline": 0.6},
            "contests.clp.invalid": 0.03,
        }
    ),
    "everything": cooperative(),
}


def both(scenario: Scenario) -> tuple[pl.DataFrame, pl.DataFrame]:
    one = simulate(scenario, replicates=N, seed=2018, sampler="flows")
    other = simulate(scenario, replicates=N, seed=2018, sampler="ballots")
    return one.draws, other.draws


@pytest.mark.slow
@pytest.mark.parametrize("what", SCENARIOS)
def test_votes_and_seats_agree(what: str) -> None:
    one, other = both(SCENARIOS[what])
    assert one["replicate"].equals(other["replicate"])
    families = ("votes.", "ballots.", "elected.", "seats.", "margin.", "control.", "minimum")
    compared = {name for name in one.columns if name.startswith(families)}
    values = {}
    for name in compared:
        apart = one[name].cast(pl.Float64) - other[name].cast(pl.Float64)
        moved = apart.drop_nulls().to_numpy()
        if np.any(moved):
            values[name] = 2 * stats.norm.sf(abs(moved.mean()) / moved.std() * np.sqrt(len(moved)))
    assert len(values) > 10
    # Bonferroni: a right program is refused twice in a thousand seeds.
    assert min(values.values()) > 0.002 / len(values), min(values.items(), key=lambda v: v[1])


@pytest.mark.slow
@pytest.mark.parametrize("what", SCENARIOS)
def test_votes_spread_around_their_world_alike(what: str) -> None:
    one, other = both(SCENARIOS[what])
    names = [name for name in one.columns if name.startswith(("votes.", "ballots.", "margin."))]
    values = {}
    for name in names:
        # One seed has one world a replicate: the ranks of pooled draws tell any other difference.
        here, there = (frame[name].drop_nulls().to_numpy() for frame in (one, other))
        values[name] = stats.ks_2samp(here, there).pvalue
    assert min(values.values()) > 0.002 / len(values), min(values.items(), key=lambda v: v[1])
