"""What an event or outcome is in every replicate, read from the draws."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from necsim.draws import control_holders
from necsim.kernels.types import Floats
from necsim.outcomes.words import Condition, Event, Measure, Outcome
from necsim.plan.labels import Labels

SIGNS: dict[str, Callable[[Any, float], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
}


def measure_columns(measure: Measure) -> tuple[str, ...]:
    """List the columns of the draws that a measure reads, each once."""
    return tuple(dict.fromkeys(outcome.column for outcome in _outcomes(measure)))


def _outcomes(measure: Measure) -> list[Outcome]:
    if isinstance(measure, Outcome):
        return [measure]
    return [condition.outcome for condition in measure.conditions]


def measure_values(measure: Measure, draws: pl.DataFrame) -> NDArray[np.bool_] | Floats:
    """Give a measure's value in each replicate, (n,): of an event as `event_chance`.

    Of an outcome that is a number: float64, nan where the draws have null.
    """
    if isinstance(measure, Event):
        return event_chance(measure, draws)
    return draws[measure.column].cast(pl.Float64).to_numpy()


def event_chance(event: Event, draws: pl.DataFrame) -> NDArray[np.bool_] | Floats:
    """Give the chance of an event in each replicate, (n,): bool, or float64 with a chance in it.

    Yes/no conditions are known in a replicate, so beside them a chance is kept or becomes 0. Where
    nobody is out, `margin` and `first_out` are null: any comparison is false, and `not` of it true.
    """
    so = np.ones(draws.height, np.bool_)
    chance = None
    for condition in event.conditions:
        values = draws[condition.outcome.column]
        if condition.outcome.kind == "chance":
            held = values.cast(pl.Float64).to_numpy()
            chance = 1.0 - held if condition.negated else held
        else:
            so &= _holds(condition, values)
    return so if chance is None else so * chance


def _holds(condition: Condition, column: pl.Series) -> NDArray[np.bool_]:
    """Tell where a condition holds that is not a chance, (n,)."""
    values = column.to_numpy()
    if condition.sign:
        # NumPy rounds the bound as the column is rounded: 9 of 20 votes are `>= 45%` in float32.
        values = SIGNS[condition.sign](values, condition.bound) & column.is_not_null().to_numpy()
    return np.asarray(values != condition.negated, np.bool_)


def default_measures(labels: Labels) -> tuple[Event, ...]:
    """Give what `--of` means when left out: each row of `control`, then each of `seats`.

    Factions that nobody in a contest stands for are left out there.
    """
    return (*_control(labels), *_seats(labels))


def _control(labels: Labels) -> Iterator[Event]:
    for holder in control_holders(labels) if labels.has_committee else ():
        address = f"control.{holder}"
        outcome = Outcome(address, address, "chance")
        yield Event(address, (Condition(outcome, False, "", 0.0),))


def _seats(labels: Labels) -> Iterator[Event]:
    for contest in labels.contests:
        standing = {candidate.faction for candidate in contest.candidates}
        for holder in labels.holders:
            address = f"seats.{contest.id}.{holder}"
            outcome = Outcome(address, address, "count")
            for seats in range(contest.filled + 1) if holder in standing else ():
                condition = Condition(outcome, False, "==", float(seats))
                yield Event(f"{address} == {seats}", (condition,))
