"""What moves an outcome: a tornado of assumptions, and shares of variance by source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import altair as alt
import polars as pl

from necsim.report.charts.figure import INK, WIDTH, Figure
from necsim.report.charts.parts import (
    Estimate,
    estimate,
    in_rows,
    of_rows,
    percent_axis,
    row_names,
    rows_height,
    short_title,
)
from necsim.report.charts.rows import Axis, Row, row_chart
from necsim.report.words.names import Names
from necsim.report.words.numbers import Z, listed, percent
from necsim.report.words.outcomes import key_words, outcome_words, value_words

_SHOWN = 12  # assumptions in a picture
_TOLD = 4  # of them in its words
_NAME, _LETTERS = 190, 27
_LETTER, _MOST = 6.8, 140  # pixels of a letter, and at most of what stands beside a bar
_ROW = 36
_ENDS = ("10 %", "90 %")
_COLOURS = {_ENDS[0]: "#56B4E9", _ENDS[1]: "#0072B2"}
_KEY = "pale: the assumption at its low value; dark: at its high"
# The axis goes on beyond 0 and 1 where words stand beside bars.
_POSSIBLE = "datum.value > -1e-9 && datum.value < 1 + 1e-9 ? datum.label : ''"
_SOURCE = "#0072B2"


class _Bar(NamedTuple):
    """An assumption: the outcome at its points, the values set there, by how much they differ."""

    name: str
    ends: dict[str, Estimate]
    at: dict[str, str]
    by: float
    told: bool


def driver_figures(table: pl.DataFrame, names: Names) -> Iterator[Figure]:
    """Draw for each outcome its tornado and its shares of variance, if the table has them."""
    for number, outcome in enumerate(table["outcome"].unique(maintain_order=True), start=1):
        rows = table.filter(outcome=outcome)
        bars = sorted(_bars(rows.filter(kind="tornado"), names), key=lambda bar: -bar.by)
        base = [estimate(row) for row in rows.filter(kind="base").iter_rows(named=True)]
        if bars and base and base[0] is not None:
            yield _tornado(f"drivers-{number}", outcome, bars, base[0], names)
        shares = rows.filter(kind="share").drop_nulls("share")
        if len(shares):
            yield _shares(f"variance-{number}", outcome, shares, names)


def _bars(rows: pl.DataFrame, names: Names) -> Iterator[_Bar]:
    for driver in rows["driver"].unique(maintain_order=True):
        own = [(row, estimate(row)) for row in rows.filter(driver=driver).iter_rows(named=True)]
        found = [(row, each) for row, each in own if each is not None]
        if not found:
            continue
        ends = {row["point"]: each for row, each in found}
        at = {row["point"]: _set(driver, row["value"]) for row, _ in found}
        by = max(abs(row["diff"] or 0.0) for row, _ in found)
        told = any(row["diff"] and row["diff_lo"] * row["diff_hi"] > 0 for row, _ in found)
        yield _Bar(key_words(driver, names), ends, at, by, told)


def _set(driver: str, value: float | None) -> str:
    return "" if value is None else value_words(driver, float(f"{value:.3g}"))


def _tornado(name: str, outcome: str, bars: Sequence[_Bar], base: Estimate, names: Names) -> Figure:
    told = [bar for bar in bars if bar.told]
    shown = told[:_SHOWN] or bars[:1]
    left_out = len(bars) - len(shown)
    title = f"What moves it: {short_title(outcome, names)}"
    said = [
        f"{bar.name}, {' and '.join(_end_text(bar, point) for point in bar.ends)}"
        for bar in shown[:_TOLD]
    ]
    more = len(shown) - len(said)
    alt_text = (
        f"{outcome_words(outcome, names)}, {base.said} as expected: how far it moves when one"
        f" assumption is set to a low or a high value, strongest first: {'; '.join(said)}."
        + (f" {more} more are drawn." if more else "")
        + (f" {left_out} others move it less or not at all." if left_out else "")
    )
    chance = "%" in base.said or base.said in ("certain", "none")
    return Figure(name, title, alt_text, _tornado_chart(shown, base, chance=chance))


def _end_text(bar: _Bar, point: str) -> str:
    """Say what the outcome is at a point, as "92.2% at 0.3"; a mean without its error."""
    return f"{bar.ends[point].said.partition(' ±')[0]} at {bar.at[point]}"


def _tornado_chart(bars: Sequence[_Bar], base: Estimate, *, chance: bool) -> Any:
    labels = [each["row"] for each in in_rows(({"label": bar.name} for bar in bars), _LETTERS)]
    rows: list[dict[str, Any]] = [
        {"row": label, "value": bar.ends[point].value, "base": base.value, "point": point}
        for label, bar in zip(labels, bars, strict=True) for point in _longer_first(bar, base)
    ]  # fmt: skip
    y = alt.Y("row:N", sort=labels, title=None, axis=row_names(_NAME))
    width = WIDTH - _NAME
    make = partial(percent_axis, labelExpr=_POSSIBLE) if chance else alt.Axis
    axis = make(title=_KEY, tickCount=4, grid=False)
    values = [base.value, *(row["value"] for row in rows)]
    x = alt.X("value:Q", axis=axis, scale=_room(min(values), max(values), _beside(bars) / width))
    points = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    drawn = of_rows(rows).encode(y=y)
    bar = drawn.mark_bar(height=15, opacity=1).encode(
        x=x, x2=alt.X2("base:Q"), color=alt.Color("point:N", scale=points, legend=None)
    )
    rule = of_rows([{"value": base.value}]).mark_rule(color=INK, strokeDash=[4, 3]).encode(x=x)
    head = of_rows([{"value": base.value, "text": f"{base.said} as expected"}])
    text = head.mark_text(color=INK, baseline="bottom").encode(
        x=x, y=alt.value(-5), text=alt.Text("text:N")
    )
    sides = list(_end_labels(bars, labels, base, (x, y)))
    return alt.layer(bar, rule, *sides, text).properties(
        width=width, height=rows_height(len(bars), _ROW)
    )


def _longer_first(bar: _Bar, base: Estimate) -> list[str]:
    """Order the ends so that none covers the other where both lie on one side."""
    return sorted(bar.ends, key=lambda point: -abs(bar.ends[point].value - base.value))


def _end_labels(
    bars: Sequence[_Bar], labels: Sequence[str], base: Estimate, places: tuple[alt.X, alt.Y]
) -> Iterator[Any]:
    """Write on either side of a bar what stands at that end; both lie free of it."""
    for align, dx, pick in (("right", -6, min), ("left", 6, max)):
        rows = []
        for label, bar in zip(labels, bars, strict=True):
            point = pick(bar.ends, key=lambda each: (bar.ends[each].value, each))
            if len(bar.ends) > 1 or pick(base.value, bar.ends[point].value) != base.value:
                value = pick(base.value, bar.ends[point].value)
                rows.append({"row": label, "value": value, "text": _end_text(bar, point)})
        yield (
            of_rows(rows)
            .mark_text(align=align, dx=dx, color=INK)
            .encode(x=places[0], y=places[1], text=alt.Text("text:N"))
        )


def _beside(bars: Sequence[_Bar]) -> float:
    """Give the pixels that the longest words beside a bar need."""
    letters = max(len(_end_text(bar, point)) for bar in bars for point in bar.ends)
    return min(_MOST, _LETTER * letters + 10)


def _room(low: float, high: float, share: float) -> alt.Scale:
    """Give a scale with room for words at either end, a share of its width each."""
    wide = (high - low) or abs(high) * 0.02 or 0.02
    room = wide * share / (1 - 2 * share)
    return alt.Scale(domain=[low - room, low + wide + room], nice=False, zero=False)


def _shares(name: str, outcome: str, shares: pl.DataFrame, names: Names) -> Figure:
    ranked = shares.sort("share", descending=True, maintain_order=True)
    rows = [
        Row(row["driver"], "source", row["share"], row["share_lo"], row["share_hi"],
            _share_text(row["share"], row["share_lo"], row["share_hi"]))
        for row in ranked.iter_rows(named=True)
    ]  # fmt: skip
    high = max(1.0, *(row.high or 0.0 for row in rows))
    axis = Axis("share of variance; shares may sum to more than all", "%", 0.0, high)
    told = listed([f"{row.label} {row.said}" for row in rows])
    title = f"Where its uncertainty comes from: {short_title(outcome, names)}"
    alt_text = (
        f"Shares of the variance of this outcome by source, with their intervals:"
        f" {outcome_words(outcome, names)}. {told}."
    )
    return Figure(name, title, alt_text, row_chart(rows, axis, {"source": _SOURCE}, "bar"))


def _share_text(share: float, low: float, high: float) -> str:
    half = (high - low) / 2
    if share + half >= 1.0:
        return f"{100 * share:.0f}%"
    return percent(share, half / Z, max(low, 0.0), high)
