from __future__ import annotations

from statistics import NormalDist
from typing import Any

import pytest
from tests.soak import SOAK

from necsim.errors import ScenarioError, UsageError
from necsim.executors import Inline
from necsim.outcomes import OutcomeError
from necsim.studies.target import target

pytestmark = pytest.mark.compiled  # thousands of replicates a test

SPREAD = 0.7
# One seat, a hundred million members without a slate, two candidates whose appeal is normal: ann
# wins where her appeal is above bob's, with the chance Φ(x/√2σ) at a typed appeal of x.
DUEL: dict[str, Any] = {
    "format": 1,
    "reference": {"appeal_off_slate": SPREAD, "appeal_tail": "inf"},
    "contests": {
        "duel": {
            "rule": "block",
            "seats": 1,
            "electorate": 100_000_000,
            "turnout": 0.5,
            "turnout_give_or_take": 0.0,
            "candidates": {"ann": {}, "bob": {}},
        }
    },
}
BY = "contests.duel.candidates.ann.appeal"


def right_appeal(chance: float) -> float:
    return 2**0.5 * SPREAD * NormalDist().inv_cdf(chance)


@pytest.mark.slow
@pytest.mark.compiled
def test_the_closed_form_lies_in_the_interval_in_nearly_all_trials() -> None:
    # A right interval holds in fewer with a chance below 0.002.
    trials, least = (100, 88) if SOAK else (25, 20)
    held = 0
    for seed in range(trials):
        row = target(
            DUEL, "elected.ann", 0.8, BY, replicates=500, seed=seed, executor=Inline()
        ).row(0, named=True)
        assert row["found"] == "at least"
        held += row["value_lo"] <= right_appeal(0.8) <= row["value_hi"]
    assert held >= least


def test_a_goal_may_be_reached_from_above() -> None:
    row = target(DUEL, "elected.bob", 0.8, BY, (-3.0, 3.0), replicates=2_000, seed=1)
    found = row.row(0, named=True)
    assert found["found"] == "at most"
    assert found["value"] == pytest.approx(-right_appeal(0.8), abs=0.2)
    assert found["p"] == pytest.approx(0.8, abs=0.002)


@pytest.mark.parametrize(("between", "found"), [((2.5, 3.0), "every"), ((-3.0, -2.5), "none")])
def test_where_every_value_or_none_does_it_says_so(
    between: tuple[float, float], found: str
) -> None:
    row = target(DUEL, "elected.ann", 0.5, BY, between, replicates=500, seed=1).row(0, named=True)
    assert (row["found"], row["value"], row["n"]) == (found, None, 500)


def test_a_value_of_support_is_told_in_members_and_votes() -> None:
    tree: dict[str, Any] = {
        "format": 1,
        "factions": {"red": {}, "blue": {}},
        "support": {"red": 0.5, "blue": 0.5},
        "give_or_take": 0.05,
        "contests": {
            "board": {
                "rule": "block",
                "seats": 1,
                "electorate": 100_000,
                "turnout": 0.4,
                "behaviour": {"discipline": 1.0},
                "slates": {"reds": {"faction": "red"}, "blues": {"faction": "blue"}},
                "candidates": {"ann": {"slate": "reds"}, "bob": {"slate": "blues"}},
            }
        },
    }
    row = target(tree, "seats.red >= 1", 0.5, "support.red", replicates=2_000, seed=4)
    found = row.row(0, named=True)
    assert found["value_lo"] <= 0.5 <= found["value_hi"]
    assert found["members"] == pytest.approx(40_000 * found["value"])
    assert found["votes"] == pytest.approx(found["value"])


def test_a_whole_number_stays_whole() -> None:
    goal = "ballots >= 500"
    by = "contests.duel.electorate"
    row = target(DUEL, goal, 0.5, by, (500, 2_000), replicates=200, seed=1).row(0, named=True)
    assert row["value"] in (999, 1_000)  # 499.5 rounds to 500 ballots


@pytest.mark.parametrize(
    ("change", "error", "wrong"),
    [
        ({"goal": "elected.cy"}, OutcomeError, "cy"),
        ({"goal": "votes.ann"}, OutcomeError, "compare it"),
        ({"chance": 1.0}, UsageError, "lies between 0 and 1"),
        ({"by": "contests.duel.rule"}, ScenarioError, "holds no number"),
        ({"by": "contests.duel.elektorate"}, ScenarioError, "holds no number"),
        ({"by": "contests.duel.electorate"}, UsageError, "between which values"),
        ({"between": (1.0, 0.0)}, UsageError, "the first must be the lower"),
        ({"by": "turnout", "between": (0.5, 1.5)}, ScenarioError, "--by: .*turnout"),
    ],
)
def test_what_makes_no_sense_is_refused(
    change: dict[str, Any], error: type[Exception], wrong: str
) -> None:
    asked: dict[str, Any] = {
        "goal": "elected.ann",
        "chance": 0.5,
        "by": BY,
        "between": None,
    } | change
    with pytest.raises(error, match=wrong):
        target(DUEL, **asked, replicates=50, seed=1)
