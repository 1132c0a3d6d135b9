from __future__ import annotations

from datetime import date

import pytest

from necsim.errors import DataError
from necsim.history import (
    History,
    committee,
    contest,
    contests,
    evidence,
    ids,
    nominations,
    public_by,
    results,
    rows_of,
)

JANUARY = date(2018, 1, 11)


def test_contests_come_oldest_first(history: History) -> None:
    found = [row.contest for row in contests(history)]
    assert (found[0], found[-1], len(found)) == ("nec-2006-08", "nec-2026", len(history.contests))


def test_a_contest_is_found_by_its_id(history: History) -> None:
    assert contest(history, "nec-2018-01").seats == 3
    assert [row.candidate for row in results(history, "nec-2018-01")][:3] == [
        "dar",
        "lansman",
        "garnham",
    ]


def test_an_unknown_id_is_named_with_the_nearest(history: History) -> None:
    for ask in (results, nominations, evidence, committee, rows_of, contest):
        with pytest.raises(DataError, match='no "nec-2018-1"; did you mean "nec-2018-01"'):
            ask(history, "nec-2018-1")


def test_a_known_id_without_rows_has_none(history: History) -> None:
    assert nominations(history, "nec-2018-09") == ()
    assert evidence(history, "nec-2018-09") == ()


def test_nominations_are_the_newest_count_that_was_public(history: History) -> None:
    assert len(nominations(history, "nec-2020-11")) == 4
    interim = nominations(history, "nec-2020-11", by=date(2020, 9, 26))
    assert {row.candidate: row.nominations for row in interim}["pidcock"] == 83
    assert len(interim) == 22
    assert nominations(history, "nec-2020-11", by=date(2020, 9, 10)) == ()


def test_only_what_was_public_by_a_day_is_kept(history: History) -> None:
    then = public_by(history, JANUARY)
    known = {"cac-2017-09", "labour_international-2017-11", "nec-2016-08", "leader-2016-09-members"}
    assert known <= set(ids(then))
    assert len(nominations(then, "nec-2018-01")) == 9
    assert "nec-2018-01" not in {row.contest for row in then.results}
    assert "nec-2018-01" not in {row.contest for row in then.ballots}
    assert max(row.published.last for rows in then for row in rows) <= JANUARY


def test_the_day_itself_counts(history: History) -> None:
    announced = date(2018, 1, 15)
    assert any(row.contest == "nec-2018-01" for row in public_by(history, announced).results)


def test_alignments_count_from_when_they_were_shown(history: History) -> None:
    shown = {
        row.holder
        for row in public_by(history, JANUARY).committees
        if row.committee == "nec-2018-01" and row.alignment
    }
    assert {"Jeremy Corbyn", "Tom Watson", "Ann Black", "Jasmin Beckett"} <= shown
    assert not shown & {"Andi Fox (TSSA)", "Jon Trickett", "Yasmine Dar"}


def test_all_that_one_id_names_is_listed(history: History) -> None:
    assert ids(history)["nec-2018-01"] == (
        "contests",
        "results",
        "nominations",
        "committees",
        "balances",
        "ballots",
    )
    counts = {name: len(rows) for name, rows in rows_of(history, "nec-2018-01").items()}
    assert counts == {
        "contests": 1,
        "results": 9,
        "nominations": 9,
        "committees": 39,
        "balances": 1,
        "ballots": 1,
    }
