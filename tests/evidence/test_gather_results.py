from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.evidence.gathered import MAY, club, fared, past, pieces, refusals, terms

from necsim.evidence.gather import gather
from necsim.evidence.gather_results import slug
from necsim.evidence.past import past_contest
from necsim.evidence.pieces import PastResult
from necsim.history import History, read_history
from necsim.scenario import make_scenario

WON = {"kind": "result", "history": "club-2023-05"}
VOTES = {
    "ann": {"votes": 300},
    "Eve Eden": {"votes": 200, "slate": "reds"},
    "cat cole": {"votes": 100},
    "Fay": {"votes": 50},
}
TYPED = {"kind": "result", "date": date(2023, 5, 4), "candidates": VOTES, "ballots": 400}


def result(piece: dict[str, Any], history: History | None = None, **changes: Any) -> PastResult:
    return pieces({"a": piece}, history, **changes).results[0]


def typed(**changes: Any) -> dict[str, Any]:
    return {**TYPED, **changes}


def test_a_result_of_history_has_its_nominations_by_the_count_that_has_most() -> None:
    found = result(WON, past())
    assert (found.id, found.day, found.past.id) == ("a", date(2023, 5, 4), "club-2023-05")
    assert found.nominations == {"ann": 9, "cat": 4}
    assert found.past.votes.tolist() == [300, 200, 100, 50]
    assert list(found.past.words.candidates) == ["ann", "eve", "cat", "fay"]


def test_a_result_of_history_is_what_history_says_of_it() -> None:
    found = result({"kind": "result", "history": "nec-2016-08"})
    plain = past_contest(read_history(), "nec-2016-08")
    np.testing.assert_equal(found.past._replace(words=plain.words), plain)
    assert found.past.words == plain.words
    assert len(found.nominations) == 15


def test_names_of_history_are_turned_into_ids_here() -> None:
    history = past()
    rows = tuple(row._replace(name="Bob Best") if row.candidate == "eve" else row
                 for row in history.results)  # fmt: skip
    match = {"fay": "dan", "reds": "blues", "blues": "reds", "left": "right", "right": "left"}
    found = result({**WON, "match": match}, history._replace(results=rows)).past
    assert list(found.words.candidates) == ["ann", "bob", "cat", "dan"]
    assert {id_: slate.faction for id_, slate in found.words.slates.items()} == {
        "blues": "right",
        "reds": "left",
    }


def test_two_who_stand_for_one_are_refused() -> None:
    (fault,) = refusals({"a": {**WON, "match": {"eve": "ann"}}}, past())
    assert (fault.key, '"ann"' in fault.wrong) == ("evidence.a.history", True)


def test_a_typed_result_is_as_one_of_history() -> None:
    plain = past()
    here = result(TYPED)
    there = result(WON, plain)
    assert here.day == there.day
    assert here.nominations == {}
    assert here.past.votes.tolist() == there.past.votes.tolist()
    assert here.past.words.slates == there.past.words.slates
    assert (here.past.used, here.past.log_ballots) == (there.past.used, there.past.log_ballots)
    assert list(here.past.words.candidates) == ["ann", "eve_eden", "cat", "fay"]


def test_seats_and_votes_are_the_contests_unless_stated() -> None:
    assert result(TYPED).past.words.seats == 2
    words = result(typed(seats=4, ballots=None)).past.words
    assert (words.seats, words.votes) == (4, 4)
    assert result(typed(seats=4, votes=3, ballots=None)).past.words.votes == 3


def test_votes_that_are_not_known_leave_the_rest() -> None:
    votes = {**VOTES, "Fay": {}}
    assert np.isnan(result(typed(candidates=votes)).past.votes).tolist() == [0, 0, 0, 1]


