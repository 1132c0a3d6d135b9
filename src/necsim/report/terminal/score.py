"""Scores in the terminal: seats, who was elected and votes, beside what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import polars as pl
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.plan.labels import ContestLabels, Labels
from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.numbers import chance_text, percent, thousands
from necsim.report.words.sentence import holder_name
from necsim.store import Record
from necsim.summary.chance import summarise_count

_INDENT = 2
_CHANCE = ("p", "p_se", "p_lo", "p_hi")
_EVEN = 0.5
Tables = Mapping[str, pl.DataFrame]


def print_score(
    console: Console, table: pl.DataFrame, record: Record, tables: Tables, labels: Labels
) -> None:
    """Print a sentence a contest, then its seats, candidates and votes; `tables` are the run's."""
    n = record["replicates"]
    scored = [contest for contest in labels.contests if contest.id in set(table["contest"])]
    for contest in scored:
        before = f"{contest.name}: " if len(labels.contests) > 1 else ""
        say(console, before + _sentence(table.filter(contest=contest.id), n))
    console.print()
    say_parts(console, [record["title"], f"{thousands(n)} replicates", f"seed {record['seed']}"])
    for contest in scored:
        own = table.filter(contest=contest.id)
        if len(labels.contests) > 1:
            say_parts(console, [contest.name])
        _print_seats(console, own, tables["seats"].filter(contest=contest.id), labels)
        _print_elected(console, own, tables["candidates"].filter(contest=contest.id), labels)
        for line in _lines(own, contest):
            say(console, line, _INDENT)
        console.print()


def _sentence(table: pl.DataFrame, n: int) -> str:
    """Say how good the forecast of all seats was, beside even odds."""
    row = table.row(by_predicate=_of("contest", "log score"), named=True)
    if row["even_odds"] == 0:
        return "Who stood settled the seats: no forecast could miss them"
    chance = percent(*summarise_count(round(row["forecast"] * n), n)[:4])
    scores = f"log score {row['value']:.2f} against {row['even_odds']:.2f} for even odds"
    verdict = "" if row["value"] < row["even_odds"] else ", no better than drawing lots"
    return f"The seats fell as in {chance} of worlds: {scores}{verdict}"


def _of(what: str, measure: str, name: str = "") -> pl.Expr:
    same = (pl.col("what") == what) & (pl.col("measure") == measure)
    # An empty cell that was read back is null.
    return same & (pl.col("name").fill_null("") == name)


def _print_seats(
    console: Console, table: pl.DataFrame, seats: pl.DataFrame, labels: Labels
) -> None:
    """Print one row a faction: its likeliest number of seats, what it won, and two scores."""
    header = ("Seats won", "likeliest", "actual", "log score", "ranked probability score")
    grid = _grid(header, left=1)
    for row in table.filter(what="seats", measure="log score").iter_rows(named=True):
        chances = seats.filter(faction=row["name"]).sort("p", descending=True, maintain_order=True)
        likeliest = chances.row(0, named=True)
        chance = percent(*(likeliest[key] for key in _CHANCE))
        ranked = _of("seats", "ranked probability score", row["name"])
        cells = (
            holder_name(row["name"], labels),
            f"{likeliest['seats']} ({chance})",
            f"{row['actual']:.0f}",
            f"{row['value']:.2f}",
            f"{table.row(by_predicate=ranked, named=True)['value']:.3f}",
        )
        grid.add_row(*map(Text, cells))
    console.print(Padding.indent(grid, _INDENT))
    console.print()


def _print_elected(
    console: Console, table: pl.DataFrame, candidates: pl.DataFrame, labels: Labels
) -> None:
    """Print who was elected, and who was likely to be and was not; surprises are marked."""
    briers = table.filter(what="candidate")
    won = dict(zip(briers["name"], briers["actual"] == 1, strict=True))
    rows = []
    for row in candidates.iter_rows(named=True):
        elected, likely = won[row["candidate"]], row["p"] > _EVEN
        if elected or likely:
            surprise = "" if likely or row["p"] == _EVEN else "a surprise"
            chance = chance_text(*(row[key] for key in _CHANCE))
            faction = holder_name(row["faction"], labels)
            rows.append((row["name"], faction, chance, surprise if elected else "not elected"))
    # The last column is there for surprises only.
    room = 4 if any(mark for *_, mark in rows) else 3
    grid = _grid(("Elected", "", "chance", "")[:room], left=2)
    for cells in rows:
        grid.add_row(*map(Text, cells[:room]))
    console.print(Padding.indent(grid, _INDENT))
    console.print()


def _lines(table: pl.DataFrame, contest: ContestLabels) -> Iterator[str]:
    """Say how many were right, how good the chances were, and where votes fell."""
    whole = table.filter(what="contest")
    value = dict(zip(whole["measure"], whole["value"], strict=True))
    even = dict(zip(whole["measure"], whole["even_odds"], strict=True))
    lots = f"{even['right']:.2g} by lot"
    yield f"Candidates: {value['right']:g} of the {value['of']:.0f} likeliest elected ({lots})"
    yield f"Brier score: {value['brier']:.3f} a candidate ({even['brier']:.3f} for even odds)"
    if "crps" not in value:
        yield "Votes: not known of every candidate"
        return
    held = round(value["inside 80 %"] * len(contest.candidates))
    shares = f"{held} of {len(contest.candidates)} shares inside their 80 % interval"
    yield f"Votes: {shares}, off by {100 * value['crps']:.1f} points (mean CRPS)"


def _grid(header: tuple[str, ...], left: int) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, _INDENT, 0, 0), header_style="bold")
    for index, name in enumerate(header):
        justify: Literal["left", "right"] = "left" if index < left else "right"
        grid.add_column(Text(name), justify=justify, overflow="fold", no_wrap=index >= left)
    return grid
