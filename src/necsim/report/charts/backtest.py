"""A backtest: each contest's score by method, and what the model's differences come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, isfinite, log
from typing import Any

import altair as alt
import polars as pl

from necsim.report.charts.calibration import calibration_figures
from necsim.report.charts.figure import INK, WIDTH, Figure
from necsim.report.charts.parts import GREY, Row, of_rows, percent_axis, rows_height
from necsim.report.words.numbers import capital, large

LOG = "log score"
MEASURES = (LOG, "ranked probability score", "brier", "crps")
METHODS = ("model", "nominations", "previous result", "even odds")
COLOURS = ("#0072B2", "#D55E00", "#009E73", GREY)
_SHAPES = ("circle", "square", "triangle-up", "cross")
# Chances at which the scale of log scores is marked: a log score says little to most readers.
_MARKED = (1.0, 0.5, 0.1, 0.01, 1e-4, 1e-7, 1e-12)
_NAME, _RIGHT = 110, 70
_VERDICTS = {"win": "better", "loss": "worse", "draw": "not told apart"}
_SAID = {"crps": "CRPS of votes", "brier": "Brier score"}


def backtest_figures(table: pl.DataFrame) -> Iterator[Figure]:
    """Draw each mode, the first in full: contests, differences, and how far ranges held."""
    for number, mode in enumerate(table["mode"].unique(maintain_order=True)):
        own = table.filter(mode=mode)
        suffix = "" if number == 0 else "-" + mode.replace(" ", "-")
        if _scores(own):
            yield _strip(own, f"backtest-contests{suffix}", mode)
        if differences := _differences(own):
            yield _apart(differences, f"backtest-differences{suffix}", mode)
        if number == 0:
            yield from calibration_figures(own, mode)


def _strip(table: pl.DataFrame, name: str, mode: str) -> Figure:
    """Draw a row a contest, a mark a method: the chance that each gave to what happened."""
    own = table.filter(what="contest")
    scores = _scores(table)
    contests = own["contest"].unique(maintain_order=True).to_list()
    worst = max((row["value"] for row in scores), default=1.0)
    ticks = [-log(p) for p in _MARKED if -log(p) <= 1.05 * worst]
    axis = alt.Axis(
        title="chance given to the seats as they fell (further right is better)",
        values=ticks,
        labelExpr=_labelled(ticks),
        labelFlush=False,
    )
    # The square root gives room to good forecasts, where most of the model's are.
    scale = alt.Scale(type="sqrt", domain=[worst * 1.06, 0], nice=False)
    methods = [method for method in METHODS if method in {row["method"] for row in scores}]
    x = alt.X("value:Q", scale=scale, axis=axis)
    y = alt.Y("contest:N", sort=contests, title=None, axis=_named_rows())
    marks = of_rows(scores).mark_point(size=80, strokeWidth=2, opacity=1)
    drawn = marks.encode(x=x, y=y, **_by_method(methods))
    right = of_rows(_right(own, contests)).mark_text(align="left", color=INK)
    text = right.encode(x=alt.value(WIDTH - _NAME - _RIGHT + 8), y=y, text=alt.Text("text:N"))
    head = of_rows([{"text": "right"}]).mark_text(align="left", color=INK, opacity=0.8)
    above = head.encode(
        x=alt.value(WIDTH - _NAME - _RIGHT + 8), y=alt.value(-6), text=alt.Text("text:N")
    )
    size = {"width": WIDTH - _NAME - _RIGHT, "height": rows_height(len(contests))}
    chart = alt.layer(drawn, text, above).properties(**size)
    title = f"How likely each method thought what happened ({mode})"
    return Figure(name, title, _strip_alt(table, mode, len(contests)), chart)


def _scores(table: pl.DataFrame) -> list[Row]:
    """Give the contests' log scores; a method that thought it impossible has none to draw."""
    rows = table.filter(what="contest", measure=LOG).drop_nulls("value")
    return [row for row in rows.iter_rows(named=True) if isfinite(row["value"])]


def _labelled(ticks: Sequence[float]) -> str:
    """Write the chance at each tick as an expression of vega's, by the tick's value."""
    said = ""
    for tick in ticks:
        p = exp(-tick)
        chance = f"{100 * p:.0f}%" if p > 0.005 else f"1 in {_whole(round(1 / p))}"
        said += f"datum.value < {tick + 0.01:.4f} ? '{chance}' : "
    return said + "''"


def _whole(number: int) -> str:
    return large(number).replace(".0", "")


def _named_rows() -> alt.Axis:
    return alt.Axis(labelLimit=_NAME, labelPadding=8, ticks=False, domain=False, grid=True)


def _by_method(methods: Sequence[str]) -> dict[str, Any]:
    """Tell methods apart by colour and by shape, the model filled."""
    where = [METHODS.index(method) for method in methods]
    legend = alt.Legend(orient="top", title=None, symbolSize=80, symbolStrokeWidth=2)
    colours = alt.Scale(domain=list(methods), range=[COLOURS[k] for k in where])
    shapes = alt.Scale(domain=list(methods), range=[_SHAPES[k] for k in where])
    filled = alt.Scale(
        domain=list(methods), range=[COLOURS[k] if k == 0 else "transparent" for k in where]
    )
    return {
        "stroke": alt.Stroke("method:N", scale=colours, legend=legend),
        "shape": alt.Shape("method:N", scale=shapes, legend=legend),
        "fill": alt.Fill("method:N", scale=filled, legend=legend),
    }


