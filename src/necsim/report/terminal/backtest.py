"""A backtest in the terminal: each contest's scores, then the model against each reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.report.terminal.lines import say

_INDENT = 2
_SCORES = ("log score", "ranked probability score", "brier", "crps")
_INSIDE = ("inside 50 %", "inside 80 %", "inside 95 %")
_METHODS = ("model", "nominations", "previous result", "even odds")


def print_backtest(console: Console, table: pl.DataFrame) -> None:
    """Print each mode: the contests, then the comparisons of like with like."""
    for mode in table["mode"].unique(maintain_order=True):
        own = table.filter(mode=mode)
        say(console, _sentence(mode, own))
        console.print()
        _print(console, ("Log score of the seats", *_METHODS, "right"), _contests(own))
        header = ("Against", "score", "contests", "model", "reference", "difference", "verdict")
        _print(console, header, _comparisons(own))
        _print(console, ("Votes inside", "share of candidates", "over contests"), _coverage(own))


def _sentence(mode: str, table: pl.DataFrame) -> str:
    """Say how the model did on the first score against each reference."""
    found = table.filter(pl.col("measure") == _SCORES[0], pl.col("what").str.starts_with("less "))
    said = [f"{row['verdict']} against {row['what'].removeprefix('less ')}"
            for row in found.iter_rows(named=True)]  # fmt: skip
    return f"{mode.capitalize()}: by log score {', '.join(said)}."


def _contests(table: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """Give one row a contest: the log score by method, and the candidates right."""
    own = table.filter(what="contest")
    for contest in own["contest"].unique(maintain_order=True):
        rows = own.filter(contest=contest)
        scores = {row["method"]: row["value"]
                  for row in rows.filter(measure=_SCORES[0]).iter_rows(named=True)}  # fmt: skip
        right = rows.filter(method="model", measure="right")["value"].item()
        of = rows.filter(method="model", measure="of")["value"].item()
        shown = (f"{scores[method]:.2f}" if method in scores else "·" for method in _METHODS)
        yield (contest, *shown, f"{right:g} of {of:g}")


def _comparisons(table: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    for method in _METHODS[1:]:
        for measure in _SCORES:
            rows = table.filter(measure=measure)
            apart = rows.filter(what=f"less {method}")
            if apart.is_empty():
                continue
            beside = rows.filter(what=f"beside {method}")
            means = [beside.filter(method=m)["value"].item() for m in ("model", method)]
            row = apart.row(0, named=True)
            places = 4 if measure == "crps" else 3 if measure == "brier" else 2
            numbers = (f"{value:.{places}f}" for value in means)
            apart_text = f"{row['value']:+.{places}f} ± {row['se']:.{places}f}".replace("-", "−")
            yield (method, measure, str(row["contests"]), *numbers, apart_text, row["verdict"])


def _coverage(table: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """Give how many of all candidates' shares lay in the model's central intervals."""
    own = table.filter(method="model", what="votes").filter(pl.col("name") != "")
    for measure in _INSIDE:
        rows = own.filter(measure=measure)
        if not rows.is_empty():
            inside = f"{100 * rows['value'].sum() / len(rows):.0f}% of {len(rows)}"
            yield measure.removeprefix("inside "), inside, str(rows["contest"].n_unique())


def _print(console: Console, header: Sequence[str], rows: Iterator[tuple[str, ...]]) -> None:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for k, title in enumerate(header):
        grid.add_column(title, justify="left" if k == 0 else "right")
    for row in rows:
        grid.add_row(*map(Text, row))
    console.print(Padding.indent(grid, _INDENT))
    console.print()
