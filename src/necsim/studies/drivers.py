"""Drivers: which assumptions move an outcome, and which sources make it vary."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isnan
from typing import Any, NamedTuple

import polars as pl

from necsim.columns import STUDY_TABLES
from necsim.engine.run import Progress
from necsim.engine.settings import Settings, settle
from necsim.errors import UsageError
from necsim.executors import Executor
from necsim.outcomes import Measure, measure_columns, parse_measure
from necsim.outcomes.words import KINDS, Outcome
from necsim.plan import labels_of, make_plan
from necsim.plan.labels import Labels
from necsim.rules import Sampler
from necsim.scenario import from_canonical
from necsim.store import read_run
from necsim.studies.bars import End, measure_ends, rank_bars
from necsim.studies.cells import Cell, Running, run_cells, run_plans, run_redrawn
from necsim.studies.estimate import estimate
from necsim.studies.fifths import Part, cut_in_fifths, world_inputs
from necsim.studies.points import fixed, lay_points, uncertain
from necsim.studies.sources import shares, sources
from necsim.studies.tables import study_frame
from necsim.studies.variants import Changes, Source, Words, read_words
from necsim.summary.fifths import FIFTHS
from necsim.summary.frame import open_draws

MOST_IN_A_BAR = 5_000
MOST_APPEALS = 12
# One row of the table before it is told its kind: its cells by column.
_Cells = dict[str, Any]


class Drivers(NamedTuple):
    """What is asked: a scenario's words, and the outcomes."""

    words: Words
    of: tuple[str, ...]


def drivers(
    source: Source,
    of: Sequence[str] = (),
    *,
    changes: Changes = None,
    replicates: int | None = None,
    seed: int | None = None,
    sampler: Sampler | None = None,
    executor: Executor | None = None,
) -> pl.DataFrame:
    """Show which assumptions move an outcome: a tornado, shares of variance, and fifths.

    Parameters
    ----------
    of
        Events and numbers, as `--of` takes them; `default_of` says which one if left out.
    replicates
        Worlds of the base and of each source drawn anew; a bar has 5,000 of them at most.

    Returns
    -------
    The table `drivers`: by outcome the base, then the tornado by length of bar, the shares by
    source, and the chance or mean in each fifth of every input.
    """
    asked = Drivers(read_words(source, changes), tuple(of))
    asked, settings = settle_drivers(asked, replicates, seed, sampler)
    running = Running(settings.replicates, settings.seed, settings.sampler, executor)
    return run_drivers(asked, running)


def drivers_of_run(path: str | os.PathLike[str], of: Sequence[str] = ()) -> pl.DataFrame:
    """Show by a finished run's own draws what moves an outcome; nothing is simulated.

    The rows are those of kinds `base` and `fifths`. A DataError says that there is no such run.
    """
    run = read_run(os.fspath(path))
    labels = labels_of(from_canonical(run.record["resolved"], os.fspath(path)))
    of = tuple(of) or default_of(labels)
    return fifths_of(run.whole_draws(), labels, run.record["sampler"], of)


def fifths_of(
    draws: pl.LazyFrame, labels: Labels, sampler: Sampler, of: Sequence[str]
) -> pl.DataFrame:
    """Show by a run's own draws what moves outcomes: rows of kinds `base` and `fifths`."""
    measures = [parse_measure(text, labels, sampler) for text in of]
    known = world_inputs(labels)
    read = [column for measure in measures for column in measure_columns(measure)]
    replicates = draws.select(pl.len()).collect().item()
    drawn = open_draws(draws.select(*dict.fromkeys([*read, *known])), replicates)
    rows = [
        row
        for each in measures
        for row in (
            _base(each, drawn.select(*measure_columns(each))),
            *_fifths(each.text, cut_in_fifths(each, drawn, known)),
        )
    ]
    return study_frame("drivers", rows)


def default_of(labels: Labels) -> tuple[str, ...]:
    """Name the outcome meant where none is: the first faction's control of the committee.

    Without a committee: that the first faction to stand in the first contest wins more than half
    of its seats.
    """
    if labels.has_committee and labels.factions:
        return (f"control.{next(iter(labels.factions))}",)
    contest = labels.contests[0]
    standing = {candidate.faction for candidate in contest.candidates}
    first = next(holder for holder in labels.holders if holder in standing)
    return (f"seats.{contest.id}.{first} >= {contest.filled // 2 + 1}",)


def settle_drivers(
    asked: Drivers, replicates: int | None, seed: int | None, sampler: Sampler | None
) -> tuple[Drivers, Settings]:
    """Settle how the cells run, and which outcome is meant where none is named."""
    base = asked.words.variant()
    settings = settle(base, replicates=replicates, seed=seed, sampler=sampler)
    labels = make_plan(base).labels
    of = asked.of or default_of(labels)
    for text in of:
        parse_measure(text, labels, settings.sampler)
    if len(set(of)) < len(of):
        raise UsageError("--of: the same outcome twice: leave one of them out")
    return asked._replace(of=of), settings


