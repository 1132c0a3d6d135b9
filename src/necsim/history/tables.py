"""Every table: what a row is, when it counts as public, and what its columns mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from necsim.history import cells, rows


class Column(NamedTuple):
    """One column: how its cells are read, what it means, whether a cell may be empty."""

    name: str
    read: Callable[[str], Any]
    meaning: str
    needed: bool = False


class Table(NamedTuple):
    """One table: the class of its rows, the columns that tell them apart (the id first)."""

    name: str
    row: Callable[..., Any]
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


SOURCE = Column("source", cells.text, "addresses or papers, joined by ` ; `", True)
NOTE = Column("note", cells.text, "conflicts between sources, and how a value was got")
NAME = Column("name", cells.text, "name as the source prints it")
CANDIDATE = Column("candidate", cells.id_, "id of the person, the same in every contest", True)
SLATE = Column("slate", cells.id_, "id of the slate; empty for none, or if not known")
FACTION = Column("faction", cells.id_, "id of the faction, or `independent`; empty if not known")
SIZE = Column("size", cells.whole, "seats of the committee")
ALIGNMENT = Column(
    "alignment", cells.id_, "faction, or `swing` if a source calls it that; empty if not known"
)


def _id(name: str, meaning: str) -> Column:
    return Column(name, cells.dated_id, meaning, True)


def _date(meaning: str) -> Column:
    return Column("date", cells.day, meaning, True)


def _published(rule: str) -> Column:
    return Column("published", cells.day, f"the day it became public: {rule}", True)


def _count(name: str, meaning: str, needed: bool = False) -> Column:
    return Column(name, cells.whole, meaning, needed)


def _text(name: str, meaning: str) -> Column:
    return Column(name, cells.text, meaning)


CONTESTS = Table(
    "contests",
    rows.Contest,
    "one row a contest: its terms",
    ("contest",),
    (
        _id("contest", "id: body and month of the result"),
        _date("the day the result was announced"),
        _published(
            "for its terms the close of nominations, else the result; where the result was not"
            " found, the first slate"
        ),
        _text("body", "the committee elected to"),
        _text("section", "the part of it, in the words of `committees`"),
        _text("voters", "who may vote"),
        Column("rule", cells.one_of("block", "ers97", "scottish", "meek"), "the counting rule"),
        _count("seats", "seats to fill", True),
        _count("votes", "votes each member has; empty under STV"),
        _count("candidates", "candidates who stood, whether or not `results` has them all"),
        _count("women_minimum", "at least so many women are elected"),
        _text("threshold", "nominations needed to stand"),
        SOURCE,
        NOTE,
    ),
)
RESULTS = Table(
    "results",
    rows.Result,
    "one row a candidate of a contest",
    ("contest", "candidate"),
    (
        _id("contest", "id of the contest"),
        CANDIDATE,
        NAME,
        SLATE,
        FACTION,
        _text("endorsers", "groups that endorsed the candidate"),
        _count("votes", "votes; first preferences under STV"),
        _count("votes_low", "where votes are not known, a lower bound"),
        _count("votes_high", "where votes are not known, an upper bound"),
        Column("share", cells.share, "share of the votes, where the source gives nothing else"),
        Column("elected", cells.yes_no, "whether elected; empty if no result was found"),
        _date("the day the result was announced"),
        _published("the announcement; without a result, the slate's"),
        SOURCE,
        NOTE,
    ),
)
NOMINATIONS = Table(
    "nominations",
    rows.Nomination,
    "one row a candidate and count of nominations",
    ("contest", "candidate", "date"),
    (
        _id("contest", "id of the contest"),
        CANDIDATE,
        NAME,
        SLATE,
        FACTION,
        _count("nominations", "local parties that nominated", True),
        Column("final", cells.yes_no, "whether this is the count at the close", True),
        _date("the day the count is of: the close of nominations if final"),
        _published("the close of nominations; an interim count's own day"),
        SOURCE,
        NOTE,
    ),
)
EVIDENCE = Table(
    "evidence",
    rows.Option,
    "one row an option of a poll or of a preceding ballot on something else",
    ("evidence", "option"),
    (
        _id("evidence", "id: who asked, the month, what or whom"),
        Column("kind", cells.one_of("poll", "ballot"), "a sample, or all who would vote", True),
        _date("the days of the fieldwork, or the day of the result"),
        _published("a ballot's result; for a poll the page's day or the month of its fieldwork"),
        _text("by", "who asked"),
        _text("population", "who was asked"),
        _count("size", "people who answered or voted"),
        _count("choices", "options each could choose, in a ballot counted by totals"),
        _text("question", "what was asked"),
        Column("option", cells.id_, "id of the answer; a person's is as in `results`", True),
        NAME,
        FACTION,
        _count("votes", "votes for the option"),
        Column("share", cells.share, "share for the option"),
        SOURCE,
        NOTE,
    ),
)
COMMITTEES = Table(
    "committees",
    rows.Sitting,
    "one row a seat of a committee",
    ("committee", "seat"),
    (
        _id("committee", "id: body and month; after the contest of that id, if there is one"),
        _count("seat", "number of the seat", True),
        _text("section", "who elects or appoints to it"),
        _text("holder", "who holds it; empty if not found"),
        ALIGNMENT,
        _date("the month the committee is of"),
        _published(
            "when both the holder and the alignment, shown by votes, slates or a published count,"
            " were known; the page's own month where nothing shows they were earlier; may be"
            " before or after `date`"
        ),
        SOURCE,
        NOTE,
    ),
)
BALANCES = Table(
    "balances",
    rows.Balance,
    "one row a side in a published count of a committee",
    ("committee", "alignment"),
    (
        _id("committee", "id of the committee"),
        Column("alignment", cells.id_, "faction, `swing`, or `unknown` for those not classed"),
        _count("seats", "seats the source gives it; empty where it gives words only"),
        SIZE._replace(needed=True),
        _date("the month the count is of"),
        _published("the page that counts"),
        SOURCE,
        NOTE,
    ),
)
DIVISIONS = Table(
    "divisions",
    rows.Division,
    "one row a vote within a committee",
    ("division",),
    (
        _id("division", "id: body, day, question"),
        _date("the day of the vote"),
        _published("the same day, or the month where only a member's later report has it"),
        _text("question", "what was voted on"),
        _count("in_favour", "votes for"),
        _count("against", "votes against"),
        _count("abstained", "abstentions"),
        Column("secret", cells.yes_no, "whether the vote was secret"),
        SIZE,
        Column("left_side", cells.one_of("in favour", "against"), "the side the left took"),
        SOURCE,
        NOTE,
    ),
)
BALLOTS = Table(
    "ballots",
    rows.Ballots,
    "one row a contest, or a ballot in `evidence`, of which any such figure is known",
    ("contest",),
    (
        _id("contest", "id of the contest or of the ballot"),
        _date("the day of the result"),
        _published("the result's if announced with it, else the first page to give the figure"),
        _count("electorate", "members who may vote"),
        _count("ballots", "ballots cast"),
        _count("valid", "valid ballots"),
        Column("turnout", cells.share, "ballots cast over electorate, as the source rounds it"),
        SOURCE,
        NOTE,
    ),
)
MEMBERSHIP = Table(
    "membership",
    rows.Membership,
    "one row a figure for the party's members",
    ("membership",),
    (
        _id("membership", "id: party and month"),
        _date("the month the figure is of"),
        _published("the page's; for annual accounts the year after"),
        _count("members", "members", True),
        _text("basis", "what was counted"),
        SOURCE,
        NOTE,
    ),
)
_ALL = (CONTESTS, RESULTS, NOMINATIONS, EVIDENCE, COMMITTEES, BALANCES, DIVISIONS, BALLOTS)
TABLES: dict[str, Table] = {table.name: table for table in (*_ALL, MEMBERSHIP)}
