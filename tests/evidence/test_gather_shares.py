from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.evidence.gathered import option, past, pieces, refusals

from necsim.evidence.pieces import Preceding, Sample
from necsim.history import History

ASKED = {"kind": "poll", "asks": "loyalty", "history": "poll-2024-04"}
SAID = {"kind": "poll", "asks": "votes", "size": 90, "date": date(2024, 5, 1)}
BALLOT = {"kind": "ballot", "date": date(2024, 5, 1)}


def poll(piece: dict[str, Any], history: History | None = None) -> Sample:
    return pieces({"a": piece}, history).polls[0]


def ballot(piece: dict[str, Any], history: History | None = None) -> Preceding:
    return pieces({"a": piece}, history).ballots[0]


def options(kind: str, *known: dict[str, Any]) -> History:
    return History(
        evidence=tuple(
            option("x-2024", kind, f"o{k}", row.pop("faction", ""), **row)
            for k, row in enumerate(map(dict, known))
        )
    )


def test_a_typed_poll_is_as_it_stands() -> None:
    shares = {"the left": 0.5, "blues": 0.0}
    found = poll({**SAID, "undecided": 0.2, "house": "Us", "shares": shares})
    assert found == Sample(
        "a", date(2024, 5, 1), "clp", "votes", "Us", 90, 1.5, 0.2, {"left": 0.5, "blues": 0.0}
    )


def test_a_poll_of_history_is_read_by_faction() -> None:
    found = poll(ASKED, past())
    assert found.shares == {"left": pytest.approx(0.6), "right": 0.3}
    assert (found.house, found.size, found.asks) == ("Asker", 400, "loyalty")


def test_what_a_scenario_says_of_a_poll_goes_before_history() -> None:
    match = {"ruth": "reds", "odd": "right"}
    found = poll({**ASKED, "size": 50, "house": "Us", "match": match}, past())
    assert (found.size, found.house) == (50, "Us")
    assert found.shares == pytest.approx({"reds": 0.5, "left": 0.1, "right": 0.4})


def test_unnamed_houses_are_different_ones() -> None:
    found = pieces({id_: {**SAID, "shares": {"left": 0.4}} for id_ in "ab"}).polls
    assert [sample.house for sample in found] == ["a", "b"]


def test_the_published_poll_of_one_side_says_what_it_says() -> None:
    history = {**ASKED, "history": "yougov-2016-08-members", "size": 700}
    assert poll(history).shares == {"left": 0.52}


def test_a_ballot_of_history_keeps_the_side_that_is_known() -> None:
    found = ballot({"kind": "ballot", "history": "chair-2024-01"}, past())
    assert found == Preceding("a", date(2023, 5, 4), "clp", {"left": 0.59})
    corbyn = ballot({"kind": "ballot", "history": "leader-2016-09-members"})
    assert corbyn.shares == {"left": pytest.approx(0.59, abs=0.005)}


def test_a_past_contest_may_be_read_as_a_ballot() -> None:
    found = ballot({"kind": "ballot", "history": "club-2023-05"}, past())
    assert found.shares == pytest.approx({"left": 500 / 650, "right": 100 / 650})


def test_typed_votes_of_others_count_towards_the_whole() -> None:
    votes = {"left": 30, "Blues": 10, "Ruth": 20, "others": 40}
    found = ballot({**BALLOT, "counts": votes, "match": {"Ruth": "left"}})
    assert found.shares == pytest.approx({"left": 0.5, "blues": 0.1})


def test_typed_shares_of_others_are_left_out() -> None:
    assert ballot({**BALLOT, "shares": {"left": 0.59, "smith": 0.41}}).shares == {"left": 0.59}


@pytest.mark.parametrize(
    ("known", "shares"),
    [
        ([{"faction": "left", "votes": 30, "share": 0.9}, {"votes": 10}], {"left": 0.75}),
        ([{"faction": "left", "votes": 30, "share": 0.6}, {"share": 0.4}], {"left": 0.6}),
        ([{"faction": "left", "votes": 30}, {}], {"left": 1.0}),
        ([{"faction": "left", "share": 0.51}, {"faction": "right", "share": 0.51}],
         {"left": 0.5, "right": 0.5}),
    ],
)  # fmt: skip
def test_shares_are_of_votes_where_all_are_known(
    known: list[dict[str, Any]], shares: dict[str, float]
) -> None:
    found = ballot({"kind": "ballot", "history": "x-2024"}, options("ballot", *known))
    assert found.shares == pytest.approx(shares)


@pytest.mark.parametrize(
    ("piece", "key", "wrong", "remedy"),
    [
        ({**SAID, "shares": {"lefft": 0.4}}, "shares.lefft", 'no slate or faction "lefft"', "left"),
        ({**SAID, "shares": {"left": 0.7, "right": 0.7}}, "shares", "add up to 1.4", "at most 1"),
        ({**SAID, "shares": {"left": -0.1}}, "shares.left", "at least 0", "change it"),
        ({**SAID, "shares": {"left": 0.4}, "size": None}, "size", "is missing", "add size"),
        ({**SAID, "shares": {}}, "", "holds no numbers", "history, file, shares"),
        ({**ASKED, "shares": {"left": 0.4}}, "", "history and shares", "state one of"),
        ({**ASKED, "history": "chair-2024-01"}, "history", "is a ballot", 'kind = "ballot"'),
        ({**BALLOT, "history": "poll-2024-04"}, "history", "is a poll", 'kind = "poll"'),
        ({**BALLOT, "counts": {"lft": 3}}, "counts.lft", "no slate or faction", "left"),
        ({**BALLOT, "counts": {"left": -3}}, "counts.left", "at least 0, not -3", "change it"),
        ({**BALLOT, "counts": {"left": 0}}, "counts", "are all zero", "remove it"),
        ({**BALLOT, "shares": {"left": 0.8, "odd": 0.8}}, "shares", "add up to 1.6", "at most 1"),
        ({"kind": "ballot", "shares": {"left": 0.8}}, "date", "has no date", "add date"),
        ({"kind": "ballot", "history": "nec-2008-07"}, "history", "only the winners", "remove it"),
        ({"kind": "ballot", "history": "nec-2020-11"}, "history", "no votes", "remove it"),
    ],
)
def test_a_fault_names_its_key_and_a_remedy(
    piece: dict[str, Any], key: str, wrong: str, remedy: str
) -> None:
    packaged = str(piece.get("history", "")).startswith("nec")
    faults = refusals({"a": piece}, None if packaged else past())
    at = f"evidence.a.{key}" if key else "evidence.a"
    assert any(f.key == at and wrong in f.wrong and remedy in f.remedy for f in faults), faults
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("row", "key", "wrong"),
    [
        ({"share": 0.4, "size": 9}, "history", "no share of any slate or faction"),
        ({"share": 0.4, "faction": "left"}, "size", "is not known to history"),
    ],
)
def test_a_published_poll_that_lacks_what_counts_is_refused(
    row: dict[str, Any], key: str, wrong: str
) -> None:
    piece = {**ASKED, "history": "x-2024"}
    (fault,) = refusals({"a": piece}, options("poll", row))
    assert (fault.key, wrong in fault.wrong, bool(fault.remedy)) == (
        f"evidence.a.{key}",
        True,
        True,
    )