class _Study(NamedTuple):
    """A study under way: what is asked, how it runs, and who is told of each cell done."""

    asked: Drivers
    running: Running
    progress: Progress

    def wanted(self, labels: Labels) -> tuple[Measure, ...]:
        """Give the outcomes asked for."""
        return tuple(parse_measure(text, labels, self.running.sampler) for text in self.asked.of)

    def wanted_of_base(self, labels: Labels) -> tuple[Measure, ...]:
        """Give the outcomes asked for, and the world's own draws."""
        world = (Outcome(key, key, KINDS[key.partition(".")[0]]) for key in world_inputs(labels))
        return (*self.wanted(labels), *world)


def run_drivers(
    asked: Drivers, running: Running, progress: Progress = lambda done, total: None
) -> pl.DataFrame:
    """Run the base, each source drawn anew and each assumption at its points, all on one seed."""
    study = _Study(asked, running, progress)
    base = next(run_cells([asked.words.variant()], study.wanted_of_base, running))
    known = world_inputs(base.plan.labels)
    measures = base.measures[: len(asked.of)]
    parts = [cut_in_fifths(each, base.draws, known) for each in measures]
    redrawn = _run_sources(study, base)
    ends = _run_points(study, base, _moving_appeals(parts))
    rows = list[tuple[Any, ...]]()
    for k, measure in enumerate(measures):
        rows.append(_base(measure, base.draws))
        rows += _tornado(measure.text, [each[k] for each in ends])
        rows += _shares(base, redrawn, k)
        rows += _fifths(measure.text, parts[k])
    return study_frame("drivers", rows)


def _run_sources(study: _Study, base: Cell) -> dict[str, Cell]:
    """Draw each source anew in all replicates."""
    running = study.running
    drawn = sources(base.plan, running.sampler)
    seeds = [each.redraw(running.seed) for each in drawn]
    cells = run_redrawn(base.plan, study.wanted, running, seeds)
    return {each.name: cell for each, cell in zip(drawn, cells, strict=True)}


def _run_points(study: _Study, base: Cell, appeals: Iterable[str]) -> list[list[End]]:
    """Simulate every point on the base's first replicates; give its ends, one an outcome."""
    words, outcomes = study.asked.words, len(study.asked.of)
    scenario = words.variant()
    drivers = [*uncertain(scenario, base.draws, appeals), *fixed(scenario)]
    points = lay_points(words, base.plan, drivers)
    running = study.running._replace(replicates=min(study.running.replicates, MOST_IN_A_BAR))
    start = base._replace(draws=base.draws.head(running.replicates))
    plans = (point.plan for point in points if point.plan is not None)
    cells = run_plans(plans, study.wanted, running)
    ends = []
    for done, point in enumerate(points, 1):
        same = None if point.note else start
        cell = same if point.plan is None else next(cells)
        ends.append(measure_ends(point, start, cell, outcomes))
        study.progress(done, len(points))
    return ends


def _moving_appeals(parts: Sequence[Sequence[Part]]) -> list[str]:
    """Name the appeals whose fifths move any of the outcomes most, by column."""
    found = list[str]()
    for each in parts:
        keys = dict.fromkeys(part.key for part in each if part.key.startswith("appeal."))
        found += list(keys)[:MOST_APPEALS]
    return found


def _row(outcome: str, kind: str, cells: Mapping[str, Any]) -> tuple[Any, ...]:
    known = {"outcome": outcome, "kind": kind, **cells}
    return tuple(known.get(column.name) for column in STUDY_TABLES["drivers"].columns)


def _base(measure: Measure, draws: pl.DataFrame) -> tuple[Any, ...]:
    return _row(measure.text, "base", estimate(measure, draws)._asdict())


def _tornado(outcome: str, ends: Sequence[End]) -> Iterator[tuple[Any, ...]]:
    still = list[str]()
    for bar in rank_bars(ends):
        if bar.still:
            still.append(bar.driver)
            continue
        for end in bar.ends:
            yield _row(outcome, "tornado", _end_cells(end))
    if still:
        yield _row(outcome, "still", {"driver": ", ".join(sorted(still))})


def _end_cells(end: End) -> _Cells:
    point = end.point
    cells: _Cells = {"driver": point.driver, "point": point.point, "value": point.value}
    if end.estimate is None or end.apart is None:
        return {**cells, "note": point.note}
    apart = {name: _told(getattr(end.apart, name)) for name in ("diff", "diff_lo", "diff_hi")}
    return {**cells, **end.estimate._asdict(), **apart}


def _shares(base: Cell, redrawn: Mapping[str, Cell], k: int) -> Iterator[tuple[Any, ...]]:
    for name, found in shares(base, redrawn, k):
        cells = {"driver": name, "share": found.share, "share_lo": found.lo, "share_hi": found.hi}
        told = {key: _told(value) for key, value in cells.items()}
        yield _row(base.measures[k].text, "share", told)


def _fifths(outcome: str, parts: Iterable[Part]) -> Iterator[tuple[Any, ...]]:
    for part in parts:
        cells: _Cells = {"driver": part.key, "point": f"{part.fifth}/{FIFTHS}"}
        cells |= {"low": part.low, "high": part.high, **part.estimate._asdict()}
        yield _row(outcome, "fifths", cells)


def _told(value: Any) -> Any:
    """Give None for what is not defined."""
    return None if isinstance(value, float) and isnan(value) else value
