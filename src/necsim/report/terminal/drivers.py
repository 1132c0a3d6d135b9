"""Drivers in the terminal: a tornado, shares of variance, and the strongest fifths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.numbers import chance_text, percent, thousands
from necsim.store import Record

_INDENT = 2
_BARS, _STRONGEST = 15, 5
_HALF = 6  # cells of a bar on either side of the base
_NAME = 33  # cells of an address
_CHANCE = ("p", "p_se", "p_lo", "p_hi")
_NOTHING = "nothing here varies between worlds: no input has a spread of its own"
_Row = dict[str, Any]


def print_drivers(console: Console, table: pl.DataFrame, record: Record) -> None:
    """Print one block an outcome; each has its base, and what the table holds of the rest."""
    replicates = f"{thousands(record['replicates'])} replicates"
    say_parts(console, [record["title"], replicates, f"seed {record['seed']}"])
    for outcome, rows in table.group_by("outcome", maintain_order=True):
        kinds = {str(kind[0]): each.to_dicts() for kind, each in rows.group_by("kind")}
        base = kinds["base"][0]
        say(console, f"{outcome[0]}: {_estimate(base)}")
        console.print()
        if "tornado" in kinds or "still" in kinds:
            prefix = _prefix(record)
            bars = [
                row | {"name": row["driver"].removeprefix(prefix)}
                for row in kinds.get("tornado", [])
            ]
            _print_tornado(console, bars, base)
            _print_left(console, kinds.get("still", []))
        if "share" in kinds:
            _print_shares(console, kinds["share"])
        if fifths := kinds.get("fifths"):
            _print_fifths(console, fifths)
        else:
            say(console, _NOTHING, _INDENT)
        console.print()


def _print_tornado(console: Console, rows: Sequence[_Row], base: _Row) -> None:
    """Print a line an assumption: where it is set, and what that does to the outcome."""
    bars = _by_driver(rows)
    scale = max((abs(row["diff"] or 0.0) for row in rows), default=0.0)
    unit = ", in points" if base["p"] is not None else ""
    say(console, f"what changes where an assumption is at its 10 % or 90 % point{unit}", _INDENT)
    grid = _grid("left", "right", "right", "left", "right", "right")
    grid.add_row(*map(Text, ("", "10 %", "90 %", "", "at 10 %", "at 90 %")))
    for ends in bars[:_BARS]:
        values = (_short(end["value"]) for end in ends)
        effects = (_effect(end, base) for end in ends)
        grid.add_row(*map(Text, (_cut(ends[0]["name"]), *values, _bar(ends, scale), *effects)))
    console.print(Padding.indent(grid, _INDENT))
    if any(_effect(end, base).startswith("(") for ends in bars[:_BARS] for end in ends):
        say(console, "in brackets: not told from nothing", _INDENT)
    if len(bars) > _BARS:
        say(console, f"{len(bars) - _BARS} more in the table", _INDENT)
    for row in rows:
        if row["note"]:
            said = f"{row['driver']} at {row['value']:g} cannot be: {row['note']}"
            say(console, said, _INDENT)


def _print_left(console: Console, still: Sequence[_Row]) -> None:
    if still:
        count = still[0]["driver"].count(",") + 1
        say(console, f"{count} more change nothing in any replicate", _INDENT)
    console.print()


def _print_shares(console: Console, rows: Sequence[_Row]) -> None:
    """Print each source's share of the variance with its interval, the largest first."""
    told = [row for row in rows if row["share"] is not None]
    if not told:
        say(console, "the outcome is the same in every replicate", _INDENT)
        console.print()
        return
    grid = _grid("left", "right", "left")
    grid.add_row(Text("share of variance"), Text(""), Text(""))
    for row in sorted(told, key=lambda row: -float(row["share"])):
        interval = f"{100 * row['share_lo']:.1f} to {100 * row['share_hi']:.1f}%"
        grid.add_row(Text(row["driver"]), Text(f"{100 * row['share']:.1f}%"), Text(interval))
    console.print(Padding.indent(grid, _INDENT))
    console.print()


def _print_fifths(console: Console, rows: Sequence[_Row]) -> None:
    """Print a line an input: the outcome in each fifth of its values, lowest first."""
    grid = _grid("left", *["right"] * 5)
    grid.add_row(*map(Text, ("by fifths of", "lowest", "", "", "", "highest")))
    for each in _by_driver(rows)[:_STRONGEST]:
        grid.add_row(*map(Text, (_cut(each[0]["driver"]), *map(_brief, each))))
    console.print(Padding.indent(grid, _INDENT))


def _by_driver(rows: Iterable[_Row]) -> list[list[_Row]]:
    return [list(each) for _, each in groupby(rows, key=itemgetter("driver"))]


def _grid(*justify: Any) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    for each in justify:
        grid.add_column(justify=each, no_wrap=True)
    return grid


def _effect(end: _Row, base: _Row) -> str:
    """Print a paired difference; one that is not told from nothing in brackets."""
    if end["diff"] is None:
        return "–"
    size = f"{100 * end['diff']:+.1f}" if base["p"] is not None else _digits(end["diff"], 3, "+")
    told = end["diff_lo"] is not None and (end["diff_lo"] > 0 or end["diff_hi"] < 0)
    return size.replace("-", "−") if told else f"({size.replace('-', '−')})"


def _bar(ends: Iterable[_Row], scale: float) -> str:
    """Draw how far either end reaches below the base, left of the line, and above it, right."""
    reaches = [end["diff"] or 0.0 for end in ends]
    below, above = (_halves(reach, scale) for reach in (-min(reaches), max(reaches)))
    left = "▐" * (below % 2) + "█" * (below // 2)
    return f"{left:>{_HALF}}│{'█' * (above // 2) + '▌' * (above % 2):<{_HALF}}"


def _halves(reach: float, scale: float) -> int:
    return round(2 * _HALF * max(0.0, reach) / scale) if scale else 0


def _prefix(record: Record) -> str:
    """Give what may be left out of an address: the contest, where there is one."""
    contests = list(record["resolved"]["contests"])
    return f"contests.{contests[0]}." if len(contests) == 1 else ""


def _cut(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _short(value: float) -> str:
    return f"{round(value, 2):g}".replace("-", "−")


def _estimate(row: _Row) -> str:
    if row["p"] is not None:
        return chance_text(*(row[key] for key in _CHANCE))
    if row["mean"] is None:
        return "none"
    half = f" ±{_digits(1.96 * row['mean_se'], 2)}" if row["mean_se"] else ""
    return f"mean {_digits(row['mean'], 4)}{half}"


def _brief(row: _Row) -> str:
    if row["p"] is not None:
        return percent(*(row[key] for key in _CHANCE))
    return "none" if row["mean"] is None else _digits(row["mean"], 3)


def _digits(number: float, digits: int, sign: str = "") -> str:
    """Print a number in so many digits, never with an exponent where it is large."""
    rounded = float(f"{number:.{digits}g}")
    return f"{rounded:{sign},.0f}" if abs(rounded) >= 1_000 else f"{rounded:{sign}.{digits}g}"
