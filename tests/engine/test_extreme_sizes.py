"""200 candidates for 60 seats, 50 contests, 100 factions, committees of one and of many votes."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats
from tests.engine.extremes import TREE, check, family
from tests.engine.scenarios import edit

from necsim.engine import simulate
from necsim.rules import Sampler
from necsim.scenario import make_scenario

CANDIDATES, SEATS = 200, 60
# From 1 to 10⁻⁶ in equal steps of the log, in an order that is not the file's.
APPEALS = [-log(1e6) * (c * 77 % CANDIDATES) / (CANDIDATES - 1) for c in range(CANDIDATES)]


def crowd(rule: str, electorate: int) -> dict[str, Any]:
    """Describe 200 who stand for 60 seats on no slate before members who all vote."""
    contest = {
        "rule": rule,
        "seats": SEATS,
        "electorate": electorate,
        "turnout": 1.0,
        "behaviour": {"appeal_give_or_take": 0.0},
        "candidates": {f"c{c}": {"appeal": appeal} for c, appeal in enumerate(APPEALS)},
    }
    factions = {"format": 1, "factions": {"nowhere": {}}, "support": {"nowhere": 0.0}}
    return {**factions, "contests": {"c": contest}}


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("rule", "sampler", "electorate", "n"),
    [
        ("ers97", "flows", 100_000_000, 20),
        ("scottish", "flows", 100_000_000, 20),
        ("ers97", "ballots", 5_000, 20),
        ("scottish", "ballots", 5_000, 20),
        ("meek", "ballots", 600, 3),
    ],
)
def test_200_candidates_are_ranked_by_weight_and_60_are_elected(
    rule: str, sampler: Sampler, electorate: int, n: int
) -> None:
    done = simulate(make_scenario(crowd(rule, electorate)), replicates=n, seed=7, sampler=sampler)
    check(done)
    weights = np.exp(APPEALS)
    first = weights / weights.sum()
    votes = family(done.draws, "votes")
    error = np.sqrt(electorate * first * (1 - first) / n) + 2 / n
    assert np.all(np.abs(votes.mean(axis=0) - electorate * first) < 4.9 * error)
    # The thirty with most weight are always in, and the thirty with least never.
    elected = family(done.draws, "elected")
    order = np.argsort(-weights)
    assert elected[:, order[:30]].all()
    assert not elected[:, order[-30:]].any()


@pytest.mark.slow
@pytest.mark.compiled
def test_200_candidates_have_the_same_chances_by_both_samplers() -> None:
    words = make_scenario(crowd("scottish", 1_000))
    runs = [
        simulate(words, replicates=150, seed=7, sampler=sampler).draws
        for sampler in ("flows", "ballots")
    ]
    one, other = (family(draws, "elected").mean(axis=0) for draws in runs)
    p = (one + other) / 2
    error = np.sqrt(2 * p * (1 - p) / 150)
    # 200 candidates: each within 4.9 errors but once in a million.
    assert np.all(np.abs(one - other) <= 4.9 * error + 0.02)


FIFTY = 50


def fifty() -> dict[str, Any]:
    """Describe 50 contests for a seat each, of one voter: each a fair coin of its own."""
    coin = {
        "rule": "block",
        "seats": 1,
        "electorate": 1,
        "turnout": 1.0,
        "behaviour": {"discipline": 1.0},
        "slates": {"reds": {"faction": "red"}, "blues": {"faction": "blue"}},
        "candidates": {"ann": {"slate": "reds"}, "bob": {"slate": "blues"}},
    }
    return {
        "format": 1,
        "factions": {"red": {}, "blue": {}},
        "support": {"red": 0.5, "blue": 0.5},
        "give_or_take": 0,
        "contests": {f"ward_{k}": coin for k in range(FIFTY)},
        "committee": {"seats": {}},
    }


@pytest.mark.compiled
@pytest.mark.parametrize("sampler", ["flows", "ballots"])
def test_50_contests_are_50_coins_and_control_is_their_sum(sampler: Sampler) -> None:
    n = 600
    done = simulate(make_scenario(fifty()), replicates=n, seed=5, sampler=sampler)
    check(done)
    won = done.draws.select(pl.col(r"^seats\..*\.red$")).sum_horizontal().to_numpy()
    law = stats.binom(FIFTY, 0.5)
    for seats in (20, 25, 30):
        p = float(law.cdf(seats))
        assert abs(np.mean(won <= seats) - p) < 4.5 * np.sqrt(p * (1 - p) / n)
    control = done.control.filter(holder="red")["p"].item()
    assert control == pytest.approx(np.mean(won > 25), abs=1e-3)
    nobody = done.control.filter(holder="nobody")["p"].item()
    assert nobody == pytest.approx(np.mean(won == 25), abs=1e-3)
    assert len(done.tables["contests"]) == FIFTY
    assert len(done.candidates) == 2 * FIFTY


@pytest.mark.compiled
def test_a_hundred_factions_are_a_hundred_alike() -> None:
    ids = [f"f{k}" for k in range(100)]
    contest = {
        "rule": "block",
        "seats": 2,
        "electorate": 40,
        "turnout": 1.0,
        "behaviour": {"appeal_give_or_take": 0.0},
        "slates": {f"s{id_}": {"faction": id_} for id_ in ids},
        "candidates": {f"c{id_}": {"slate": f"s{id_}"} for id_ in ids},
    }
    tree = {
        "format": 1,
        "factions": {id_: {} for id_ in ids},
        "support": dict.fromkeys(ids, 0.01),
        "give_or_take": 0,
        "contests": {"c": contest},
        "committee": {"seats": {"chair": {"chances": dict.fromkeys(ids[:50], 0.02)}}},
    }
    done = simulate(make_scenario(tree), replicates=8, seed=5)
    check(done)
    # Two seats are won and the chair is somebody's: three in all, of whom nobody has two alone.
    seats = done.draws.select(pl.col(r"^committee\..*$")).sum_horizontal().to_numpy()
    np.testing.assert_allclose(seats, 3.0, rtol=1e-9)
    chair = done.draws.select(f"committee.{id_}" for id_ in ids[50:]).to_numpy()
    assert set(np.unique(chair)) <= {0.0, 1.0}
    assert done.control.filter(holder="nobody")["p"].item() > 0.8


@pytest.mark.compiled
def test_support_of_forty_factions_is_drawn_as_stated() -> None:
    ids = [f"f{k}" for k in range(40)]
    tree = edit(TREE, {"factions": {id_: {} for id_ in (*ids, "red", "blue")}})
    stated = dict.fromkeys(ids, 0.02) | {"red": 0.1, "blue": 0.05}
    tree |= {"support": stated, "give_or_take": {id_: 0.3 * p for id_, p in stated.items()}}
    draws = simulate(make_scenario(tree), replicates=8_000, seed=5).draws
    for id_, p in stated.items():
        drawn = draws[f"support.{id_}"].to_numpy()
        # 42 factions: each within 4.5 errors of its mean, and 10 % of its spread.
        assert abs(drawn.mean() - p) < 4.5 * drawn.std() / np.sqrt(8_000)
        assert drawn.std() == pytest.approx(0.3 * p, rel=0.1)


COMMITTEES: dict[str, tuple[dict[str, Any], dict[str, float]]] = {
    "a seat with 10,000 votes": (
        {"chair": {"faction": "blue", "votes": 10_000}},
        {"blue": 1.0, "nobody": 0.0},
    ),
    "a seat with no votes": (
        {"chair": {"faction": "blue", "votes": 0}, "other": {"faction": "red", "count": 9}},
        {"red": 1.0, "blue": 0.0},
    ),
    "a seat that is always vacant": (
        {"chair": {"faction": "blue", "votes": 10_000, "vacant": 1.0},
         "other": {"faction": "red", "count": 9}},
        {"red": 1.0, "blue": 0.0},
    ),
    "10,000 seats of one faction": (
        {"others": {"faction": "blue", "count": 10_000}},
        {"blue": 1.0},
    ),
    "a chance of 1 and a chance of 0": (
        {"others": {"chances": {"red": 1.0, "blue": 0.0}, "count": 9}},
        {"red": 1.0, "blue": 0.0},
    ),
    "chances that are all 0": (
        {"others": {"chances": {"red": 0.0}, "count": 9}},
        {"red": 0.0, "blue": 0.0, "nobody": 1.0},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", COMMITTEES)
def test_a_committee_at_its_extremes_is_held_by_who_must_hold_it(what: str) -> None:
    seats, expected = COMMITTEES[what]
    done = simulate(make_scenario(edit(TREE, {"committee.seats": seats})), replicates=6, seed=5)
    check(done)
    for holder, p in expected.items():
        assert done.control.filter(holder=holder)["p"].item() == pytest.approx(p, abs=1e-12)


@pytest.mark.parametrize("rule", ["block", "ers97", "scottish"])
def test_a_committee_of_one_seat_is_controlled_by_who_wins_it(rule: str) -> None:
    changes = {"contests.c.rule": rule, "contests.c.seats": 1, "committee": {"size": 1},
               "contests.c.slates.reds.asks": ["ann"] if rule == "block" else [],
               "contests.c.slates.blues.asks": ["cy"] if rule == "block" else []}  # fmt: skip
    done = simulate(make_scenario(edit(TREE, changes)), replicates=30, seed=5)
    check(done)
    for faction in ("red", "blue"):
        won = done.draws[f"seats.c.{faction}"].cast(pl.Float64)
        assert won.equals(done.draws[f"control.{faction}"].cast(pl.Float64), check_names=False)
