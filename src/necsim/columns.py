"""Every output column: its name, type, unit, spreadsheet format and meaning, said once.

CSV files, the workbook and its dictionary, `datapackage.json`, `--json` and the docs are made from
`TABLES`; the columns of `draws.parquet` from `DRAWS`. Light commands read this: stdlib only.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

ColumnType = Literal["text", "integer", "number", "decimal", "chance", "yes/no"]

COUNT = "#,##0"
PERCENT = "0.0%"
FINE_PERCENT = "0.00%"


class Column(NamedTuple):
    """One column of a table; `format` is a spreadsheet's number format, empty for text."""

    name: str
    type: ColumnType
    unit: str
    format: str
    meaning: str


class Table(NamedTuple):
    """One table: its name in files, sheets and JSON, what a row is, and its columns in order."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


class Family(NamedTuple):
    """Columns of the draws that differ in ids only; `condition` says when they are there."""

    pattern: str
    dtype: str
    meaning: str
    condition: str


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "", "", meaning)


def _votes(name: str, kind: ColumnType, meaning: str) -> Column:
    return Column(name, kind, "votes", COUNT, meaning)


def _points(name: str, which: str) -> Column:
    meaning = f"the same lead in points, as a share of the replicate's valid ballots: {which}"
    return Column(name, "number", "share", FINE_PERCENT, meaning)


RUN = _text("run", "scenario and hash of the run, where several stand side by side")
CONTEST = _text("contest", "id of the contest")
FACTION = _text("faction", "id of the faction whose seats are meant, or `independent`")
SEATS = Column("seats", "integer", "seats", COUNT, "number of seats the row speaks of")
P = Column("p", "chance", "", PERCENT, "chance: the mean over replicates")
P_SE = Column(
    "p_se",
    "chance",
    "",
    FINE_PERCENT,
    "standard error of p from simulation alone; 0 only where the rule makes the outcome certain",
)
P_LO = Column("p_lo", "chance", "", PERCENT, "lower end of the 95 % interval for simulation error")
P_HI = Column("p_hi", "chance", "", PERCENT, "upper end of the 95 % interval for simulation error")
N = Column("n", "integer", "replicates", COUNT, "number of replicates")
VOTES_MEAN = _votes("votes_mean", "number", "mean votes in a count")
CHANCE = (P, P_SE, P_LO, P_HI, N)

CANDIDATES = Table(
    "candidates",
    "one row a candidate: the chance of a seat and the votes (first preferences under STV)",
    (
        CONTEST,
        _text("candidate", "id of the candidate"),
        _text("name", "name of the candidate"),
        _text("slate", "ids of the candidate's slates, joined by ` + `; empty for none"),
        FACTION,
        *CHANCE,
        VOTES_MEAN,
        _votes("votes_p10", "integer", "votes fall below this in one replicate of ten"),
        _votes("votes_p90", "integer", "votes rise above this in one replicate of ten"),
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
        _text("holder", "id of the faction or coalition; `nobody` when no single faction has it"),
        _text("kind", "faction, coalition or none"),
        *CHANCE,
    ),
)
ASSUMPTIONS = Table(
    "assumptions",
    "one row a value the forecast rests on",
    (
        _text("key", "address of the value in the scenario"),
        _text("value", "the value, as it would be typed"),
        _text("origin", "where it comes from: file, flag, default, fit or history"),
        _text("why", "the reason given for it"),
    ),
)
CONTESTS = Table(
    "contests",
    "one row a contest: ballots, turnout and how close the last seat is",
    (
        CONTEST,
        Column("ballots_mean", "number", "ballots", COUNT, "mean number of valid ballots"),
        Column("turnout_mean", "number", "share", PERCENT, "mean of ballots cast over electorate"),
        _votes("margin_p10", "number", "lead of the last in over the first out: tenth percentile"),
        _votes("margin_p50", "number", "lead of the last in over the first out: median"),
        _votes(
            "margin_p90", "number", "lead of the last in over the first out: ninetieth percentile"
        ),
        _points("margin_points_p10", "tenth percentile"),
        _points("margin_points_p50", "median"),
        _points("margin_points_p90", "ninetieth percentile"),
        _text("last_in", "candidate who most often takes the last seat"),
        Column("last_in_p", "chance", "", PERCENT, "share of replicates in which that is so"),
        _text("first_out", "candidate who most often just misses a seat; empty if nobody can"),
        Column("first_out_p", "chance", "", PERCENT, "share of replicates in which that is so"),
        _votes("exhausted_mean", "number", "mean exhausted votes at the end; empty without stages"),
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
        _text("from", "id of the slate whose candidates lost the votes; `none` for no slate"),
        _text("to", "id of the slate that received them, `none`, or `nobody`: non-transferable"),
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

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(CANDIDATES, SEATS_TABLE, COMMITTEE, CONTROL, ASSUMPTIONS, CONTESTS, TRANSFERS, SWING),
    )
}

# Columns of the draws that only pass through to the tables, and are dropped from what is kept.
PASSING = r"^transfers\..*$"

STAGES = Table(
    "stages",
    "one row a stage of a count and a candidate, and one for non-transferable votes;"
    " all totals of a stage add up to the valid ballots",
    (
        Column("stage", "integer", "", COUNT, "number of the stage, from 1"),
        _text("kind", "what the stage does: first, surplus or exclusion"),
        Column("number", "integer", "", COUNT, "number of the candidate; 0: non-transferable"),
        _text("name", "name of the candidate"),
        _votes("transfer", "decimal", "votes gained or lost at this stage"),
        _votes("total", "decimal", "votes held at the end of this stage"),
        _text("fate", "`elected` or `excluded` at this stage, else empty"),
    ),
)
COUNT_TABLES: dict[str, Table] = {STAGES.name: STAGES}

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

_DTYPES: dict[ColumnType, str] = {
    "text": "String",
    "integer": "Int64",
    "number": "Float64",
    "decimal": "Decimal",
    "chance": "Float64",
    "yes/no": "Boolean",
}


def beside_others(table: Table) -> Table:
    """Give a table's form where the rows of several runs stand in it: led by the run."""
    return table._replace(columns=(RUN, *table.columns))


def schema(table: str) -> dict[str, str]:
    """Give the columns of a table, in order, with the names of their Polars data types."""
    return {column.name: dtype(column) for column in TABLES[table].columns}


def dtype(column: Column) -> str:
    """Name the Polars data type of a column; of a decimal, how many places it has is not said."""
    return _DTYPES[column.type]


def family(column: str) -> Family:
    """Find the family of a column of the draws; a name of no family is a KeyError."""
    return _FAMILIES[column.partition(".")[0]]


_FAMILIES = {each.pattern.partition(".")[0]: each for each in DRAWS}
