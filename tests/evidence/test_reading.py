"""Logs of shares as linear functions of a state: exact at a place, and by the right slopes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special
from tests.evidence.states import PAIR, THREE
from tests.evidence.synthetic import tree

from necsim.evidence.reading import Reading, read_support, read_votes
from necsim.kernels.types import Floats
from necsim.link.lay import lay_law
from necsim.link.votes import votes_by
from necsim.scenario import Scenario, make_scenario

AT = np.random.default_rng(4).normal(scale=0.6, size=THREE.size)
APPEALS = {"left_0": 0.5, "left_1": -0.5, "right_2": 0.3, "off_0": -0.4}
# Left, right, and a second list of the left's with a name of its own.
TWICE: Mapping[str, Any] = {
    "contests.c.slates.list": {"faction": "left"},
    "contests.c.candidates.off_1.slate": "list",
}


def is_linear(reading: Reading, exact: Callable[[Floats], Floats], at: Floats) -> None:
    """Refuse a reading that is not exact at the state, or of other slopes than differences."""
    np.testing.assert_allclose(
        reading.slopes @ at + reading.constant, exact(at), rtol=1e-9, atol=1e-12
    )
    step = 1e-3
    for k, nudge in enumerate(step * np.eye(len(at))):
        by = (exact(at + nudge) - exact(at - nudge)) / (2.0 * step)
        np.testing.assert_allclose(reading.slopes[:, k], by, atol=2e-6)


@pytest.mark.parametrize("aligned", [False, True])
def test_support_is_read_as_its_differences_say(aligned: bool) -> None:
    names = ("green", "left")

    def shares(at: Floats) -> Floats:
        found = THREE.shares(at)
        whole = 1.0 - found[-1] if aligned else 1.0
        return np.asarray(found[[2, 0]] / whole)

    reading = read_support(THREE, AT, names, aligned=aligned)
    np.testing.assert_allclose(reading.shares, shares(AT), rtol=1e-12)
    assert reading.factions == names
    is_linear(reading, lambda at: np.log(shares(at)), AT)
    is_linear(reading.odds(), lambda at: special.logit(shares(at)), AT)
    moved_by = np.flatnonzero(np.abs(reading.slopes).max(axis=0))
    assert moved_by.max() == (THREE.unaligned - 1 if aligned else THREE.unaligned)


def words_at(scenario: Scenario, at: Floats) -> Scenario:
    """Say all of a state in words, but for support."""
    contest = scenario.contests["c"]
    discipline = dict(zip(PAIR.factions, special.expit(at[PAIR.discipline]), strict=True))
    behaviour = contest.behaviour.model_copy(
        update={"discipline": {id_: discipline[s.faction] for id_, s in contest.slates.items()}}
    )
    people = {who: words.model_copy(update={"appeal": APPEALS.get(who, 0.0)})
              for who, words in contest.candidates.items()}  # fmt: skip
    new = contest.model_copy(update={"candidates": people, "behaviour": behaviour})
    return scenario.model_copy(update={"contests": {"c": new}})


def votes_at(scenario: Scenario, at: Floats) -> Floats:
    """Give expected votes at a state, by ticks that stay what they are at the place."""
    law = lay_law(words_at(scenario, PLACE), "c", PAIR.support_of(PLACE))
    there = words_at(scenario, at).contests["c"]
    return votes_by(law, there, PAIR.support_of(at), scenario.reference)


PLACE = AT[: PAIR.size]


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize("rule", ["block", "ers97"])
@pytest.mark.parametrize("changes", [{}, TWICE])
def test_votes_are_read_as_the_link_gives_them(rule: str, changes: Mapping[str, Any]) -> None:
    overrides: dict[str, Any] = {"contests.c.rule": rule, **changes}
    scenario = make_scenario(tree(), overrides)
    votes = read_votes(PAIR, scenario, "c", PLACE, APPEALS)
    np.testing.assert_allclose(votes.votes, votes_at(scenario, PLACE), rtol=1e-12)
    people = list(scenario.contests["c"].candidates)
    for name, members in (
        ("right", [who for who in people if who.startswith("right")]),
        ("left", [who for who in people if who.startswith("left")]),
    ):
        own = np.isin(people, members)

        def share(at: Floats, own: NDArray[np.bool_] = own) -> Floats:
            found = votes_at(scenario, at)
            return np.atleast_1d(found[own].sum() / found.sum())

        # A slate's name comes before a faction's of the same name.
        reading = votes.read([name])
        np.testing.assert_allclose(reading.shares, share(PLACE), rtol=1e-12)
        is_linear(reading, lambda at, share=share: np.log(share(at)), PLACE)  # type: ignore[misc]
        is_linear(reading.odds(), lambda at, share=share: special.logit(share(at)), PLACE)  # type: ignore[misc]
    assert np.all(votes.slopes[:, PAIR.discipline.stop :] == 0.0)


@pytest.mark.compiled
def test_a_faction_is_read_by_all_its_candidates() -> None:
    changes = {**TWICE, "contests.c.slates.main": {"faction": "left"}}
    changes |= {f"contests.c.candidates.left_{k}.slate": "main" for k in range(3)}
    words: dict[str, Any] = tree()
    del words["contests"]["c"]["slates"]["left"]
    scenario = make_scenario(words, changes)
    votes = read_votes(PAIR, scenario, "c", PLACE, APPEALS)
    whole, main, other = votes.read(["left", "main", "list"]).shares
    assert whole == pytest.approx(main + other, rel=1e-12)
    assert votes.read(["left", "main", "list"]).factions == ("left", "left", "left")
    assert whole + votes.read(["right"]).shares[0] < 1.0
