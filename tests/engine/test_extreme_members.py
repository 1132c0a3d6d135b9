"""Support of none and of all, everybody disciplined and nobody, weights 10⁶ apart."""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from tests.engine.extremes import STILL, WAYS, family, run

from necsim.rules import Sampler

C = "contests.c."
# Everybody follows the slate, and papers end with it: what each vote is follows from support.
OBEDIENT: dict[str, Any] = {
    **STILL,
    f"{C}turnout": 1.0,
    f"{C}behaviour": {"discipline": 1.0, "after_slate": 0.0, "votes_used": 1.0},
}
FREE: dict[str, Any] = {
    "discipline": 0.0,
    "appeal_give_or_take": 0.0,
    "discipline_give_or_take": 0.0,
}
# No camp is drawn to anybody, so that a free member looks at appeal alone.
BLIND: dict[str, Any] = {
    **FREE,
    "loyalty": 0.0,
    "affinity": {"reds": {"blues": 0.0}, "blues": {"reds": 0.0}},
}


def far(found: NDArray[np.float64], mean: float) -> float:
    """Give how many standard errors the mean of a sample is from where it should be."""
    return float(abs(found.mean() - mean) / (found.std(ddof=1) / sqrt(len(found))))


def supported(red: float, blue: float) -> dict[str, Any]:
    return {"support.red": red, "support.blue": blue}


@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_a_slate_without_support_has_nobody_who_follows_it(rule: str, sampler: Sampler) -> None:
    draws = run(rule, sampler, OBEDIENT | supported(0.0, 1.0), n=12).draws
    for who in ("ann", "bob", "eve"):
        assert (draws[f"votes.c.{who}"] == 0).all()
    assert (draws["votes.c.cy"] == 12).all()
    assert (draws["votes.c.dee"] == (12 if rule == "block" else 0)).all()
    assert draws["elected.c.cy"].all()


@pytest.mark.compiled
@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_candidates_of_a_slate_without_support_have_only_others_votes(
    rule: str, sampler: Sampler
) -> None:
    # Nobody red, half blue and obedient: the unaligned half is drawn to all five alike.
    changes = OBEDIENT | supported(0.0, 0.5) | {f"{C}electorate": 100}
    behaviour = dict(OBEDIENT[f"{C}behaviour"], appeal_give_or_take=0.0)
    draws = run(rule, sampler, changes | {f"{C}behaviour": behaviour}, n=600).draws
    # Of the half, each ticks two of five, or prefers one of five.
    each = 50 * (2 / 5 if rule == "block" else 1 / 5)
    for who in ("ann", "bob", "eve"):
        assert far(draws[f"votes.c.{who}"].to_numpy(), each) < 4.5
    assert far(draws["votes.c.cy"].to_numpy(), 50 + each) < 4.5


@pytest.mark.compiled
@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_when_all_follow_their_slate_support_is_all_that_counts(
    rule: str, sampler: Sampler
) -> None:
    draws = run(rule, sampler, OBEDIENT | supported(0.6, 0.4), n=2_000).draws
    votes = {who: draws[f"votes.c.{who}"].to_numpy() for who in ("ann", "bob", "cy", "dee", "eve")}
    assert np.all(votes["ann"] + votes["cy"] == 12)
    seconds = votes["bob"] + votes["dee"]
    assert np.all(seconds == (12 if rule == "block" else 0))
    assert not votes["eve"].any()
    law = stats.binom(12, 0.6)
    for k in (4, 7, 10):
        p = float(law.pmf(k))
        assert abs(np.mean(votes["ann"] == k) - p) < 4.5 * sqrt(p * (1 - p) / 2_000)


@pytest.mark.compiled
@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_when_nobody_follows_a_slate_or_is_drawn_to_it_all_candidates_are_alike(
    rule: str, sampler: Sampler
) -> None:
    behaviour = BLIND | ({"votes_used": 1.0} if rule == "block" else {})
    changes = {**STILL, f"{C}behaviour": behaviour, f"{C}turnout": 1.0, f"{C}electorate": 50}
    votes = family(run(rule, sampler, changes, n=800).draws, "votes")
    each = 50 * (2 if rule == "block" else 1) / 5
    assert all(far(votes[:, c], each) < 4.5 for c in range(5))


