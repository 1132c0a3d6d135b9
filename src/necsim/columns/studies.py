"""The tables of studies; each is led by the keys that it varies, where it varies any."""

from __future__ import annotations

from necsim.columns.form import CHANCE, COUNT, PERCENT, Column, Table, text

OUTCOME = text("outcome", "the event whose chance, or the number whose mean, the row gives")
MEAN = Column("mean", "number", "", "#,##0.00", "mean over replicates; empty for a chance")
MEAN_SE = Column(
    "mean_se", "number", "", "#,##0.00", "standard error of mean from simulation alone"
)
ESTIMATE = (*CHANCE, MEAN, MEAN_SE)

SWEEP = Table(
    "sweep",
    "one row a cell and outcome; the varied keys come first",
    (OUTCOME, *ESTIMATE),
)

TARGET = Table(
    "target",
    "one row a value of the key at which the goal has the chance wanted, or one that says why not",
    (
        text("key", "address of the assumption"),
        Column("value", "number", "", "#,##0.0000", "value at which the goal has that chance"),
        Column("value_lo", "number", "", "#,##0.0000", "least value that simulation error leaves"),
        Column("value_hi", "number", "", "#,##0.0000", "largest such value"),
        text(
            "found",
            "`at least` or `at most` this value; without one, whether `every` or `none` of the"
            " values looked at gives the chance, or simulation has `not told`",
        ),
        text("goal", "the event"),
        Column("wanted", "chance", "", PERCENT, "the chance wanted of it"),
        *CHANCE,
        Column(
            "members", "number", "members", COUNT, "members expected to vote for whom it speaks"
        ),
        Column(
            "votes", "chance", "", PERCENT, "share of votes its faction has at the central world"
        ),
    ),
)

STUDY_TABLES: dict[str, Table] = {table.name: table for table in (SWEEP, TARGET)}
