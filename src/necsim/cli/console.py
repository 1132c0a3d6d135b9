"""Where words go: stdout is the answer, stderr the conversation."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from necsim.errors import Fault, NecsimError, ScenarioError

if TYPE_CHECKING:
    from rich.console import Console

    from necsim.engine.run import Progress


def take_every_character() -> None:
    """Have stdout take any name: as UTF-8 where it is read by programs, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


def answer(text: str) -> None:
    """Print a part of the answer."""
    print(text, end="" if text.endswith("\n") else "\n")


def say(text: str, *, quiet: bool = False) -> None:
    """Say something on the side, unless asked to be quiet."""
    if not quiet:
        print(text, file=sys.stderr, flush=True)


def complain(error: NecsimError) -> None:
    """Say an error: each fault of a scenario, else its message."""
    say(fault_list(error.faults) if isinstance(error, ScenarioError) else str(error))


def fault_list(faults: Iterable[Fault]) -> str:
    """List faults, each once: the place, what is wrong, what to do; and how many there are."""
    lines = []
    listed = dict.fromkeys(faults)
    for fault in listed:
        lines.append(f"{fault.file}: {fault.key}" if fault.key else fault.file)
        lines.append(f"    {fault.wrong}")
        if fault.remedy:
            lines.append(f"    → {fault.remedy}")
    lines.append(f"{len(listed)} fault{'s' if len(listed) > 1 else ''}")
    return "\n".join(lines)


def console(*, stderr: bool = False) -> Console:
    """Make a console for tables or progress; with NO_COLOR not even bold type is used."""
    from rich.console import Console

    plain = "NO_COLOR" in os.environ
    return Console(stderr=stderr, highlight=False, color_system=None if plain else "auto")


@contextmanager
def cells_bar(*, quiet: bool) -> Iterator[Progress]:
    """Show how many rows of a study are done, on a terminal's stderr only."""
    if quiet or not (sys.stderr and sys.stderr.isatty()):
        yield lambda done, total: None
        return
    from rich import progress

    columns = (
        progress.TextColumn("{task.percentage:3.0f} %"),
        progress.BarColumn(),
        progress.TimeRemainingColumn(compact=True),
    )
    with progress.Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Show replicates done, their rate and the time left, on a terminal's stderr only."""
    if quiet or not (sys.stderr and sys.stderr.isatty()):
        yield None
        return
    from rich import progress

    columns = (
        progress.TextColumn("{task.completed:,.0f} of {task.total:,.0f} replicates"),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[rate]:,.0f} /s"),
        progress.TimeRemainingColumn(compact=True),
    )
    with progress.Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate=0.0, visible=False)
        # A run that is resumed has done much before its first slice.
        first: tuple[int, float] | None = None

        def update(done: int, aim: int) -> None:
            nonlocal first
            now = time.perf_counter()
            first = first or (done, now)
            rate = (done - first[0]) / max(now - first[1], 1e-9)
            bar.update(task, completed=done, total=aim, rate=rate, visible=True)

        yield update
