"""Compare: alternatives beside a base, on the same worlds, so that differences are paired."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from necsim.engine.settings import Settings, settle
from necsim.errors import UsageError
from necsim.executors import Executor
from necsim.outcomes import (
    Event,
    Measure,
    OutcomeError,
    default_measures,
    measure_values,
    parse_measure,
)
from necsim.plan import make_plan
from necsim.plan.labels import Labels
from necsim.rules import Sampler
from necsim.scenario import Scenario
from necsim.studies.cells import Cell, Running, run_cells
from necsim.studies.estimate import estimate
from necsim.studies.tables import study_frame
from necsim.studies.variants import Changes, Source, read_words
from necsim.summary.paired import (
    Difference,
    paired_difference,
    paired_mean,
    replicates_to_settle,
    verdict,
)

Alternative: TypeAlias = "Source | Changes"


class Compared(NamedTuple):
    """What is compared: a base and its alternatives by name, and the outcomes asked for."""

    base: Scenario
    others: dict[str, Scenario]
    of: tuple[str, ...]


def compare(
    source: Source,
    alternatives: Mapping[str, Changes] | Sequence[str] = (),
    of: Sequence[str] = (),
    *,
    beside: Mapping[str, Source] | None = None,
    changes: Changes = None,
    replicates: int | None = None,
    seed: int | None = None,
    sampler: Sampler | None = None,
    executor: Executor | None = None,
) -> pl.DataFrame:
    """Compare a scenario with alternatives to it, and with other scenarios, on the same worlds.

    Parameters
    ----------
    alternatives
        Changes to the scenario by name; or texts such as "turnout=0.15 support.left=0.5".
    beside
        Other scenarios, by name.
    of
        Events and numbers, as `--of` takes them; every control and seats row unless given.

    Returns
    -------
    One row an alternative and outcome: its estimate, the base's, and the paired difference.
    """
    asked = read_compared(source, named(alternatives), beside or {}, of, changes)
    asked, settings = settle_compared(asked, replicates, seed, sampler)
    running = Running(settings.replicates, settings.seed, settings.sampler, executor)
    return run_compared(asked, running)


def named(alternatives: Mapping[str, Changes] | Sequence[str]) -> dict[str, Changes]:
    """Name alternatives that are texts, as "key=value key=value", by themselves."""
    if isinstance(alternatives, Mapping):
        return dict(alternatives)
    return {text.strip(): _pairs(text) for text in alternatives}


def _pairs(text: str) -> tuple[str, ...]:
    try:
        pairs = tuple(shlex.split(text))
    except ValueError as error:
        raise UsageError(f"--with {text!r}: {str(error).lower()}; close the quotes") from None
    if not pairs:
        raise UsageError('--with "": write key=value pairs, as in --with "support.left=0.5"')
    return pairs


def read_compared(
    source: Source,
    alternatives: Mapping[str, Changes],
    beside: Mapping[str, Source],
    of: Sequence[str],
    changes: Changes = None,
) -> Compared:
    """Resolve a base, its alternatives and other scenarios; `changes` are laid over all."""
    words = read_words(source, changes)
    others = {name: words.variant(each, "--with") for name, each in alternatives.items()}
    others |= {name: read_words(each, changes).variant() for name, each in beside.items()}
    if not others:
        raise UsageError('compare with what? name another scenario, or add --with "key=value …"')
    return Compared(words.variant(), others, tuple(of))


def settle_compared(
    asked: Compared, replicates: int | None, seed: int | None, sampler: Sampler | None
) -> tuple[Compared, Settings]:
    """Settle how all run, as the base says, and which outcomes are meant where none were named."""
    settings = settle(asked.base, replicates=replicates, seed=seed, sampler=sampler)
    known = [make_plan(each).labels for each in (asked.base, *asked.others.values())]
    if not asked.of:
        texts = [event.text for event in default_measures(known[0])]
        shared = [t for t in texts if all(_has(t, labels, settings.sampler) for labels in known)]
        asked = asked._replace(of=tuple(shared))
    for text in asked.of:
        for labels in known:
            parse_measure(text, labels, settings.sampler)
    return asked, settings


def _has(text: str, labels: Labels, sampler: Sampler) -> bool:
    try:
        parse_measure(text, labels, sampler)
    except OutcomeError:
        return False
    return True


def run_compared(asked: Compared, running: Running) -> pl.DataFrame:
    """Run base and alternatives on one seed, and set each beside the base."""

    def wanted(labels: Labels) -> tuple[Measure, ...]:
        return tuple(parse_measure(text, labels, running.sampler) for text in asked.of)

    cells = run_cells([asked.base, *asked.others.values()], wanted, running)
    base = next(cells)
    rows = [
        (name, *_row(base, other, k))
        for name, other in zip(asked.others, cells, strict=True)
        for k in range(len(asked.of))
    ]
    return study_frame("compare", rows)


def _row(base: Cell, other: Cell, k: int) -> tuple[Any, ...]:
    measure = other.measures[k]
    before, now = estimate(base.measures[k], base.draws), estimate(measure, other.draws)
    apart = difference(base, other, k)
    was = before.p if isinstance(measure, Event) else before.mean
    found = verdict(apart)
    return (measure.text, *now, was, *apart, found, replicates_to_settle(apart))


def difference(base: Cell, other: Cell, k: int) -> Difference:
    """Give the paired difference of measure k, the other's less the base's."""
    pair = (measure_values(cell.measures[k], cell.draws) for cell in (base, other))
    compared = paired_difference if isinstance(base.measures[k], Event) else paired_mean
    return compared(*pair)
