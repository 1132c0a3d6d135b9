"""A supposition in the terminal: how often the event is so, what else then, and typical worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.plan.labels import Labels
from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.numbers import chance_text, surnames, thousands
from necsim.report.words.sentence import holder_name
from necsim.report.words.verdict import number_text
from necsim.store import Record

_INDENT = 2
_CHANCE = ("p", "p_se", "p_lo", "p_hi")
# Outcomes rarer than that, given the event and at all, are left to the table.
_MATTERS = 0.001
# From here on a mean is printed without decimals.
_WHOLE = 1_000


def print_supposed(
    console: Console, table: pl.DataFrame, record: Record, labels: Labels, *, every: bool
) -> None:
    """Print how often the event is so, one line an outcome, and the examples.

    Where nobody said which outcomes (`every`), those that hardly ever are so are left out.
    """
    say(console, _sentence(record))
    console.print()
    seed = f"seed {record['seed']}"
    say_parts(console, [record["title"], f"{thousands(record['given']['n'])} replicates", seed])
    rare = (pl.col("p") < _MATTERS) & (pl.col("all") < _MATTERS)
    shown = table.filter(~rare.fill_null(False)) if every else table
    grid = Table.grid(padding=(0, _INDENT, 0, 0))
    for justify in ("left", "right", "right", "right"):
        grid.add_column(justify=justify, no_wrap=True)
    grid.add_row(*map(Text, ("", "supposed", "all worlds", "difference")))
    for row in shown.iter_rows(named=True):
        grid.add_row(*map(Text, (row["outcome"], _supposed(row), _all(row), _difference(row))))
    console.print(Padding.indent(grid, _INDENT))
    console.print()
    for example in record["examples"]:
        _print_example(console, example, labels)


def _sentence(record: Record) -> str:
    given = record["given"]
    chance = chance_text(*(given[key] for key in _CHANCE))
    kept = f"{thousands(given['kept'])} of {thousands(given['n'])} replicates"
    weight = "" if round(given["n_eff"]) == given["kept"] else f" count as {given['n_eff']:,.0f}"
    event = " and ".join(record["asked"]["given"])
    return f"Suppose {event}: it happens in {chance} of worlds ({kept}{weight})"


def _supposed(row: Mapping[str, Any]) -> str:
    if row["p"] is not None:
        return chance_text(*(row[key] for key in _CHANCE))
    return "none" if row["mean"] is None else number_text(row["mean"], row["mean_se"])


def _all(row: Mapping[str, Any]) -> str:
    if row["all"] is None:
        return "none"
    if row["p"] is not None:
        return f"{100 * row['all']:.1f}%"
    return f"{row['all']:,.0f}" if abs(row["all"]) >= _WHOLE else f"{row['all']:,.4g}"


def _difference(row: Mapping[str, Any]) -> str:
    """Say the difference where its interval leaves out 0."""
    if row["diff"] is None or row["diff_se"] is None:
        return ""
    if row["diff_lo"] <= 0 <= row["diff_hi"]:
        return "not told"
    scale, unit = (1, "") if row["p"] is None else (100, " points")
    size = number_text(scale * abs(row["diff"]), scale * row["diff_se"])
    return f"{'+' if row['diff'] > 0 else '−'}{size}{unit}"


def _print_example(console: Console, example: Mapping[str, Any], labels: Labels) -> None:
    """Print one typical world as a small result."""
    cases = f"{100 * example['share']:.0f}% of cases end so; replicate {example['replicate']:,}"
    seats = "; ".join(
        ", ".join(
            f"{holder_name(holder, labels)} {won}" for holder, won in each["seats"].items() if won
        )
        for each in example["contests"].values()
    )
    say(console, f"{seats} ({cases})")
    grid = Table.grid(padding=(0, _INDENT, 0, 0))
    for what, said in _lines(example, labels):
        grid.add_row(Text(what), Text(said))
    console.print(Padding.indent(grid, _INDENT))
    console.print()


def _lines(example: Mapping[str, Any], labels: Labels) -> Iterator[tuple[str, str]]:
    for contest in labels.contests:
        found = example["contests"][contest.id]
        names = surnames({each.id: each.name.strip() or each.id for each in contest.candidates})
        if len(labels.contests) > 1:
            yield contest.name, ""
        yield "Elected", ", ".join(names[who] for who in found["elected"])
        yield "Last seat", _last_seat(found, names)
        yield "Turnout", f"{100 * found['turnout']:.1f}%"
    yield "Support", _percents(example["support"], labels)
    if example["control"]:
        yield "Control", _percents(example["control"], labels)


def _last_seat(found: Mapping[str, Any], names: Mapping[str, str]) -> str:
    last, out = names[found["last_in"]], found["first_out"]
    if out is None:
        return f"{last}; nobody is out"
    points = found["margin_points"]
    share = "" if points is None else f" ({100 * points:.1f} points)"
    return f"{last} over {names[out]} by {thousands(found['margin'])} votes{share}"


def _percents(shares: Mapping[str, float], labels: Labels) -> str:
    return ", ".join(
        f"{holder_name(holder, labels)} {100 * share:.1f}%"
        for holder, share in shares.items()
        if share >= _MATTERS
    )
