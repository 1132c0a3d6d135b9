"""Transfers of votes between slates under the single transferable vote, as a flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import altair as alt
import numpy as np
import polars as pl

from necsim.plan.labels import ContestLabels
from necsim.report.charts.figure import WIDTH, Figure
from necsim.report.words.names import Names
from necsim.report.words.numbers import listed, thousands

_NONE, _NOBODY = "none", "nobody"
_POINTS = 24
_HEIGHT, _GAP = 300.0, 0.03
_LEAST = 0.004  # of all that moves: thinner bands are left out of the picture
_TOLD = 6


def flow_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> Iterator[Figure]:
    """Draw the flow of each contest that has one."""
    for contest in names.labels.contests:
        rows = tables["transfers"].filter(contest=contest.id).filter(pl.col("votes_mean") > 0)
        if len(rows):
            yield _flow(rows, contest, names)


def _flow(rows: pl.DataFrame, contest: ContestLabels, names: Names) -> Figure:
    whole = float(rows["votes_mean"].sum())
    drawn = rows.filter(pl.col("votes_mean") >= _LEAST * whole)
    called = _names(contest)
    sources, ends = (_stack(drawn, side, called) for side in ("from", "to"))
    bands = pl.concat([
        _band(f"{source}>{end}", called[source], y0, y1, votes / whole)
        for source, end, votes, y0, y1 in _places(drawn, sources, ends, whole)
    ])  # fmt: skip
    factions = {slate.id: slate.faction for slate in contest.slates}
    domain = [called[id_] for id_ in sources]
    hue = alt.Scale(domain=domain, range=[names.colour(factions.get(k, k)) for k in sources])
    y = alt.Y("low:Q", axis=None, scale=alt.Scale(reverse=True, zero=False))
    flow = alt.Chart(bands).mark_area(opacity=0.6).encode(
        x=alt.X("x:Q", axis=None), y=y, y2=alt.Y2("high:Q"), detail=alt.Detail("band:N"),
        color=alt.Color("source:N", scale=hue, legend=None),
    )  # fmt: skip
    words = [
        _labels(sources, called, whole, 0.0, "right"),
        _labels(ends, called, whole, 1.0, "left"),
    ]
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart = alt.layer(flow, *words).properties(width=WIDTH, height=_HEIGHT, autosize=fit)
    title = f"Where votes go that are transferred: {contest.name}"
    return Figure(f"flow-{contest.id}", title, _text(rows, called), chart)


def _stack(rows: pl.DataFrame, side: str, order: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Lay the slates of one side from above: where each begins, and its votes."""
    sums = dict(rows.group_by(side).agg(pl.col("votes_mean").sum()).iter_rows())
    whole, at = float(rows["votes_mean"].sum()), 0.0
    stack = {}
    for id_ in (each for each in order if each in sums):
        stack[id_] = (at, sums[id_])
        at += sums[id_] / whole + _GAP
    return stack


def _places(
    rows: pl.DataFrame,
    sources: Mapping[str, tuple[float, float]],
    ends: Mapping[str, tuple[float, float]],
    whole: float,
) -> Iterator[tuple[str, str, float, float, float]]:
    """Give each band with its upper edge at either end."""
    left = {id_: at for id_, (at, _) in sources.items()}
    right = {id_: at for id_, (at, _) in ends.items()}
    for source, end, votes in rows.select("from", "to", "votes_mean").iter_rows():
        yield source, end, votes, left[source], right[end]
        left[source] += votes / whole
        right[end] += votes / whole


def _band(band: str, source: str, y0: float, y1: float, thick: float) -> pl.DataFrame:
    """Lay one band as points of its edges, an S between the two sides."""
    x = np.linspace(0.0, 1.0, _POINTS)
    low = y0 + (y1 - y0) * x * x * (3.0 - 2.0 * x)
    return pl.DataFrame({"x": x, "low": low, "high": low + thick}).with_columns(
        band=pl.lit(band), source=pl.lit(source)
    )


def _labels(
    stack: Mapping[str, tuple[float, float]],
    called: Mapping[str, str],
    whole: float,
    x: float,
    align: Literal["left", "right"],
) -> Any:
    rows = [
        {"x": x, "low": at + votes / whole / 2, "said": f"{called[id_]} {thousands(votes)}"}
        for id_, (at, votes) in stack.items()
    ]
    dx = -6 if align == "right" else 6
    return alt.Chart(pl.DataFrame(rows)).mark_text(align=align, dx=dx).encode(
        x=alt.X("x:Q", axis=None), y=alt.Y("low:Q", axis=None), text=alt.Text("said:N")
    )  # fmt: skip


def _names(contest: ContestLabels) -> dict[str, str]:
    slates = {slate.id: slate.name for slate in contest.slates}
    return {**slates, _NONE: "on no slate", _NOBODY: "to nobody"}


def _text(rows: pl.DataFrame, called: Mapping[str, str]) -> str:
    largest = rows.sort("votes_mean", descending=True).head(_TOLD)
    parts = [
        f"from {called[source]} to {called[end].removeprefix('to ')} {thousands(votes)}"
        for source, end, votes in largest.select("from", "to", "votes_mean").iter_rows()
    ]
    return f"Mean votes moved by surpluses and exclusions, the largest first: {listed(parts)}."
