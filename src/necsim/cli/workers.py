"""Where a command's work runs: threads here, or a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from necsim.cli.console import say
from necsim.errors import UsageError

if TYPE_CHECKING:
    from necsim.executors import Executor


class Workers(NamedTuple):
    """Threads here, all that there are unless told; or a cluster."""

    threads: int | None = None
    cluster: str | None = None

    @contextmanager
    def executor(self, *, quiet: bool) -> Iterator[Executor]:
        """Open the executor, and close it in the end."""
        from necsim.executors import Threads

        if self.cluster is None:
            yield Threads(self.threads or threads_here())
            return
        from necsim.executors.cluster import open_cluster

        with open_cluster(self.cluster, lambda text: say(text, quiet=quiet)) as dask:
            yield dask


def choose_workers(threads: int | None, cluster: str | None) -> Workers:
    """Read what --threads and --cluster say; a cluster has threads of its own."""
    if threads and cluster:
        raise UsageError("--threads counts threads here, not those of a cluster: leave one out")
    return Workers(threads, cluster)


def threads_here() -> int:
    """Count the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
