"""Candidates: their chance of a seat, and their votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from necsim.plan.labels import ContestLabels
from necsim.report.charts.figure import Figure
from necsim.report.charts.rows import Axis, Row, row_chart
from necsim.report.words.names import Names
from necsim.report.words.numbers import chance_text, listed, range_text
from necsim.rules import RULES

_CHANCE = ("p", "p_se", "p_lo", "p_hi")
_ALL = 14
_BEYOND = 5  # shown below the seats where there are too many candidates to show all
_TOLD = 6


def people_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> Iterator[Figure]:
    """Draw the candidates of each contest who matter, by chance, then their votes."""
    for contest in names.labels.contests:
        ranked = tables["candidates"].filter(contest=contest.id)
        ranked = ranked.sort("p", "votes_mean", descending=True, maintain_order=True)
        shown = ranked if len(ranked) <= _ALL else ranked.head(contest.seats + _BEYOND)
        left_out = len(ranked) - len(shown)
        yield _chances(shown, contest, names, left_out)
        yield _votes(shown, contest, names, left_out)


def _chances(shown: pl.DataFrame, contest: ContestLabels, names: Names, left_out: int) -> Figure:
    rows = [
        Row(_label(row, names), row["faction"], row["p"], row["p_lo"], row["p_hi"],
            chance_text(*(row[key] for key in _CHANCE)))
        for row in shown.iter_rows(named=True)
    ]  # fmt: skip
    told = listed([f"{row.label} {row.said}" for row in rows[:_TOLD]])
    alt = f"Chance of one of the {contest.seats} seats, with its simulation error: {told}."
    chart = row_chart(rows, Axis("chance of a seat", "%", 0.0, 1.0), names.colours)
    title = f"Chance of a seat{_of(contest, names)}"
    return Figure(f"elected-{contest.id}", title, alt + _rest(rows, left_out), chart)


def _votes(shown: pl.DataFrame, contest: ContestLabels, names: Names, left_out: int) -> Figure:
    unit = RULES[contest.rule].unit
    rows = [
        Row(_label(row, names), row["faction"], row["votes_mean"], row["votes_p10"],
            row["votes_p90"], range_text(row["votes_p10"], row["votes_p90"]))
        for row in shown.sort("votes_mean", descending=True, maintain_order=True)
                        .iter_rows(named=True)
    ]  # fmt: skip
    told = listed([f"{row.label} {row.said}" for row in rows[:_TOLD]])
    title = f"{unit.capitalize()}{_of(contest, names)}: mean, and eight in ten worlds"
    alt = f"{unit.capitalize()} in eight of ten worlds: {told}."
    chart = row_chart(rows, Axis(unit, "~s"), names.colours, "range")
    return Figure(f"votes-{contest.id}", title, alt + _rest(rows, left_out), chart)


def _label(row: Mapping[str, str], names: Names) -> str:
    return f"{row['name'].strip() or row['candidate']} · {names.holder(row['faction'])}"


def _of(contest: ContestLabels, names: Names) -> str:
    """Name the contest where there are several."""
    return f", {contest.name}" if len(names.labels.contests) > 1 else ""


def _rest(rows: list[Row], left_out: int) -> str:
    more = len(rows) - _TOLD
    shown = f" {more} more are drawn." if more > 0 else ""
    return shown + (f" {left_out} others are in the table." if left_out else "")
