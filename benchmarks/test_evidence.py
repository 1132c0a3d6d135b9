"""Evidence: an inversion, a fit with all of them, a backtest, and a thousand made contests."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from benchmarks.jobs import necsim
from benchmarks.measure import Measure
from tests.evidence.calibration import NAMED, covered, ranks

from necsim.evidence import question
from necsim.evidence.fit import fit
from necsim.evidence.invert import invert
from necsim.evidence.past import past_contest
from necsim.history import read_history
from necsim.scenario import load_scenario
from necsim.scenario.reference import Reference

JANUARY = Path(__file__).parents[1] / "configs/nec-2018-january.toml"


def test_an_inversion(measure: Measure) -> None:
    past, reference = past_contest(read_history(), "nec-2016-08"), Reference()

    def seconds() -> float:
        begun = time.perf_counter()
        invert(past, reference)
        return time.perf_counter() - begun

    seconds()
    measure.seconds("an inversion, August 2016", seconds, rounds=15)


def test_a_fit(measure: Measure) -> None:
    """Nine pieces, six of them past contests that are inverted anew."""
    scenario = load_scenario(JANUARY)

    def anew() -> float:
        question._INVERTED.clear()
        begun = time.perf_counter()
        fit(scenario)
        return time.perf_counter() - begun

    anew()
    measure.seconds("fit, January 2018", anew, rounds=5)


def test_a_backtest(tmp_path: Path, measure: Measure, short: bool) -> None:
    flags = ("-n", "100" if short else "4000", "-j", "2", "--force", "-o", str(tmp_path))
    measure.seconds("backtest", lambda: necsim("backtest", *flags).seconds, rounds=3)


def test_a_thousand_contests(measure: Measure, short: bool) -> None:
    """80 % intervals hold the truth in 76 to 84 % of contests; a right one with chance 0.9984."""

    def off() -> float:
        inside = covered(ranks(range(2_000, 2_010 if short else 3_000)))
        named = ", ".join(f"{name} {share:.3f}" for name, share in zip(NAMED, inside, strict=True))
        assert short or np.all((inside >= 0.76) & (inside <= 0.84)), named
        return float(np.abs(inside - 0.8).max())

    measure.figure("80 % intervals, made contests", off, rounds=1)
