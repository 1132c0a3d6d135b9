"""Processes killed from outside at random moments, gone on with until one comes to its end."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.cli.calls import TINY, environment, tree
from tests.soak import rounds

# Small slices and blocks, so that there is always something half done.
_MAIN = """\
import sys
from necsim.cli.app import main
from necsim.engine import blocks, pace
pace.LARGEST_SLICE, blocks._LARGEST = 256, 1024
sys.exit(main(sys.argv[1:]))
"""
_RUN = "run tiny.toml -q -n 20000 --sampler ballots --no-report"
_LINES = (
    _RUN,
    _RUN.removesuffix(" --no-report"),
    "sweep tiny.toml -q -n 500 --sampler ballots --vary support.left=0.4:0.6:0.02 --no-report",
)
# Twenty trials: fourteen of a run, two of one with its reports, four of a sweep.
_ALL = (0, 0, 2, 0, 0, 0, 0, 1, 0, 2) * 2
_TRIALS = _ALL[: rounds(4, len(_ALL))]


class Undisturbed(NamedTuple):
    """What a line leaves, and what it takes."""

    files: dict[str, bytes]
    seconds: float


def start(line: str, folder: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    call = [sys.executable, "-c", _MAIN, *line.split()]
    return subprocess.Popen(call, cwd=folder, stdout=quiet, stderr=quiet, env=environment())


def place(folder: Path) -> Path:
    folder.mkdir()
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Undisturbed]:
    found = {}
    warm = place(tmp_path_factory.mktemp("compiled") / "first")
    assert start(_RUN.replace("20000", "10"), warm).wait(120) == 0
    for k in sorted(set(_TRIALS)):
        line = _LINES[k]
        folder = place(tmp_path_factory.mktemp("undisturbed") / str(k))
        begun = time.monotonic()
        assert start(line, folder).wait(120) == 0
        found[line] = Undisturbed(tree(folder), time.monotonic() - begun)
    return found


@pytest.mark.slow
@pytest.mark.compiled
def test_killed_at_random_moments_it_comes_to_the_same_bytes(
    tmp_path: Path, undisturbed: dict[str, Undisturbed]
) -> None:
    killed = kept = 0
    # A machine that was busy when the time was taken may be less so now.
    takes = {line: each.seconds for line, each in undisturbed.items()}
    for trial, which in enumerate(_TRIALS):
        chance, line = random.Random(trial), _LINES[which]
        expected, folder = undisturbed[line].files, place(tmp_path / str(trial))
        for attempt in range(chance.choice((1, 1, 1, 2, 3))):
            begun = time.monotonic()
            process = start(f"{line} --resume" if attempt else line, folder)
            try:
                process.wait(chance.uniform(0.5, 1.02) * takes[line])
                if not attempt:
                    takes[line] = min(takes[line], time.monotonic() - begun)
            except subprocess.TimeoutExpired:
                process.kill()
                killed += process.wait(60) == -9
            kept += bool(list(folder.rglob("*.arrow")))
        assert start(f"{line} --resume", folder).wait(120) == 0
        assert tree(folder) == expected, (trial, line)
    assert killed >= len(_TRIALS) // 4
    assert kept >= len(_TRIALS) // 8  # none where there are few: kills may all come at the start
