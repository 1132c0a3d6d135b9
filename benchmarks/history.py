"""The history of full runs: a line a job, appended and never rewritten."""

from __future__ import annotations

import csv
import io
import os
import platform
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.targets import PEERS, TARGETS
from benchmarks.tracked import Reached, Tracked, Verdict, rounded

from necsim.kernels._numba import cpu_family
from necsim.provenance import __version__

ROOT = Path(__file__).parents[1]
HISTORY = ROOT / "results" / "benchmarks" / "history.csv"
MADE = ("date", "version", "commit", "cpu", "cores", "load", "python", "numba")
COLUMNS = (*MADE, "job", "figure", "unit", "times_plain", "noise", "tracked", "verdict")
_MEASURED = ("src", "benchmarks", "pyproject.toml")


def made_with(load: float | None) -> dict[str, str]:
    """Name when, from what and on what a run was made: one text for each of `MADE`.

    `load` is how many processes others had at work when it began.
    """
    values = (
        datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        __version__,
        commit(ROOT),
        cpu_family(),
        str(os.cpu_count()),
        "" if load is None else f"{load:.1f}",
        platform.python_version(),
        version("numba"),
    )
    return dict(zip(MADE, values, strict=True))


def commit(root: Path) -> str:
    """Name the commit of a checkout, with `+` where what is measured has been edited since."""
    head = _git(root, "rev-parse", "--short=10", "HEAD")
    edited = _git(root, "status", "--porcelain", "--", *_MEASURED) if head else ""
    return head + ("+" if edited else "")


def _git(root: Path, *arguments: str) -> str:
    """Give what git says, and nothing where there is no git or no checkout."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def history_rows(
    made: Mapping[str, str],
    ledger: Mapping[str, Reached],
    tracked: Tracked,
    verdicts: Mapping[str, Verdict],
) -> Iterator[tuple[str, ...]]:
    """Give a row of texts for each job, columns as in `COLUMNS`; what is not known is empty."""
    known = TARGETS | PEERS
    for job, verdict in verdicts.items():
        now, before = ledger[job], tracked.jobs.get(job)
        numbers = (rounded(now.times_plain, 4), rounded(now.noise, 2))
        yield (
            *(made[name] for name in MADE),
            job,
            _text(rounded(now.figure, 4)),
            known[job].unit,
            *map(_text, numbers),
            _text(before.compared if before else None),
            verdict,
        )


def append_history(rows: Iterator[tuple[str, ...]], path: Path = HISTORY) -> None:
    """Append rows in one write, below a header if there is none yet.

    A last line that a run left unfinished stays as it is; the next begins on its own.
    """
    there = path.read_text(encoding="utf-8") if path.is_file() else ""
    said = io.StringIO()
    if there and not there.endswith("\n"):
        said.write("\n")
    writer = csv.writer(said, lineterminator="\n")
    if not there:
        writer.writerow(COLUMNS)
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(said.getvalue())


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