def _right(own: pl.DataFrame, contests: Sequence[str]) -> Iterator[Row]:
    """Say how many of the elected were among the model's likeliest."""
    model = own.filter(method="model")
    right, of = (dict(model.filter(measure=m).select("contest", "value").iter_rows())
                 for m in ("right", "of"))  # fmt: skip
    for contest in contests:
        if contest in right and contest in of:
            yield {"contest": contest, "text": f"{right[contest]:g} of {of[contest]:g}"}


def _strip_alt(table: pl.DataFrame, mode: str, contests: int) -> str:
    beside = table.filter(measure=LOG).filter(pl.col("what").str.starts_with("less "))
    said = ", ".join(f"{_VERDICTS[row['verdict']]} than {row['what'].removeprefix('less ')}"
                     if row["verdict"] != "draw"
                     else f"not told apart from {row['what'].removeprefix('less ')}"
                     for row in beside.iter_rows(named=True))  # fmt: skip
    return (
        f"A row for each of {contests} contests, a mark for each method, at the chance it gave to"
        f" the seats as they fell ({mode}). Over all contests the model's log score is {said}."
        " At the right: how many of the elected the model had among its likeliest."
    )


def _differences(table: pl.DataFrame) -> Sequence[Row]:
    """Give the model's mean difference from each reference, as shares of the reference's mean."""
    from scipy.special import stdtrit

    found = []
    for method in METHODS[1:]:
        beside = table.filter(what=f"beside {method}", method=method)
        means = dict(beside.select("measure", "value").iter_rows())
        for row in table.filter(what=f"less {method}").iter_rows(named=True):
            mean = means.get(row["measure"])
            if mean and row["se"] is not None and isfinite(row["se"]):
                half = float(stdtrit(row["contests"] - 1, 0.975)) * row["se"] / mean
                share = row["value"] / mean
                found.append(
                    {"measure": row["measure"], "method": method, "value": share,
                     "low": share - half, "high": share + half, "contests": row["contests"],
                     "verdict": row["verdict"], "told": row["verdict"] != "draw",
                     "said": _VERDICTS[row["verdict"]]}
                )  # fmt: skip
    return found


def _apart(found: Sequence[Row], name: str, mode: str) -> Figure:
    """Draw a panel a measure, a row a reference: how much lower the model's mean score is."""
    ends = [end for row in found for end in (row["low"], row["high"])]
    domain = [max(-1.5, min(0.0, *ends)), min(1.5, max(0.2, *ends))]
    panels = []
    for measure in MEASURES:
        own = [row for row in found if row["measure"] == measure]
        if own:
            last = measure == [m for m in MEASURES if m in {row["measure"] for row in found}][-1]
            panels.append(_panel(own, measure, domain, last))
    title = f"The model's mean score less each reference's ({mode})"
    clauses = ", ".join(
        f"{row['measure']} against {row['method']} {100 * row['value']:+.0f}% ({row['said']},"
        f" {row['contests']} contests)"
        for row in found
    ).replace("-", "−")
    alt_text = f"Differences with 95 % intervals; below zero the model is better. {clauses}."
    return Figure(name, title, alt_text, alt.vconcat(*panels, spacing=12))


def _panel(rows: Sequence[Row], measure: str, domain: Sequence[float], last: bool) -> Any:
    names = [row["method"] for row in rows]
    title = "as a share of the reference's mean score (below 0 the model is better)"
    axis = percent_axis(title=title if last else None, labels=last, ticks=last, tickCount=6)
    scale = alt.Scale(domain=list(domain), nice=False, clamp=True)
    y = alt.Y("method:N", sort=names, title=None, axis=_named_rows())
    base = of_rows(rows).encode(y=y)
    tell = alt.condition("datum.told", alt.value(COLOURS[0]), alt.value(GREY))
    inside = alt.condition("datum.told", alt.value(COLOURS[0]), alt.value("transparent"))
    x = alt.X("value:Q", scale=scale, axis=axis)
    rule = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", scale=scale, axis=axis), x2=alt.X2("high:Q"), color=tell
    )
    dot = base.mark_point(size=80, strokeWidth=2, opacity=1).encode(x=x, stroke=tell, fill=inside)
    zero = of_rows([{"zero": 0}]).mark_rule(color=INK, strokeDash=[3, 3]).encode(x=alt.X("zero:Q"))
    text = base.mark_text(align="left", color=INK).encode(
        x=alt.value(WIDTH - _NAME - _RIGHT - 25 + 8), text=alt.Text("said:N")
    )
    size = {"width": WIDTH - _NAME - _RIGHT - 25, "height": rows_height(len(rows), 24)}
    return alt.layer(zero, rule, dot, text).properties(
        title=capital(_SAID.get(measure, measure)), **size
    )
