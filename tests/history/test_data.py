"""The published facts themselves: sums, seats, dates, sources, names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from necsim.history import (
    TABLES,
    History,
    Nomination,
    Result,
    contest,
    evidence,
    results,
    slates,
)
from necsim.history.read import PACKAGED
from necsim.rules import RULES

# The totals that the pages state, or that were added up from them by hand.
TOTALS = {
    "nec-2006-08": 200_926,
    "nec-2010-09": 607_756,
    "nec-2012-06": 281_527,
    "nec-2014-08": 323_740,
    "nec-2014-08-local": 6_035,
    "nec-2016-08": 1_000_421,
    "nec-2016-08-local": 6_951,
    "cac-2017-09": 307_824,
    "nec-2018-01": 315_005,
    "nec-2018-09": 1_059_856,  # of the 23 candidates whose totals are known
    "cac-2019-09": 174_429,
    "nec-2020-04": 366_669,
    "cac-2021-08": 152_788,
    "cac-2023-10": 586_454,
}
SAME_PERSON = {
    frozenset(names)
    for names in (
        ("Pete Willsman", "Peter Willsman"),
        ("Rajwant Sidhu", "Rajwant Singh Sidhu"),
        ("Jess Barnard", "Jessica Barnard"),
        ("Corbyn", "Jeremy Corbyn"),
        ("Smith", "Owen Smith"),
        ("Long-Bailey", "Rebecca Long-Bailey"),
        ("Starmer", "Keir Starmer"),
        ("Nandy", "Lisa Nandy"),
    )
}


def every_row(history: History) -> Iterator[tuple[str, Any]]:
    for name, rows in history._asdict().items():
        for row in rows:
            yield name, row


def standing(history: History) -> Iterator[Result | Nomination]:
    yield from history.results
    yield from history.nominations


def people(history: History) -> Iterator[tuple[str, str]]:
    for row in standing(history):
        yield row.candidate, row.name
    for option in history.evidence:
        yield option.option, option.name


@pytest.mark.parametrize("id_", TOTALS)
def test_votes_add_up(history: History, id_: str) -> None:
    assert sum(row.votes or 0 for row in results(history, id_)) == TOTALS[id_]


def test_every_contest_with_votes_is_added_up_here_or_known_in_part(history: History) -> None:
    counted = {row.contest for row in history.results if row.votes is not None}
    assert counted == {*TOTALS, "nec-2008-07", "ncc-2018-11"}


def test_the_centre_right_had_46_percent_of_the_arrangements_ballot_of_2021(
    history: History,
) -> None:
    votes = {slate.faction: slate.share for slate in slates(history, "cac-2021-08")}
    assert votes["centre_right"] == pytest.approx(0.46, abs=0.005)


def test_shares_add_up(history: History) -> None:
    assert sum(row.share or 0 for row in results(history, "nec-2020-04-bame")) == pytest.approx(
        1, abs=0.0005
    )
    whole = {"leader-2016-09-members", "leader-2020-04-all", "deputy-2020-04-round_1"}
    for id_ in whole:
        assert sum(row.share or 0 for row in evidence(history, id_)) == pytest.approx(1)


def test_the_ballot_of_labour_international_adds_up(history: History) -> None:
    votes = {row.faction: 0 for row in evidence(history, "labour_international-2017-11")}
    for row in evidence(history, "labour_international-2017-11"):
        votes[row.faction] += row.votes or 0
    assert votes == {"left": 1535, "centre_right": 1344}


def test_as_many_are_elected_as_there_are_seats(history: History) -> None:
    elected = Counter(row.contest for row in history.results if row.elected)
    assert elected == {c.contest: c.seats for c in history.contests if c.contest != "nec-2026"}


def test_nobody_elected_had_fewer_votes_than_somebody_who_was_not(history: History) -> None:
    for terms in history.contests:
        rows = [row for row in results(history, terms.contest) if row.votes or row.votes_low]
        won = [row.votes or row.votes_low or 0 for row in rows if row.elected]
        lost = [row.votes or row.votes_high or 0 for row in rows if row.elected is False]
        assert not (won and lost) or min(won) > max(lost), terms.contest


def test_no_contest_has_more_candidates_than_stood(history: History) -> None:
    listed = Counter(row.contest for row in history.results)
    for terms in history.contests:
        assert terms.candidates is None or listed[terms.contest] <= terms.candidates


def test_every_row_has_a_source(history: History) -> None:
    papers = {"City AM 15 January 2018"}
    for name, row in every_row(history):
        for source in row.source.split(" ; "):
            assert source in papers or re.fullmatch(r"https?://\S+", source), (name, row)


def test_no_date_is_impossible(history: History) -> None:
    for name, row in every_row(history):
        days = (row.date.first, row.date.last, row.published.first, row.published.last)
        assert date(2006, 8, 1) <= min(days) <= max(days) <= date(2026, 12, 31), (name, row)


def test_ids_name_the_body_and_the_date(history: History) -> None:
    for name, row in every_row(history):
        parts = re.fullmatch(r"[a-z_]+-(\d{4}(?:-\d\d)*)(?:-[a-z_][a-z_0-9]*)?", row[0])
        assert parts, (name, row)
        day = contest(history, row.contest).date if name == "nominations" else row.date
        assert day.text.startswith(parts[1]), (name, row)


def test_nothing_of_a_contest_is_public_before_its_terms_but_an_interim_count(
    history: History,
) -> None:
    for row in standing(history):
        early = row.published.last < contest(history, row.contest).published.last
        assert early == (getattr(row, "final", None) is False)


def test_one_id_is_one_person_and_one_person_one_id(history: History) -> None:
    names, found = defaultdict(set), defaultdict(set)
    for id_, name in people(history):
        names[id_].add(name)
        found[name].add(id_)
    assert {frozenset(each) for each in names.values() if len(each) > 1} == SAME_PERSON
    assert [name for name, each in found.items() if len(each) > 1] == []


def test_factions_are_those_of_the_configs(history: History) -> None:
    known = {"left", "soft_left", "centre_right", "independent", ""}
    assert {row.faction for row in standing(history)} == known
    assert {option.faction for option in history.evidence} <= known
    assert {row.alignment for row in history.committees} <= {*known, "swing"}


def test_a_slate_is_of_one_faction_in_each_contest(history: History) -> None:
    factions = defaultdict(set)
    for row in standing(history):
        factions[row.contest, row.slate].add(row.faction)
    assert all(len(each) == 1 for key, each in factions.items() if key[1])


@pytest.mark.parametrize(
    ("table", "id_", "conflict"),
    [
        ("results", "nec-2018-01", "66,388"),
        ("results", "nec-2018-09", "3,000"),
        ("results", "nec-2012-06", "124"),
        ("nominations", "nec-2020-11", "302"),
        ("nominations", "nec-2024-09", "217"),
        ("contests", "nec-2020-04", "293,093"),
        ("contests", "nec-2020-04", "15 February"),
        ("nominations", "nec-2010-09", "181"),
        ("contests", "nec-2022-09", "differ"),
        ("divisions", "nec-2020-05-26-general_secretary", "Welsh"),
        ("ballots", "nec-2018-09", "17%"),
    ],
)
def test_conflicts_between_sources_are_noted(
    history: History, table: str, id_: str, conflict: str
) -> None:
    rows = [row for name, row in every_row(history) if name == table and row[0] == id_]
    assert any(conflict in row.note for row in rows)


def test_rules_are_the_counting_rules() -> None:
    column = next(column for column in TABLES["contests"].columns if column.name == "rule")
    assert [column.read(rule) for rule in RULES] == [*RULES]


def test_files_are_plain_csv() -> None:
    assert {file.stem for file in PACKAGED.iterdir()} == set(TABLES) == set(History._fields)
    for name, table in TABLES.items():
        raw = (PACKAGED / f"{name}.csv").read_bytes()
        header = raw.decode("utf-8").split("\n", 1)[0].split(",")
        assert header == [column.name for column in table.columns] == [*table.row._fields]  # type: ignore[attr-defined]
        assert b"\r" not in raw
        assert raw.endswith(b"\n")
