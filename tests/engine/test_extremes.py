"""200 candidates, 60 votes and weights 10⁶ apart: votes and margin against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pytest

from necsim.engine import simulate
from necsim.link.votes import central_votes
from necsim.scenario import Scenario, make_scenario

CANDIDATES, VOTES, BALLOTS = 200, 60, 1_000_000
# From 1 to 10⁻⁶ in equal steps of the log, which a walk in file order visits out of order.
APPEALS = [-log(1e6) * (c * 77 % CANDIDATES) / (CANDIDATES - 1) for c in range(CANDIDATES)]


def extreme() -> Scenario:
    """Describe a contest in which everyone is unaligned and uses every vote."""
    contest = {
        "rule": "block",
        "seats": VOTES,
        "electorate": BALLOTS,
        "turnout": 1.0,
        "behaviour": {"appeal_give_or_take": 0.0, "votes_used": 1.0},
        "candidates": {f"c{c}": {"appeal": appeal} for c, appeal in enumerate(APPEALS)},
    }
    return make_scenario(
        {
            "format": 1,
            "factions": {"nowhere": {}},
            "support": {"nowhere": 0.0},
            "contests": {"c": contest},
        }
    )


def exact_chances() -> list[float]:
    """Give each candidate's chance of a tick: w·E₅₉(the others) / E₆₀(all), in fractions."""
    weights = [Fraction(exp(appeal)) for appeal in APPEALS]
    sums = [Fraction(1)] + [Fraction(0)] * VOTES
    for weight in weights:
        for r in range(VOTES, 0, -1):
            sums[r] += weight * sums[r - 1]
    chances = []
    for weight in weights:
        others = Fraction(1)
        for r in range(1, VOTES):
            others = sums[r] - weight * others
        chances.append(float(weight * others / sums[VOTES]))
    return chances


@pytest.fixture(scope="module")
def chances() -> list[float]:
    return exact_chances()


def test_expected_votes_are_exact(chances: list[float]) -> None:
    scenario = extreme()
    votes = central_votes(scenario, "c", scenario.support)
    np.testing.assert_allclose(votes, chances, rtol=1e-11)


@pytest.mark.compiled
def test_simulated_votes_and_margin_are_right(chances: list[float]) -> None:
    run = simulate(extreme(), replicates=200, seed=7)
    ranked = sorted(range(CANDIDATES), key=lambda c: -chances[c])
    for c in range(CANDIDATES):
        votes = run.draws[f"votes.c.c{c}"].to_numpy()
        error = sqrt(BALLOTS * chances[c] * (1 - chances[c]) / 200)
        # 200 candidates: each within 4.9 errors with chance 1 − 10⁻⁶.
        assert abs(votes.mean() - BALLOTS * chances[c]) < 4.9 * error + 1e-9
    last, first = ranked[VOTES - 1], ranked[VOTES]
    assert set(run.draws["last_in.c"]) == {last}
    assert set(run.draws["first_out.c"]) == {first}
    margin = run.draws["margin.c"].to_numpy()
    expected = BALLOTS * (chances[last] - chances[first])
    assert abs(margin.mean() - expected) < 4.5 * margin.std() / sqrt(200)
