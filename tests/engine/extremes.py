"""A small contest that is driven to its extremes, under every rule and sampler."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from tests.engine.scenarios import edit

from necsim.engine import Run, simulate
from necsim.rules import RULES, Sampler
from necsim.scenario import Scenario, make_scenario

# Every rule with every sampler that can feed it.
WAYS = [
    pytest.param(rule.name, sampler, id=f"{rule.name}-{sampler}")
    for rule in RULES.values()
    for sampler in rule.samplers
]
PEOPLE = ("ann", "bob", "cy", "dee", "eve")
TREE: dict[str, Any] = {
    "format": 1,
    "factions": {"red": {}, "blue": {}},
    "support": {"red": 0.5, "blue": 0.3},
    "contests": {
        "c": {
            "rule": "block",
            "seats": 2,
            "electorate": 12,
            "turnout": 0.5,
            "slates": {"reds": {"faction": "red"}, "blues": {"faction": "blue"}},
            "candidates": {
                "ann": {"slate": "reds"},
                "bob": {"slate": "reds"},
                "cy": {"slate": "blues"},
                "dee": {"slate": "blues"},
                "eve": {},
            },
        }
    },
    "committee": {"seats": {"chair": {"faction": "red"}}},
}
# Nothing varies but members' own ballots, so that what is expected is known.
STILL: dict[str, Any] = {"give_or_take": 0, "contests.c.turnout_give_or_take": 0.0}


def scenario(rule: str, changes: Mapping[str, Any] | None = None) -> Scenario:
    """Give the contest under a rule, changed; a key without a dot in it is the contest's."""
    return make_scenario(edit(TREE, {"contests.c.rule": rule, **(changes or {})}))


def run(rule: str, sampler: Sampler, changes: Mapping[str, Any] | None = None, n: int = 30) -> Run:
    """Run it, and check what holds of every run whatever its extremes."""
    done = simulate(scenario(rule, changes), replicates=n, seed=11, sampler=sampler)
    check(done)
    return done


def family(draws: pl.DataFrame, name: str, contest: str = "c") -> NDArray[np.float64]:
    """Give the columns of a family of a contest, a row a replicate."""
    return draws.select(pl.col(rf"^{name}\.{contest}\..*$").cast(pl.Float64)).to_numpy()


def check(done: Run) -> None:
    """Check that numbers are finite, ballots kept, seats filled, and chances of control whole."""
    draws = done.draws
    for column in draws.select(pl.selectors.float()):
        assert column.drop_nulls().is_finite().all(), column.name
    for contest in done.plan.labels.contests:
        votes, ballots = family(draws, "votes", contest.id), draws[f"ballots.{contest.id}"]
        assert votes.min() >= 0
        if contest.ranked:
            np.testing.assert_array_equal(votes.sum(axis=1), ballots)
            lost = draws[f"exhausted.{contest.id}"].to_numpy()
            assert np.all((lost >= 0) & (lost <= ballots.to_numpy()))
        else:
            most = min(contest.votes, len(contest.candidates))
            assert np.all(votes <= ballots.to_numpy()[:, None])
            assert np.all(votes.sum(axis=1) <= most * ballots.to_numpy())
            assert np.all(votes.sum(axis=1) >= ballots.to_numpy())
        assert np.all(family(draws, "elected", contest.id).sum(axis=1) == contest.filled)
        assert np.all(family(draws, "seats", contest.id).sum(axis=1) == contest.filled)
        margin = draws[f"margin.{contest.id}"].drop_nulls()
        assert (margin >= 0).all()
    control = done.control.filter(pl.col("kind") != "coalition")
    if len(control):
        assert control["p"].sum() == pytest.approx(1.0, abs=1e-9)
