"""Where work runs: one method, `map`, whose results come in the order of the items."""

from __future__ import annotations

from necsim.executors.executor import Executor, Results
from necsim.executors.local import Inline, Threads

__all__ = ["Executor", "Inline", "Results", "Threads"]
