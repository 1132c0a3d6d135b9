"""How work is cut, and what time it takes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from necsim.streams import BLOCK

# The replicates of a slice take about this long: progress is seen, and overheads are small beside
# it. An interrupt does not wait: kernels look for one at every replicate.
SLICE_SECONDS = 0.03
LARGEST_SLICE = 4_096
# Worlds come in whole blocks whatever a slice needs of them, so a block is not cut into slices
# unless it takes long.
_LONGEST_BLOCK_SECONDS = 1.0
# A first guess between a slice of one and slices sized by time.
_SECOND_SLICE, _SLOW = 16, 0.5
# What any slice costs is a small part of one that takes so many times as long, up to a limit.
_TIMES_ALONE, _LONGEST_SECONDS = 4, 1.0
_QUICKEST = 1e-7


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

    def _stop(self, start: int) -> int:
        """End a slice, on a block where it can be."""
        size = self._size()
        stop = start + size
        return stop - stop % BLOCK if stop % BLOCK < size else stop

    def _size(self) -> int:
        if self._each is None:
            first = self._alone == 0.0 or self._alone > _SLOW
            return min(1 if first else _SECOND_SLICE, LARGEST_SLICE)
        seconds = max(SLICE_SECONDS, min(_TIMES_ALONE * self._alone, _LONGEST_SECONDS))
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
