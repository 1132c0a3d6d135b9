"""Backtest: the method on published contests it has not seen, beside three references.

*Rolling origin*: a contest is forecast from what was public the day before it. *Leave one out*: the
same, but scales (drift, nominations, appeals) are learned from later contests too; the contest's
own result is in neither.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from necsim import history
from necsim.engine.settings import Settings, settle
from necsim.evidence import Fit
from necsim.evidence.fit import fit as fit_evidence
from necsim.executors import Executor
from necsim.history import History
from necsim.outcomes import Measure, parse_event, parse_measure
from necsim.plan import Plan, make_plan
from necsim.plan.labels import ContestLabels, Labels
from necsim.scenario import Scenario, make_scenario
from necsim.studies.actual import Actual
from necsim.studies.cells import Running, run_plans
from necsim.studies.published import before, contests_to_test, later_results
from necsim.studies.references import (
    Contest,
    Forecast,
    by_nominations,
    by_previous,
    draws_of,
    read_contest,
)
from necsim.studies.score import Score, score_contest
from necsim.studies.tables import study_frame
from necsim.summary.jackknife import Jackknife, jackknife, verdict

ROLLING, LEFT_OUT = "rolling origin", "leave one out"
MODES = (ROLLING, LEFT_OUT)
MODEL, NOMINATIONS, PREVIOUS, LOTS = "model", "nominations", "previous result", "even odds"
METHODS = (MODEL, NOMINATIONS, PREVIOUS, LOTS)
REPLICATES, SEED = 4_000, 1
_LOG, _RANKED, _BRIER, _CRPS = "log score", "ranked probability score", "brier", "crps"
COMPARED = (_LOG, _RANKED, _BRIER, _CRPS)
Progress: TypeAlias = Callable[[int, int], None]


class Case(NamedTuple):
    """One contest, ready to be forecast and scored: words, plan, nominations, what happened."""

    id: str
    mode: str
    scenario: Scenario
    plan: Plan
    nominations: Mapping[str, int]
    actual: Actual


class Row(NamedTuple):
    """One row of the table."""

    mode: str
    contest: str
    method: str
    what: str
    name: str
    measure: str
    value: float
    forecast: float | None = None
    actual: float | None = None
    contests: int | None = None
    se: float | None = None
    verdict: str = ""


class Laid(NamedTuple):
    """What is scored: all of history, its folder, the contests, and a scenario to run them by."""

    past: History
    folder: str | None
    contests: tuple[str, ...]
    base: Scenario

    @property
    def content(self) -> dict[str, Any]:
        """What the table depends on, beside how it is run."""
        digest = hashlib.sha256(repr(self.past).encode()).hexdigest()
        return {"contests": list(self.contests), "history": digest[:16]}


def backtest(
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    executor: Executor | None = None,
    folder: str | os.PathLike[str] | None = None,
) -> pl.DataFrame:
    """Score the method on published contests it has not seen.

    Parameters
    ----------
    replicates
        Worlds drawn for each contest.
    folder
        A folder of past contests beside the package's, as `history` in a scenario names one.

    Returns
    -------
    The table `backtest`: by mode each contest's scores by method, then means over the contests that
    allow both, and the differences of the model from each reference.
    """
    laid, settings = lay_backtest(folder, replicates, seed)
    return run_backtest(laid, Running(settings.replicates, settings.seed, "flows", executor))


def lay_backtest(
    folder: str | os.PathLike[str] | None, replicates: int | None, seed: int | None
) -> tuple[Laid, Settings]:
    """Find the contests; refuse a history without any."""
    where = None if folder is None else str(Path(folder).resolve())
    past = history.read_history(where)
    ids = contests_to_test(past)
    base = _scenario(past, ids[-1], where, {"id": "backtest", "title": "Published contests"})
    seed = SEED if seed is None else seed
    settings = settle(base, replicates=replicates or REPLICATES, seed=seed)
    return Laid(past, where, ids, base), settings


def run_backtest(
    laid: Laid, running: Running, progress: Progress = lambda done, total: None
) -> pl.DataFrame:
    """Forecast and score every contest in both modes."""
    rows: list[Row] = []
    asked = [(mode, id_) for mode in MODES for id_ in laid.contests]
    for done, (mode, id_) in enumerate(asked, start=1):
        rows += score_case(laid.past, make_case(laid.past, id_, mode, laid.folder), running)
        progress(done, len(asked))
    compared = [row for mode in MODES for row in totals(rows, mode)]
    return study_frame("backtest", [*rows, *compared])


def make_case(past: History, id_: str, mode: str, folder: str | None = None) -> Case:
    """Fit a contest's evidence, and say what happened in it."""
    scenario = _scenario(past, id_, folder, {})
    later = later_results(past, id_) if mode == LEFT_OUT else ()
    found: Fit | None = fit_evidence(scenario, later, past) if scenario.evidence else None
    plan = make_plan(scenario, found)
    counted = found.question.pieces.nominations if found else ()
    counts = counted[0].counts if counted else {}
    actual = actual_of(past, id_, plan.contests[0].labels)
    return Case(id_, mode, scenario, plan, counts, actual)


