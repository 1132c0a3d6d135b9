"""`necsim bench`: time this machine on the standard jobs."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from necsim.cli import flags
from necsim.cli.console import answer, say
from necsim.cli.workers import threads_here

NAME = "bench"
# A checkout has it, an installed package does not.
TRACKED = Path("results/benchmarks/speed.json")
_SECONDS_EACH = 1.0


class Row(NamedTuple):
    """A job, its rate on this machine, that over the plain loop's, and the latter as tracked."""

    job: str
    rate: float
    unit: str
    times_plain: float
    tracked: float | None


def command(
    threads: flags.ThreadCount = None,
    json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> None:
    """Time this machine on the standard jobs, beside the plain loop run now."""
    from necsim.engine.standard import tasks, time_task
    from necsim.kernels._numba import is_cold

    if is_cold():
        say("compiling, once on this machine: about a minute …", quiet=quiet)
    tracked = read_tracked(TRACKED)
    rows = []
    for task in tasks(threads or threads_here()):
        say(f"timing {task.name} …", quiet=quiet)
        timing = time_task(task, _SECONDS_EACH)
        rows.append(
            Row(task.name, timing.rate, task.unit, timing.times_plain, tracked.get(task.name))
        )
    answer(as_document(rows) if json else as_table(rows))


def read_tracked(path: Path) -> dict[str, float]:
    """Read the tracked ratios to the plain loop, where there are any."""
    import json

    if not path.is_file():
        return {}
    jobs: dict[str, dict[str, float | None]] = json.loads(path.read_text("utf-8"))["jobs"]
    ratios = {job: entry["times_plain"] for job, entry in jobs.items()}
    return {job: ratio for job, ratio in ratios.items() if ratio is not None}


def as_document(rows: list[Row]) -> str:
    """Lay the rows out as one JSON document."""
    import json

    return json.dumps({"jobs": [row._asdict() for row in rows]}, indent=2)


def as_table(rows: list[Row]) -> str:
    """Lay the rows out in columns, the tracked ratio last where some job has one."""
    lines = [("job", "this machine", "× plain loop", "tracked")]
    for row in rows:
        rate = f"{shown(row.rate)} {row.unit}"
        tracked = "" if row.tracked is None else shown(row.tracked)
        lines.append((row.job, rate, shown(row.times_plain), tracked))
    columns = [column for column in zip(*lines, strict=True) if any(column[1:])]
    wide = [max(map(len, column)) for column in columns]
    laid = [
        "  ".join(
            cell.rjust(width) if k else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(line, wide, strict=True))
        )
        for line in zip(*columns, strict=True)
    ]
    return "\n".join(line.rstrip() for line in laid)


def shown(value: float) -> str:
    """Show a rate at three significant digits, which is more than a busy machine gives twice."""
    return f"{float(f'{value:.3g}'):,.10g}"
