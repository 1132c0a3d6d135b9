"""No voters, one voter, turnout of none and of all, too few candidates, a hundred million."""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from typing import Any

import numpy as np
import pytest
from scipy import stats
from tests.engine.extremes import PEOPLE, STILL, WAYS, family, run, scenario

from necsim.link.votes import central_votes
from necsim.rules import RULES, Sampler

C = "contests.c."
NOBODY: dict[str, dict[str, Any]] = {
    "no members": {f"{C}electorate": 0},
    "a turnout of 0": {f"{C}turnout": 0.0},
    "every ballot invalid": {f"{C}invalid": 1.0},
}


@pytest.mark.parametrize("what", NOBODY)
@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_without_voters_there_are_no_votes_and_lots_decide(
    rule: str, sampler: Sampler, what: str
) -> None:
    draws = run(rule, sampler, NOBODY[what], n=12).draws
    exhausted = () if rule == "block" else ("exhausted.c",)
    for name in ("ballots.c", "margin.c", *exhausted):
        assert (draws[name] == 0).all()
    assert not family(draws, "votes").any()
    assert len({tuple(row) for row in family(draws, "elected")}) > 2


@pytest.mark.compiled
@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_without_voters_every_pair_is_as_likely_as_any_other(rule: str, sampler: Sampler) -> None:
    elected = family(run(rule, sampler, NOBODY["no members"], n=4_000).draws, "elected")
    pairs = [(elected[:, a] * elected[:, b]).sum() for a, b in combinations(range(5), 2)]
    assert sum(pairs) == 4_000
    # Seven ways in all: a right program is refused twice in a thousand.
    assert stats.chisquare(pairs).pvalue > 0.002 / 7


@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_one_voter_elects_whom_the_ballot_names(rule: str, sampler: Sampler) -> None:
    changes = {f"{C}electorate": 1, f"{C}turnout": 1.0}
    draws = run(rule, sampler, changes, n=60).draws
    assert (draws["ballots.c"] == 1).all()
    votes, elected = family(draws, "votes"), family(draws, "elected")
    assert set(np.unique(votes)) == {0.0, 1.0}
    assert np.all(elected >= votes)
    assert np.all(votes.any(axis=0))


@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_at_a_turnout_of_1_everybody_votes_and_at_0_nobody(rule: str, sampler: Sampler) -> None:
    # Turnout of none or all cannot vary, whatever its give-or-take.
    everybody = run(rule, sampler, {f"{C}turnout": 1.0}, n=12).draws
    assert (everybody["turnout.c"] == 1.0).all()
    assert (everybody["ballots.c"] == 12).all()
    nobody = run(rule, sampler, {f"{C}turnout": 0.0}, n=12).draws
    assert (nobody["turnout.c"] == 0.0).all()


@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_segments_of_none_and_of_all_vote_as_they_say(rule: str, sampler: Sampler) -> None:
    segments = {"north": {"share": 0.5, "turnout": 0.0}, "south": {"share": 0.5, "turnout": 1.0}}
    draws = run(rule, sampler, {f"{C}segments": segments}, n=12).draws
    assert (draws["ballots.c"] == 6).all()


@pytest.mark.parametrize("slate", [[], "reds"])
@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_one_candidate_for_one_seat_has_it_and_every_vote(
    rule: str, sampler: Sampler, slate: str | list[str]
) -> None:
    alone: dict[str, Any] = {
        f"{C}seats": 1,
        f"{C}slates": {"reds": {"faction": "red"}} if slate else {},
        f"{C}candidates": {"ann": {"slate": slate}},
    }
    done = run(rule, sampler, alone, n=12)
    assert (done.draws["votes.c.ann"] == done.draws["ballots.c"]).all()
    assert done.draws["margin.c"].null_count() == 12
    row = done.candidates.row(0, named=True)
    # Certain by rule, not by luck: no simulation error.
    assert (row["p"], row["p_se"]) == (1.0, 0.0)


@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_with_fewer_candidates_than_seats_all_are_elected_and_seats_stay_empty(
    rule: str, sampler: Sampler
) -> None:
    done = run(rule, sampler, {f"{C}seats": 9}, n=12)
    assert family(done.draws, "elected").all()
    assert (done.candidates["p"] == 1.0).all()
    assert done.seats.filter(faction="red", seats=2)["p"].item() == 1.0
    assert done.draws["first_out.c"].null_count() == 12
    # Of the three red, two blue and one independent who sit, nobody has more than half.
    assert done.control.filter(holder="nobody")["p"].item() == 1.0


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("rule", "sampler", "n"),
    [
        ("block", "flows", 20),
        ("ers97", "flows", 20),
        ("scottish", "flows", 20),
        ("block", "ballots", 3),
    ],
)
def test_a_hundred_million_members_vote_as_expected(rule: str, sampler: Sampler, n: int) -> None:
    members = 100_000_000
    changes = {
        **STILL,
        f"{C}electorate": members,
        f"{C}turnout": 1.0,
        f"{C}behaviour": {"appeal_give_or_take": 0.0, "discipline_give_or_take": 0.0},
    }
    words = scenario(rule, changes)
    votes = family(run(rule, sampler, changes, n).draws, "votes") / members
    expected = np.asarray(central_votes(words, "c", words.support))
    error = np.sqrt(expected * (1 - expected) / members / n)
    # Five candidates: each within 4.5 errors but once in 30,000.
    assert np.all(np.abs(votes.mean(axis=0) - expected) < 4.5 * error + 1e-12)
    assert np.all(votes.std(axis=0) < 3 * error * sqrt(n))


def test_every_way_is_a_rule_with_a_sampler_it_takes() -> None:
    assert len(WAYS) == sum(len(rule.samplers) for rule in RULES.values()) == 7
    assert set(PEOPLE) == set(scenario("block").contests["c"].candidates)
