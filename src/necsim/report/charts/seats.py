"""How many seats each faction wins, and who controls the committee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import altair as alt
import polars as pl

from necsim.plan.labels import ContestLabels
from necsim.report.charts.figure import INK, WIDTH, Figure
from necsim.report.words.names import Names
from necsim.report.words.numbers import percent

_CHANCE = ("p", "p_se", "p_lo", "p_hi")
# A faction that wins some seat in fewer replicates than this has no bars worth a row.
_LEAST = 0.001
_ROW = 84
_ABOVE = alt.Header(labelAngle=0, labelAlign="left", labelOrient="top", labelAnchor="start")


def seat_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> Iterator[Figure]:
    """Draw the chances of each number of seats, a figure a contest, a row a faction."""
    for contest in names.labels.contests:
        yield _seats(tables["seats"].filter(contest=contest.id), contest, names)


def _seats(seats: pl.DataFrame, contest: ContestLabels, names: Names) -> Figure:
    wins = seats.filter((pl.col("seats") > 0) & (pl.col("p") >= _LEAST))
    factions = [id_ for id_ in names.labels.holders if id_ in set(wins["faction"])]
    shown = seats.filter(pl.col("faction").is_in(factions)).with_columns(
        faction=pl.col("faction").replace({id_: names.holder(id_) for id_ in factions}),
        said=pl.Series([percent(*row) for row in seats.select(_CHANCE).iter_rows()]).filter(
            seats["faction"].is_in(factions)
        ),
    )
    order = [names.holder(id_) for id_ in factions]
    colours = alt.Scale(domain=order, range=[names.colour(id_) for id_ in factions])
    base = alt.Chart().encode(
        x=alt.X("seats:O", title="seats won", axis=alt.Axis(labelAngle=0)), y=_height("p")
    )
    bars = base.mark_bar().encode(color=alt.Color("faction:N", scale=colours, legend=None))
    words = base.mark_text(dy=-8, color=INK).encode(text="said:N")
    ends = base.mark_rule().encode(y=_height("p_lo"), y2="p_hi")
    chart = (
        alt.layer(bars, ends, words, data=shown)
        .properties(width=WIDTH - 40, height=_ROW)
        .facet(row=alt.Row("faction:N", sort=order, title=None, header=_ABOVE))
        .resolve_scale(y="shared")
    )
    return Figure(f"seats-{contest.id}", f"Seats won: {contest.name}", "…", chart)


def _height(column: str) -> alt.Y:
    """Give a height of a chance, with room above for words."""
    return alt.Y(column, type="quantitative", axis=None, scale=alt.Scale(domain=[0, 1.15]))
