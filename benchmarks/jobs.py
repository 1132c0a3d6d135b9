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
from necsim.engine.standard import Tree
from necsim.executors import Threads

# Wherever the tests are told to leave no compiled files, a user's Python does leave them.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


class Done(NamedTuple):
    """A command that has ended: seconds, peak memory in MiB, and what it printed."""

    seconds: float
    mebibytes: float
    answer: str


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
    lines = (f"{json.dumps(key)} = {_inline(value)}\n" for key, value in tree.items())
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _inline(value: Any) -> str:
    """Write a value as TOML, tables inline; JSON does for what holds no table."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)} = {_inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
