"""An outcome in each fifth of every input of the world, from draws that are there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from necsim.draws import outcome_keys
from necsim.kernels.types import Floats
from necsim.outcomes import Event, Measure, measure_columns, measure_values
from necsim.plan.labels import Labels
from necsim.studies.estimate import Estimate
from necsim.summary.fifths import FIFTHS, fifths
from necsim.summary.frame import Draws

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


class _Inputs(Mapping[str, NDArray[np.generic]]):
    """Inputs by name, each taken from the draws when it is cut and let go, of some replicates."""

    def __init__(self, draws: Draws, known: tuple[str, ...], there: NDArray[np.bool_]) -> None:
        self._draws, self._known, self._there = draws, known, there

    def __getitem__(self, key: str) -> NDArray[np.generic]:
        column = self._draws[key].to_numpy()
        return column if self._there.all() else column[self._there]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def cut_in_fifths(measure: Measure, draws: Draws, known: tuple[str, ...]) -> list[Part]:
    """Cut the replicates by each input known and estimate a measure in every part.

    Inputs come by spread, falling. Replicates without a value are left out; there are no parts
    where fewer than five are left.
    """
    values = measure_values(measure, draws.select(*measure_columns(measure)))
    there = ~np.isnan(values)
    if there.sum() < FIFTHS:
        return []
    inputs = _Inputs(draws, known, there)
    if isinstance(measure, Event):
        return _of_event(inputs, values)
    return _of_number(inputs, values[there].astype(float))


def _of_event(inputs: _Inputs, values: Any) -> list[Part]:
    return [Part(*each[:5], Estimate(*each[5:])) for each in fifths(inputs, values)]


def _of_number(inputs: _Inputs, values: Floats) -> list[Part]:
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
