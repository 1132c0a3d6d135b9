"""Where finished slices go, a batch of them at a time."""

from __future__ import annotations

import time
from typing import Protocol

import polars as pl

# A block costs some milliseconds to write, so slices wait for one another, but not for long: what
# has not been kept is lost when the process is killed.
_LARGEST, _LONGEST_SECONDS = 65_536, 1.0


class Blocks(Protocol):
    """A results folder, or memory."""

    def missing(self, replicates: int) -> list[tuple[int, int]]:
        """List the ranges of the first `replicates` that are not there yet."""
        ...

    def keep(self, start: int, draws: pl.DataFrame) -> None:
        """Keep the draws of the replicates from `start` on."""
        ...

    def draws(self, replicates: int) -> pl.LazyFrame:
        """Give the first `replicates`, in order."""
        ...


class Batch:
    """Slices that follow one another, held until they are worth a block."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._slices: list[pl.DataFrame] = []
        self._start = self._stop = 0
        self._since = time.perf_counter()

    def add(self, start: int, draws: pl.DataFrame) -> None:
        """Hold one more slice; keep those held where it does not follow them, or they suffice."""
        if start != self._stop:
            self.keep()
        if not self._slices:
            self._start, self._since = start, time.perf_counter()
        self._slices.append(draws)
        self._stop = start + len(draws)
        waited = time.perf_counter() - self._since
        if self._stop - self._start >= _LARGEST or waited > _LONGEST_SECONDS:
            self.keep()

    def keep(self) -> None:
        """Keep what is held as one block."""
        if self._slices:
            self._blocks.keep(self._start, pl.concat(self._slices))
            self._slices = []
