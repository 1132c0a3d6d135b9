"""What a fit found: support with its interval, and what each piece of evidence adds to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import polars as pl

from necsim.report.charts.figure import INK, WIDTH, Figure
from necsim.report.charts.parts import (
    GREY,
    in_rows,
    of_rows,
    percent_axis,
    row_names,
    rows_height,
    shortened,
)
from necsim.report.charts.parts import Row as Point
from necsim.report.charts.rows import Axis, Row, row_chart
from necsim.report.words.names import Names
from necsim.report.words.numbers import listed
from necsim.report.words.outcomes import key_words
from necsim.scenario.behaviour import UNALIGNED

_PIECES = 12  # of evidence in a picture
_NAME, _LETTERS, _RIGHT = 170, 24, 150
_TOLD = 4
_SUPPORT = "support."


def fit_figures(table: pl.DataFrame, names: Names) -> Iterator[Figure]:
    """Draw support, what each piece of evidence adds, and what evidence not yet seen would."""
    support = table.filter(kind="support").drop_nulls("mean")
    if len(support):
        yield _support(support, names)
    for number, rows in enumerate(_factions(table.filter(kind="without")), start=1):
        yield _evidence(f"evidence-{number}", rows, names)
    unseen = table.filter(pl.col("kind") == "value", pl.col("name").str.starts_with(_SUPPORT))
    if len(unseen):
        yield _value(unseen, names)


def _support(rows: pl.DataFrame, names: Names) -> Figure:
    drawn = [
        Row(_faction(row["name"], names), row["name"], row["mean"], row["p10"], row["p90"],
            _support_text(row))
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip
    colours = {row.group: _colour(row.group, names) for row in drawn}
    high = 1.0 if any((row.high or 0.0) > 0.5 for row in drawn) else None
    axis = Axis("share of members", "%", None if high is None else 0.0, high)
    told = listed([f"{row.label} {row.said}" for row in drawn])
    alt_text = f"Support of each faction as fitted: its mean, and eight in ten worlds. {told}."
    title = "Support as fitted: mean, and eight in ten worlds"
    return Figure("support", title, alt_text, row_chart(drawn, axis, colours, "range"))


def _support_text(row: Point) -> str:
    said = f"{100 * row['mean']:.0f}%"
    if row["p10"] is not None and row["p90"] is not None:
        said += f" ({100 * row['p10']:.0f}–{100 * row['p90']:.0f}%)"
    return said if row["typed"] is None else f"{said}, typed {100 * row['typed']:.0f}%"


def _factions(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Part by faction; of the last nothing would be new, as far as it is the others' rest."""
    for faction in rows["name"].unique(maintain_order=True):
        own = rows.filter(pl.col("name") == faction).drop_nulls(["mean", "moved"])
        if len(own):
            yield own


def _evidence(name: str, rows: pl.DataFrame, names: Names) -> Figure:
    faction = rows["name"][0]
    ranked = rows.sort(pl.col("moved").abs(), descending=True, maintain_order=True)
    shown = ranked.head(_PIECES)
    points = in_rows((_piece(row) for row in shown.iter_rows(named=True)), _LETTERS, 1)
    support = points[0]["with"]
    who = _faction(faction, names)
    title = f"Support of {shortened(who, 24)} without each piece of evidence, and what it adds"
    told = [f"without {point['label']} {point['said']}" for point in points[:_TOLD]]
    left_out = len(ranked) - len(told)
    alt_text = (
        f"Support of {who} is {100 * support:.1f}% with all evidence; strongest first, what it"
        f" would be without each piece, and how far the piece moves it: {listed(told)}."
        + (f" {left_out} others move it no further." if left_out else "")
    )
    return Figure(name, title, alt_text, _pieces(points, support, _colour(faction, names)))


