"""The count sheet in the terminal, as returning officers publish it.

A row is a candidate, a column a stage: what each gained or lost, and what it holds then. Stages
that do not fit beside one another go on below, without those excluded before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from necsim.count import NON_TRANSFERABLE, Count
from necsim.report.terminal.lines import say, say_parts
from necsim.report.words.count import elected_sentence, facts, notes, stage_title

ELECTED, EXCLUDED = "*", "×"
_GAP = 2
_LEAST_HEADING, _MOST_HEADING = 14, 24
_LEAST_NAMES = 16


class Column(NamedTuple):
    """One stage: its heading, and what each row shows: the transfer, the total and a mark."""

    heading: str
    transfers: list[str]
    totals: list[str]

    @property
    def widths(self) -> tuple[int, int]:
        """How wide transfers and totals are; wide enough together for the words of a heading."""
        transfers, totals = max(map(len, self.transfers)), max(map(len, self.totals))
        gap = _GAP if transfers else 0
        # The mark behind a total has no heading.
        words = max(_LEAST_HEADING, *map(cell_len, self.heading.split()))
        words = min(words, _MOST_HEADING) + 1
        return transfers + gap, max(totals, words - transfers - gap)


def print_count(console: Console, count: Count, *, lines: bool = False) -> None:
    """Print who is elected, the sheet, lots and faulty ballots; `lines` says where these stand."""
    say(console, elected_sentence(count))
    console.print()
    say_parts(console, facts(count))
    first = 0
    while first < len(count.stages):
        first = _print_block(console, count, first)
        console.print()
    say(console, f"{ELECTED} elected   {EXCLUDED} excluded")
    for note in notes(count, lines):
        say(console, note)


def _print_block(console: Console, count: Count, first: int) -> int:
    """Print as many stages from `first` on as fit, at least one; give the next."""
    gone = {n for stage in count.stages[:first] for n in stage.excluded}
    rows = [n for n in count.standing if n not in gone or count.stages[first].totals[n - 1]]
    labels = _labels(count, rows, console.width)
    columns: list[Column] = []
    left = console.width - cell_len(labels[0])
    for place in range(first, len(count.stages)):
        column = _column(count, place, rows)
        left -= _GAP + sum(column.widths)
        if columns and left < 0:
            break
        columns.append(column)
    _print_columns(console, labels, columns)
    return first + len(columns)


def _labels(count: Count, rows: Sequence[int], width: int) -> list[str]:
    """Name the rows, all at the same width: candidates with their numbers, then the sums."""
    digits = len(str(max(count.standing)))
    sums = [NON_TRANSFERABLE, "Total", "Quota"][: 3 if _quota_varies(count) else 2]
    labels = [f"{number:{digits}} {count.name(number)}" for number in rows]
    labels += [f"{'':{digits}} {name}" for name in sums]
    room = min(max(map(cell_len, labels)), max(_LEAST_NAMES, width // 3))
    return [_fitted(label, room) for label in labels]


def _quota_varies(count: Count) -> bool:
    return len({stage.quota for stage in count.stages}) > 1


def _column(count: Count, place: int, rows: Sequence[int]) -> Column:
    """Lay out one stage; who is gone by then has no figures."""
    stage, transfers = count.stages[place], count.changes(place)
    gone = {n for stage in count.stages[:place] for n in stage.excluded}
    totals = []
    for number in rows:
        held = stage.totals[number - 1]
        mark = ELECTED if number in stage.elected else EXCLUDED if number in stage.excluded else " "
        totals.append(f"{count.written(held, ',') if held or number not in gone else ''}{mark}")
    sums = [stage.non_transferable, sum(stage.totals) + stage.non_transferable]
    sums += [stage.quota or 0] if _quota_varies(count) else []
    changes = [*(transfers[number - 1] for number in rows), transfers[-1]]
    return Column(
        f"Stage {place + 1}\n{stage_title(count, stage, short=True)}",
        [_change(count, units) for units in changes] + [""] * (len(sums) - 1),
        totals + [f"{count.written(units, ',')} " for units in sums],
    )


def _change(count: Count, units: int) -> str:
    return f"{'+' if units > 0 else ''}{count.written(units, ',')}" if units else ""


def _print_columns(console: Console, labels: Sequence[str], columns: Sequence[Column]) -> None:
    """Print headings and rows."""
    widths = [column.widths for column in columns]
    headings = [_heading(console, column) for column in columns]
    heads, rows = [], []
    for lines in zip_longest(*headings):
        cells = [line or " " * sum(pair) for line, pair in zip(lines, widths, strict=True)]
        heads.append(_joined(" " * cell_len(labels[0]), *cells))
    for row, label in enumerate(labels):
        cells = []
        for column, (wide, narrow) in zip(columns, widths, strict=True):
            change = f"{column.transfers[row]:>{wide - _GAP}}  " if wide else ""
            cells.append(f"{change}{column.totals[row]:>{narrow}}")
        rows.append(_joined(label, *cells))
    block = Text.assemble(("\n".join(heads), "bold"), "\n", "\n".join(rows))
    console.print(block, soft_wrap=True)


def _joined(*cells: str) -> str:
    return (" " * _GAP).join(cells).rstrip()


def _heading(console: Console, column: Column) -> list[str]:
    """Break a heading into lines that end above the totals."""
    width = sum(column.widths) - 1
    parts = [Text(part).wrap(console, width) for part in column.heading.split("\n")]
    lines = [line.plain.rstrip() for part in parts for line in part]
    return [" " * (width - cell_len(line)) + f"{line} " for line in lines]


def _fitted(label: str, width: int) -> str:
    """Make a label exactly so wide, cut with … if it is longer."""
    if cell_len(label) > width:
        label = f"{set_cell_size(label, width - 1).rstrip()}…"
    return set_cell_size(label, width)
