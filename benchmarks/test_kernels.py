"""Block vote and STV in both shapes and by both samplers, worlds included."""

from __future__ import annotations

import pytest
from benchmarks.measure import Measure

from necsim.engine.standard import tasks

TASKS = {task.name: task for task in tasks(2)}


@pytest.mark.parametrize("name", TASKS)
def test_standard_job(name: str, measure: Measure) -> None:
    measure.rate(TASKS[name], rounds=15)
