"""Where words go: stdout is the answer, stderr the conversation."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from necsim.errors import NecsimError, ScenarioError

if TYPE_CHECKING:
    from necsim.engine.run import Progress


def answer(text: str) -> None:
    """Print a part of the answer."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def say(text: str, *, quiet: bool = False) -> None:
    """Say something on the side, unless asked to be quiet."""
    if not quiet:
        print(text, file=sys.stderr, flush=True)


def complain(error: NecsimError) -> None:
    """Print an error: a line for each fault of a scenario, else its message."""
    if not isinstance(error, ScenarioError):
        say(str(error))
        return
    for fault in error.faults:
        place = f"{fault.file}: {fault.key}" if fault.key else fault.file
        say(place)
        say(f"    {fault.wrong}")
        if fault.remedy:
            say(f"    → {fault.remedy}")
    count = len(error.faults)
    say(f"{count} fault{'s' if count > 1 else ''}")


def threads_here() -> int:
    """Count the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Show replicates done, their rate and the time left, on a terminal's stderr only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    begun = time.perf_counter()
    columns = (
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} replicates"),
        BarColumn(),
        TextColumn("{task.fields[rate]:,.0f} /s"),
        TimeRemainingColumn(compact=True),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate=0.0, visible=False)

        def update(done: int, aim: int) -> None:
            rate = done / max(time.perf_counter() - begun, 1e-9)
            bar.update(task, completed=done, total=aim, rate=rate, visible=True)

        yield update
