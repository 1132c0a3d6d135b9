"""A sweep: lines over an axis of numbers, dots over one of words, heat maps over two axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import polars as pl

from necsim.report.charts.figure import INK, WIDTH, Figure
from necsim.report.charts.heat import heat_figures
from necsim.report.charts.parts import (
    LINE,
    Row,
    estimate,
    of_rows,
    outcome_colour,
    percent_axis,
    rows_height,
    short_title,
    shortened,
    spread,
    wrapped,
)
from necsim.report.words.names import Names
from necsim.report.words.numbers import capital
from necsim.report.words.outcomes import is_share, key_words, outcome_words, value_words

_SHOWN = 4  # outcomes in a picture: more lines cannot be told apart
_POINTS = 25  # from so many values on a line needs no points
_LABELS, _LETTERS, _LEADER = 190, 24, 24
_HEIGHT = 300
_DASHES = ([1, 0], [7, 4], [2, 3], [9, 3, 2, 3])


def sweep_figures(table: pl.DataFrame, names: Names) -> Iterator[Figure]:
    """Draw a sweep by what varies in it; where more than a few axes do, nothing."""
    keys = table.columns[: table.columns.index("outcome")]
    varied = [key for key in keys if table[key].n_unique() > 1]
    if len(varied) == 1:
        key = varied[0]
        draw = _lines if table[key].dtype.is_numeric() else _dots
        yield from draw(table, key, names)
    elif len(varied) > 1:
        yield from heat_figures(table, varied, most_varied(table), names)


def most_varied(table: pl.DataFrame) -> list[str]:
    """Name the outcomes that vary most over the cells, in the order they were asked for."""
    outcomes = table["outcome"].unique(maintain_order=True).to_list()
    spreads = table.group_by("outcome").agg((pl.col("p").max() - pl.col("p").min()).alias("by"))
    by = dict(spreads.fill_null(1.0).iter_rows())
    ranked = sorted(outcomes, key=lambda outcome: (-by[outcome], outcomes.index(outcome)))
    return [outcome for outcome in outcomes if outcome in ranked[:_SHOWN]]


def _lines(table: pl.DataFrame, key: str, names: Names) -> Iterator[Figure]:
    """Draw all chances in one figure, and each mean in one of its own, which has its own unit."""
    chances, means = _parted(table)
    if chances:
        title = f"Chances, by {_short(key, names)}"
        yield _line_figure("sweep", title, table, chances, key, names)
    for number, outcome in enumerate(means, start=1):
        title = f"{short_title(outcome, names)}, by {_short(key, names)}"
        yield _line_figure(f"sweep-mean-{number}", title, table, [outcome], key, names)


def _parted(table: pl.DataFrame) -> tuple[list[str], list[str]]:
    """Part the outcomes that are shown into chances and means."""
    shown = most_varied(table)
    chances = set(table.filter(pl.col("p").is_not_null())["outcome"])
    return [o for o in shown if o in chances], [o for o in shown if o not in chances]


def _line_figure(
    name: str, title: str, table: pl.DataFrame, outcomes: Sequence[str], key: str, names: Names
) -> Figure:
    points = [point for k, outcome in enumerate(outcomes)
              for point in _points(table.filter(outcome=outcome).sort(key), key, k)]  # fmt: skip
    said = [outcome_words(outcome, names) for outcome in outcomes]
    chance = name == "sweep"
    top = max(point["high"] for point in points)
    low = 0.0 if chance else min(0.0, *(point["low"] for point in points))
    high = (1.0 if top > 0.3 else top) if chance else top * 1.02
    axis = percent_axis(tickCount=5) if chance else alt.Axis(title=None, tickCount=6)
    y = alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=[low, high], nice=not chance))
    base = of_rows(points).encode(x=_across(key, names))
    colour, dash = _strokes(outcomes, names)
    band = base.mark_area(opacity=0.25).encode(
        y=alt.Y("low:Q", axis=axis), y2=alt.Y2("high:Q"), color=colour
    )
    line = base.mark_line(strokeWidth=2).encode(y=y, color=colour, strokeDash=dash)
    layers: list[Any] = [band, line]
    if len(points) <= _POINTS * len(outcomes):
        layers.append(base.mark_circle(size=36, opacity=1).encode(y=y, color=colour))
    if len(outcomes) > 1:
        layers += _labels(points, said, (low, high), (colour, dash))
    width = WIDTH - 60 - (_LABELS if len(outcomes) > 1 else 0)
    chart = alt.layer(*layers).properties(width=width, height=_HEIGHT)
    return Figure(name, title, _alt(title, points, said, key), chart)


def _across(key: str, names: Names) -> alt.X:
    make = percent_axis if is_share(key) else alt.Axis
    axis = make(title=capital(_short(key, names)), tickCount=6, labelFlush=False)
    return alt.X("x:Q", axis=axis, scale=alt.Scale(zero=False, nice=False))


def _short(key: str, names: Names) -> str:
    return shortened(key_words(key, names), 48)


def _strokes(outcomes: Sequence[str], names: Names) -> tuple[alt.Color, alt.StrokeDash]:
    """Give each line a colour and dashes; only the first of a holder's has the holder's colour."""
    found = [outcome_colour(outcome, names) for outcome in outcomes]
    colours = [colour if colour not in found[:k] else INK for k, colour in enumerate(found)]
    lines = list(range(len(outcomes)))
    return (
        alt.Color("line:N", legend=None, scale=alt.Scale(domain=lines, range=colours)),
        alt.StrokeDash("line:N", legend=None, scale=alt.Scale(domain=lines, range=_DASHES)),
    )


def _points(rows: pl.DataFrame, key: str, line: int) -> Iterator[dict[str, Any]]:
    for row in rows.iter_rows(named=True):
        if (found := estimate(row)) is not None:
            yield {"x": row[key], "line": line, **found._asdict()}


def _labels(
    points: Sequence[Row],
    said: Sequence[str],
    ends: tuple[float, float],
    strokes: tuple[alt.Color, alt.StrokeDash],
) -> Iterator[Any]:
    """Name each line beyond its right end; names that would meet are moved apart."""
    last = {point["line"]: point["value"] for point in points}
    lines = [wrapped(said[k], _LETTERS) for k in last]
    unit = (ends[1] - ends[0]) / _HEIGHT
    gaps = [(LINE * (text.count("\n") + 1) + 6) * unit for text in lines]
    places = spread(list(last.values()), gaps, ends[1] + 10 * unit)
    at = WIDTH - 60 - _LABELS
    values = [
        {"line": k, "value": value, "place": place, "text": text}
        for (k, value), place, text in zip(last.items(), places, lines, strict=True)
    ]
    base = of_rows(values)
    yield base.mark_rule(strokeWidth=2).encode(
        *strokes,
        x=alt.value(at),
        x2=alt.value(at + _LEADER),
        y=alt.Y("value:Q"),
        y2=alt.Y2("place:Q"),
    )
    # Each line of text but the first hangs below its place: half of them go above.
    for count in sorted({text.count("\n") for text in lines}):
        own = of_rows(v for v in values if str(v["text"]).count("\n") == count)
        yield (
            own.mark_text(align="left", baseline="middle", lineBreak="\n", lineHeight=LINE,
                       dy=-LINE * count / 2, color=INK, limit=_LABELS - _LEADER)
            .encode(x=alt.value(at + _LEADER + 6), y=alt.Y("place:Q"), text=alt.Text("text:N"))
        )  # fmt: skip


def _alt(title: str, points: Sequence[Row], said: Sequence[str], key: str) -> str:
    clauses = []
    for k, words in enumerate(said):
        own = [point for point in points if point["line"] == k]
        if own:
            ends = (
                f"{each['said']} at {value_words(key, each['x'])}" for each in (own[0], own[-1])
            )
            clauses.append(f"{words}: {', '.join(ends)}.")
    return f"{title}; a line each, with a band for simulation error. {' '.join(clauses)}"


def _dots(table: pl.DataFrame, key: str, names: Names) -> Iterator[Figure]:
    """Draw a panel an outcome, a row a value of the axis."""
    chances, means = _parted(table)
    for name, outcomes in (("sweep", chances), ("sweep-means", means)):
        panels, clauses = [], []
        for outcome in outcomes:
            rows = table.filter(outcome=outcome)
            found = [(value_words(key, row[key]), estimate(row))
                     for row in rows.iter_rows(named=True)]  # fmt: skip
            values = [{"row": what, **each._asdict()} for what, each in found if each is not None]
            panels.append(_panel(values, outcome, names, chance=name == "sweep"))
            each = ", ".join(f"{value['row']} {value['said']}" for value in values)
            clauses.append(f"{outcome_words(outcome, names)}: {each}.")
        if panels:
            kind = "Chances" if name == "sweep" else "Means"
            title = f"{kind}, by {_short(key, names)}"
            said = f"{title}; a dot each, with its simulation error. {' '.join(clauses)}"
            yield Figure(name, title, said, alt.vconcat(*panels, spacing=24))


def _panel(values: Sequence[Row], outcome: str, names: Names, *, chance: bool) -> Any:
    domain = alt.Scale(domain=[0, 1]) if chance else alt.Scale(zero=True)
    axis = percent_axis() if chance else alt.Axis(title=None)
    order = [value["row"] for value in values]
    y = alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelLimit=180, ticks=False))
    base = of_rows(values).encode(y=y)
    x = alt.X("value:Q", scale=domain, axis=axis)
    colour = outcome_colour(outcome, names)
    rule = base.mark_rule(strokeWidth=2, color=colour).encode(
        x=alt.X("low:Q", axis=axis), x2=alt.X2("high:Q")
    )
    dot = base.mark_circle(size=90, opacity=1, color=colour).encode(x=x)
    text = base.mark_text(align="left", color=INK).encode(
        x=alt.value(WIDTH - 180 - 90 + 8), text=alt.Text("said:N")
    )
    size = {"width": WIDTH - 180 - 90, "height": rows_height(len(values))}
    return alt.layer(rule, dot, text).properties(title=short_title(outcome, names), **size)
