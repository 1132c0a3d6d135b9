"""Ballots as a table: the first row names the candidates, every other row is a ballot.

A cell holds the preference that the ballot gives the candidate: 1, 2, 3 …; empty, ``0`` or ``-``
for none. A column ``count``, if there is one, says how many papers are alike.

Two things are refused. Preferences beyond the number of candidates: they come of columns that are
no candidates. Tables that list names in order of preference: they do not say who stands, and a
name misspelt would become a candidate.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from necsim.count.ballots import MOST_CANDIDATES, Ballots, Box, Clean
from necsim.count.files import MisreadError, Wrong, csv_rows, shown, tidy
from necsim.count.verdicts import Mark
from necsim.kernels.types import Counts, Indices

_COUNT = "count"
_WHOLE = re.compile(r"\s*(\d{1,9})(?:\.0*)?\s*", re.ASCII)


class Header(NamedTuple):
    """The names of the candidates, and the place of the column of numbers of papers, if any."""

    names: tuple[str, ...]
    papers: int | None


class Rows(NamedTuple):
    """The ballots of a table: their preferences (B, C), 0 for none, papers and row numbers (B,)."""

    preferences: Indices
    numbers: Counts
    rows: Counts


def read_table(text: str, name: str) -> Ballots:
    """Read ballots from CSV; `name` becomes the title. A MisreadError with every fault, by row.

    Cells are parted by comma, semicolon or tab.
    """
    rows = csv_rows(text)
    header = _read_header(next(rows, []))
    box = _judge(_read_rows(rows, header))
    return Ballots(name, header.names, None, (), box.papers(), box.verdicts())


def _read_header(row: Sequence[str]) -> Header:
    cells = [tidy(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    counts = [place for place, cell in enumerate(cells) if cell.casefold() == _COUNT]
    names = [cell for place, cell in enumerate(cells) if place not in counts]
    if wrong := _wrong_names(names, len(counts)):
        remedy = "the first row names the candidates, one a column"
        raise MisreadError(Wrong("row 1", wrong, remedy))
    return Header(tuple(names), counts[0] if counts else None)


def _wrong_names(names: Sequence[str], counts: int) -> str:
    """Say what is wrong with the names of columns, if anything is."""
    if counts > 1:
        return "two columns are named count"
    if not 1 <= len(names) <= MOST_CANDIDATES:
        return f"names {len(names):,} candidates" if names else "names no candidates"
    if all(map(_WHOLE.fullmatch, names)):
        return "numbers stand where names should"
    if not all(names):
        return "a column among the others has no name"
    twice = [name for name, times in Counter(names).items() if times > 1]
    return f"{shown(twice[0])} names two columns" if twice else ""


def _read_rows(lines: Iterator[list[str]], header: Header) -> Rows:
    """Read every row but the first; empty lines are none, and rows of no papers are left out."""
    candidates = len(header.names)
    known = {str(number): number for number in range(candidates + 1)} | {"": 0, "-": 0}
    preferences, numbers, rows = array("h"), array("q"), array("q")
    wrong: list[Wrong] = []
    for row, cells in enumerate(lines, start=2):
        if not cells:
            continue
        papers = _take_papers(cells, header.papers)
        codes = [known.get(cell, -1) for cell in cells]
        if -1 in codes or len(codes) != candidates:
            codes = [known.get(cell, -1) for cell in _cleaned(cells, candidates)]
        found = _WHOLE.fullmatch(papers)
        if found is None or -1 in codes or len(codes) != candidates:
            wrong += _wrong(f"row {row}", papers, cells, codes, header)
        elif int(found[1]):
            preferences.extend(codes)
            numbers.append(int(found[1]))
            rows.append(row)
    if wrong:
        raise MisreadError(*wrong)
    table = np.array(preferences, np.int16).reshape(len(rows), candidates)
    return Rows(table, np.array(numbers, np.int64), np.array(rows, np.int64))


def _take_papers(cells: list[str], place: int | None) -> str:
    """Take the number of papers out of a row, as it is written; one where there is no column."""
    if place is None:
        return "1"
    return cells.pop(place) if place < len(cells) else ""


def _cleaned(cells: Sequence[str], candidates: int) -> list[str]:
    """Write cells as they are usually written, one for each candidate; more if they hold more."""
    cleaned = [cell.strip() for cell in cells]
    while len(cleaned) > candidates and not cleaned[-1]:
        cleaned.pop()
    wholes = [(_WHOLE.fullmatch(cell), cell) for cell in cleaned]
    cleaned = [str(int(whole[1])) if whole else cell for whole, cell in wholes]
    return cleaned + [""] * (candidates - len(cleaned))


def _wrong(
    place: str, papers: str, cells: Sequence[str], codes: Sequence[int], header: Header
) -> Iterator[Wrong]:
    """Say all that is wrong in a row."""
    names = header.names
    if len(codes) > len(names):
        yield Wrong(place, "more cells than columns", "put cells that hold commas in quotes")
    if _WHOLE.fullmatch(papers) is None:
        yield Wrong(place, f"{shown(papers)} is no number of papers", "write it in digits")
    for name, cell, code in zip(names, cells, codes, strict=False):
        if code < 0:
            remedy = f"write 1 to {len(names)}, or nothing; leave out what is no candidate's column"
            yield Wrong(place, f"{shown(cell)} is no preference for {name}", remedy)


def _judge(rows: Rows) -> Box:
    """Take the ballots that give 1, 2, 3 … once each in bulk, and judge the others."""
    ballots, candidates = rows.preferences.shape
    given = rows.preferences > 0
    lengths = given.sum(axis=1)
    # Who has each preference; where several have, the last.
    holders = np.zeros((ballots, candidates + 1), np.int16)
    ballot, candidate = np.nonzero(given)
    holders[ballot, rows.preferences[given]] = candidate + 1
    held = holders[:, 1:] > 0
    clean = (lengths > 0) & (held.sum(axis=1) == lengths)
    clean &= rows.preferences.max(axis=1) == lengths
    box = Box()
    in_order = holders[clean, 1:]
    box.clean.append(Clean(in_order[in_order > 0], lengths[clean], rows.numbers[clean]))
    for row in np.flatnonzero(~clean):
        box.put(_marks(rows.preferences[row]), int(rows.numbers[row]), int(rows.rows[row]))
    return box


def _marks(row: Indices) -> list[Mark]:
    """Put a row in order of preference."""
    given = [(place, number) for number, place in enumerate(row.tolist(), start=1) if place]
    marks: list[Mark] = [None] * max((place for place, _ in given), default=0)
    for place, group in groupby(sorted(given), itemgetter(0)):
        alike = tuple(number for _, number in group)
        marks[place - 1] = alike if len(alike) > 1 else alike[0]
    return marks
