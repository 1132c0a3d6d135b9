"""Evidence at its extremes is read or refused: one asked, 10⁸ asked, shares of 0 and 1, noughts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.evidence.gathered import club, refusals

from necsim.evidence import believe
from necsim.evidence.belief import Belief
from necsim.scenario import make_scenario

POLL: dict[str, Any] = {"kind": "poll", "asks": "loyalty", "published": date(2023, 5, 4)}
NOMINATIONS: dict[str, Any] = {"kind": "nominations", "published": date(2023, 5, 4)}
RESULT: dict[str, Any] = {"kind": "result", "date": date(2023, 5, 4), "ballots": 1_000}
JUDGEMENT: dict[str, Any] = {"kind": "judgement", "published": date(2023, 5, 4)}
EVEN = {"left": 0.4, "right": 0.4}


def belief(piece: Mapping[str, Any]) -> Belief:
    found = believe(make_scenario(club({"piece": piece}, support={})))
    assert np.isfinite(found.means).all()
    assert found.means.sum() == pytest.approx(1.0)
    assert found.means.min() >= 0.0
    return found


def lead(piece: Mapping[str, Any]) -> float:
    """Give how far the left is ahead of the right."""
    support = belief(piece).support
    return support["left"] - support["right"]


def test_a_poll_of_one_says_almost_nothing_and_of_all_no_more_than_a_poll_can() -> None:
    shares = {"left": 0.6, "right": 0.2}
    one, many, all_ = (
        lead({**POLL, "size": size, "shares": shares}) for size in (1, 1_000, 100_000_000)
    )
    assert abs(one) < 0.05
    assert 0.3 < many <= all_ + 1e-3
    # What all polls share is not sampling: ten thousand times as many asked tell nothing more.
    assert all_ == pytest.approx(lead({**POLL, "size": 2_000_000_000, "shares": shares}), abs=2e-3)


@pytest.mark.parametrize("size", [1, 500])
@pytest.mark.parametrize("asks", ["loyalty", "votes"])
def test_shares_of_0_and_1_mirror_each_other(asks: str, size: int) -> None:
    poll = {**POLL, "asks": asks, "size": size}
    left = lead({**poll, "shares": {"left": 1.0, "right": 0.0}})
    right = lead({**poll, "shares": {"left": 0.0, "right": 1.0}})
    assert right <= left
    if asks == "loyalty":
        assert left == pytest.approx(-right, abs=5e-3)


def test_a_poll_in_which_nobody_would_say_is_as_none() -> None:
    assert abs(lead({**POLL, "size": 500, "undecided": 1.0, "shares": {"left": 0.9}})) < 0.1


def test_noughts_among_nominations_are_numbers_like_others() -> None:
    assert lead({**NOMINATIONS, "counts": {"ann": 0, "bob": 0, "cat": 5}}) < -0.1
    assert lead({**NOMINATIONS, "counts": {"ann": 10**9, "bob": 1, "cat": 0}}) > 0.1


@pytest.mark.parametrize(
    ("piece", "key", "wrong"),
    [
        ({**NOMINATIONS, "counts": {"ann": 0, "cat": 0}}, "counts", "all zero"),
        ({**RESULT, "candidates": {"ann": {"votes": 0}, "cat": {"votes": 0}}},
         "candidates", "have no votes: they say nothing"),
        ({**JUDGEMENT, "shares": EVEN, "give_or_take": 0.0}, "give_or_take", "is 0"),
        ({**JUDGEMENT, "shares": EVEN, "give_or_take": 1e300}, "give_or_take", "is 1e+300"),
        ({**POLL, "size": 0, "shares": EVEN}, "size", "at least 1, not 0"),
        ({**POLL, "size": 9, "shares": {"left": 1.01}}, "shares.left", "at most 1"),
    ],
)  # fmt: skip
def test_what_says_nothing_or_cannot_be_is_refused(
    piece: dict[str, Any], key: str, wrong: str
) -> None:
    faults = refusals({"a": piece})
    assert any(f.key == f"evidence.a.{key}" and wrong in f.wrong for f in faults), faults


@pytest.mark.parametrize(
    ("piece", "wrong"),
    [
        ({**POLL, "asks": "votes", "size": 9, "shares": EVEN}, "right has no slate that stands"),
        ({**POLL, "size": 9, "shares": EVEN}, "right has no slate that stands"),
        ({**JUDGEMENT, "shares": EVEN, "give_or_take": 0.1}, "right has no slate that stands"),
    ],
)
def test_shares_of_a_faction_that_does_not_stand_are_refused(
    piece: dict[str, Any], wrong: str
) -> None:
    contest = club({})["contests"]["clp"]
    contest["slates"].pop("blues")
    contest["candidates"]["cat"] = {"name": "Cat Cole"}
    (fault,) = refusals({"a": piece}, support={}, contests={"clp": contest})
    assert fault.key == "evidence.a.shares"
    assert wrong in fault.wrong
    assert "give it a slate with candidates, or take it out" in fault.remedy


def test_votes_for_the_only_side_that_stands_are_refused() -> None:
    contest = club({})["contests"]["clp"]
    contest["candidates"] = {who: each for who, each in contest["candidates"].items()
                             if each.get("slate") == "reds"}  # fmt: skip
    contest["slates"].pop("blues")
    poll = {**POLL, "asks": "votes", "size": 9, "shares": {"left": 0.9}}
    (fault,) = refusals({"a": poll}, support={}, contests={"clp": contest})
    assert "nobody stands against left in clp: its share says nothing" in fault.wrong
