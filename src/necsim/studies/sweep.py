"""Sweep: what becomes of outcomes while assumptions vary, one row a cell and outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from necsim.engine.blocks import Batch, Blocks
from necsim.engine.run import Progress
from necsim.engine.settings import Settings, settle
from necsim.executors import Executor
from necsim.outcomes import Measure, default_measures, parse_measure
from necsim.plan import make_plan
from necsim.plan.labels import Labels
from necsim.rules import Sampler
from necsim.scenario.fields import is_number
from necsim.scenario.inputs import written
from necsim.store.memory import Memory
from necsim.studies.axes import Axis, Values, grid, make_axis
from necsim.studies.cells import Running, run_cells
from necsim.studies.estimate import estimate
from necsim.studies.tables import study_frame
from necsim.studies.variants import Changes, Source, Words, read_words

Kind: TypeAlias = type[pl.Float64 | pl.Int64 | pl.String]


class Sweep(NamedTuple):
    """What is swept: a scenario's words, the values of each cell, and the outcomes asked for.

    `axes` are those of a grid, in order; none where the cells are no grid.
    """

    words: Words
    cells: tuple[Values, ...]
    of: tuple[str, ...]
    axes: tuple[Axis, ...] = ()


def sweep(
    source: Source,
    vary: Mapping[str, str | Iterable[Any]],
    of: Sequence[str] = (),
    *,
    changes: Changes = None,
    replicates: int | None = None,
    seed: int | None = None,
    sampler: Sampler | None = None,
    executor: Executor | None = None,
) -> pl.DataFrame:
    """Vary keys of a scenario over a grid and estimate outcomes in each cell.

    Parameters
    ----------
    source
        A scenario file, or a mapping with the keys of one; `changes` are laid over it.
    vary
        The values of each key: a list, or a text such as "0.3:0.7:0.01".
    of
        Events and numbers, as `--of` takes them; every control and seats row unless given.

    Returns
    -------
    One row a cell and outcome: the varied keys, the outcome, its chance or mean.
    """
    axes = tuple(make_axis(key, values) for key, values in vary.items())
    asked = Sweep(read_words(source, changes), tuple(grid(axes)), tuple(of), axes)
    asked, settings = settle_sweep(asked, replicates, seed, sampler)
    running = Running(settings.replicates, settings.seed, settings.sampler, executor)
    return keep_cells(asked, running, Memory())


def settle_sweep(
    asked: Sweep, replicates: int | None, seed: int | None, sampler: Sampler | None
) -> tuple[Sweep, Settings]:
    """Settle how the cells run, and which outcomes are meant where none were named.

    By the call, else as the first cell's scenario says.
    """
    asked.words.variant(asked.cells[-1], "--vary")  # a faulty end is told before hours of work
    first = asked.words.variant(asked.cells[0], "--vary")
    settings = settle(first, replicates=replicates, seed=seed, sampler=sampler)
    labels = make_plan(first).labels
    of = asked.of or tuple(event.text for event in default_measures(labels))
    for text in of:
        parse_measure(text, labels, settings.sampler)
    return asked._replace(of=of), settings


def keep_cells(
    asked: Sweep, running: Running, kept: Blocks, progress: Progress | None = None
) -> pl.DataFrame:
    """Run the cells whose rows are not kept yet, keep each, and give the rows of all."""
    each, total = len(asked.of), len(asked.of) * len(asked.cells)
    which = [k for start, stop in kept.missing(total) for k in range(start // each, stop // each)]
    batch, done = Batch(kept), len(asked.cells) - len(which)
    try:
        for number, rows in zip(which, sweep_cells(asked, running, which), strict=True):
            batch.add(number * each, rows)
            done += 1
            if progress:
                progress(done, len(asked.cells))
    finally:
        batch.keep()
    return kept.draws(total).collect()


def sweep_cells(asked: Sweep, running: Running, which: Sequence[int]) -> Iterator[pl.DataFrame]:
    """Run some of the cells, by number; give each one's rows when it is done."""
    read: dict[str, tuple[Labels, tuple[Measure, ...]]] = {}

    def wanted(labels: Labels) -> tuple[Measure, ...]:
        # Cells nearly always have the same names, and reading takes longer than comparing them.
        if "last" not in read or read["last"][0] != labels:
            measures = (parse_measure(text, labels, running.sampler) for text in asked.of)
            read["last"] = labels, tuple(measures)
        return read["last"][1]

    scenarios = (asked.words.variant(asked.cells[number], "--vary") for number in which)
    keys = _key_types(asked.cells)
    for number, cell in zip(which, run_cells(scenarios, wanted, running), strict=True):
        rows = [(each.text, *estimate(each, cell.draws)) for each in cell.measures]
        lead = [
            pl.lit(_held(asked.cells[number][key], kind), kind).alias(key)
            for key, kind in keys.items()
        ]
        yield study_frame("sweep", rows).select(*lead, pl.all())


def _key_types(cells: Sequence[Values]) -> dict[str, Kind]:
    """Choose what holds each key's values: numbers where all are, else text."""
    return {key: _type_of([cell[key] for cell in cells]) for key in cells[0]}


def _type_of(values: Sequence[Any]) -> Kind:
    if all(type(value) is int for value in values):
        return pl.Int64
    return pl.Float64 if all(is_number(value) for value in values) else pl.String


def _held(value: Any, kind: Kind) -> Any:
    return written(value) if kind == pl.String else value
