"""Committees, divisions and ballots: the published facts agree with each other."""

from __future__ import annotations

from collections import Counter

import pytest

from necsim.history import History, committee, results


def test_committees_have_their_seats(history: History) -> None:
    seats = Counter(row.committee for row in history.committees)
    full = {"nec-2017-12": 36, "nec-2018-01": 39, "nec-2018-09": 39, "nec-2020-11": 39}
    assert seats == {**full, "nec-2022-09": 13, "nec-2024-09": 16}
    for id_, number in seats.items():
        assert sorted(row.seat for row in committee(history, id_)) == [*range(1, number + 1)]


def test_the_committee_of_2020_is_the_published_balance(history: History) -> None:
    sides = Counter(row.alignment or "unknown" for row in committee(history, "nec-2020-11"))
    assert sides == {
        row.alignment: row.seats for row in history.balances if row.committee == "nec-2020-11"
    }


def test_members_elected_sit_on_the_committee_of_that_id(history: History) -> None:
    for id_ in ("nec-2018-01", "nec-2018-09", "nec-2020-11", "nec-2022-09", "nec-2024-09"):
        sitting = {row.holder for row in committee(history, id_) if row.section == "CLP"}
        assert {row.name for row in results(history, id_) if row.elected} <= sitting


def test_nobody_votes_twice_in_a_division(history: History) -> None:
    for row in history.divisions:
        cast = (row.in_favour or 0) + (row.against or 0) + (row.abstained or 0)
        assert row.size is None or cast <= row.size


def test_turnout_is_ballots_over_electorate(history: History) -> None:
    for row in history.ballots:
        if row.ballots and row.electorate and row.turnout:
            assert row.ballots / row.electorate == pytest.approx(row.turnout, abs=0.002)