def _piece(row: Point) -> dict[str, Any]:
    moved = f"{100 * row['moved']:+.1f}".replace("-", "−")
    said = f"{100 * row['mean']:.1f}%, {moved} points"
    return {"label": row["evidence"].replace("_", " "), "without": row["mean"],
            "with": row["mean"] + row["moved"], "said": said}  # fmt: skip


def _pieces(points: Sequence[Point], support: float, colour: str) -> Any:
    """Draw a row a piece: an arrow's length from support without it to support with it."""
    order = [point["row"] for point in points]
    y = alt.Y("row:N", sort=order, title=None, axis=row_names(_NAME))
    axis = percent_axis("support without the piece (dot); with all (dashed line)", tickCount=5)
    scale = alt.Scale(zero=False, nice=True, padding=8)
    base = of_rows(points).encode(y=y)
    dot = base.mark_circle(size=100, opacity=1, color=colour).encode(
        x=alt.X("without:Q", axis=axis, scale=scale)
    )
    line = base.mark_rule(strokeWidth=4, opacity=0.5, color=colour).encode(
        x=alt.X("without:Q", axis=axis, scale=scale), x2=alt.X2("with:Q")
    )
    level = of_rows([{"with": support}]).mark_rule(strokeDash=[4, 3], color=INK)
    width = WIDTH - _NAME - _RIGHT
    text = base.mark_text(align="left", color=INK).encode(
        x=alt.value(width + 10), text=alt.Text("said:N")
    )
    rule = level.encode(x=alt.X("with:Q", axis=axis, scale=scale))
    return alt.layer(rule, line, dot, text).properties(
        width=width, height=rows_height(len(points), 30)
    )


def _value(rows: pl.DataFrame, names: Names) -> Figure:
    """Draw how wide support is now, and would be on average if the evidence were seen."""
    seen = rows["evidence"].unique(maintain_order=True)
    one = len(seen) == 1
    points = in_rows((_narrowed(row, names, one=one) for row in rows.iter_rows(named=True)),
                     _LETTERS, 2)  # fmt: skip
    what = seen[0] if one else "evidence not yet seen"
    told = listed([f"{point['label']}: {point['said']}" for point in points])
    alt_text = f"Standard deviation of support now, and if {what} were seen. {told}."
    title = f"What would be narrowed by {shortened(what, 50)}"
    return Figure("value", title, alt_text, _narrowings(points))


def _narrowed(row: Point, names: Names, *, one: bool) -> dict[str, Any]:
    now, then = 100 * row["sd"], 100 * (row["sd"] + row["moved"])
    what = key_words(row["name"], names)
    label = what if one else f"{row['evidence']}: {what}"
    return {"label": label, "now": now, "then": then, "said": f"±{now:.1f} → ±{then:.1f} points"}


def _narrowings(points: Sequence[Point]) -> Any:
    order = [point["row"] for point in points]
    base = of_rows(points).encode(y=alt.Y("row:N", sort=order, title=None, axis=row_names(_NAME)))
    axis = alt.Axis(title="give or take, points: now (mark), then (dot)", tickCount=4)
    scale = alt.Scale(zero=True)
    now, then = (alt.X(f"{each}:Q", axis=axis, scale=scale) for each in ("now", "then"))
    width = WIDTH - _NAME - _RIGHT
    return alt.layer(
        base.mark_rule(strokeWidth=3, color=GREY).encode(x=now, x2=alt.X2("then:Q")),
        base.mark_tick(thickness=3, height=18, color=INK, opacity=1).encode(x=now),
        base.mark_circle(size=90, color=INK, opacity=1).encode(x=then),
        base.mark_text(align="left", color=INK).encode(
            x=alt.value(width + 10), text=alt.Text("said:N")
        ),
    ).properties(width=width, height=rows_height(len(points), 40))


def _faction(id_: str, names: Names) -> str:
    return "Unaligned" if id_ == UNALIGNED else names.holder(id_)


def _colour(id_: str, names: Names) -> str:
    return GREY if id_ == UNALIGNED else names.colour(id_)
