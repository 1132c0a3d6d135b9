"""What else would be so if something were: chances then, beside those in all worlds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import polars as pl

from necsim.report.charts.figure import INK, WIDTH, Figure
from necsim.report.charts.parts import (
    Row,
    beside,
    estimate,
    in_rows,
    of_rows,
    outcome_colour,
    percent_axis,
    row_names,
    rows_height,
    shortened,
)
from necsim.report.words.names import Names
from necsim.report.words.numbers import listed
from necsim.report.words.outcomes import outcome_words
from necsim.store import Record

_SHOWN, _TOLD = 10, 6
_NAME, _LETTERS, _RIGHT = 190, 27, 120
_ROW = 36
_CONTROL = "control."


def suppose_figures(table: pl.DataFrame, record: Record, names: Names) -> Iterator[Figure]:
    """Draw the chances that differ most from those in all worlds, if any is told to differ."""
    told = table.filter(pl.col("p").is_not_null(), pl.col("diff_lo") * pl.col("diff_hi") > 0)
    ranked = told.sort(pl.col("diff").abs(), descending=True, maintain_order=True)
    shown = ranked.head(_SHOWN).sort(
        pl.col("outcome").str.starts_with(_CONTROL), descending=True, maintain_order=True
    )
    if shown.is_empty():
        return
    points = in_rows(
        (_point(row, record["given"]["n"], names) for row in shown.iter_rows(named=True)), _LETTERS
    )
    event = " and ".join(outcome_words(each, names) for each in record["asked"]["given"])
    said = [f"{point['label']} {point['text']}" for point in points[:_TOLD]]
    more, rest = len(points) - len(said), len(ranked) - len(points)
    alt_text = (
        f"Suppose: {event}. Chances in all worlds, then where it is so; the largest differences:"
        f" {listed(said)}."
        + (f" {more} more are drawn." if more else "")
        + (f" {rest} others differ less." if rest else "")
    )
    yield Figure("suppose", f"Suppose: {shortened(event)}", alt_text, _chart(points))


def _point(row: Row, n: int, names: Names) -> dict[str, Any]:
    label = outcome_words(row["outcome"], names)
    here = estimate(row)
    then = "" if here is None else here.said
    return {"label": label, "all": row["all"], "p": row["p"],
            "low": row["p_lo"], "high": row["p_hi"], "text": f"{beside(row, 'all', n)} → {then}",
            "colour": outcome_colour(row["outcome"], names)}  # fmt: skip


def _chart(points: Sequence[Row]) -> Any:
    """Draw a row an outcome: a mark in all worlds, a dot where the event is so."""
    order = [point["row"] for point in points]
    y = alt.Y("row:N", sort=order, title=None, axis=row_names(_NAME))
    axis = percent_axis("chance in all worlds (mark), and where it is so (dot)", tickCount=5)
    scale = alt.Scale(domain=[0, 1])
    base = of_rows(points).encode(y=y)
    colour = alt.Color("colour:N", scale=None, legend=None)
    before, then = (alt.X(f"{each}:Q", axis=axis, scale=scale) for each in ("all", "p"))
    line = base.mark_rule(strokeWidth=3, opacity=0.45).encode(
        x=before, x2=alt.X2("p:Q"), color=colour
    )
    mark = base.mark_tick(thickness=3, height=18, opacity=1).encode(x=before, color=colour)
    dot = base.mark_circle(size=100, opacity=1).encode(x=then, color=colour)
    width = WIDTH - _NAME - _RIGHT
    text = base.mark_text(align="left", color=INK).encode(
        x=alt.value(width + 14), text=alt.Text("text:N")
    )
    return alt.layer(line, mark, dot, text).properties(
        width=width, height=rows_height(len(points), _ROW)
    )
