"""A figure, and how it becomes SVG and PNG: no browser, no network, the same bytes each time."""

from __future__ import annotations

import re
import textwrap
from html import escape
from typing import Any, NamedTuple

import altair as alt
import vl_convert

WIDTH = 560  # pixels at full size: on a phone of 390 its text is still nine pixels high
FONT_SIZE = 13
FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
# Text and lines take the colour of the page around them, light or dark.
INK = "currentColor"
_PNG_SCALE = 2.0
_TITLE = 62  # letters in a line of a title
_MARKS = re.compile(r' role="graphics-[a-z]+"| aria-roledescription="[^"]*"')
_IDS = re.compile(r'(\bid="|url\(#|href="#)')
_OPENING = re.compile(r"<svg [^>]*>")


class Figure(NamedTuple):
    """A chart: `name` is one for files, `alt` says in words what a reader sees in it.

    `title` stands above it on a page, and in the picture where the picture stands alone.
    """

    name: str
    title: str
    alt: str
    chart: Any


def inline_svg(figure: Figure) -> str:
    """Draw a figure for a page: no background, the page's ink, ids that no other figure has."""
    drawn = _drawn(figure.chart)
    size = re.search(r'viewBox="[^"]*"', drawn)
    label = escape(figure.alt, quote=True)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}"'
        f" {size[0] if size else ''}>"
    )
    named = _IDS.sub(rf"\g<1>{figure.name}-", _OPENING.sub(opening, drawn, count=1))
    return _MARKS.sub("", named)


def whole_svg(figure: Figure) -> str:
    """Draw a figure that stands alone: white behind it, its title above."""
    return _drawn(_alone(figure)).replace(INK, "#222222") + "\n"


def png(figure: Figure) -> bytes:
    """Draw a figure that stands alone, at two pixels a point."""
    drawn: bytes = vl_convert.svg_to_png(whole_svg(figure), scale=_PNG_SCALE)
    return drawn


def ink_on(colour: str) -> str:
    """Choose black or white for words on a colour, whichever contrasts more (WCAG 2, 1.4.3)."""
    parts = [int(colour[k : k + 2], 16) / 255.0 for k in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#FFFFFF" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "#000000"


def warm() -> None:
    """Load what draws, which takes half a second; beside a simulation nobody waits for it."""
    _drawn(alt.Chart().mark_point())


def _alone(figure: Figure) -> Any:
    lines = textwrap.wrap(figure.title, _TITLE, break_long_words=False)
    title = alt.TitleParams(lines, anchor="start", fontSize=FONT_SIZE + 3, offset=12, limit=WIDTH)
    return figure.chart.properties(title=title, background="#FFFFFF", padding=16)


def _drawn(chart: Any) -> str:
    # What is drawn here is ours: to check it against the schema takes longer than to draw it.
    spec = chart.to_dict(validate=False) | {"config": _CONFIG}
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn


_LINES = {"domainColor": INK, "tickColor": INK, "gridColor": INK, "gridOpacity": 0.15}
_SIZES = {"labelFontSize": FONT_SIZE, "titleFontSize": FONT_SIZE, "titleFontWeight": "normal"}
_TEXT = {"labelColor": INK, "titleColor": INK, **_SIZES}
_CONFIG: dict[str, Any] = {
    "aria": False,  # each mark would have a label of its own: the figure has one for all
    "background": None,
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None, "continuousWidth": WIDTH, "discreteWidth": WIDTH},
    "axis": {**_LINES, **_TEXT, "domainOpacity": 0.5, "tickOpacity": 0.5},
    "header": {**_TEXT, "labelFontWeight": "bold"},
    "legend": {**_TEXT, "symbolOpacity": 1},
    "title": {"color": INK, "fontSize": FONT_SIZE, "fontWeight": "bold", "anchor": "start"},
    "text": {"color": INK, "fontSize": FONT_SIZE},
    "rule": {"color": INK},
    "tick": {"color": INK},
    "range": {"heatmap": {"scheme": "blues"}},
}
