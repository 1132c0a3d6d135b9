"""Read the real elections that `stv_ballots.py` measures."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Whole: TypeAlias = npt.NDArray[np.int64]

PARTY = re.compile(r"\(([^()]+)\)$|\b([A-Z]\.[A-Z]\.)$")
NO_PARTY = ("Ind", "")


class Election(NamedTuple):
    """One election: distinct papers and how many cast each."""

    id: str
    seats: int
    parties: tuple[str, ...]
    """By candidate; empty for none, independents among them."""
    papers: tuple[tuple[int, tuple[int, ...]], ...]
    """Number of papers and candidates in order of preference, counted from 0."""
    longest: int
    """Most preferences a paper could show; the last free one does not count as a choice."""

    @property
    def candidates(self) -> int:
        """Number of candidates."""
        return len(self.parties)

    @property
    def ballots(self) -> int:
        """Number of papers."""
        return sum(number for number, _ in self.papers)


def read(path: Path) -> Election:
    """Read one election from gzipped BLT."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    candidates, seats = map(int, lines[0].split())
    end = next(i for i, line in enumerate(lines) if line.strip() == "0")
    rows = [[int(word) for word in line.split()] for line in lines[1:end]]
    papers = tuple((row[0], tuple(c - 1 for c in row[1:-1])) for row in rows)
    names = [line.strip().strip('"') for line in lines[end + 1 : end + 1 + candidates]]
    found = [PARTY.search(name) for name in names]
    parties = tuple((m[1] or m[2]) if m else "" for m in found)
    kept = tuple("" if party in NO_PARTY else party for party in parties)
    most = max(len(ranking) for _, ranking in papers)
    return Election(path.name.split(".")[0], seats, kept, papers, min(most, candidates - 1))


class Steps(NamedTuple):
    """Every choice after the first preference, by a paper that could stop or go on."""

    number: Floats
    """(n,) papers that took it."""
    left: Bools
    """(n, C) who could still be ranked."""
    own: Bools
    """(n, C) who of them shares the first preference's party."""
    chosen: Whole
    """(n,) who was ranked next; C for a stop."""
    position: Whole
    """(n,) preferences so far."""


def steps_of(election: Election) -> Steps:
    """List the choices, those with one name left or no line left to fill taken out."""
    number, left, own, chosen, position = [], [], [], [], []
    parties = np.array(election.parties)
    for papers, ranking in election.papers:
        free = np.ones(election.candidates, dtype=bool)
        party = election.parties[ranking[0]]
        for k in range(1, min(len(ranking) + 1, election.longest)):
            free[ranking[k - 1]] = False
            number.append(papers)
            left.append(free.copy())
            own.append(free & (parties == party) & (party != ""))
            chosen.append(ranking[k] if k < len(ranking) else election.candidates)
            position.append(k)
    return Steps(
        np.array(number, dtype=float),
        np.array(left),
        np.array(own),
        np.array(chosen),
        np.array(position),
    )


def elections(folder: Path) -> Iterator[Election]:
    """Read the real elections, by name."""
    for path in sorted((folder / "blt").glob("*.blt.gz")):
        if not path.name.startswith(("edge_", "trap_")):
            yield read(path)
