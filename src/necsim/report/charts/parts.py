"""Pieces that the figures of studies share: estimates, labels that do not meet, inks on fills."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import altair as alt

from necsim.report.charts.figure import FONT_SIZE, INK
from necsim.report.words.names import Names
from necsim.report.words.numbers import Z, percent
from necsim.report.words.outcomes import outcome_words
from necsim.report.words.verdict import number_text

CHANCE = ("p", "p_se", "p_lo", "p_hi")
LINE = 17  # pixels between two lines of text
GREY = "#8A8A8A"
_LIGHT, _DARK = (0xEA, 0xF2, 0xFA), (0x08, 0x30, 0x6B)
Row = Mapping[str, Any]


class Estimate(NamedTuple):
    """A chance or a mean, the ends of its 95 % interval from simulation, and how it is printed."""

    value: float
    low: float
    high: float
    said: str


def of_rows(rows: Iterable[Row]) -> Any:
    """Begin a chart of rows that are no table."""
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))


def estimate(row: Row) -> Estimate | None:
    """Read the chance or mean of a row; None where the outcome has neither."""
    if row["p"] is not None:
        return Estimate(row["p"], row["p_lo"], row["p_hi"], percent(*(row[k] for k in CHANCE)))
    if row["mean"] is None:
        return None
    half = Z * (row["mean_se"] or 0.0)
    said = number_text(row["mean"], row["mean_se"]).replace("-", "−")
    return Estimate(row["mean"], row["mean"] - half, row["mean"] + half, said)


def beside(row: Row, column: str, n: int) -> str:
    """Print the chance or mean over n replicates that a row is compared with, without its error."""
    value = row[column]
    if row["p"] is None:
        return number_text(value, row["mean_se"]).partition(" ±")[0].replace("-", "−")
    own = (value * (1.0 - value) / n) ** 0.5
    error = min(own, row["p_se"]) if own else row["p_se"]
    low, high = max(0.0, value - Z * error), min(1.0, value + Z * error)
    return percent(value, error, low, high)


def wrapped(text: str, letters: int, lines: int = 3) -> str:
    """Break a text into lines of so many letters, where words end; what is beyond is cut."""
    parts = textwrap.wrap(text, letters, break_long_words=False, max_lines=lines, placeholder=" …")
    return "\n".join(parts)


def in_rows(points: Iterable[Row], letters: int, lines: int = 2) -> list[dict[str, Any]]:
    """Give each point a row named by its label; equal names are told apart by what is not seen."""
    found = list[dict[str, Any]]()
    for point in points:
        row = wrapped(str(point["label"]), letters, lines)
        while any(row == other["row"] for other in found):
            row += "\u200b"
        found.append({**point, "row": row})
    return found


def spread(wanted: Sequence[float], gaps: Sequence[float], high: float) -> list[float]:
    """Move places apart until each has half its gap free on either side, all below `high`.

    Order stays as it is, and the least is moved that this way allows.
    """
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    places = list(wanted)
    for below, above in pairwise(order):
        places[above] = max(places[above], places[below] + (gaps[above] + gaps[below]) / 2)
    top = high
    for k in reversed(order):
        places[k] = min(places[k], top - gaps[k] / 2)
        top = places[k] - gaps[k] / 2
    return places


def fill(share: float) -> str:
    """Give a colour between light and dark blue."""
    share = min(max(share, 0.0), 1.0)
    mixed = (round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{each:02X}" for each in mixed)


def outcome_colour(outcome: str, names: Names) -> str:
    """Give the colour of the one holder that an outcome is of; else ink."""
    parts = {part for word in outcome.split() for part in word.split(".")}
    found = [holder for holder in (*names.labels.factions, *names.labels.coalitions)
             if holder in parts]  # fmt: skip
    return names.colour(found[0]) if len(found) == 1 else INK


def short_title(outcome: str, names: Names, letters: int = 64) -> str:
    """Give an outcome in words as a title, or its text where words would be too long."""
    return shortened(outcome_words(outcome, names), letters)


def shortened(text: str, letters: int = 64) -> str:
    """Cut a text at a word, or within one that is too long by itself, to so many letters."""
    if len(text) <= letters:
        return text
    cut = textwrap.shorten(text, letters, placeholder=" …")
    return cut if len(cut) > 2 else f"{text[: letters - 1]}…"


def percent_axis(title: str | None = None, **more: Any) -> alt.Axis:
    """Make an axis of shares, printed as percentages."""
    return alt.Axis(format="~%", title=title, **more)


def rows_height(rows: int, row: int = 26) -> int:
    """Give the height of so many rows, in pixels."""
    return max(row, rows * row)


def row_names(width: int) -> alt.Axis:
    """Make an axis of rows' names, so many pixels wide; a name may have several lines."""
    lines = "split(datum.label, '\\n')"
    # Lines of a name hang below its first: half of them go above.
    raised = {"test": "true", "expr": f"{-LINE / 2} * (length({lines}) - 1)"}
    return alt.Axis(labelExpr=lines, labelLimit=width - 16, minExtent=width, maxExtent=width,
                    labelOffset={"condition": raised, "value": 0}, labelLineHeight=LINE,
                    labelPadding=12, ticks=False, domain=False)  # fmt: skip


def note(text: str) -> Any:
    """Make a line of words under a chart's title."""
    return alt.TitleParams(text, fontSize=FONT_SIZE, fontWeight="normal", anchor="start")
