from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from necsim import history
from necsim.history import History, read_history
from necsim.scenario import make_scenario
from necsim.studies.published import before, contests_to_test, later_results

PAST = read_history()
TESTED = contests_to_test(PAST)


def without_outcome(past: History, id_: str) -> History:
    """Turn a contest's result round: votes and winners of others, and the rows backwards."""
    own = [row for row in past.results if row.contest == id_]
    turned = [
        row._replace(votes=other.votes, elected=other.elected, share=other.share)
        for row, other in zip(own, own[::-1], strict=True)
    ]
    others = [row for row in past.results if row.contest != id_]
    return past._replace(results=(*others, *turned[::-1]))


def without_later(past: History, day: date, id_: str) -> History:
    """Double every number that became public later, but for the words of the contest itself."""

    def doubled(row: Any) -> Any:
        if row.published.last <= day or row[0] == id_:
            return row
        changes = {}
        for name in ("votes", "nominations", "members", "turnout", "share", "valid", "ballots"):
            value = getattr(row, name, None)
            if value is not None:
                changes[name] = type(value)(value * 2)
        return row._replace(**changes)

    tables = {name: tuple(map(doubled, rows)) for name, rows in past._asdict().items()}
    return History(**tables)


def test_contests_of_members_with_slates_winners_and_losers_are_tested() -> None:
    assert TESTED[0] == "nec-2006-08"
    assert {"nec-2018-01", "cac-2017-09", "nec-2020-11"} <= set(TESTED)
    # Winners alone; no members' ballot; no result yet; no slates known.
    assert not {"nec-2008-07", "cac-2023-10", "nec-2026", "nec-2020-04-bame"} & set(TESTED)
    days = [history.contest(PAST, id_).date.last for id_ in TESTED]
    assert days == sorted(days)


@pytest.mark.parametrize("id_", TESTED)
def test_words_say_nothing_of_the_result(id_: str) -> None:
    words = before(PAST, id_)
    assert before(without_outcome(PAST, id_), id_) == words
    assert before(without_later(PAST, words.as_of, id_), id_) == words


@pytest.mark.parametrize("id_", TESTED)
def test_words_make_a_scenario_of_the_day_before(id_: str) -> None:
    scenario = make_scenario(before(PAST, id_).tree)
    terms = history.contest(PAST, id_)
    assert scenario.as_of is not None
    assert scenario.as_of < terms.date.first
    contest = scenario.contests["members"]
    assert (contest.rule, contest.seats) == (terms.rule, terms.seats)
    assert len(contest.candidates) == max(terms.candidates or 0, len(history.results(PAST, id_)))
    assert all(who.appeal is None for who in contest.candidates.values())
    assert not scenario.support


def test_evidence_is_all_that_was_public_of_the_same_members() -> None:
    evidence = before(PAST, "nec-2018-01").tree["evidence"]
    assert list(evidence) == [
        "nec_2006_08", "nec_2010_09", "nec_2012_06", "nec_2014_08", "nec_2016_08", "cac_2017_09",
        "leader_2015_09_members", "leader_2016_09_members", "nominations",
    ]  # fmt: skip


def test_one_of_the_ballots_held_together_is_taken_and_the_members_own_where_told_apart() -> None:
    found = before(PAST, "nec-2020-11").tree["evidence"]
    ballots = [id_ for id_, piece in found.items() if piece["kind"] == "ballot"]
    assert ballots == ["leader_2015_09_members", "leader_2016_09_members", "leader_2020_04_all"]


def test_a_slate_of_more_names_than_votes_is_followed_by_nobody() -> None:
    contest = make_scenario(before(PAST, "nec-2020-04").tree).contests["members"]
    assert contest.behaviour.discipline == {"other_left": 0.0}
    assert contest.slates["other_left"].share == pytest.approx(3 / 5)


def test_later_results_are_those_that_can_be_inverted() -> None:
    later = later_results(PAST, "nec-2018-01")
    assert [each.id for each in later] == ["nec_2018_09", "cac_2019_09", "cac_2021_08"]
