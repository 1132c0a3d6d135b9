"""Figures for a page: each drawn, with its words and the table it is drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from necsim.report.charts.figure import Figure, inline_svg

# Figures whose names are not led by that of their table.
_DRAWN_FROM = {
    "elected": "candidates",
    "votes": "candidates",
    "margin": "contests",
    "flow": "transfers",
}


class Drawn(NamedTuple):
    """A figure on a page; `table` is the id of the table it is drawn from, or empty."""

    id: str
    title: str
    alt: str
    svg: Markup
    table: str


def draw(figures: Iterable[Figure], tables: Iterable[str], prefix: str = "") -> Iterator[Drawn]:
    """Draw figures for a page; `prefix` keeps the ids of several runs apart.

    A figure's name is led by that of the table it is drawn from, or by what is drawn.
    """
    known = set(tables)
    for figure in figures:
        drawn = figure.name.partition("-")[0]
        table = _DRAWN_FROM.get(drawn, drawn)
        name = prefix + figure.name
        yield Drawn(
            f"figure-{name}",
            figure.title,
            figure.alt,
            Markup(inline_svg(figure._replace(name=name))),
            f"{prefix}table-{table}" if table in known else "",
        )
