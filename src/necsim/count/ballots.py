"""Ballots as read: who stands, the valid papers, and what became of the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

import numpy as np

from necsim.count.verdicts import Fault, Mark, judge
from necsim.kernels.stv_shapes import RankedPapers
from necsim.kernels.types import Counts, Indices

# More than anybody stood against; a count keeps a row of totals for every one of its steps.
MOST_CANDIDATES = MOST_SEATS = 1_000


class Verdict(NamedTuple):
    """Ballots with one kind of fault: cut where it stands, or invalid as nothing stands before.

    `lines` are those of the file that hold them (of a table, the rows), however many ballots each
    stands for.
    """

    fault: Fault
    invalid: bool
    ballots: int
    lines: tuple[int, ...]


class Ballots(NamedTuple):
    """One election as its file states it; candidates are numbered from 1, in `papers` from 0.

    `seats` is None where the file names none. `papers` are the valid ones, cut at their faults,
    preferences for withdrawn candidates included; they are pooled as far as the file pools them.
    `remarks` say what is odd but no fault.
    """

    title: str
    candidates: tuple[str, ...]
    seats: int | None
    withdrawn: tuple[int, ...]
    papers: RankedPapers
    verdicts: tuple[Verdict, ...] = ()
    remarks: tuple[str, ...] = ()


class Clean(NamedTuple):
    """Ballots without a fault: preferences one after the other, numbered from 1, and how many.

    `preferences` (P,); `lengths` (B,) of each ranking and `numbers` (B,) of papers that bear it.
    """

    preferences: Indices
    lengths: Counts
    numbers: Counts


@dataclass
class Box:
    """Ballots as they are read: those without a fault in bulk, the others judged one by one."""

    clean: list[Clean] = field(default_factory=list)
    rankings: list[tuple[int, ...]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faulty: Counter[tuple[Fault, bool]] = field(default_factory=Counter)
    lines: defaultdict[tuple[Fault, bool], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def put(self, marks: Sequence[Mark], ballots: int, line: int) -> Fault | None:
        """Judge the ballots of one line, candidates numbered from 1; give their fault."""
        ranking, fault = judge(marks)
        if fault is not None:
            self.faulty[fault, not ranking] += ballots
            self.lines[fault, not ranking].append(line)
        if ranking:
            self.rankings.append(ranking)
            self.numbers.append(ballots)
        return fault

    def papers(self) -> RankedPapers:
        """Lay all rankings one after the other, candidates numbered from 0."""
        judged = Clean(
            np.fromiter(chain.from_iterable(self.rankings), np.int16),
            np.fromiter(map(len, self.rankings), np.int64),
            np.array(self.numbers, np.int64),
        )
        preferences, lengths, numbers = map(np.concatenate, zip(*self.clean, judged, strict=True))
        starts = np.concatenate(([0], np.cumsum(lengths)))
        return RankedPapers(preferences - np.int16(1), starts, numbers)

    def verdicts(self) -> tuple[Verdict, ...]:
        """Sum up what was wrong, cut ballots first."""
        found = [Verdict(*key, n, tuple(self.lines[key])) for key, n in self.faulty.items()]
        return tuple(sorted(found, key=lambda verdict: (verdict.invalid, verdict.fault)))