def _scenario(past: History, id_: str, folder: str | None, more: dict[str, Any]) -> Scenario:
    own = {} if folder is None else {"history": folder}
    return make_scenario(before(past, id_).tree | own | more, name=id_)


def actual_of(past: History, id_: str, labels: ContestLabels) -> Actual:
    """Say who was elected; whoever history does not name was not."""
    rows = {row.candidate: row for row in history.results(past, id_)}
    names = [who.id for who in labels.candidates]
    won = tuple(name in rows and bool(rows[name].elected) for name in names)
    votes = tuple(rows[name].votes if name in rows else None for name in names)
    return Actual(labels, won, votes)


def score_case(past: History, case: Case, running: Running) -> Iterator[Row]:
    """Score the model, every reference that the contest's data allow, and even odds."""
    for method, draws in _forecasts(past, case, running):
        scores = list(score_contest(case.actual, draws))
        yield from (_row(case, method, score) for score in scores)
    # Exact, so the same beside whatever was drawn. Of votes even odds say nothing.
    for score in scores:
        if score.even_odds is not None:
            yield _row(case, LOTS, score._replace(value=score.even_odds, forecast=None))


def _row(case: Case, method: str, score: Score) -> Row:
    own = score.what, score.name, score.measure, score.value, score.forecast, score.actual
    return Row(case.mode, case.id, method, *own)


def _forecasts(past: History, case: Case, running: Running) -> Iterator[tuple[str, pl.DataFrame]]:
    labels = case.plan.contests[0].labels
    yield MODEL, _simulate(case, running)
    others = [read_contest(past, id_) for id_ in _members(past) if id_ != case.id]
    day = history.contest(past, case.id).date.first
    earlier = [each for each in others if each.day < day]
    learned = others if case.mode == LEFT_OUT else earlier
    for method, forecast in _references(case, earlier, learned, running.seed):
        if forecast is not None:
            yield method, draws_of(forecast, labels)


def _references(
    case: Case, earlier: list[Contest], learned: list[Contest], seed: int
) -> Iterator[tuple[str, Forecast | None]]:
    labels = case.plan.contests[0].labels
    yield NOMINATIONS, by_nominations(labels, case.nominations, learned, seed)
    factions = {who.id: who.faction if who.slates else "" for who in labels.candidates}
    yield PREVIOUS, by_previous(labels, factions, earlier, learned, seed)


def _members(past: History) -> list[str]:
    known = {row.contest for row in past.results}
    rows = history.contests(past)
    return [row.contest for row in rows if row.voters == "members" and row.contest in known]


def _simulate(case: Case, running: Running) -> pl.DataFrame:
    labels = case.plan.contests[0].labels

    def wanted(names: Labels) -> tuple[Measure, ...]:
        own = dict.fromkeys(who.faction for who in labels.candidates)
        seats = [f"seats.{labels.id}.{faction}" for faction in own]
        votes = [f"votes.{labels.id}.{who.id}" for who in labels.candidates]
        elected = [f"elected.{labels.id}.{who.id}" for who in labels.candidates]
        numbers = [parse_measure(text, names, running.sampler) for text in (*seats, *votes)]
        return (*numbers, *(parse_event(text, names, running.sampler) for text in elected))

    return next(run_plans([case.plan], wanted, running)).draws


def totals(rows: Iterable[Row], mode: str) -> Iterator[Row]:
    """Compare like with like: over the contests that allow the model and a reference both."""
    own = [row for row in rows if row.mode == mode and row.what == "contest"]
    for measure in COMPARED:
        values = {(r.method, r.contest): r.value for r in own if r.measure == measure}
        for method in METHODS[1:]:
            both = [c for m, c in values if m == method and (MODEL, c) in values]
            if both:
                yield from _compare(mode, method, measure, [values[MODEL, c] for c in both],
                                    [values[method, c] for c in both])  # fmt: skip


def _compare(
    mode: str, method: str, measure: str, model: list[float], reference: list[float]
) -> Iterator[Row]:
    n = len(model)
    for who, values in ((MODEL, model), (method, reference)):
        yield Row(mode, "", who, f"beside {method}", "", measure, sum(values) / n, contests=n)
    apart: Jackknife = jackknife([a - b for a, b in zip(model, reference, strict=True)])
    found = verdict(apart)
    yield Row(
        mode, "", MODEL, f"less {method}", "", measure, apart.mean, None, None, n, apart.se, found
    )
