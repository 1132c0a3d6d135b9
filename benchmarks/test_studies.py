"""Studies: sweeps in a process of their own, and what pairing saves."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import numpy as np
import pytest
from benchmarks.jobs import necsim
from benchmarks.measure import Measure

from necsim.evidence import mean_support
from necsim.outcomes import measure_values, parse_measure
from necsim.studies.cells import Running, run_cells
from necsim.studies.variants import read_words

JANUARY = Path(__file__).parents[1] / "configs/nec-2018-january.toml"
BALLOTS = 115_500
SHIFT = 0.02


@pytest.mark.parametrize(
    ("name", "axes", "cells", "replicates"),
    [
        ("sweep, 41 points", ["support.left=0.30:0.70:0.01"], 41, 20_000),
        (
            "sweep, 21 × 21 points",
            ["support.left=0.40:0.60:0.01", "turnout=0.11:0.31:0.01"],
            441,
            2_000,
        ),
    ],
)
def test_sweeps(
    name: str,
    axes: list[str],
    cells: int,
    replicates: int,
    tmp_path: Path,
    measure: Measure,
    short: bool,
) -> None:
    number = replicates // 100 if short else replicates
    vary = [word for axis in axes for word in ("--vary", axis)]
    flags = ("-n", str(number), "-j", "2", "--force", "-o", str(tmp_path))
    necsim("run", str(JANUARY), "-n", "64", "--no-files")
    measure.seconds(
        name,
        lambda: necsim("sweep", str(JANUARY), *vary, *flags).seconds,
        rounds=3,
        members=cells * number * BALLOTS,
    )


@pytest.mark.parametrize(
    ("name", "outcome"), [("control", "control.left"), ("mean seats", "seats.left")]
)
def test_pairing(name: str, outcome: str, measure: Measure, short: bool) -> None:
    """How many times as many replicates a difference needs when the two runs share no worlds."""
    words = read_words(JANUARY)
    base = words.variant()
    moved = words.variant([("support.left", mean_support(base)["left"] + SHIFT)])
    seeds = count(2018)

    def saved() -> float:
        running = Running(2_000 if short else 20_000, next(seeds), "flows")
        cells = run_cells([base, moved], lambda labels: (parse_measure(outcome, labels),), running)
        first, second = (measure_values(cell.measures[0], cell.draws) * 1.0 for cell in cells)
        return float((np.var(first) + np.var(second)) / np.var(second - first))

    measure.figure(f"pairing, {name}", saved, rounds=5)
