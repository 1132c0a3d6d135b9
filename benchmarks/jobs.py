"""What the benchmarks run: standard contests as plans and as files, and whole commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from necsim.engine.slices import Job, simulate_slice
from necsim.engine.standard import Tree, january_2018, standard_job
from necsim.executors import Threads
from necsim.rules import Sampler

# Wherever the tests are told to leave no compiled files, a user's Python does leave them.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


class Done(NamedTuple):
    """A command that has ended: seconds, peak memory in MiB, and what it printed."""

    seconds: float
    mebibytes: float
    answer: str


def grown(factor: int, sampler: Sampler) -> Job:
    """Make January 2018's contest with an electorate of 100,000 times a factor."""
    return standard_job(january_2018(100_000 * factor), sampler)


def simulate_on(threads: int, job: Job, replicates: int, slices: int) -> None:
    """Simulate equal slices, worlds to draws, on so many threads."""
    starts = range(0, replicates * slices, replicates)
    for _ in Threads(threads).map(lambda a: simulate_slice(job, a, a + replicates), starts):
        pass


def necsim(*arguments: str, cache: Path | None = None) -> Done:
    """Run a command to its end, with a compiler's cache of its own if one is named."""
    environment = ENVIRONMENT | ({"NECSIM_CACHE_DIR": str(cache)} if cache else {})
    command = [sys.executable, "-m", "necsim", *arguments]
    with TemporaryFile() as said, TemporaryFile() as answer:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=answer, stderr=said, env=environment)
        # Waiting for this one process tells its own peak memory, not that of all so far.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        answer.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)}: {said.read().decode()}")
        return Done(seconds, usage.ru_maxrss / 1024, answer.read().decode())


def write_scenario(folder: Path, tree: Tree) -> Path:
    """Write a scenario as a file."""
    path = folder / f"{tree['id']}.toml"
    path.write_text("".join(f"{key} = {_inline(value)}\n" for key, value in tree.items()))
    return path


def _inline(value: Any) -> str:
    """Write a value as TOML, tables inline; JSON does for what is not a table."""
    if not isinstance(value, Mapping):
        return json.dumps(value)
    return "{" + ", ".join(f"{key} = {_inline(inner)}" for key, inner in value.items()) + "}"
