"""The chance that two events are both so in a replicate.

Given the replicate, an event without a chance is so or not, so the two chances multiply. Two that
speak of control do not: the same sitting seats decide both.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from necsim.kernels.types import Floats
from necsim.outcomes import Condition, Event, Measure, Outcome, event_chance
from necsim.plan.labels import NOBODY, Labels

_CONTROL, _EXPECTED = "control", "committee"
Chances: TypeAlias = "NDArray[np.bool_] | Floats"


def is_told(given: Event, measure: Measure, labels: Labels) -> bool:
    """Say whether the draws tell what a measure is where `given` is so.

    They do not tell of two coalitions that overlap, nor of expected seats on the committee, where
    `given` is a chance: sitting seats are summed over in a replicate, not drawn.
    """
    known = _chance_of(given)
    if known is None:
        return True
    if not isinstance(measure, Event):
        return measure.family != _EXPECTED
    asked = _chance_of(measure)
    return asked is None or _overlap(_holder(known), _holder(asked), labels) != "part"


def joint_outcomes(given: Event, labels: Labels) -> tuple[Outcome, ...]:
    """List the outcomes that a joint chance may read beside those of its events."""
    holders = (*labels.factions, *labels.coalitions) if _chance_of(given) else ()
    addresses = [f"{_CONTROL}.{holder}" for holder in holders]
    return tuple(Outcome(address, address, "chance") for address in addresses)


def joint_chance(given: Event, event: Event, draws: pl.DataFrame, labels: Labels) -> Chances:
    """Give the chance that both are so in each replicate, (n,), where `is_told` says so."""
    known, asked = _chance_of(given), _chance_of(event)
    if known is None or asked is None:
        return event_chance(given, draws) * event_chance(event, draws)
    so = event_chance(_without_chance(given), draws) * event_chance(_without_chance(event), draws)
    one, other = _held(_holder(known), draws), _held(_holder(asked), draws)
    both = _both(_holder(known), _holder(asked), draws, labels)
    if known.negated:
        both, one = other - both, 1.0 - one
    if asked.negated:
        both = one - both
    # Rounding may leave a difference a hair below 0.
    return so * np.clip(both, 0.0, 1.0)


def _both(one: str, other: str, draws: pl.DataFrame, labels: Labels) -> Floats:
    """Give the chance that two holders have control at once.

    If a set of factions has control every set around it has, and none apart from it. Nobody alone
    has it where a coalition has it and no faction in it does.
    """
    if one == NOBODY or other == NOBODY:
        coalition = other if one == NOBODY else one
        if coalition == NOBODY:
            return _held(NOBODY, draws)
        alone = sum(_held(faction, draws) for faction in _factions(coalition, labels))
        return np.asarray(_held(coalition, draws) - alone)
    match _overlap(one, other, labels):
        case "within":
            return _held(one, draws)
        case "around":
            return _held(other, draws)
        case _:
            return np.zeros(len(draws))


def _overlap(one: str, other: str, labels: Labels) -> str:
    """Say how the factions of one holder lie to those of another: within, around, apart, part."""
    if NOBODY in (one, other):
        return "apart"
    mine, theirs = _factions(one, labels), _factions(other, labels)
    if mine <= theirs:
        return "within"
    if mine >= theirs:
        return "around"
    return "part" if mine & theirs else "apart"


def _factions(holder: str, labels: Labels) -> set[str]:
    return set(labels.coalitions.get(holder, (holder,)))


def _held(holder: str, draws: pl.DataFrame) -> Floats:
    return draws[f"{_CONTROL}.{holder}"].cast(pl.Float64).to_numpy()


def _holder(condition: Condition) -> str:
    return condition.outcome.column.partition(".")[2]


def _chance_of(event: Event) -> Condition | None:
    return next((each for each in event.conditions if each.outcome.kind == "chance"), None)


def _without_chance(event: Event) -> Event:
    rest = tuple(each for each in event.conditions if each.outcome.kind != "chance")
    return event._replace(conditions=rest)
