"""The table of a count of real ballots."""

from __future__ import annotations

from necsim.columns.form import COUNT, Column, Table, text, votes

STAGES = Table(
    "stages",
    "one row a stage of a count and a candidate, and one for non-transferable votes;"
    " all totals of a stage add up to the valid ballots",
    (
        Column("stage", "integer", "", COUNT, "number of the stage, from 1"),
        text("kind", "what the stage does: first, surplus or exclusion"),
        Column("number", "integer", "", COUNT, "number of the candidate; 0: non-transferable"),
        text("name", "name of the candidate"),
        votes("transfer", "decimal", "votes gained or lost at this stage"),
        votes("total", "decimal", "votes held at the end of this stage"),
        text("fate", "`elected` or `excluded` at this stage, else empty"),
    ),
)
COUNT_TABLES: dict[str, Table] = {STAGES.name: STAGES}
