"""Fit: evidence turned into support, and what each piece of it adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from necsim.engine.settings import Settings, settle
from necsim.errors import Fault, ScenarioError
from necsim.evidence import centred, mean_support
from necsim.evidence.fit import Fit, fit_pieces
from necsim.evidence.fitted import fitted
from necsim.evidence.posterior import Picked, sample
from necsim.evidence.words import filled
from necsim.executors import Executor
from necsim.kernels.types import Floats
from necsim.link.lay import lay_law
from necsim.link.votes import vote_shares, votes_by
from necsim.scenario import Scenario
from necsim.scenario.behaviour import UNALIGNED
from necsim.studies.cells import Running
from necsim.studies.tables import study_frame
from necsim.studies.value import Value, narrow, read_values
from necsim.studies.variants import Changes, Source, Words, read_words

_SAMPLE, _VOTES, _SEED = 8_192, 256, 1


class Row(NamedTuple):
    """One row of the table."""

    kind: str
    evidence: str = ""
    contest: str = ""
    name: str = ""
    mean: float | None = None
    sd: float | None = None
    p10: float | None = None
    p90: float | None = None
    moved: float | None = None
    typed: float | None = None


class Asked(NamedTuple):
    """A scenario with evidence, and evidence not yet seen whose value is asked."""

    words: Words
    scenario: Scenario
    values: tuple[Value, ...]
    of: tuple[str, ...]


def fit(
    source: Source,
    *,
    changes: Changes = None,
    value_of: Sequence[str] = (),
    of: Sequence[str] = (),
    replicates: int | None = None,
    seed: int | None = None,
    executor: Executor | None = None,
) -> pl.DataFrame:
    """Turn a scenario's evidence into support, and show what each piece adds.

    Parameters
    ----------
    value_of
        Evidence not yet seen, as "poll size=1000 asks=votes" or "nominations size=20".
    of
        Outcomes that it would narrow, beside support; `default_of` says which one if left out.
    replicates
        Worlds that these are estimated from.

    Returns
    -------
    The table `fit`.

    Raises
    ------
    ScenarioError
        Where there is no evidence, or it cannot be read.
    """
    asked, settings = settle_fit(read_words(source, changes), value_of, of, replicates, seed)
    running = Running(settings.replicates, settings.seed, settings.sampler, executor)
    return run_fit(asked, running)


def settle_fit(
    words: Words,
    value_of: Sequence[str],
    of: Sequence[str],
    replicates: int | None,
    seed: int | None,
) -> tuple[Asked, Settings]:
    """Read what is asked; refuse a scenario without evidence."""
    scenario = words.variant()
    if not scenario.evidence:
        wrong, remedy = "there is none to fit", "add [evidence.<id>] tables, or --poll"
        raise ScenarioError([Fault(words.draft.file, "evidence", wrong, remedy)])
    settings = settle(scenario, replicates=replicates, seed=seed)
    return Asked(words, scenario, read_values(value_of, scenario), tuple(of)), settings


def run_fit(asked: Asked, running: Running | None) -> pl.DataFrame:
    """Make the table; what is not yet seen is weighed on worlds run as `running` says."""
    found = fitted(asked.scenario)
    values = _values(found, asked, running) if running else ()
    return study_frame("fit", (*_rows(found, asked), *values))


def _rows(found: Fit, asked: Asked) -> Iterator[Row]:
    drawn = sample(found.mixture, _SAMPLE, _SEED)
    yield from _support(found, drawn, asked.scenario)
    for id_ in found.question.scenario.contests:
        yield from _votes(found, drawn, id_)
    yield from _discipline(found, drawn)
    for id_, appeals in found.appeals.items():
        for who, each in appeals.items():
            yield Row("appeal", "", id_, who, each.mean, each.spread)
    for piece in found.question.pieces.ids:
        yield from _without(found, asked.scenario, piece)
    weights = found.posterior.weights
    for name, values in found.posterior.scales._asdict().items():
        mean = float(weights @ values)
        yield Row("scale", name=name, mean=mean, sd=float(np.sqrt(weights @ (values - mean) ** 2)))
    yield Row("points", name="effective", mean=found.posterior.effective)
    yield Row("points", name="fit_error", mean=found.chance_error)


def _support(found: Fit, drawn: Picked, scenario: Scenario) -> Iterator[Row]:
    shares = found.layout.shares(drawn.states)
    means, spreads = found.support
    for k, name in enumerate((*found.layout.factions, UNALIGNED)):
        told = float(means[k]), float(spreads[k]), *_ends(shares[:, k])
        yield Row("support", "", "", name, *told, typed=scenario.support.get(name))


def _votes(found: Fit, drawn: Picked, id_: str) -> Iterator[Row]:
    """Read a sample of support, discipline and appeals as slates' shares of the votes."""
    scenario, layout = found.question.scenario, found.layout
    centre = centred(scenario, found)
    law = lay_law(centre, id_, mean_support(centre, found))
    generator = np.random.default_rng(_SEED)
    shares = list[dict[str, float]]()
    for state in drawn.states[:_VOTES]:
        appeals = {who: generator.normal(each.mean, each.spread)
                   for who, each in found.appeals[id_].items()}  # fmt: skip
        contest = filled(scenario, id_, layout.mean_discipline(state), appeals).contests[id_]
        votes = votes_by(law, contest, layout.support_of(state), scenario.reference)
        shares.append(vote_shares(contest, votes))
    for slate in shares[0]:
        values = np.array([each[slate] for each in shares])
        yield Row("votes", "", id_, slate, *_told(values))


def _discipline(found: Fit, drawn: Picked) -> Iterator[Row]:
    logits = drawn.states[:, found.layout.discipline]
    for k, name in enumerate(found.layout.factions):
        yield Row("discipline", "", "", name, *_told(1.0 / (1.0 + np.exp(-logits[:, k]))))


def _without(found: Fit, scenario: Scenario, piece: str) -> Iterator[Row]:
    """Give support without one piece, and how far that piece moved it."""
    other = fit_pieces(scenario, found.question.pieces.without(piece))
    for k, name in enumerate(found.layout.factions):
        mean, sd = (float(each[k]) for each in other.support)
        moved = float(found.support.means[k]) - mean
        yield Row("without", piece, "", name, mean, sd, moved=moved)


def _values(found: Fit, asked: Asked, running: Running) -> Iterator[Row]:
    for value in asked.values:
        for name, narrowed in narrow(found, asked.scenario, value, asked.of, running):
            yield Row("value", value.text, value.contest, name, narrowed.mean, narrowed.now,
                      moved=narrowed.then - narrowed.now)  # fmt: skip


def _told(values: Floats) -> tuple[Any, ...]:
    return float(values.mean()), float(values.std()), *_ends(values)


def _ends(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, (0.1, 0.9))
    return float(low), float(high)
