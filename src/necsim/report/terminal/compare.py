"""A comparison in the terminal: what each alternative changes, and whether that is told."""

from __future__ import annotations

from typing import Any

import polars as pl
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.numbers import large, thousands
from necsim.report.words.verdict import POINTS, size_text
from necsim.store import Record
from necsim.summary.paired import Difference

_INDENT = 2
_WHOLE = 1_000  # from here on a mean is told without decimals
_SIGNS = {"higher": "+", "lower": "−"}


def print_compared(console: Console, table: pl.DataFrame, record: Record, *, every: bool) -> None:
    """Print one block an alternative: base, alternative, paired difference, verdict.

    Where events are counted, `discordant` says in how many replicates they are so in the base
    alone, and here alone.

    Where nobody said which outcomes (`every`), those that are the same in all replicates are left
    to the table.
    """
    replicates = f"{thousands(record['replicates'])} replicates each"
    say_parts(console, [record["title"], replicates, f"seed {record['seed']}"])
    for name, rows in table.group_by("alternative", maintain_order=True):
        shown = rows.filter(pl.col("verdict") != "same") if every else rows
        say(console, str(name[0]))
        grid = Table.grid(padding=(0, _INDENT, 0, 0))
        grid.add_column(overflow="fold")
        counted = shown["only_a"].is_not_null().any()
        header = ("", "base", "here", "difference", *(["discordant"] if counted else []))
        for _ in header[1:]:
            grid.add_column(justify="right", no_wrap=True)
        grid.add_row(*map(Text, header))
        for row in shown.iter_rows(named=True):
            grid.add_row(*map(Text, _cells(row)[: len(header)]))
        console.print(Padding.indent(grid, _INDENT))
        if left := len(rows) - len(shown):
            say(console, f"{left} more are the same in every replicate", _INDENT)
        console.print()


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    is_chance = row["p"] is not None
    here = row["p"] if is_chance else row["mean"]
    numbers = (_number(row["base"], is_chance), _number(here, is_chance))
    apart = (row["only_a"], row["only_b"])
    only = "" if None in apart else " : ".join(map(thousands, apart))
    return row["outcome"], *numbers, _difference(row, is_chance), only


def _difference(row: dict[str, Any], is_chance: bool) -> str:
    """Say a difference that is told; else what it would take to tell it."""
    if sign := _SIGNS.get(row["verdict"]):
        apart = Difference(*(row["pairs" if name == "n" else name] for name in Difference._fields))
        return sign + size_text(apart, POINTS if is_chance else "").strip()
    if row["verdict"] == "same":
        return "the same"
    if row["settle"] is None:
        return "not told"
    return f"not told; {large(row['settle'])} would tell"


def _number(value: float | None, is_chance: bool) -> str:
    if value is None:
        return "none"
    if is_chance:
        return f"{100 * value:.1f}%"
    return thousands(value) if abs(value) >= _WHOLE else f"{value:.4g}"
