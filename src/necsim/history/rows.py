"""One class a table: its fields are the table's columns, described in `tables`."""

from __future__ import annotations

from typing import NamedTuple

from necsim.history.day import Day


class Contest(NamedTuple):
    """The terms of one contest."""

    contest: str
    date: Day
    published: Day
    body: str
    section: str
    voters: str
    rule: str
    seats: int
    votes: int | None
    candidates: int | None
    women_minimum: int | None
    threshold: str
    source: str
    note: str


class Result(NamedTuple):
    """How one candidate fared in one contest."""

    contest: str
    candidate: str
    name: str
    slate: str
    faction: str
    endorsers: str
    votes: int | None
    votes_low: int | None
    votes_high: int | None
    share: float | None
    elected: bool | None
    date: Day
    published: Day
    source: str
    note: str


class Nomination(NamedTuple):
    """How many bodies nominated one candidate, at one count."""

    contest: str
    candidate: str
    name: str
    slate: str
    faction: str
    nominations: int
    final: bool
    date: Day
    published: Day
    source: str
    note: str


class Option(NamedTuple):
    """What one poll or preceding ballot says of one option."""

    evidence: str
    kind: str
    date: Day
    published: Day
    by: str
    population: str
    size: int | None
    choices: int | None
    question: str
    option: str
    name: str
    faction: str
    votes: int | None
    share: float | None
    source: str
    note: str


class Sitting(NamedTuple):
    """Who held one seat of a committee, and where they stood."""

    committee: str
    seat: int
    section: str
    holder: str
    alignment: str
    date: Day
    published: Day
    source: str
    note: str


class Balance(NamedTuple):
    """How many seats of a committee a source gave one side."""

    committee: str
    alignment: str
    seats: int | None
    size: int
    date: Day
    published: Day
    source: str
    note: str


class Division(NamedTuple):
    """One vote within a committee."""

    division: str
    date: Day
    published: Day
    question: str
    in_favour: int | None
    against: int | None
    abstained: int | None
    secret: bool | None
    size: int | None
    left_side: str
    source: str
    note: str


class Ballots(NamedTuple):
    """How many could vote in one contest, and how many did."""

    contest: str
    date: Day
    published: Day
    electorate: int | None
    ballots: int | None
    valid: int | None
    turnout: float | None
    source: str
    note: str


class Membership(NamedTuple):
    """How many members there were."""

    membership: str
    date: Day
    published: Day
    members: int
    basis: str
    source: str
    note: str


class History(NamedTuple):
    """All tables; the names are the files' names."""

    contests: tuple[Contest, ...] = ()
    results: tuple[Result, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    evidence: tuple[Option, ...] = ()
    committees: tuple[Sitting, ...] = ()
    balances: tuple[Balance, ...] = ()
    divisions: tuple[Division, ...] = ()
    ballots: tuple[Ballots, ...] = ()
    membership: tuple[Membership, ...] = ()
