"""The tables of a run."""

from __future__ import annotations

from necsim.columns.form import (
    CHANCE,
    CONTEST,
    COUNT,
    FACTION,
    FINE_PERCENT,
    PERCENT,
    RUN,
    SEATS,
    VOTES_MEAN,
    Column,
    Table,
    dtype,
    text,
    votes,
)


def _points(name: str, which: str) -> Column:
    meaning = f"the same lead in points, as a share of the replicate's valid ballots: {which}"
    return Column(name, "number", "share", FINE_PERCENT, meaning)


_CANDIDATE = text("candidate", "id of the candidate")
_HOLDER = text("holder", "id of the faction or coalition; `nobody` when no single faction has it")

CANDIDATES = Table(
    "candidates",
    "one row a candidate: the chance of a seat and the votes (first preferences under STV)",
    (
        CONTEST,
        _CANDIDATE,
        text("name", "name of the candidate"),
        text("slate", "ids of the candidate's slates, joined by ` + `; empty for none"),
        FACTION,
        *CHANCE,
        VOTES_MEAN,
        votes("votes_p10", "integer", "votes fall below this in one replicate of ten"),
        votes("votes_p90", "integer", "votes rise above this in one replicate of ten"),
    ),
)
SEATS_TABLE = Table(
    "seats",
    "one row for each number of seats a faction may win in a contest",
    (CONTEST, FACTION, SEATS, *CHANCE),
)
COMMITTEE = Table(
    "committee",
    "one row for each number of seats a faction may hold on the whole committee",
    (FACTION, SEATS, *CHANCE),
)
CONTROL = Table(
    "control",
    "one row a holder: the chance of more than half of the committee's votes;"
    " rows of kind faction and none sum to one, coalitions may overlap",
    (
        _HOLDER,
        text("kind", "faction, coalition or none"),
        *CHANCE,
    ),
)
ASSUMPTIONS = Table(
    "assumptions",
    "one row a value the forecast rests on",
    (
        text("key", "address of the value in the scenario"),
        text("value", "the value, as it would be typed"),
        text("origin", "where it comes from: file, flag, default, fit or history"),
        text("why", "the reason given for it"),
    ),
)
CONTESTS = Table(
    "contests",
    "one row a contest: ballots, turnout and how close the last seat is",
    (
        CONTEST,
        Column("ballots_mean", "number", "ballots", COUNT, "mean number of valid ballots"),
        Column("turnout_mean", "number", "share", PERCENT, "mean of ballots cast over electorate"),
        votes("margin_p10", "number", "lead of the last in over the first out: tenth percentile"),
        votes("margin_p50", "number", "lead of the last in over the first out: median"),
        votes(
            "margin_p90", "number", "lead of the last in over the first out: ninetieth percentile"
        ),
        _points("margin_points_p10", "tenth percentile"),
        _points("margin_points_p50", "median"),
        _points("margin_points_p90", "ninetieth percentile"),
        text("last_in", "candidate who most often takes the last seat"),
        Column("last_in_p", "chance", "", PERCENT, "share of replicates in which that is so"),
        text("first_out", "candidate who most often just misses a seat; empty if nobody can"),
        Column("first_out_p", "chance", "", PERCENT, "share of replicates in which that is so"),
        votes("exhausted_mean", "number", "mean exhausted votes at the end; empty without stages"),
        Column(
            "minimum_acted",
            "chance",
            "",
            PERCENT,
            "share of replicates in which a minimum passed over the lowest; empty without minimums",
        ),
        Column(
            "minimum_changed",
            "chance",
            "",
            PERCENT,
            "share of replicates in which the same papers without minimums elect others; empty"
            " without minimums, and under flows, which keep no papers",
        ),
    ),
)

TRANSFERS = Table(
    "transfers",
    "one row a pair of slates under STV: what surpluses and exclusions moved from one to the other",
    (
        CONTEST,
        text("from", "id of the slate whose candidates lost the votes; `none` for no slate"),
        text("to", "id of the slate that received them, `none`, or `nobody`: non-transferable"),
        VOTES_MEAN,
    ),
)

SWING = Table(
    "swing",
    "one row for each number of seats a faction with candidates may win in a block vote: where it"
    " tips, other things being as expected",
    (
        CONTEST,
        FACTION,
        SEATS,
        Column(
            "swing",
            "number",
            "share",
            PERCENT,
            "change in the faction's support, the others giving way in proportion, from which on"
            " it wins at least so many seats at the central world; below 0 it can lose as much"
            " first; empty if no change is enough; minimums are left out of account",
        ),
    ),
)

# A sheet of the workbook, and nowhere else: the other tables say all of it.
ALL = Table(
    "all",
    "one row a chance of the tables candidates, seats, committee and control, for a pivot table",
    (
        text("table", "name of the table that the row is from, which says what p is a chance of"),
        CONTEST,
        FACTION,
        _CANDIDATE,
        _HOLDER,
        text("name", "name of the candidate, faction, coalition or holder"),
        SEATS,
        *CHANCE,
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(CANDIDATES, SEATS_TABLE, COMMITTEE, CONTROL, ASSUMPTIONS, CONTESTS, TRANSFERS, SWING),
    )
}


def beside_others(table: Table) -> Table:
    """Give a table's form where the rows of several runs stand in it: led by the run."""
    return table._replace(columns=(RUN, *table.columns))


def schema(table: str) -> dict[str, str]:
    """Give the columns of a table, in order, with the names of their Polars data types."""
    return {column.name: dtype(column) for column in TABLES[table].columns}
