"""A run's tables in the terminal: plain and aligned, with no colour at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import polars as pl
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from necsim.plan.labels import ContestLabels, Labels
from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.ballot import ballot_words
from necsim.report.words.numbers import chance_text, large, percent, range_text, thousands
from necsim.report.words.pivots import pivot_lines
from necsim.report.words.sentence import holder_name
from necsim.rules import RULES
from necsim.store import Record

_CHANCE = ("p", "p_se", "p_lo", "p_hi")
_LISTED = 12
_MORE_THAN_SEATS = 5
_SEATS_SHOWN = 9
# With more seats than are shown, a number of seats matters if a faction has this chance of it.
_MATTERS = 0.001
_INDENT = 2
_GAP = 2
# On a narrower terminal there is no room for votes beside the chances.
_ROOM_FOR_VOTES = 60


def print_forecast(
    console: Console,
    tables: Mapping[str, pl.DataFrame],
    labels: Labels,
    record: Record,
    majority: str = "",
    since: str = "",
) -> None:
    """Print sentence, title, seats, candidates, pivots and control; `majority` as "20 of 39"."""
    say(console, record["headline"])
    if since:
        say(console, since)
    console.print()
    alone = len(labels.contests) == 1
    run = [
        f"{thousands(record['replicates'])} replicates",
        f"{large(record['ballots'])} ballots",
        f"seed {record['seed']}",
    ]
    say_parts(console, [labels.title, *([ballot_words(labels.contests[0])] if alone else []), *run])
    for contest in labels.contests:
        if not alone:
            say_parts(console, [contest.name, ballot_words(contest)])
        _print_seats(console, tables["seats"].filter(contest=contest.id), contest, labels)
        _print_elected(console, tables["candidates"].filter(contest=contest.id), contest, labels)
        _print_pivots(console, pivot_lines(tables, contest, labels))
    if len(tables["control"]):
        _print_control(console, tables["control"], labels, majority)


def _print_seats(
    console: Console, seats: pl.DataFrame, contest: ContestLabels, labels: Labels
) -> None:
    """Print one row a faction that can win a seat, one column a number of seats."""
    possible = seats.filter(pl.col("seats") == 0).filter((pl.col("p") < 1) | (pl.col("p_se") > 0))
    cells = {
        (faction, number): percent(*chance)
        for faction, number, *chance in seats.select("faction", "seats", *_CHANCE).iter_rows()
    }
    names = {faction: holder_name(faction, labels) for faction in possible["faction"]}
    numbers = _numbers_shown(seats, contest)
    widest = _name_width(console, ["Seats won", *names.values()])
    room = (console.width - _INDENT - widest) // (_GAP + max(map(len, cells.values())))
    for start in range(0, len(numbers), max(1, room)):
        shown = numbers[start : start + max(1, room)]
        table = _table(["Seats won", *(f"{number:,}" for number in shown)], left=1)
        table.columns[0].max_width = widest
        for faction, name in names.items():
            table.add_row(*map(Text, (name, *(cells[faction, number] for number in shown))))
        console.print(Padding.indent(table, _INDENT))
        console.print()


def _numbers_shown(seats: pl.DataFrame, contest: ContestLabels) -> list[int]:
    numbers = range(contest.filled + 1)
    if contest.filled <= _SEATS_SHOWN:
        return list(numbers)
    matter = set(seats.filter(pl.col("p") >= _MATTERS)["seats"])
    return [number for number in numbers if number in matter]


def _print_elected(
    console: Console, candidates: pl.DataFrame, contest: ContestLabels, labels: Labels
) -> None:
    """Print candidates by their chance: all of them if they are few, else the top."""
    ranked = candidates.sort("p", "votes_mean", descending=True, maintain_order=True)
    few = len(ranked) <= _LISTED
    shown = ranked if few else ranked.head(contest.seats + _MORE_THAN_SEATS)
    header = ["Elected", "", "chance", f"{RULES[contest.rule].unit} (80 %)"]
    room = 4 if console.width >= _ROOM_FOR_VOTES else 3
    table = _table(header[:room], left=2)
    for row in shown.iter_rows(named=True):
        votes = range_text(row["votes_p10"], row["votes_p90"])
        chance = chance_text(*(row[key] for key in _CHANCE))
        faction = holder_name(row["faction"], labels)
        table.add_row(*map(Text, (row["name"], faction, chance, votes)[:room]))
    console.print(Padding.indent(table, _INDENT))
    if left := len(ranked) - len(shown):
        say(console, f"{thousands(left)} more in the table of candidates", _INDENT)
    console.print()


def _print_pivots(console: Console, lines: Iterable[str]) -> None:
    """Print what the last seat turns on; unlike the sentence, wrapped in a pipe too."""
    shown = "\n".join(lines)
    if shown:
        console.print(Padding.indent(Text(shown), _INDENT))
        console.print()


def _print_control(console: Console, control: pl.DataFrame, labels: Labels, majority: str) -> None:
    """Print the holders side by side, as many to a line as there is room for."""
    names = [holder_name(holder, labels) for holder in control["holder"]]
    chances = [chance_text(*chance) for chance in control.select(_CHANCE).iter_rows()]
    widths = _name_width(console, names), max(map(len, chances)) + _GAP
    room = max(1, (console.width - _INDENT) // (sum(widths) + 2 * _GAP))
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths * room:
        table.add_column(width=width)
    cells = [Text(cell) for pair in zip(names, chances, strict=True) for cell in pair]
    for start in range(0, len(cells), 2 * room):
        table.add_row(*cells[start : start + 2 * room])
    say(console, "Control of the committee" + (f" ({majority})" if majority else ""), _INDENT)
    console.print(Padding.indent(table, _INDENT))
    console.print()


def _name_width(console: Console, names: Iterable[str]) -> int:
    """Choose how wide a column of names is: longer ones go on below, so that numbers fit."""
    return min(max(map(cell_len, names)), console.width // 2 - _INDENT)


def _table(header: Sequence[str], left: int) -> Table:
    """Make a table without lines, its first `left` columns aligned to the left."""
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for index, name in enumerate(header):
        justify: Literal["left", "right"] = "left" if index < left else "right"
        table.add_column(Text(name), justify=justify, overflow="fold", no_wrap=index >= left)
    return table
