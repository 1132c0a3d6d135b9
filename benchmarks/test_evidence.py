"""What a forecast waits for before it simulates: past contests read back as support."""

from __future__ import annotations

import time

from benchmarks.measure import Measure

from necsim.evidence.invert import invert
from necsim.evidence.past import past_contest
from necsim.history import read_history
from necsim.scenario.reference import Reference


def test_inversion(measure: Measure) -> None:
    past, reference = past_contest(read_history(), "nec-2016-08"), Reference()

    def seconds() -> float:
        begun = time.perf_counter()
        invert(past, reference)
        return time.perf_counter() - begun

    seconds()
    measure.seconds("an inversion, August 2016", seconds, rounds=15)
