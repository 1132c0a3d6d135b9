"""Suppose: from a finished run, what else is so where an event is so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from necsim.errors import RunError, UsageError
from necsim.executors import Executor
from necsim.outcomes import (
    Event,
    Measure,
    default_measures,
    event_chance,
    measure_columns,
    parse_event,
    parse_measure,
)
from necsim.plan import labels_of
from necsim.plan.labels import Labels
from necsim.rules import Sampler
from necsim.scenario import Scenario
from necsim.store import Finished
from necsim.studies.cells import Running, run_cells
from necsim.studies.examples import Example, example_outcomes, typical_worlds
from necsim.studies.given import estimate_given
from necsim.studies.joint import is_told, joint_outcomes
from necsim.studies.runs import read_draws, read_finished
from necsim.studies.tables import study_frame
from necsim.summary.chance import Chance, effective_size, summarise_chance

# With fewer replicates than that more are simulated, and with fewer than these nothing is said.
ENOUGH, FEWEST = 400, 50
MOST_REPLICATES = 1_000_000

Progress = Callable[[int, int], None]


class Supposition(NamedTuple):
    """What is supposed of a finished run, what is asked of it, and how far it may be extended."""

    run: Finished
    scenario: Scenario
    labels: Labels
    given: Event
    of: tuple[Measure, ...]
    examples: int
    max_replicates: int

    @property
    def sampler(self) -> Sampler:
        """What the run drew members by, and more replicates are drawn by."""
        found: Sampler = self.run.record["sampler"]
        return found


class Supposed(NamedTuple):
    """What was found: how often the event is so, in how many replicates, and what else then.

    `kept` replicates have the event or some chance of it; they count as much as `n_eff`.
    """

    chance: Chance
    kept: int
    n_eff: float
    added: int
    table: pl.DataFrame
    examples: tuple[Example, ...]


def suppose(
    run: str | os.PathLike[str],
    given: str | Sequence[str],
    of: Sequence[str] = (),
    *,
    max_replicates: int = MOST_REPLICATES,
    executor: Executor | None = None,
) -> pl.DataFrame:
    """Say what else is so where an event is so, from the draws of a finished run.

    Replicates without the event are left out; where it is a chance, each counts by it. With fewer
    than 400 replicates' worth more are simulated, up to `max_replicates` in all.

    Parameters
    ----------
    run
        The folder of a finished run, latest/ or a run.json.
    given
        One event or several, all of which are supposed.
    of
        Events and numbers, as `--of` takes them; every control and seats row unless given.

    Returns
    -------
    One row an outcome: its estimate given the event, that over all replicates, the difference.

    Raises
    ------
    RunError
        Where fewer than 50 replicates' worth have the event.
    """
    asked = read_supposition(run, given, of, max_replicates=max_replicates)
    return run_supposition(asked, executor).table


def read_supposition(
    run: str | os.PathLike[str],
    given: str | Sequence[str],
    of: Sequence[str] = (),
    *,
    examples: int = 0,
    max_replicates: int = MOST_REPLICATES,
) -> Supposition:
    """Read a finished run and what is asked of it; errors say what is wrong with either."""
    finished, scenario = read_finished(Path(run))
    labels, sampler = labels_of(scenario), finished.record["sampler"]
    texts = [given] if isinstance(given, str) else list(given)
    if not texts:
        raise UsageError('suppose what? add --given "seats.left >= 2", say')
    for text in texts:
        parse_event(text, labels, sampler)
    event = parse_event(" and ".join(texts), labels, sampler)
    measures = tuple(parse_measure(text, labels, sampler) for text in of)
    for measure in measures:
        if not is_told(event, measure, labels):
            wrong = f"{measure.text}: the draws do not tell it where {event.text} is but a chance"
            raise UsageError(f"{wrong}; ask for seats.…, or suppose an event of the contests")
    if not of:
        measures = tuple(each for each in default_measures(labels) if is_told(event, each, labels))
    return Supposition(finished, scenario, labels, event, measures, examples, max_replicates)


def run_supposition(
    asked: Supposition, executor: Executor | None = None, progress: Progress | None = None
) -> Supposed:
    """Take the replicates of the run, more if they are too few, and say what else is so."""
    draws = _enough(asked, executor, progress or (lambda done, total: None))
    weights = event_chance(asked.given, draws)
    return Supposed(
        summarise_chance(weights),
        int((weights > 0).sum()),
        _worth(asked.given, draws),
        len(draws) - asked.run.record["replicates"],
        study_frame("suppose", _rows(asked, draws)),
        typical_worlds(draws, weights, asked.labels, asked.examples),
    )


def _rows(asked: Supposition, draws: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    for measure in asked.of:
        found = estimate_given(asked.given, measure, draws, asked.labels)
        if found is None:
            nothing = [None] * 4
            yield (measure.text, *nothing, 0, None, None, 0.0, None, *nothing)
        else:
            yield (measure.text, *found.estimate, found.n_eff, *found.beside)


def _enough(asked: Supposition, executor: Executor | None, progress: Progress) -> pl.DataFrame:
    """Read the draws, and double them until enough replicates have the event."""
    wanted = _wanted(asked)
    columns = (name for measure in wanted for name in measure_columns(measure))
    draws = read_draws(asked.run.draws, columns)
    most = max(asked.max_replicates, len(draws))
    while (worth := _worth(asked.given, draws)) < ENOUGH and len(draws) < most:
        progress(len(draws), most)
        stop = min(2 * len(draws), most)
        draws = pl.concat([draws, _simulate(asked, wanted, (len(draws), stop), executor)])
    if worth < FEWEST:
        raise RunError(_too_few(asked.given, draws))
    return draws


def _wanted(asked: Supposition) -> tuple[Measure, ...]:
    """List all that is read of the draws."""
    examples = example_outcomes(asked.labels) if asked.examples else ()
    return (asked.given, *asked.of, *joint_outcomes(asked.given, asked.labels), *examples)


def _simulate(
    asked: Supposition,
    wanted: tuple[Measure, ...],
    span: tuple[int, int],
    executor: Executor | None,
) -> pl.DataFrame:
    """Simulate replicates `span[0]` … `span[1]` − 1 as a longer run has them."""
    start, stop = span
    running = Running(stop - start, asked.run.record["seed"], asked.sampler, executor, start)
    return next(run_cells([asked.scenario], lambda labels: wanted, running)).draws


def _worth(given: Event, draws: pl.DataFrame) -> float:
    return effective_size(event_chance(given, draws).astype(float))


def _too_few(given: Event, draws: pl.DataFrame) -> str:
    """Say how few have the event, why that answers nothing, and what to do."""
    weights = event_chance(given, draws)
    kept, n = int((weights > 0).sum()), f"{len(draws):,} replicates"
    if not kept:
        found = f"none of {n} has it"
    elif weights.dtype == bool:
        found = f"only {kept:,} of {n} have it"
    else:
        found = f"its chances in {n} count as much as {_worth(given, draws):.0f} that have it"
    why = f"fewer than {FEWEST} cannot tell what else would be so"
    return f"{given.text}: {found}, and {why}; suppose a likelier event, or raise --max-replicates"
