"""How many seats each faction wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt
import polars as pl

from necsim.plan.labels import ContestLabels
from necsim.report.charts.figure import WIDTH, Figure
from necsim.report.words.names import Names
from necsim.report.words.numbers import listed, percent

_CHANCE = ("p", "p_se", "p_lo", "p_hi")
# A faction that wins some seat in fewer replicates than this has no bars worth a row.
_LEAST = 0.001
_ROW, _MARGIN = 78, 8
_WORDED = 12  # bars; with more of them there is no room for words above each
_ABOVE = alt.Header(labelAlign="left", labelOrient="top", labelAnchor="start", labelPadding=0)


def seat_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> Iterator[Figure]:
    """Draw the chances of each number of seats, a figure a contest, a row a faction."""
    for contest in names.labels.contests:
        yield _seats(tables["seats"].filter(contest=contest.id), contest, names)


def _seats(seats: pl.DataFrame, contest: ContestLabels, names: Names) -> Figure:
    wins = set(seats.filter((pl.col("seats") > 0) & (pl.col("p") >= _LEAST))["faction"])
    factions = [id_ for id_ in names.labels.holders if id_ in wins]
    most = seats.filter(pl.col("p") >= _LEAST)["seats"].max()
    shown = seats.filter(pl.col("faction").is_in(factions), pl.col("seats") <= most)
    # What no paper can bring about needs no word.
    said = [percent(*row) if row[-1] else "" for row in shown.select(_CHANCE).iter_rows()]
    called = {id_: names.holder(id_) for id_ in factions}
    named = shown.select(
        pl.col("faction").replace_strict(called),
        "seats",
        "p",
        "p_lo",
        "p_hi",
        pl.Series("said", said),
    )
    colours = {called[id_]: names.colour(id_) for id_ in factions}
    title = f"Seats won: {contest.name}"
    return Figure(f"seats-{contest.id}", title, _text(named, contest), _chart(named, colours))


def _chart(shown: pl.DataFrame, colours: Mapping[str, str]) -> Any:
    order = list(colours)
    hue = alt.Scale(domain=order, range=list(colours.values()))
    base = alt.Chart().encode(
        x=alt.X("seats:O", title="seats won", axis=alt.Axis(labelAngle=0)), y=_height("p")
    )
    bars = base.mark_bar().encode(color=alt.Color("faction:N", scale=hue, legend=None))
    ends = base.mark_rule(strokeWidth=1.5).encode(y=_height("p_lo"), y2=alt.Y2("p_hi"))
    layers = [bars, ends]
    if shown["seats"].n_unique() <= _WORDED:
        layers.append(base.mark_text(dy=-9).encode(y=_height("p_hi"), text=alt.Text("said:N")))
    return (
        alt.layer(*layers, data=shown)
        .properties(width=WIDTH - 2 * _MARGIN, height=_ROW)
        .facet(row=alt.Row("faction:N", sort=order, title=None, header=_ABOVE), spacing=14)
    )


def _height(column: str) -> alt.Y:
    """Give a height of a chance, with room above for words."""
    return alt.Y(column, type="quantitative", axis=None, scale=alt.Scale(domain=[0, 1.45]))


def _text(shown: pl.DataFrame, contest: ContestLabels) -> str:
    parts = []
    for faction in dict.fromkeys(shown["faction"]):
        rows = shown.filter(pl.col("faction") == faction, pl.col("p") >= _LEAST)
        told = listed(
            [f"{seats} {said}" for seats, said in rows.select("seats", "said").iter_rows()]
        )
        parts.append(f"{faction}: {told}")
    return f"Chance of each number of the {contest.seats} seats. {'; '.join(parts)}."
