"""Executors of this process: here and now, or on threads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from necsim.executors.executor import Results

A = TypeVar("A")
B = TypeVar("B")

# Enough waiting that no worker idles, few enough that results do not pile up.
_AHEAD = 2


class Inline:
    """Run everything here and now."""

    def map(self, task: Callable[[A], B], items: Iterable[A]) -> Results[B]:
        """Run `task` on one item after another."""
        for item in items:
            yield task(item)


class Threads:
    """Run on threads of this process; kernels and most of NumPy let go of the interpreter.

    One thread is still apart from the caller's, who so hears an interrupt at once.
    """

    def __init__(self, count: int) -> None:
        self.count = count

    def map(self, task: Callable[[A], B], items: Iterable[A]) -> Results[B]:
        """Run `task` on the threads; leaving early drops what has not begun."""
        pool = ThreadPoolExecutor(self.count)
        waiting: deque[Future[B]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(task, item))
                if len(waiting) >= _AHEAD * self.count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            # Not waiting here lets the caller stop the running tasks first.
            pool.shutdown(wait=False, cancel_futures=True)
