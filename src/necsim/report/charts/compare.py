"""What alternatives change: differences from the base on the same worlds, with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import polars as pl

from necsim.report.charts.figure import INK, WIDTH, Figure
from necsim.report.charts.parts import (
    LINE,
    Row,
    beside,
    estimate,
    in_rows,
    of_rows,
    outcome_colour,
    row_names,
    rows_height,
    short_title,
    shortened,
)
from necsim.report.words.names import Names
from necsim.report.words.numbers import listed
from necsim.report.words.outcomes import changes_words, outcome_words
from necsim.report.words.verdict import POINTS, size_text
from necsim.summary.paired import Difference

_EACH = 3  # alternatives that have a figure of their own; more stand in one an outcome
_ROWS, _FIGURES = 12, 4
_TOLD = 6
_NAME, _LETTERS, _RIGHT = 190, 27, 150
_ROW = 44
_SIGNS = {"higher": "+", "lower": "−"}
_SIGNED = "datum.value == 0 ? '0' : format(datum.value, '+~g')"
_CONTROL = "control."


def compare_figures(table: pl.DataFrame, names: Names) -> Iterator[Figure]:
    """Draw differences of chances by alternative, or by outcome if many; means each alone."""
    rows = table.filter(pl.col("diff").is_not_null(), pl.col("verdict") != "same")
    chances = rows.filter(pl.col("p").is_not_null())
    alternatives = chances["alternative"].unique(maintain_order=True)
    if len(alternatives) <= _EACH:
        for number, alternative in enumerate(alternatives, start=1):
            own = _ranked(chances.filter(alternative=alternative))
            title = f"Against the base: {shortened(changes_words(alternative, names), 50)}"
            labels = [outcome_words(row["outcome"], names) for row in own]
            yield _figure(f"compare-{number}", title, labels, own, names)
    else:
        yield from _by_outcome("compare", chances, names)
    yield from _by_outcome("compare-mean", rows.filter(pl.col("mean").is_not_null()), names)


def _ranked(rows: pl.DataFrame) -> Sequence[Row]:
    """Take those of control, in their order, then others that are told, largest first."""
    control = pl.col("outcome").str.starts_with(_CONTROL)
    told = rows.filter(~control, pl.col("verdict").is_in(list(_SIGNS)))
    told = told.sort(pl.col("diff").abs(), descending=True, maintain_order=True)
    ranked = [*rows.filter(control).iter_rows(named=True), *told.iter_rows(named=True)]
    return ranked or list(rows.iter_rows(named=True))


def _by_outcome(name: str, rows: pl.DataFrame, names: Names) -> Iterator[Figure]:
    outcomes = list(dict.fromkeys(row["outcome"] for row in _ranked(rows)))
    for number, outcome in enumerate(outcomes[:_FIGURES], start=1):
        own = list(rows.filter(outcome=outcome).iter_rows(named=True))
        title = f"Against the base: {short_title(outcome, names)}"
        labels = [changes_words(row["alternative"], names) for row in own]
        yield _figure(f"{name}-{number}", title, labels, own, names)


def _figure(
    name: str, title: str, labels: Sequence[str], rows: Sequence[Row], names: Names
) -> Figure:
    kept = list(zip(labels, rows, strict=True))[:_ROWS]
    points = in_rows((_point(label, row, names) for label, row in kept), _LETTERS)
    told = [f"{point['label']} {point['verdict']} ({point['levels']})" for point in points[:_TOLD]]
    more, rest = len(points) - len(told), len(rows) - len(points)
    alt_text = (
        f"{title}. Differences in the same worlds, with 95% intervals: {listed(told)}."
        + (f" {more} more are drawn." if more else "")
        + (f" {rest} others are in the table." if rest else "")
    )
    chance = rows[0]["p"] is not None
    return Figure(name, title, alt_text, _chart(points, chance=chance))


def _point(label: str, row: Row, names: Names) -> dict[str, Any]:
    chance = row["p"] is not None
    scale = 100 if chance else 1
    here = estimate(row)
    after = "none" if here is None else here.said.partition(" ±")[0]
    levels = f"{beside(row, 'base', row['pairs'])} → {after}"
    verdict = _verdict(row, chance=chance)
    ends = {each: scale * row[f"diff_{each}"] for each in ("lo", "hi")}
    return {"label": label, "diff": scale * row["diff"], **ends, "levels": levels,
            "verdict": verdict, "text": f"{verdict}\n{levels}",
            "told": row["verdict"] in _SIGNS,
            "colour": outcome_colour(row["outcome"], names)}  # fmt: skip


def _verdict(row: Row, *, chance: bool) -> str:
    sign = _SIGNS.get(row["verdict"])
    if sign is None:
        return "no difference told"
    difference = Difference(*(row["pairs" if f == "n" else f] for f in Difference._fields))
    return sign + size_text(difference, POINTS if chance else "").strip()


def _chart(points: Sequence[Row], *, chance: bool) -> Any:
    """Draw a dot with its interval a row, hollow where it may be nothing, and zero as a line."""
    order = [point["row"] for point in points]
    y = alt.Y("row:N", sort=order, title=None, axis=row_names(_NAME))
    axis = alt.Axis(
        title=f"difference{', points' if chance else ''}", tickCount=5, labelExpr=_SIGNED
    )
    x = alt.X("diff:Q", axis=axis, scale=alt.Scale(zero=True, padding=10, nice=True))
    base = of_rows(points).encode(y=y)
    colour = alt.Color("colour:N", scale=None, legend=None)
    width = WIDTH - _NAME - _RIGHT
    filled = alt.condition("datum.told", alt.Color("colour:N", scale=None), alt.value("#FFFFFF"))
    dot = base.mark_point(size=95, strokeWidth=2, opacity=1, shape="circle").encode(
        x=x, stroke=alt.Stroke("colour:N", scale=None, legend=None), fill=filled
    )
    span = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("lo:Q", axis=axis), x2=alt.X2("hi:Q"), color=colour
    )
    zero = of_rows([{"diff": 0.0}]).mark_rule(strokeDash=[4, 3], color=INK).encode(x=x)
    text = base.mark_text(align="left", lineBreak="\n", lineHeight=LINE, dy=-LINE / 2, color=INK)
    words = text.encode(x=alt.value(width + 12), text=alt.Text("text:N"))
    return alt.layer(zero, span, dot, words).properties(
        width=width, height=rows_height(len(points), _ROW)
    )
