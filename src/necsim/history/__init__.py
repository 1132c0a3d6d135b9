"""What happened: published contests as tidy CSV, and one typed reader for them and a user's own.

The tables are in `data`; what each column means, and the rule for `published` in each table, is in
`tables.TABLES`. Every row has `date`, the day it speaks of; `published`, the day that became
public; and `source`. Where sources disagree, `note` says so. What is not known is empty.

`published` is the day of the fact, not of the page that reports it: nominations are public at
their close, a result when it is announced, an alignment when a vote or a slate has shown it. Where
that day is not known, it is the month or year of the oldest page found, and a partial date counts
as its last day: so a row may count too late, never too early.

A user's folder holds tables of the same names and columns, any of them; it adds to these.
"""

from necsim.history.day import Day, parse_day
from necsim.history.derived import BallotUse, SlateVotes, ballot_use, slates
from necsim.history.queries import (
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
from necsim.history.read import read_history
from necsim.history.rows import (
    Balance,
    Ballots,
    Contest,
    Division,
    History,
    Membership,
    Nomination,
    Option,
    Result,
    Sitting,
)
from necsim.history.tables import TABLES

__all__ = [
    "TABLES",
    "Balance",
    "BallotUse",
    "Ballots",
    "Contest",
    "Day",
    "Division",
    "History",
    "Membership",
    "Nomination",
    "Option",
    "Result",
    "Sitting",
    "SlateVotes",
    "ballot_use",
    "committee",
    "contest",
    "contests",
    "evidence",
    "ids",
    "nominations",
    "parse_day",
    "public_by",
    "read_history",
    "results",
    "rows_of",
    "slates",
]
