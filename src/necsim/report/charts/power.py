"""Who controls the committee, and what it would take to change who wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt
import polars as pl

from necsim.plan.labels import ContestLabels
from necsim.report.charts.figure import Figure, ink_on
from necsim.report.charts.rows import STEP, Axis, Row, row_chart, row_labels, sized
from necsim.report.words.names import Names
from necsim.report.words.numbers import chance_text, listed
from necsim.report.words.sentence import rivals

_CHANCE = ("p", "p_se", "p_lo", "p_hi")
_COALITION = "coalition"
_CLOSE = 0.055  # of the whole width: what is nearer overlaps


def control_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> Iterator[Figure]:
    """Draw the chance of control by holder; none without a committee."""
    rows = [
        Row(_holder(row, names), row["holder"], row["p"], row["p_lo"], row["p_hi"],
            chance_text(*(row[key] for key in _CHANCE)))
        for row in tables["control"].iter_rows(named=True)
    ]  # fmt: skip
    if not rows:
        return
    needed = f" ({names.majority} votes)" if names.majority else ""
    title = f"Control of the committee{needed}"
    told = listed([f"{row.label} {row.said}" for row in rows])
    colours = {row.group: names.colour(row.group) for row in rows}
    chart = row_chart(rows, Axis("chance of control", "%", 0.0, 1.0), colours, "bar")
    yield Figure("control", title, f"Chance of more than half of the votes: {told}.", chart)


def _holder(row: Mapping[str, str], names: Names) -> str:
    """Say of a coalition that it is one: its chance holds those of its factions."""
    name = names.holder(row["holder"])
    return f"{name} (together)" if row["kind"] == _COALITION else name


def margin_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> Iterator[Figure]:
    """Draw the lead for the last seat, contest by contest, where somebody can lose."""
    rows = list[Row]()
    for contest in names.labels.contests:
        found = rivals(tables, contest)
        row = tables["contests"].filter(contest=contest.id).row(0, named=True)
        if found is None or row["margin_points_p50"] is None:
            continue
        low, middle, high = (row[f"margin_points_{each}"] for each in ("p10", "p50", "p90"))
        said = f"{_points(low)} – {_points(high)} points"
        label = f"{contest.name}: {found[0]}, {found[1]}"
        rows.append(Row(label, contest.id, middle, low, high, said))
    if not rows:
        return
    told = listed([f"{row.label}: {row.said}" for row in rows])
    axis = Axis("lead of the last in over the first out, share of ballots", "%")
    chart = row_chart(rows, axis, {row.group: "#808080" for row in rows}, "range")
    title = "How close the last seat is: median, and eight in ten worlds"
    alt_text = f"Lead for the last seat in eight of ten worlds; likeliest rivals are named. {told}."
    yield Figure("margin", title, alt_text, chart)


def swing_figures(tables: Mapping[str, pl.DataFrame], names: Names) -> Iterator[Figure]:
    """Draw, for block votes, at which change of support each further seat tips."""
    for contest in names.labels.contests:
        rows = tables["swing"].filter(contest=contest.id).drop_nulls("swing")
        if len(rows):
            yield _swing(rows, contest, names)


def _swing(rows: pl.DataFrame, contest: ContestLabels, names: Names) -> Figure:
    factions = list(dict.fromkeys(rows["faction"]))
    order = [names.holder(id_) for id_ in factions]
    hue = alt.Scale(domain=order, range=[names.colour(id_) for id_ in factions])
    base = alt.Chart(_pills(rows, names)).encode(
        y=alt.Y("faction:N", sort=None, title=None, axis=row_labels())
    )
    pills = base.mark_rule(strokeWidth=20, strokeCap="round", opacity=1).encode(
        x=alt.X("first:Q", title="change in support; today at the dashed line",
                axis=alt.Axis(format="+%", tickCount=7), scale=alt.Scale(padding=16)),
        x2=alt.X2("last"), color=alt.Color("faction:N", scale=hue, legend=None),
    )  # fmt: skip
    words = base.mark_text(fontWeight="bold").encode(
        x=alt.X("middle:Q"),
        text=alt.Text("said:N"),
        color=alt.Color("ink:N", scale=None, legend=None),
    )
    now = (
        alt.Chart(pl.DataFrame({"swing": [0.0]}))
        .mark_rule(strokeDash=[4, 3])
        .encode(x=alt.X("swing:Q"))
    )
    chart = sized(alt.layer(now, pills, words)).properties(height={"step": STEP + 9})
    title = f"How far support must move for so many seats: {contest.name}"
    return Figure(f"swing-{contest.id}", title, _swing_text(rows, names), chart)


def _pills(rows: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Put seats of a faction that tip close to one another into one mark, "2-8"."""
    close = _CLOSE * (float(rows["swing"].max()) - float(rows["swing"].min()))  # type: ignore[arg-type]
    pills = list[list[Any]]()
    for faction, seats, swing in rows.select("faction", "seats", "swing").iter_rows():
        last = pills[-1] if pills else None
        if last and last[0] == faction and swing - last[4] <= close:
            last[2], last[4] = seats, swing
        else:
            pills.append([faction, seats, seats, swing, swing])
    cells = [
        (names.holder(faction), f"{low}" if low == high else f"{low}–{high}", first, last,
         (first + last) / 2, ink_on(names.colour(faction)))
        for faction, low, high, first, last in pills
    ]  # fmt: skip
    schema = ["faction", "said", "first", "last", "middle", "ink"]
    return pl.DataFrame(cells, schema=schema, orient="row")


def _swing_text(rows: pl.DataFrame, names: Names) -> str:
    parts = [
        f"{names.holder(faction)} wins {seats} from {_points(swing, '+')} points"
        for faction, seats, swing in rows.select("faction", "seats", "swing").iter_rows()
    ]
    return f"Other things being as expected, the dashed line being today: {listed(parts)}."


def _points(share: float, sign: str = "") -> str:
    return f"{100 * share:{sign}.1f}".replace("-", "−")
