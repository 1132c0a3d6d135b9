"""Where work runs: one method, `map`, whose results come in the order of the items."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")

# Enough waiting that no worker idles, few enough that results do not pile up.
_AHEAD = 2

# Results are closed by whoever leaves them early: what is under way is let go of then and there.
Results = Generator[B, None, None]


class Executor(Protocol):
    """Anything that runs a task over items and gives the results in their order."""

    def map(self, task: Callable[[A], B], items: Iterable[A]) -> Results[B]:
        """Run `task` on every item; `items` is read only as far as there is room to work."""
        ...


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
