"""The 10 % and 90 % points of a scenario's assumptions, for a tornado.

An input with a spread of its own is set to the two quantiles of the world's own draws; the spread
stays, so that a point says: had we known this much more, and been that wrong. A value that is
fixed in every world is set to the points that `reference.RANGES` states.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import NamedTuple

import polars as pl

from necsim.errors import ScenarioError
from necsim.evidence import mean_support
from necsim.plan import Plan, make_plan
from necsim.scenario import Scenario
from necsim.scenario.committee import Committee
from necsim.scenario.draft import address
from necsim.scenario.fields import is_number
from necsim.scenario.inputs import inputs
from necsim.scenario.reference import RANGES, VOTES_USED_RANGE, Reference
from necsim.studies.variants import Words

POINTS = (("10 %", 0.1), ("90 %", 0.9))
_DEFAULTS = {
    "tail": Scenario.model_fields["tail"].default,
    "committee.shift": Committee.model_fields["shift"].default,
    **{f"reference.{name}": each.default for name, each in Reference.model_fields.items()},
}


class Driver(NamedTuple):
    """An assumption, by the address that sets it, and its values at 10 % and at 90 %."""

    key: str
    values: tuple[float, float]


class Point(NamedTuple):
    """One end of a bar: the plan there, None where nothing would change or it cannot be.

    Why it cannot be, `note` says.
    """

    driver: str
    point: str
    value: float
    plan: Plan | None
    note: str


def uncertain(base: Scenario, draws: pl.DataFrame, appeals: Iterable[str]) -> Iterator[Driver]:
    """Give the inputs with a spread of their own; of the appeals only those named, by column."""
    for column, key in _centres(base, set(appeals)):
        ends = [draws[column].quantile(level, interpolation="nearest") for _, level in POINTS]
        # Four digits, so that the value printed is the value set.
        low, high = (float(f"{end or 0.0:.4g}") for end in ends)
        if low != high:
            yield Driver(key, (low, high))


def _centres(base: Scenario, appeals: set[str]) -> Iterator[tuple[str, str]]:
    """Pair columns of the draws with the input that is their centre."""
    for faction in mean_support(base) if base.support or base.evidence else ():
        yield f"support.{faction}", f"support.{faction}"
    for id_, contest in base.contests.items():
        if all(part.turnout is None for part in contest.segments.values()):
            yield f"turnout.{id_}", f"contests.{id_}.turnout"
        for slate in contest.slates:
            yield f"discipline.{id_}.{slate}", f"contests.{id_}.behaviour.discipline.{slate}"
        for who in contest.candidates:
            if (column := f"appeal.{id_}.{who}") in appeals:
                yield column, f"contests.{id_}.candidates.{who}.appeal"


def fixed(base: Scenario) -> Iterator[Driver]:
    """Give the values that every world shares: reference values, and what stands in their place."""
    for path, value, _ in inputs(base):
        key = address(path)
        if not is_number(value) or not isfinite(value):
            continue
        if key in RANGES:
            low, high = (float(value) + (end - _DEFAULTS[key]) for end in RANGES[key])
            yield Driver(key, (round(low, 6), round(high, 6)))
        elif path[2:4] == ("behaviour", "votes_used") and value < 1:
            low, high = (min(1.0, float(value) + step) for step in VOTES_USED_RANGE)
            yield Driver(key, (round(low, 6), round(high, 6)))


def lay_points(words: Words, base: Plan, drivers: Iterable[Driver]) -> list[Point]:
    """Plan every driver's two points; what the model refuses is noted."""
    same = pickle.dumps(base)
    return [
        _point(words, same, driver.key, point, value)
        for driver in drivers
        for (point, _), value in zip(POINTS, driver.values, strict=True)
    ]


def _point(words: Words, same: bytes, key: str, point: str, value: float) -> Point:
    """Plan one point; equal plans give equal results, and need not be simulated again."""
    try:
        plan = make_plan(words.variant([(key, value)]))
    except ScenarioError as error:
        return Point(key, point, value, None, f"{error.faults[0].key} {error.faults[0].wrong}")
    return Point(key, point, value, None if pickle.dumps(plan) == same else plan, "")
