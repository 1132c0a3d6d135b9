"""Charts of labelled rows: a mark each, the interval around it, and the number in words beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import altair as alt
import polars as pl

from necsim.report.charts.figure import WIDTH

STEP = 25
_LABEL = 250


class Row(NamedTuple):
    """A row: where its mark stands, the interval around it, and what is said at the right.

    Rows of one `group` share a colour, and dots a shape too.
    """

    label: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    said: str


class Axis(NamedTuple):
    """What lies along the rows: title, number format, and the ends where they are fixed."""

    title: str
    format: str
    low: float | None = None
    high: float | None = None


def row_chart(
    rows: Sequence[Row],
    axis: Axis,
    colours: Mapping[str, str],
    mark: Literal["dot", "bar", "range"] = "dot",
) -> Any:
    """Draw rows from above in their order; `colours` name every group there may be."""
    base = alt.Chart(pl.DataFrame(rows, orient="row", schema=_SCHEMA)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=row_labels())
    )
    # All of them in their order, so that a group looks the same in every chart.
    groups = list(colours)
    hue = alt.Scale(domain=groups, range=list(colours.values()))
    coloured = base.encode(color=alt.Color("group:N", scale=hue, legend=None))
    along = _along("value", axis)
    ends = {"x": _along("low", axis), "x2": alt.X2("high")}
    if mark == "bar":
        marks = [coloured.mark_bar().encode(x=along), base.mark_rule().encode(**ends)]
    elif mark == "range":
        thick = coloured.mark_rule(strokeWidth=7, opacity=0.45, strokeCap="round").encode(**ends)
        marks = [thick, _dots(coloured, groups).encode(x=along)]
    else:
        thin = coloured.mark_rule(strokeWidth=2).encode(**ends)
        marks = [thin, _dots(coloured, groups).encode(x=along)]
    words = base.mark_text(align="left", dx=8).encode(x=alt.value("width"), text=alt.Text("said:N"))
    return sized(alt.layer(*marks, words))


def sized(chart: Any) -> Any:
    """Make a chart of rows as wide as the others, its labels included."""
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    return chart.properties(width=WIDTH, height={"step": STEP}, autosize=fit)


_SCHEMA = {"label": pl.String, "group": pl.String, "value": pl.Float64, "low": pl.Float64,
           "high": pl.Float64, "said": pl.String}  # fmt: skip


def _dots(chart: Any, groups: Sequence[str]) -> Any:
    shapes = alt.Scale(domain=list(groups))
    return chart.mark_point(filled=True, size=85, opacity=1).encode(
        shape=alt.Shape("group:N", scale=shapes, legend=None)
    )


def row_labels() -> alt.Axis:
    """Give the axis that names rows."""
    return alt.Axis(labelLimit=_LABEL, labelPadding=9, ticks=False, domain=False)


def _along(column: str, axis: Axis) -> alt.X:
    ends: dict[str, Any] = {}
    if axis.low is not None:
        ends = {"domain": [axis.low, axis.high], "nice": False}
    scale = alt.Scale(zero=False, **ends)
    return alt.X(
        column, type="quantitative", title=axis.title, scale=scale,
        axis=alt.Axis(format=axis.format, tickCount=5),
    )  # fmt: skip
