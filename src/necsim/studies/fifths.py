"""An outcome in each fifth of every input of the world, from draws that are there already."""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from necsim.draws import outcome_keys
from necsim.kernels.types import Floats
from necsim.outcomes import Event, Measure, measure_values
from necsim.plan.labels import Labels
from necsim.studies.estimate import Estimate
from necsim.summary.fifths import FIFTHS, fifths

_WORLD = ("support", "turnout", "discipline", "appeal", "shift")


class Part(NamedTuple):
    """One fifth of an input, lowest first, and the outcome there; `spread` is the input's own."""

    key: str
    spread: float
    fifth: int
    low: float
    high: float
    estimate: Estimate


def world_inputs(labels: Labels) -> tuple[str, ...]:
    """List the columns of the draws that hold the world, by their addresses."""
    return tuple(key for key in outcome_keys(labels) if key.partition(".")[0] in _WORLD)


def cut_in_fifths(measure: Measure, draws: pl.DataFrame, known: tuple[str, ...]) -> list[Part]:
    """Cut the replicates by each input known and estimate a measure in every part.

    Inputs come by spread, falling. Replicates without a value are left out; there are no parts
    where fewer than five are left.
    """
    values = measure_values(measure, draws)
    inputs = {key: draws[key].to_numpy() for key in known}
    if isinstance(measure, Event):
        return _of_event(inputs, values) if values.size >= FIFTHS else []
    there = ~np.isnan(values)
    inputs = {key: column[there] for key, column in inputs.items()}
    return _of_number(inputs, values[there].astype(float)) if there.sum() >= FIFTHS else []


def _of_event(inputs: dict[str, Any], values: Any) -> list[Part]:
    return [Part(*each[:5], Estimate(*each[5:])) for each in fifths(inputs, values)]


def _of_number(inputs: dict[str, Any], values: Floats) -> list[Part]:
    """Give means: the mean square of what is left of the whole's mean gives their errors."""
    centre = float(values.mean())
    around = values - centre
    squares = {(each.key, each.fifth): each.p for each in fifths(inputs, np.square(around))}
    parts = []
    for each in fifths(inputs, around):
        variance = max(0.0, squares[each.key, each.fifth] - each.p**2)
        error = sqrt(variance / (each.n - 1)) if each.n > 1 else None
        found = Estimate(None, None, None, None, each.n, centre + each.p, error)
        parts.append(Part(*each[:5], found))
    return parts
