from __future__ import annotations

from typing import get_args

import pytest

from necsim.rules import RULES
from necsim.scenario.contest import Candidate, Contest, Rule, Slate


def contest(**shares: float | None) -> Contest:
    slates = {id_: Slate(faction="left", share=share) for id_, share in shares.items()}
    people = {"a": Candidate(slate=("one",)), "b": Candidate(slate=("two", "one"))}
    return Contest(
        rule="block", seats=3, electorate=9, turnout=0.5, slates=slates, candidates=people
    )


@pytest.mark.parametrize(
    ("stated", "shares"),
    [
        ({"one": None}, {"one": 1.0}),
        ({"one": 0.7}, {"one": 0.7}),
        ({"one": 0.6, "two": None, "three": None}, {"one": 0.6, "two": 0.2, "three": 0.2}),
    ],
)
def test_slates_that_state_no_share_split_the_rest(
    stated: dict[str, float | None], shares: dict[str, float]
) -> None:
    assert contest(**stated).slate_shares("left") == pytest.approx(shares)
    assert contest(**stated).slate_shares("right") == {}


def test_a_member_may_tick_as_many_as_there_are_seats_unless_said() -> None:
    assert contest().allowed == 3
    assert contest().model_copy(update={"votes": 1}).allowed == 1


def test_names_on_a_slate_stand_in_the_order_of_the_file() -> None:
    assert contest().names_on("one") == ("a", "b")
    assert contest().names_on("two") == ("b",)


def test_the_rules_a_file_may_name_are_the_rules_there_are() -> None:
    assert set(get_args(Rule)) == set(RULES)
