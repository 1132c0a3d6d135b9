"""Kernels got ready: what a first run on a machine waits for is said, and begun beside it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from necsim.cli.console import say

if TYPE_CHECKING:
    from necsim.rules import Sampler
    from necsim.scenario import Scenario


def ready_kernels(scenario: Scenario, sampler: Sampler, *, quiet: bool) -> None:
    """Say that kernels will be compiled, if they will, and compile some in a process apart."""
    from necsim.kernels import compiled_as
    from necsim.kernels._numba import is_cold

    rules = {contest.rule for contest in scenario.contests.values()}
    if any(is_cold(compiled_as(rule, sampler)) for rule in rules):
        seconds = "ten" if rules == {"block"} else "forty"
        say(f"compiling, once on this machine: about {seconds} seconds …", quiet=quiet)
        if scenario.committee and is_cold("committee"):
            _compile_committee_apart()


def _compile_committee_apart() -> None:
    """Compile a third of the kernels in a process of their own, into the same cache."""
    code = "from necsim.committee import compile_kernels; compile_kernels()"
    quiet = subprocess.DEVNULL
    subprocess.Popen([sys.executable, "-c", code], stdin=quiet, stdout=quiet, stderr=quiet)
