"""The columns of the draws, by family."""

from __future__ import annotations

from typing import NamedTuple

# Columns of the draws that only pass through to the tables, and are dropped from what is kept.
PASSING = r"^transfers\..*$"


class Family(NamedTuple):
    """Columns of the draws that differ in ids only; `condition` says when they are there."""

    pattern: str
    dtype: str
    meaning: str
    condition: str


ALWAYS = "always"
LOSERS = "null where nobody loses"
WITH_COMMITTEE = "with a committee"
DRAWS: tuple[Family, ...] = (
    Family("replicate", "Int32", "index of the replicate", ALWAYS),
    Family("seats.<contest>.<faction>", "UInt8", "seats won; `independent` included", ALWAYS),
    Family("elected.<contest>.<candidate>", "Boolean", "whether the candidate is elected", ALWAYS),
    Family("votes.<contest>.<candidate>", "Int32", "votes; first preferences under STV", ALWAYS),
    Family(
        "share.<contest>.<slate or faction>",
        "Float32",
        "share of all votes; a slate only where its id is not a faction's",
        ALWAYS,
    ),
    Family("margin.<contest>", "Float64", "lead of the last in over the first out", LOSERS),
    Family("last_in.<contest>", "Int16", "index of the candidate with the last seat", ALWAYS),
    Family("first_out.<contest>", "Int16", "index of the candidate who just missed one", LOSERS),
    Family("ballots.<contest>", "Int32", "valid ballots", ALWAYS),
    Family("turnout.<contest>", "Float32", "ballots cast over electorate", ALWAYS),
    Family("exhausted.<contest>", "Float64", "exhausted votes at the end", "under STV"),
    Family(
        "stage.<contest>.<candidate>",
        "Int16",
        "stage of election, from 1; 0 if not elected",
        "under STV",
    ),
    Family(
        "minimum_acted.<contest>",
        "Boolean",
        "whether a minimum passed over the lowest candidate",
        "with minimums",
    ),
    Family(
        "minimum_changed.<contest>",
        "Boolean",
        "whether the same papers without minimums elect others",
        "with minimums, by sampler ballots",
    ),
    Family("support.<faction>", "Float32", "share of voting members; `unaligned` included", ALWAYS),
    Family(
        "discipline.<contest>.<slate>", "Float32", "chance that a member votes as asked", ALWAYS
    ),
    Family(
        "appeal.<contest>.<candidate>", "Float64", "personal vote on the log-weight scale", ALWAYS
    ),
    Family(
        "committee.<faction>", "Float64", "expected seats; `independent` included", WITH_COMMITTEE
    ),
    Family("control.<holder>", "Float64", "chance of control in this replicate", WITH_COMMITTEE),
    Family("shift", "Float64", "shift of uncertain seats on the logit scale", WITH_COMMITTEE),
)


def family(column: str) -> Family:
    """Find the family of a column of the draws; a name of no family is a KeyError."""
    return _FAMILIES[column.partition(".")[0]]


_FAMILIES = {each.pattern.partition(".")[0]: each for each in DRAWS}
