"""Simulated chances against chances in closed form (MODEL 11); SciPy is the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from scipy import integrate, special, stats
from tests.engine.scenarios import two_slates

from necsim.engine import simulate
from necsim.engine.run import Run
from necsim.plan import Plan

pytestmark = pytest.mark.compiled

N = 200_000
CLOSE = 4  # standard errors: a right program is outside six times in 100,000


def law_of_lead(plan: Plan) -> tuple[float, float, Any]:
    """Give centre, width and law of log(π_left/π_right) = m₁ − m₂ + s·(τ₁z₁ − τ₂z₂)."""
    assert plan.belief.stated is not None
    law, tail = plan.belief.law, plan.belief.stated.tail
    unit = stats.norm() if np.isinf(tail) else stats.t(tail)
    return float(law.m[0] - law.m[1]), float(np.hypot(*law.tau)), unit


def expect(plan: Plan, chance: Any) -> float:
    """Average a chance, a function of the support of the left, over support by quadrature."""
    centre, width, unit = law_of_lead(plan)

    def integrand(x: float) -> float:
        return float(chance(special.expit(centre + width * x)) * unit.pdf(x))

    return float(integrate.quad(integrand, -60.0, 60.0, points=[-3, 0, 3], limit=500)[0])


def assert_close(found: float, chance: float, n: int = N) -> None:
    error = np.sqrt(chance * (1.0 - chance) / n)
    assert abs(found - chance) < CLOSE * error, (found - chance) / error


def win_rate(done: Run) -> float:
    return float(done.draws["elected.c.ann"].to_numpy().mean())


def run(share: float, changes: Mapping[str, Any], sampler: Any = "flows") -> Run:
    return simulate(two_slates(share, changes), replicates=N, seed=2018, sampler=sampler)


@pytest.mark.slow
@pytest.mark.parametrize("tail", ["inf", 5.0, 3.0])
@pytest.mark.parametrize("share", [0.52, 0.45, 0.6])
def test_disciplined_members_elect_whoever_has_more_support(
    share: float, tail: float | str
) -> None:
    # With 10⁸ ballots the counted share is off by 5·10⁻⁵, nothing beside a spread of 0.05.
    done = run(share, {"tail": tail})
    centre, width, unit = law_of_lead(done.plan)
    assert_close(win_rate(done), float(unit.cdf(centre / width)))


@pytest.mark.slow
@pytest.mark.parametrize("sampler", ["flows", "ballots"])
@pytest.mark.parametrize("tail", ["inf", 5.0])
@pytest.mark.parametrize("voters", [1, 2, 24, 25])
def test_a_few_voters_elect_by_binomial_chances(
    voters: int, tail: float | str, sampler: str
) -> None:
    done = run(0.52, {"tail": tail, "contests.c.electorate": voters}, sampler)

    def wins(support: float) -> float:
        law = stats.binom(voters, support)
        tie = float(law.pmf(voters // 2)) if voters % 2 == 0 else 0.0
        return float(law.sf(voters // 2)) + tie / 2  # a tie goes by lot

    assert_close(win_rate(done), expect(done.plan, wins))


@pytest.mark.slow
def test_votes_spread_as_support_and_sampling_together() -> None:
    voters = 100
    done = run(0.52, {"contests.c.electorate": voters})
    votes = done.draws["votes.c.ann"].to_numpy()
    for count in (40, 52, 60):

        def chance(support: float, count: int = count) -> float:
            return float(stats.binom(voters, support).pmf(count))

        assert_close(float(np.mean(votes == count)), expect(done.plan, chance))


def test_members_of_two_equal_free_camps_choose_by_their_weights() -> None:
    # Nobody is disciplined, appeal does not vary, so a vote is one logit choice.
    behaviour = {"discipline": 0.0, "appeal_give_or_take": 0.0, "loyalty": 0.8}
    done = run(
        0.52,
        {
            "contests.c.behaviour": behaviour,
            "contests.c.candidates.ann.appeal": 0.3,
            "contests.c.electorate": 25,
        },
    )
    # Own slate has loyalty, the rival's the reference affinity of −0.5.
    own, rival = special.expit(0.3 + 0.8 + 0.5), special.expit(0.3 - 0.5 - 0.8)

    def wins(support: float) -> float:
        return float(stats.binom(25, support * own + (1.0 - support) * rival).sf(12))

    assert_close(win_rate(done), expect(done.plan, wins))


def test_discipline_mixes_lists_and_free_votes() -> None:
    behaviour = {
        "discipline": {"a": 0.75, "b": 0.2},
        "discipline_give_or_take": 0.0,
        "appeal_give_or_take": 0.0,
    }
    done = run(0.45, {"contests.c.behaviour": behaviour, "contests.c.electorate": 25})
    own = special.expit(1.25 + 0.5)

    def wins(support: float) -> float:
        from_a = 0.75 + 0.25 * own
        from_b = 0.8 * (1.0 - own)
        return float(stats.binom(25, support * from_a + (1.0 - support) * from_b).sf(12))

    assert_close(win_rate(done), expect(done.plan, wins))


def test_turnout_sets_how_many_vote() -> None:
    changes = {
        "give_or_take": 0,
        "contests.c.electorate": 50,
        "contests.c.turnout": 0.5,
        "contests.c.turnout_give_or_take": 0.1,
        "contests.c.invalid": 0.2,
    }
    done = run(0.52, changes)
    cast = np.rint(done.draws["turnout.c"].to_numpy() * 50).astype(int)
    ballots = done.draws["ballots.c"].to_numpy()
    for n in (20, 25, 30):
        valid = ballots[cast == n]
        for count in (15, 20):
            chance = float(stats.binom(n, 0.8).pmf(count))
            assert_close(float(np.mean(valid == count)), chance, len(valid))
