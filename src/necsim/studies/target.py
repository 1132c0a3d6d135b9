"""Target: the value of one assumption that gives a goal the chance wanted."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import polars as pl

from necsim.engine.settings import Settings, settle
from necsim.errors import Fault, ScenarioError, UsageError
from necsim.evidence import centred
from necsim.executors import Executor
from necsim.outcomes import Event, measure_values, parse_event
from necsim.plan import make_plan
from necsim.rules import Sampler
from necsim.scenario import Scenario, full_path
from necsim.scenario.draft import address
from necsim.scenario.fields import is_number
from necsim.scenario.inputs import inputs
from necsim.studies.cells import Running, run_cells
from necsim.studies.crossing import Crossing, find_crossings
from necsim.studies.meaning import Meaning, meaning_of
from necsim.studies.tables import study_frame
from necsim.studies.variants import Changes, Source, Words, read_words
from necsim.summary.chance import Chance, summarise_chance

# Shares are looked for between these unless said otherwise; all of something, or none, is often
# refused, as where nobody would be left for a slate.
_SHARES = (0.01, 0.99)
_APPEALS = (-3.0, 3.0)


class Target(NamedTuple):
    """What is looked for: a goal, the chance it shall have, by which key, between which values."""

    words: Words
    goal: str
    chance: float
    by: str
    between: tuple[float, float]
    whole: bool = False


def target(
    source: Source,
    goal: str,
    chance: float,
    by: str,
    between: tuple[float, float] | None = None,
    *,
    changes: Changes = None,
    replicates: int | None = None,
    seed: int | None = None,
    sampler: Sampler | None = None,
    executor: Executor | None = None,
) -> pl.DataFrame:
    """Find the value of one key at which a goal has the chance wanted.

    Returns one row a crossing: `value` and the interval `value_lo` … `value_hi` that simulation
    error leaves; where there is none, one row that says so in `found`: `every` value between the
    two ends gives the goal that chance or more, `none` does, or it is `not told`.

    Raises
    ------
    ScenarioError
        Where the key holds no number, or a value between the two ends cannot be.
    UsageError
        Where the goal is no event, the chance no chance, or the ends are missing.
    """
    asked, settings = settle_target(
        read_words(source, changes), goal, chance, by, between,
        replicates=replicates, seed=seed, sampler=sampler,
    )  # fmt: skip
    running = Running(settings.replicates, settings.seed, settings.sampler, executor)
    return find_target(asked, running)


def settle_target(
    words: Words,
    goal: str,
    chance: float,
    by: str,
    between: tuple[float, float] | None,
    **run: Any,
) -> tuple[Target, Settings]:
    """Settle what is looked for, and how cells run: by the call, else as the scenario says."""
    base = words.variant()
    settings = settle(base, **run)
    parse_event(goal, make_plan(base).labels, settings.sampler)
    if not 0.0 < chance < 1.0:
        raise UsageError(f"--chance {chance:g}: the chance wanted lies between 0 and 1")
    now = _value_now(base, by)
    ends = between or _default_ends(by, now)
    if not ends[0] < ends[1]:
        raise UsageError(f"--between {ends[0]:g} {ends[1]:g}: the first must be the lower")
    return Target(words, goal, chance, by, ends, type(now) is int), settings


def _value_now(base: Scenario, by: str) -> float:
    """Give the number that a key holds now."""
    path = full_path(by, base.contests)
    for at, value, _ in inputs(centred(base)):
        if at == path and is_number(value):
            return int(value) if type(value) is int else float(value)
    known = address(path)
    raise ScenarioError(
        [Fault("--by", known, "holds no number", "necsim show FILE --keys lists keys")]
    )


def _default_ends(by: str, now: float) -> tuple[float, float]:
    if by.endswith("appeal"):
        return _APPEALS
    if type(now) is float and 0.0 <= now <= 1.0:
        return _SHARES
    raise UsageError(f"between which values of {by}? add --between, as in --between 0 10")


def find_target(asked: Target, running: Running) -> pl.DataFrame:
    """Look for the value; see `target`."""

    @cache
    def evaluate(value: float) -> Chance:
        return _chance_at(asked, running, round(value) if asked.whole else value)

    search = find_crossings(evaluate, asked.chance, asked.between)
    rows = [_row(asked, each, evaluate(each.value)) for each in search.crossings]
    if not rows:
        signs = set(search.signs)
        found = "every" if signs == {1} else "none" if signs == {-1} else "not told"
        nothing = (asked.by, None, None, None, found, asked.goal, asked.chance)
        nearest = min if found == "every" else max
        chance = nearest((evaluate(value) for value in asked.between), key=lambda each: each.p)
        rows = [(*nothing, *chance, *Meaning(None, None))]
    return study_frame("target", rows)


def _chance_at(asked: Target, running: Running, value: float) -> Chance:
    variant = asked.words.variant([(asked.by, value)], "--by")
    cell = next(run_cells([variant], lambda labels: (_goal(asked, labels, running),), running))
    return summarise_chance(measure_values(cell.measures[0], cell.draws))


def _goal(asked: Target, labels: Any, running: Running) -> Event:
    return parse_event(asked.goal, labels, running.sampler)


def _row(asked: Target, found: Crossing, chance: Chance) -> tuple[Any, ...]:
    way = "at least" if found.rising else "at most"
    values = [round(each) if asked.whole else each for each in (found.value, found.low, found.high)]
    means = meaning_of(asked.words.variant([(asked.by, values[0])]), asked.by)
    return (asked.by, *values, way, asked.goal, asked.chance, *chance, *means)
