"""What an executor is."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")

# Results are closed by whoever leaves them early: what is under way is let go of then and there.
Results = Generator[B, None, None]


class Executor(Protocol):
    """Anything that runs a task over items and gives the results in their order.

    Tasks and items may travel: a task is a function of a module, an item is data.
    """

    def map(self, task: Callable[[A], B], items: Iterable[A]) -> Results[B]:
        """Run `task` on every item; `items` is read only as far as there is room to work."""
        ...
