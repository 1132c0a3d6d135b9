"""A target in the terminal: what was found, how sure that is, and what it means."""

from __future__ import annotations

from typing import Any

import polars as pl
from rich.console import Console

from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.numbers import chance_text, thousands
from necsim.store import Record

_NOTHING = {
    "every": "every value from {low:g} to {high:g} gives it that chance or more",
    "none": "no value from {low:g} to {high:g} gives it that chance",
    "not told": "{n} replicates cannot tell where: add replicates, or widen --between",
}


def print_target(
    console: Console, table: pl.DataFrame, between: tuple[float, float], record: Record
) -> None:
    """Print one sentence a value found, or why there is none."""
    replicates = f"{thousands(record['replicates'])} replicates a value"
    say_parts(console, [record["title"], replicates, f"seed {record['seed']}"])
    for row in table.iter_rows(named=True):
        for line in _lines(row, between):
            say(console, line)
    console.print()


def _lines(row: dict[str, Any], between: tuple[float, float]) -> list[str]:
    wanted = f"{row['goal']} with a chance of {100 * row['wanted']:g}%"
    here = chance_text(row["p"], row["p_se"], row["p_lo"], row["p_hi"])
    if row["value"] is None:
        said = _NOTHING[row["found"]].format(low=between[0], high=between[1], n=row["n"])
        nearest = "least" if row["found"] == "every" else "most"
        return [f"{wanted}: {said}", f"The {nearest} found at either end is {here}."]
    value, low, high = (_digits(row[key], row) for key in ("value", "value_lo", "value_hi"))
    error = f"Simulation error leaves {low} to {high}; at {value} the chance is {here}."
    lines = [f"{wanted}: {row['key']} {row['found']} {value}", error]
    if row["members"] is not None:
        share = "" if row["votes"] is None else f", and {100 * row['votes']:.1f}% of the votes"
        lines.append(f"That is about {row['members']:,.0f} voting members{share}.")
    return lines


def _digits(value: float, row: dict[str, Any]) -> str:
    """Print as many digits as the interval's width supports."""
    width = row["value_hi"] - row["value_lo"]
    if width == 0 or float(value).is_integer():
        return f"{value:g}"
    places = 4 if width < 0.002 else 3 if width < 0.05 else 2
    return f"{value:.{places}f}".replace("-", "−")
