"""A fit in the terminal: support and votes, and what each piece of evidence adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.plan.labels import Labels
from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.sentence import holder_name
from necsim.scenario.behaviour import UNALIGNED
from necsim.store import Record

_INDENT = 2
_MOST_APPEALS = 12
Rows = Sequence[Mapping[str, Any]]


def print_fit(console: Console, table: pl.DataFrame, record: Record, labels: Labels) -> None:
    """Print support, votes, discipline and appeals; then what each piece adds, and its value."""
    say_parts(console, [record["title"], f"as of {record['resolved'].get('as_of') or 'now'}"])
    people = {f"{c.id}/{who.id}": who.name for c in labels.contests for who in c.candidates}
    names = {f"{c.id}/{slate.id}": slate.name for c in labels.contests for slate in c.slates}
    _print(console, ("Support", "mean", "eight in ten", "typed"), _support(table, labels))
    _print(console, ("Share of the votes", "mean", "eight in ten"), _votes(table, names))
    disciplines = (
        (holder_name(row["name"], labels), *_percents(row)) for row in _of(table, "discipline")
    )
    _print(console, ("Discipline", "mean", "eight in ten"), disciplines)
    _print(console, ("Appeal", "mean", "give or take"), _appeals(table, people))
    _print(
        console,
        ("Without", "support", "give or take", "it moved the mean by"),
        _without(table, labels),
    )
    _print(console, ("If this were seen", "now", "then", "moved by"), _values(table))
    for line in _footnotes(table):
        say(console, line, _INDENT)
    console.print()


def _of(table: pl.DataFrame, kind: str) -> Rows:
    return table.filter(pl.col("kind") == kind).rows(named=True)


def _support(table: pl.DataFrame, labels: Labels) -> Iterator[tuple[str, ...]]:
    for row in _of(table, "support"):
        typed = "" if row["typed"] is None else f"{100 * row['typed']:.1f}%"
        name = "Unaligned" if row["name"] == UNALIGNED else holder_name(row["name"], labels)
        yield (name, *_percents(row), typed)


def _votes(table: pl.DataFrame, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for row in _of(table, "votes"):
        yield (names.get(f"{row['contest']}/{row['name']}", row["name"]), *_percents(row))


def _discipline(table: pl.DataFrame, labels: Labels) -> Iterator[tuple[str, ...]]:
    for row in _of(table, "discipline"):
        yield (holder_name(row["name"], labels), *_percents(row))


def _percents(row: Mapping[str, Any]) -> tuple[str, str]:
    return f"{100 * row['mean']:.1f}%", f"{100 * row['p10']:.0f} – {100 * row['p90']:.0f}%"


def _appeals(table: pl.DataFrame, people: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Give those who stand out most; all are in the table."""
    rows = sorted(_of(table, "appeal"), key=lambda row: -abs(row["mean"]))[:_MOST_APPEALS]
    for row in rows:
        if row["mean"] != 0.0:
            who = people[f"{row['contest']}/{row['name']}"]
            yield who, f"{row['mean']:+.2f}".replace("-", "−"), f"{row['sd']:.2f}"


def _without(table: pl.DataFrame, labels: Labels) -> Iterator[tuple[str, ...]]:
    """Give one row a piece: the first faction's support."""
    rows = _of(table, "without")
    first = rows[0]["name"] if rows else ""
    for row in rows:
        if row["name"] == first:
            support = f"{holder_name(first, labels)} {100 * row['mean']:.1f}%"
            moved = f"{100 * row['moved']:+.1f} points".replace("-", "−")
            yield row["evidence"], support, f"{100 * row['sd']:.1f} points", moved


def _values(table: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """Give how much each number would narrow, and how far its mean would move on average.

    Of an event there is only its chance, which moves.
    """
    for row in _of(table, "value"):
        then = row["sd"] + row["moved"]
        now = f"{100 * row['mean']:.1f}"
        support = row["name"].startswith("support.")
        yield (
            f"{row['evidence']}: {row['name']}",
            f"{now} ± {100 * row['sd']:.1f}%" if support else f"{now}%",
            f"± {100 * then:.1f}%" if support else "",
            f"± {100 * max(0.0, row['sd'] ** 2 - then**2) ** 0.5:.1f} points",
        )


def _footnotes(table: pl.DataFrame) -> Iterator[str]:
    points = {row["name"]: row["mean"] for row in _of(table, "points")}
    error = 100 * points["fit_error"]
    yield (
        f"{points['effective']:.0f} points count; a second set moves no chance by more than"
        f" {max(error, 0.01):.2f} points."
    )


def _print(console: Console, header: Sequence[str], rows: Iterator[tuple[str, ...]]) -> None:
    """Print a table, unless it has no rows."""
    listed = list(rows)
    if not listed:
        return
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for k, title in enumerate(header):
        grid.add_column(title, justify="left" if k == 0 else "right")
    for row in listed:
        grid.add_row(*map(Text, row))
    console.print(Padding.indent(grid, _INDENT))
    console.print()
