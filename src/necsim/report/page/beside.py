"""A page made in a process beside a run: what draws takes a second to load, on another core.

The drawing engine holds Python's lock while it starts, so a thread would gain nothing.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping

import polars as pl

from necsim.store import Record


class Beside:
    """A process that waits for one run's tables; it ends with this one, however this one ends."""

    def __init__(self) -> None:
        """Start it; it loads meanwhile."""
        code = f"from {__name__} import serve; serve()"
        pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=quiet
        )

    def page(
        self, record: Record, tables: Mapping[str, pl.DataFrame], moved: pl.DataFrame | None
    ) -> str:
        """Give the page of a run; made here if the other process did not come to its end."""
        asked = record, dict(tables), moved
        answer, _ = self._process.communicate(pickle.dumps(asked))
        if self._process.returncode == 0 and answer:
            return answer.decode()
        from necsim.report.page.run import run_page

        return run_page(*asked)

    def close(self) -> None:
        """Let it go where no page is wanted after all."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def serve() -> None:
    """Load what draws, wait for one run on standard input, and answer with its page."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the other process's to answer
    from necsim.report.charts.figure import warm
    from necsim.report.page.run import run_page

    warm()
    asked = sys.stdin.buffer.read()
    if asked:
        sys.stdout.buffer.write(run_page(*pickle.loads(asked)).encode())