def test_a_slate_then_may_be_another_than_here() -> None:
    moved = {
        "ann": {"votes": 300, "slate": "old", "faction": "right"},
        "bob": {"votes": 200, "faction": "right"},
        "cat": {"votes": 100},
        "eve": {"votes": 20, "slate": "left"},
        "fay": {"votes": 9, "slate": "old"},
    }
    words = result(typed(candidates=moved)).past.words
    slates = {id_: slate.faction for id_, slate in words.slates.items()}
    assert slates == {"old": "right", "blues": "right", "left": "left"}
    people = {id_: (who.slate, who.faction) for id_, who in words.candidates.items()}
    assert people["bob"] == ((), "right")
    assert people["fay"] == (("old",), None)


@pytest.mark.parametrize(
    ("changes", "key", "wrong"),
    [
        ({"date": None}, "date", "has no date"),
        ({"seats": 1, "votes": 2}, "votes", "2 votes for 1 seats"),
        ({"ballots": 299}, "candidates.ann.votes", "300 votes from 299 ballots"),
        ({"ballots": 310}, "ballots", "allow 620 votes, and 650 were counted"),
        ({"candidates": {"Fay": {"votes": 5}}}, "", "no candidate's slate is known"),
        ({"candidates": {"ann": {}}}, "", "no candidate's votes"),
        ({"candidates": {"ann": {"votes": 5, "elected": True}}}, "", "only the winners' votes"),
        ({"candidates": {"ann": {"votes": -5}}}, "candidates.ann.votes", "at least 0, not -5"),
        ({"candidates": {"ann": {"faction": "lft"}}}, "candidates.ann.faction", 'no faction "lft"'),
        ({"candidates": {"Fay": {"slate": "new"}}}, "candidates.Fay.slate", "no known faction"),
        ({"candidates": {"Fay": {"slate": "A b"}}}, "candidates.Fay.slate", "cannot be an id"),
        ({"candidates": {"ann": {}, "Ann Archer": {}}}, 'candidates."Ann Archer"', 'for "ann"'),
        ({"candidates": {"x": {}, "X!": {}}}, "candidates", 'stand for "x"'),
        ({"history": "club-2023-05"}, "", "states history and candidates"),
        ({"history": "club-2023-05", "candidates": {}}, "ballots", "beside history"),
        ({"candidates": {}}, "", "holds no numbers"),
        ({"match": {"Fay": "dann"}}, "match", 'no id "dann"'),
    ],
)
def test_a_fault_of_a_typed_result_names_its_key(
    changes: dict[str, Any], key: str, wrong: str
) -> None:
    faults = refusals({"a": typed(**changes)}, past())
    at = f"evidence.a.{key}" if key else "evidence.a"
    assert any(fault.key == at and wrong in fault.wrong for fault in faults), faults
    assert all(fault.remedy for fault in faults)


def test_slates_of_more_names_than_votes_are_refused_with_the_reason() -> None:
    many = tuple(fared("club-2022-05", who, "reds", "left", 9) for who in ("ann", "bob", "eve"))
    history = History(contests=(terms("club-2022-05"),), results=many)
    (fault,) = refusals({"a": {**WON, "history": "club-2022-05"}}, history)
    assert "reds had 3 names for 2 votes" in fault.wrong
    assert fault.remedy == "remove it"


def test_beside_a_single_transferable_vote_the_seats_must_be_stated() -> None:
    tree = club({"a": TYPED})
    tree["contests"]["clp"]["rule"] = "ers97"
    with pytest.raises(Exception, match=r"evidence\.a\.seats: are not stated, and the contest is"):
        make_scenario(tree)
    tree["evidence"]["a"] = typed(seats=2)
    assert gather(make_scenario(tree)).results[0].past.words.rule == "block"
    assert result(WON, past()).day.isoformat() == MAY


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Ann O'Neill", "ann_o_neill"),
        ("  Zoë  ", "zoe"),
        ("3rd", "candidate_3rd"),
        ("None", "candidate_none"),
        ("李", "candidate"),
    ],
)
def test_a_name_makes_an_id(name: str, id_: str) -> None:
    assert slug(name) == id_
