"""How work is cut, and what time it takes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from necsim.streams import BLOCK

# A slice takes about this long: an interrupt acts at once, and overheads stay small beside it.
SLICE_SECONDS = 0.03
LARGEST_SLICE = 4_096
# What any slice costs, however small: worlds come in whole blocks.
_OVERHEAD_SECONDS, _QUICKEST = 0.002, 1e-7


class Pace:
    """Size the next slice from the time that the last one took."""

    def __init__(self) -> None:
        self._seconds_each = SLICE_SECONDS

    def note(self, replicates: int, seconds: float) -> None:
        """Take note of a slice that is done."""
        self._seconds_each = max(_QUICKEST, (seconds - _OVERHEAD_SECONDS) / replicates)

    def cut(self, gaps: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Cut ranges of replicates into slices, each sized when it is asked for."""
        for start, end in gaps:
            while start < end:
                stop = min(self._stop(start), end)
                yield start, stop
                start = stop

    def _stop(self, start: int) -> int:
        size = int(min(max(1.0, SLICE_SECONDS / self._seconds_each), LARGEST_SLICE))
        stop = start + size
        # Worlds are drawn in whole blocks, so large slices end on one.
        return stop - stop % BLOCK if size >= BLOCK else stop


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
