"""What a column and a table are, and the columns that many tables share."""

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


def text(name: str, meaning: str) -> Column:
    """Make a column of text."""
    return Column(name, "text", "", "", meaning)


def votes(name: str, kind: ColumnType, meaning: str) -> Column:
    """Make a column of votes."""
    return Column(name, kind, "votes", COUNT, meaning)


RUN = text("run", "scenario and hash of the run, where several stand side by side")
CONTEST = text("contest", "id of the contest")
FACTION = text("faction", "id of the faction whose seats are meant, or `independent`")
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
VOTES_MEAN = votes("votes_mean", "number", "mean votes in a count")
CHANCE = (P, P_SE, P_LO, P_HI, N)

_DTYPES: dict[ColumnType, str] = {
    "text": "String",
    "integer": "Int64",
    "number": "Float64",
    "decimal": "Decimal",
    "chance": "Float64",
    "yes/no": "Boolean",
}


def dtype(column: Column) -> str:
    """Name the Polars data type of a column; of a decimal, how many places it has is not said."""
    return _DTYPES[column.type]
