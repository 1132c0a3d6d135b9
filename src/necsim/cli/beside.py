"""A page made in a process beside this one: what draws takes a second to load, on another core.

A thread would gain nothing: the drawing engine holds Python's lock while it starts.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Literal

Kind = Literal["run_page", "study_page"]


class Beside:
    """A process that waits for one page to make; it ends with this one, however this one ends."""

    def __init__(self, *, wanted: bool) -> None:
        """Start it if a page may be wanted; it loads meanwhile.

        None is started from a process that is not necsim's own, whose `sys.executable` may be
        anything: there a page is made where it is asked for.
        """
        self.wanted = wanted
        self._process: subprocess.Popen[bytes] | None = None
        if wanted and os.environ.get("NECSIM_PROCESS") == "own":
            code = f"from {__name__} import serve; serve()"
            pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
            self._process = subprocess.Popen(
                [sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=quiet
            )

    def order(self, kind: Kind, *arguments: object) -> None:
        """Say which page to make; it is made meanwhile."""
        self._ordered = kind, arguments
        if self._process and self._process.stdin:
            with suppress(BrokenPipeError), self._process.stdin as pipe:
                pickle.dump(self._ordered, pipe)

    def page(self) -> bytes:
        """Wait for the page; made here if the other process did not come to its end."""
        if self._process and self._process.stdout:
            answer = self._process.stdout.read()
            if self._process.wait() == 0:
                return answer
        kind, arguments = self._ordered
        return make(kind, *arguments)

    def __enter__(self) -> Beside:
        """Wait for nothing."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let it go, also where no page is wanted after all."""
        if self._process:
            self._process.kill()
            self._process.__exit__(kind, error, trace)


def make(kind: Kind, *arguments: object) -> bytes:
    """Make a page here."""
    from necsim.report.page.run import run_page
    from necsim.report.page.study import study_page

    pages: dict[Kind, Callable[..., str]] = {"run_page": run_page, "study_page": study_page}
    return pages[kind](*arguments).encode()


def serve() -> None:
    """Load what draws, wait on standard input for what to make a page of, and answer with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the other process's to answer
    from necsim.report.charts.figure import warm
    from necsim.report.page import run, study  # noqa: F401  # loaded here, while nobody waits

    warm()
    asked = sys.stdin.buffer.read()
    if asked:
        kind, arguments = pickle.loads(asked)
        sys.stdout.buffer.write(make(kind, *arguments))
        sys.stdout.buffer.flush()
        os._exit(0)  # to take the drawing engine down in order takes a quarter of a second
