"""A comparison in the terminal: what each alternative changes, and whether that is told."""

from __future__ import annotations

from typing import Any

import polars as pl
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.report.lines import say, say_parts
from necsim.report.text import thousands
from necsim.report.verdict import size_text, verdict_text
from necsim.store import Record
from necsim.summary.paired import Difference

_INDENT = 2
_SIGNS = {"higher": "+", "lower": "−"}


def print_compared(console: Console, table: pl.DataFrame, record: Record) -> None:
    """Print one block an alternative: base, alternative, paired difference, verdict."""
    replicates = f"{thousands(record['replicates'])} replicates each"
    say_parts(console, [record["title"], replicates, f"seed {record['seed']}"])
    for name, rows in table.group_by("alternative", maintain_order=True):
        say(console, str(name[0]))
        grid = Table.grid(padding=(0, 2, 0, 0))
        for justify in ("left", "right", "right", "right", "left"):
            grid.add_column(justify=justify)  # type: ignore[arg-type]
        grid.add_row(*map(Text, ("", "base", "here", "difference", "")))
        for row in rows.iter_rows(named=True):
            grid.add_row(*map(Text, _cells(row)))
        console.print(Padding.indent(grid, _INDENT))
        console.print()


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    is_chance = row["p"] is not None
    here = row["p"] if is_chance else row["mean"]
    apart = Difference(*(row["pairs" if name == "n" else name] for name in Difference._fields))
    unit = "points" if is_chance else ""
    sign = _SIGNS.get(row["verdict"], "")
    told = sign + size_text(apart, unit).strip() if sign else ""
    said = "" if sign else verdict_text(apart, "it", unit)
    return row["outcome"], _number(row["base"], is_chance), _number(here, is_chance), told, said


def _number(value: float | None, is_chance: bool) -> str:
    if value is None:
        return "none"
    return f"{100 * value:.1f}%" if is_chance else f"{value:,.4g}"
