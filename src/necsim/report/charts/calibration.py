"""How well a backtest's ranges held, and where results fell in what was forecast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import altair as alt
import polars as pl

from necsim.report.charts.figure import INK, WIDTH, Figure
from necsim.report.charts.parts import Row, of_rows, percent_axis, rows_height

_INSIDE = {"inside 50 %": 0.5, "inside 80 %": 0.8, "inside 95 %": 0.95}
_TENTHS = 10
_BARS = 150
_MODEL = "#0072B2"
_NAME, _RIGHT = 110, 100


def calibration_figures(table: pl.DataFrame, mode: str) -> Iterator[Figure]:
    """Draw how many shares of votes lay in the model's intervals, and in which tenth."""
    own = table.filter(method="model", what="votes").filter(pl.col("name").fill_null("") != "")
    inside = [_held(own, measure, meant) for measure, meant in _INSIDE.items()]
    if held := [row for row in inside if row is not None]:
        yield _intervals(held, own["contest"].n_unique(), mode)
    if pits := own.filter(measure="pit")["value"].drop_nulls().to_list():
        yield _histogram(pits, mode)


def _held(own: pl.DataFrame, measure: str, meant: float) -> Row | None:
    values = own.filter(measure=measure)["value"].drop_nulls()
    if values.is_empty():
        return None
    share = float(values.sum()) / len(values)
    said = f"{100 * share:.0f}% of {len(values)}"
    name = f"{100 * meant:.0f}% ranges"
    return {"row": name, "meant": meant, "share": share, "said": said}


def _intervals(held: list[Row], contests: int, mode: str) -> Figure:
    """Draw a row an interval: a mark where it should hold, a bar as far as it did."""
    rows = [row["row"] for row in held]
    y = alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(ticks=False, domain=False))
    axis = percent_axis(title="share of candidates whose votes lay inside", tickCount=5)
    base = of_rows(held).encode(y=y)
    x = alt.X("share:Q", axis=axis, scale=alt.Scale(domain=[0, 1]))
    bar = base.mark_bar(height=14, color=_MODEL, opacity=1).encode(x=x)
    mark = base.mark_tick(thickness=3, height=24, color=INK).encode(x=alt.X("meant:Q", axis=axis))
    text = base.mark_text(align="left", color=INK).encode(
        x=alt.value(WIDTH - _NAME - _RIGHT + 8), text=alt.Text("said:N")
    )
    size = {"width": WIDTH - _NAME - _RIGHT, "height": rows_height(len(held), 30)}
    said = ", ".join(f"{row['row']} held {row['said']}" for row in held)
    alt_text = (
        f"Bars: how many candidates' shares of votes lay inside the model's ranges, over {contests}"
        f" contests ({mode}); upright marks: how many should. {said}."
    )
    title = f"Did the ranges of votes hold? ({mode})"
    chart: Any = alt.layer(bar, mark, text).properties(**size)
    return Figure("backtest-ranges", title, alt_text, chart)


def _histogram(pits: list[float], mode: str) -> Figure:
    """Draw how many results fell in each tenth of what was forecast; level is right."""
    counts = [0] * _TENTHS
    for each in pits:
        counts[min(int(each * _TENTHS), _TENTHS - 1)] += 1
    names = [f"{10 * k}–{10 * (k + 1)}%" for k in range(_TENTHS)]
    rows = [{"row": name, "count": count} for name, count in zip(names, counts, strict=True)]
    level = len(pits) / _TENTHS
    title = ["tenth of the forecast in which the result fell, from the lowest",
             "(dashed line: how many should be in each)"]  # fmt: skip
    x = alt.X("row:N", sort=names, title=title, axis=alt.Axis(labelAngle=0, ticks=False))
    y = alt.Y("count:Q", title=None, axis=None)
    base = of_rows(rows).encode(x=x)
    bars = base.mark_bar(color=_MODEL, opacity=1).encode(y=y)
    room = 0.12 * max(counts)  # a bar lower than that has no room for its number
    shown = alt.condition(f"datum.count > {room}", alt.value("#FFFFFF"), alt.value(INK))
    texts = base.mark_text().encode(y=alt.value(_BARS - 11), text=alt.Text("count:Q"), color=shown)
    rule = of_rows([{"level": level}]).mark_rule(strokeDash=[4, 4], color=INK, strokeWidth=1.5)
    line = rule.encode(y=alt.Y("level:Q", axis=None))
    said = ", ".join(f"{name}: {count}" for name, count in zip(names, counts, strict=True))
    alt_text = (
        f"How many of {len(pits)} candidates' shares of votes fell in each tenth of what was"
        f" forecast ({mode}); about {level:.0f} should in each. {said}."
    )
    chart = alt.layer(bars, line, texts).properties(width=WIDTH - 20, height=_BARS)
    return Figure(
        "backtest-tenths", f"Where results fell in the forecast ({mode})", alt_text, chart
    )