@pytest.mark.compiled
@pytest.mark.parametrize("discipline", [1e-12, 1.0 - 1e-12])
@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_almost_none_and_almost_all_are_as_none_and_all(
    rule: str, sampler: Sampler, discipline: float
) -> None:
    def votes(share: float) -> NDArray[np.float64]:
        behaviour = {**OBEDIENT[f"{C}behaviour"], "discipline": share}
        return family(run(rule, sampler, {f"{C}behaviour": behaviour}, n=400).draws, "votes")

    # In bulk, a number of followers that cannot be but 0 is not drawn, so streams may part.
    apart = votes(discipline) - votes(round(discipline))
    assert all(not column.any() or far(column, 0.0) < 4.5 for column in apart.T)


APART = {"ann": log(1e6), "bob": 0.0, "cy": -log(1e6), "dee": 0.0, "eve": log(2.0)}


def apart(rule: str, appeals: Mapping[str, float], electorate: int) -> dict[str, Any]:
    return {
        **STILL,
        **{f"{C}candidates.{who}.appeal": appeal for who, appeal in appeals.items()},
        f"{C}behaviour": BLIND | ({"votes_used": 1.0} if rule == "block" else {}),
        f"{C}turnout": 1.0,
        f"{C}electorate": electorate,
    }


@pytest.mark.compiled
@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_weights_a_million_times_apart_give_votes_in_proportion(
    rule: str, sampler: Sampler
) -> None:
    electorate = 100_000_000 if sampler == "flows" else 100_000
    votes = family(run(rule, sampler, apart(rule, APART, electorate), n=10).draws, "votes")
    w = np.exp(list(APART.values()))
    first = w / w.sum()
    # Two of five without replacement: picked first, or second after another.
    both = first + np.array(
        [sum(first[b] * first[c] / (1 - first[b]) for b in range(5) if b != c) for c in range(5)]
    )
    expected = electorate * (both if rule == "block" else first)
    error = np.sqrt(expected / 10) + 1e-9
    assert np.all(np.abs(votes.mean(axis=0) - expected) < 4.5 * error)
    # Whom a millionth of a millionth prefers is hardly seen, and never beside those a million do.
    assert votes[:, 2].max() < 1_000 < votes[:, 0].min()


@pytest.mark.parametrize(("rule", "sampler"), WAYS)
def test_the_largest_and_least_weights_that_are_taken_are_numbers(
    rule: str, sampler: Sampler
) -> None:
    behaviour = {"loyalty": 30.0, "kinship": -30.0, "appeal_give_or_take": 10.0}
    appeals = {f"{C}candidates.ann.appeal": 30.0, f"{C}candidates.eve.appeal": -30.0}
    changes = {**appeals, f"{C}lean": {"red": 30.0, "blue": -30.0}, f"{C}behaviour": behaviour}
    done = run(rule, sampler, changes, n=12)
    # All who vote are red and drawn to red: their first choice, but for a slip, is of the slate.
    reds = family(done.draws, "votes")[:, :2].sum(axis=1)
    assert np.all(reds >= done.draws["ballots.c"].to_numpy() - 1)


@pytest.mark.compiled
@pytest.mark.parametrize("after", [0.0, 1.0])
@pytest.mark.parametrize("rule", ["ers97", "scottish", "meek"])
def test_papers_that_end_with_the_slate_are_exhausted_and_those_that_go_on_are_not(
    rule: str, after: float
) -> None:
    behaviour = {"discipline": 1.0, "after_slate": after, "stop": 0.0}
    changes = {f"{C}behaviour": behaviour, f"{C}electorate": 200, f"{C}seats": 1}
    # One red name and nobody else's: its papers move when it is excluded, or stay to the end.
    people = {"ann": {"slate": "reds"}, "cy": {"slate": "blues"}, "dee": {}, "eve": {}}
    changes |= {f"{C}candidates": people, **supported(0.26, 0.27)}
    lost = run(rule, "ballots", changes, n=200).draws["exhausted.c"].to_numpy()
    # Everybody else ranks all: nothing is lost but by who stops after the slate.
    assert (lost.max() > 1.0) == (after == 0.0)
