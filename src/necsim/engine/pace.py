"""How work is cut, and what time it takes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from math import inf
from typing import Protocol, TypeVar

from necsim.streams import BLOCK

# About how long a task takes: what each costs beside its work is small (a millisecond on a cluster,
# two in Python and Polars), and progress is seen. An interrupt does not wait for it: kernels look
# for one at every replicate.
TASK_SECONDS = 0.07
# So many replicates use some ten megabytes.
LARGEST_SLICE = 16_384
# Worlds come in whole blocks whatever a slice needs of them, so a block is not cut into slices
# unless it takes long.
_LONGEST_BLOCK_SECONDS = 1.0
# A first guess between a slice of one and slices sized by time.
_SECOND_SLICE, _SLOW = 16, 0.5
# What any slice costs is a small part of one that takes so many times as long, up to a limit.
_TIMES_ALONE, _LONGEST_SECONDS = 4, 1.0
_QUICKEST = 1e-7
# A task is full when it is expected to take so much of its time.
_FULL = 0.7


class Sized(Protocol):
    """A slice: replicates start … stop − 1."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def stop(self) -> int: ...  # noqa: D102


S = TypeVar("S", bound=Sized)


class Pace:
    """Size the next slice from what the last ones took.

    A slice of one tells what any slice costs, worlds and columns of draws, and the others what
    each further replicate adds: with many candidates the former may be a hundred times the latter.
    """

    def __init__(self) -> None:
        self._alone = 0.0
        self._each: float | None = None

    def note(self, replicates: int, seconds: float) -> None:
        """Take note of a slice that is done."""
        if replicates > 1:
            self._each = max(_QUICKEST, (seconds - self._alone) / (replicates - 1))
        else:
            self._alone = seconds

    def cut(self, gaps: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Cut ranges of replicates into slices, each sized when it is asked for."""
        for start, end in gaps:
            while start < end:
                stop = min(self._stop(start), end)
                yield start, stop
                start = stop

    def bundle(self, slices: Iterable[S]) -> Iterator[tuple[S, ...]]:
        """Put slices that are short into one task, each as soon as it is full.

        Where no more slices can be had, for a fault, those before it are run first.
        """
        held, expected = list[S](), 0.0
        try:
            for piece in slices:
                held.append(piece)
                expected += self._expect(piece.stop - piece.start)
                if expected >= _FULL * TASK_SECONDS:
                    yield tuple(held)
                    held, expected = [], 0.0
        except Exception:
            if held:
                yield tuple(held)
            raise
        if held:
            yield tuple(held)

    def _expect(self, replicates: int) -> float:
        """Say how long a slice will take; nobody knows before the first is done."""
        return inf if self._each is None else self._alone + replicates * self._each

    def _stop(self, start: int) -> int:
        """End a slice, on a block where it can be."""
        size = self._size()
        stop = start + size
        return stop - stop % BLOCK if stop % BLOCK < size else stop

    def _size(self) -> int:
        if self._each is None:
            first = self._alone == 0.0 or self._alone > _SLOW
            return min(1 if first else _SECOND_SLICE, LARGEST_SLICE)
        seconds = max(TASK_SECONDS, min(_TIMES_ALONE * self._alone, _LONGEST_SECONDS))
        size = seconds / self._each
        if size < BLOCK and self._each * BLOCK < _LONGEST_BLOCK_SECONDS:
            size = BLOCK
        return int(min(max(1.0, size), LARGEST_SLICE))


class Clock:
    """Seconds spent in each part of a run."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, part: str) -> None:
        """Add the time since the last lap to a part."""
        now = time.perf_counter()
        self.seconds[part] = self.seconds.get(part, 0.0) + now - self._last
        self._last = now
