"""A scenario that takes a moment, and ways to call necsim on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

TINY = """\
format = 1
title = "Tiny"
as_of = 2018-01-11
support = { left = 0.5, right = 0.3 }
why = { "support.left" = "a guess" }
[run]
replicates = 40
seed = 5
[factions]
left = { name = "Left" }
right = { name = "Right" }
[contests.clp]
rule = "block"
seats = 2
electorate = 300
turnout = 0.3
slates = { reds = { faction = "left" }, blues = { faction = "right" } }
[contests.clp.candidates]
ann = { name = "Ann Ames", slate = "reds" }
bob = { name = "Bob Bell", slate = "reds" }
cy = { name = "Cy Cole", slate = "blues" }
dee = { name = "Dee Dunn" }
[committee.seats]
chair = { faction = "left" }
unions = { count = 2, chances = { left = 0.4, right = 0.5 } }
"""


class Called(NamedTuple):
    """What came of a call."""

    code: int
    out: str
    err: str


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "necsim", *arguments]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Copy the environment, without what turns colour on or off."""
    kept = {key: value for key, value in os.environ.items() if "COLOR" not in key}
    return kept | {"TERM": "xterm-256color"} | dict(changes or {})


def spawn(
    *arguments: str, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Call necsim in a process of its own."""
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(
        command(*arguments),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=120,
        check=False,
        env=environment(env),
        **options,
    )


def tree(root: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
