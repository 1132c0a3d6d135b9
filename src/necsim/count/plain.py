"""Plain lines of a BLT file, nothing but numbers and each ended by a 0, read in bulk."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from necsim.count.ballots import Box, Clean
from necsim.count.files import misread
from necsim.count.grammar import REMEDY, nobody
from necsim.kernels.types import Counts

_PLAIN = re.compile(r"[\d \t\n]*+", re.ASCII)
_NEWLINE, _ZERO = ord("\n"), ord("0")
_MOST_DIGITS = 9
# Shorter stretches are read faster one by one.
_WORTH_IT = 400


class Plain(NamedTuple):
    """A stretch of whole ballots, what line each ends on, and the place in the text behind it.

    `preferences` (P,); `lengths`, `numbers` of papers and `lines` from 0, (B,) each.
    """

    preferences: Counts
    lengths: Counts
    numbers: Counts
    lines: Counts
    end: int


def read_plain(text: str, start: int) -> Plain | None:
    """Read as many plain lines as follow; None where a ballot may go on over a line's end.

    The 0 that ends the ballots is not read, nor is what stands behind it.
    """
    found = _PLAIN.match(text, start)
    stretch = found[0] if found else ""
    # The last line may go on with something else.
    stretch = stretch[: stretch.rfind("\n") + 1]
    if len(stretch) < _WORTH_IT:
        return Plain(*(np.zeros(0, np.int64),) * 4, start)
    letters = np.frombuffer(stretch.encode(), np.uint8)
    edges = np.diff((letters >= _ZERO).view(np.int8), prepend=0, append=0)
    firsts, behinds = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    digits, zero = behinds - firsts, letters[firsts] == _ZERO
    newlines = np.flatnonzero(letters == _NEWLINE)
    closing = np.searchsorted(behinds, newlines, side="right") - 1
    if digits.max() > _MOST_DIGITS or digits[zero].max() > 1 or not zero[closing].all():
        return None
    ends = np.flatnonzero(zero)
    empty = np.flatnonzero(np.diff(ends, prepend=-1) == 1)
    ends = ends[: empty[0]] if len(empty) else ends
    values = np.fromstring(stretch, np.int64, sep=" ")
    end = start + int(behinds[ends[-1]]) if len(ends) else start
    return Plain(*_parts(values, ends), np.searchsorted(newlines, firsts[ends]), end)


def _parts(values: Counts, ends: Counts) -> tuple[Counts, Counts, Counts]:
    """Part numbers of papers from preferences; give preferences, lengths and numbers."""
    begins = np.concatenate(([-1], ends))[:-1] + 1
    preference = np.ones(ends[-1] + 1 if len(ends) else 0, np.bool_)
    preference[begins] = preference[ends] = False
    return values[: len(preference)][preference], ends - begins - 1, values[begins]


def put_plain(plain: Plain, candidates: int, box: Box, line: int) -> None:
    """Put in a stretch of plain lines that begins on a line; the faulty ones are judged."""
    behinds = np.cumsum(plain.lengths)
    strangers = np.flatnonzero(plain.preferences > candidates)
    if len(strangers):
        wrong = nobody(plain.preferences[strangers[0]], candidates)
        ballot = np.searchsorted(behinds, strangers[0], side="right")
        raise misread(line + plain.lines[ballot], wrong, REMEDY)
    faulty = _faulty(plain, candidates)
    for ballot in np.flatnonzero(faulty):
        marks = plain.preferences[behinds[ballot] - plain.lengths[ballot] : behinds[ballot]]
        box.put(marks.tolist(), int(plain.numbers[ballot]), line + int(plain.lines[ballot]))
    preferences = plain.preferences[~np.repeat(faulty, plain.lengths)].astype(np.int16)
    box.clean.append(Clean(preferences, plain.lengths[~faulty], plain.numbers[~faulty]))


def _faulty(plain: Plain, candidates: int) -> NDArray[np.bool_]:
    """Find the ballots (B,) that name nobody, or somebody twice."""
    faulty: NDArray[np.bool_] = plain.lengths == 0
    ballot = np.repeat(np.arange(len(faulty)), plain.lengths)
    named = np.sort(ballot * (candidates + 1) + plain.preferences)
    faulty[named[1:][named[1:] == named[:-1]] // (candidates + 1)] = True
    return faulty
