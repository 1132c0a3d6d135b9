"""A sweep in the terminal: a chart for one axis, a heat table for two, else the first rows."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

import polars as pl
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.numbers import Z, chance_text, percent, thousands
from necsim.store import Record

_CHANCE = ("p", "p_se", "p_lo", "p_hi")
_CHARTS, _ROWS = 3, 20
_BAR = 30
_EIGHTHS = " ▏▎▍▌▋▊▉"
_SHADES = " ░▒▓█"
_INDENT = 2


def print_sweep(
    console: Console, table: pl.DataFrame, keys: Sequence[str], record: Record, *, every: bool
) -> None:
    """Print a sweep; where nobody said which outcomes (`every`), those that vary most."""
    outcomes = table["outcome"].unique(maintain_order=True).to_list()
    shown = _most_varied(table) if every else outcomes
    cells = len(table) // len(outcomes)
    run = [f"{thousands(record['replicates'])} replicates each", f"seed {record['seed']}"]
    say_parts(console, [record["title"], f"{thousands(cells)} cells", *run])
    for outcome in shown:
        rows = table.filter(outcome=outcome)
        say(console, outcome)
        if len(keys) == 1:
            _print_chart(console, rows, keys[0])
        elif len(keys) == 2 and _is_grid(rows, keys):
            _print_heat(console, rows, keys)
        else:
            _print_rows(console, rows, keys)
        console.print()
    if left := len(outcomes) - len(shown):
        say(console, f"{thousands(left)} more outcomes in the table; choose with --of")
        console.print()


def _most_varied(table: pl.DataFrame) -> list[str]:
    """Name the outcomes whose chance varies most over the cells."""
    spread = pl.col("p").max() - pl.col("p").min()
    ranked = table.group_by("outcome", maintain_order=True).agg(spread.alias("spread"))
    return ranked.sort("spread", descending=True, maintain_order=True)["outcome"].to_list()[
        :_CHARTS
    ]


def _is_grid(rows: pl.DataFrame, keys: Sequence[str]) -> bool:
    return len(rows) == rows[keys[0]].n_unique() * rows[keys[1]].n_unique()


def _print_chart(console: Console, rows: pl.DataFrame, key: str) -> None:
    """Print one line a value: the value, the estimate, and a bar."""
    low, high = _scale(rows)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right")
    grid.add_column(justify="right")
    grid.add_column()
    grid.add_row(Text(key), Text(""), Text(""))
    for row in rows.iter_rows(named=True):
        value = row["mean"] if row["p"] is None else row["p"]
        bar = "" if value is None else _bar((value - low) / (high - low))
        grid.add_row(Text(_key_text(row[key])), Text(_estimate(row)), Text(bar))
    console.print(Padding.indent(grid, _INDENT))


def _print_heat(console: Console, rows: pl.DataFrame, keys: Sequence[str]) -> None:
    """Print one line a value of the first key and one column a value of the second."""
    low, high = _scale(rows)
    down, across = (rows[key].unique(maintain_order=True).to_list() for key in keys)
    found = {(row[keys[0]], row[keys[1]]): row for row in rows.iter_rows(named=True)}
    room = max(1, (console.width - 12 - _INDENT) // 7)
    for start in range(0, len(across), room):
        part = across[start : start + room]
        grid = Table.grid(padding=(0, 1, 0, 0))
        for _ in range(len(part) + 1):
            grid.add_column(justify="right")
        grid.add_row(Text(f"{keys[0]} ↓  {keys[1]} →"), *(Text(_key_text(each)) for each in part))
        for value in down:
            cells = [found[value, each] for each in part]
            grid.add_row(Text(_key_text(value)), *(Text(_heat(each, low, high)) for each in cells))
        console.print(Padding.indent(grid, _INDENT))


def _print_rows(console: Console, rows: pl.DataFrame, keys: Sequence[str]) -> None:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(len(keys) + 1):
        grid.add_column(justify="right")
    grid.add_row(*map(Text, keys), Text(""))
    for row in rows.head(_ROWS).iter_rows(named=True):
        grid.add_row(*(Text(_key_text(row[key])) for key in keys), Text(_estimate(row)))
    console.print(Padding.indent(grid, _INDENT))
    if len(rows) > _ROWS:
        say(console, f"{thousands(len(rows) - _ROWS)} more cells in the table", _INDENT)


def _scale(rows: pl.DataFrame) -> tuple[float, float]:
    """Give what an empty and a full bar stand for: 0 and 1 for chances."""
    if rows["mean"].null_count() == len(rows):
        return 0.0, 1.0
    low, high = float(rows["mean"].min() or 0.0), float(rows["mean"].max() or 0.0)  # type: ignore[arg-type]
    low = min(low, 0.0)
    return low, high if high > low else low + 1.0


def _estimate(row: dict[str, float]) -> str:
    if row["p"] is not None:
        return chance_text(*(row[key] for key in _CHANCE))
    if row["mean"] is None:
        return "none"
    return mean_text(row["mean"], row["mean_se"])


def mean_text(mean: float, error: float | None) -> str:
    """Print a mean with its half-width, the digits by the latter: "2.83 ±0.02", "1,210 ±15"."""
    half = Z * (error or 0.0)
    places = max(0, -floor(log10(half / 2))) if half else 2
    said = f"{mean:,.{places}f}"
    return f"{said} ±{half:,.{places}f}" if half else said


def _heat(row: dict[str, float], low: float, high: float) -> str:
    value = row["mean"] if row["p"] is None else row["p"]
    if value is None:
        return ""
    shade = _SHADES[min(int((value - low) / (high - low) * len(_SHADES)), len(_SHADES) - 1)]
    said = percent(*(row[key] for key in _CHANCE)) if row["p"] is not None else f"{value:.3g}"
    return f"{said}{shade}"


def _bar(share: float) -> str:
    eighths = round(max(0.0, min(1.0, share)) * _BAR * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _key_text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
