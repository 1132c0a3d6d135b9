"""Score: a finished run against what happened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from necsim.plan import labels_of
from necsim.plan.labels import Labels
from necsim.scenario import Scenario
from necsim.scoring import (
    LEVELS,
    brier_score,
    candidates_right,
    counted_chance,
    crps,
    even_odds,
    even_odds_joint,
    inside,
    log_score,
    pit,
    ranked_probability_score,
    seat_vectors,
)
from necsim.store import Finished, as_left
from necsim.studies.actual import Actual, read_actual
from necsim.studies.runs import read_draws, read_finished
from necsim.studies.tables import study_frame
from necsim.summary.seats import seat_bounds

LOG, RANKED, BRIER, CRPS, PIT = "log score", "ranked probability score", "brier", "crps", "pit"
SUMMED, RIGHT, OF = "log scores summed", "right", "of"
INSIDE = tuple(f"inside {100 * level:.0f} %" for level in LEVELS)


class Scoring(NamedTuple):
    """A finished run, and what happened in those of its contests of which it is known."""

    run: Finished
    scenario: Scenario
    labels: Labels
    actual: tuple[Actual, ...]


class Score(NamedTuple):
    """One row of the table."""

    contest: str
    what: str
    name: str
    measure: str
    value: float
    forecast: float | None = None
    actual: float | None = None
    even_odds: float | None = None


def score(run: str | os.PathLike[str], actual: str | os.PathLike[str]) -> pl.DataFrame:
    """Score a finished run against what happened.

    Parameters
    ----------
    run
        The folder of a finished run, latest/ or a run.json.
    actual
        A CSV or XLSX file `contest,candidate,elected[,votes]`, or the id of a contest in history.

    Returns
    -------
    One row a contest, thing scored and measure, even odds beside it; the table `score`.

    Raises
    ------
    DataError
        With every fault of the file at once, or where there is no finished run.
    """
    return score_run(read_scoring(run, actual))


def read_scoring(run: str | os.PathLike[str], actual: str | os.PathLike[str]) -> Scoring:
    """Read a finished run and what happened."""
    finished, scenario = read_finished(Path(run))
    with as_left(Path(run)):
        labels = labels_of(scenario)
    return Scoring(finished, scenario, labels, read_actual(actual, labels))


def score_run(asked: Scoring) -> pl.DataFrame:
    """Score every contest of which it is known what happened."""
    rows = (
        row
        for actual in asked.actual
        for row in score_contest(actual, read_draws(asked.run.draws, _columns(actual)))
    )
    with as_left(asked.run.draws):
        return study_frame("score", rows)


def score_contest(actual: Actual, draws: pl.DataFrame) -> Iterator[Score]:
    """Score one contest by its draws: seats, who is elected, and votes where all are known."""
    yield from _score_seats(actual, draws)
    yield from _score_elected(actual, draws)
    votes = [each for each in actual.votes if each is not None]
    if len(votes) == len(actual.votes):
        yield from _score_votes(actual.contest.id, _names(actual), draws, np.array(votes, float))


def _names(actual: Actual) -> list[str]:
    return [candidate.id for candidate in actual.contest.candidates]


def _standing(actual: Actual) -> dict[str, int]:
    """Count the candidates of each faction, independents too, that has any."""
    factions = [candidate.faction for candidate in actual.contest.candidates]
    return {faction: factions.count(faction) for faction in dict.fromkeys(factions)}


def _columns(actual: Actual) -> Iterator[str]:
    own = actual.contest.id
    yield from (f"seats.{own}.{holder}" for holder in _standing(actual))
    for family in ("elected", "votes") if None not in actual.votes else ("elected",):
        yield from (f"{family}.{own}.{candidate}" for candidate in _names(actual))


def _score_seats(actual: Actual, draws: pl.DataFrame) -> Iterator[Score]:
    """Score each faction's seats, their sums, and the seats of all factions together.

    Seats add up to as many as there are, so the factions' log scores are not of separate things:
    the sum counts what they share more than once, the score of all together counts it once.
    """
    own, standing, n = actual.contest.id, _standing(actual), len(draws)
    rows = [row for holder in standing for row in _score_faction(actual, holder, draws)]
    yield from rows
    won = [actual.seats(holder) for holder in standing]
    drawn = draws.select(f"seats.{own}.{holder}" for holder in standing).to_numpy()
    hits = int((drawn == won).all(axis=1).sum())
    possible = seat_vectors(list(standing.values()), actual.contest.filled)
    joint = float(log_score(counted_chance(hits, n, possible)))
    even = float(log_score(even_odds_joint(list(standing.values()), won)))
    yield Score(own, "contest", "", LOG, joint, hits / n, None, even)
    for measure, total in ((LOG, SUMMED), (RANKED, RANKED)):
        parts = [row for row in rows if row.measure == measure]
        even = sum(row.even_odds or 0.0 for row in parts)
        yield Score(own, "contest", "", total, sum(row.value for row in parts), even_odds=even)


def _score_faction(actual: Actual, holder: str, draws: pl.DataFrame) -> Iterator[Score]:
    contest, standing = actual.contest, _standing(actual)[holder]
    won = actual.seats(holder)
    drawn = draws[f"seats.{contest.id}.{holder}"].to_numpy()
    counts = np.bincount(drawn, minlength=contest.filled + 1)
    fewest, most = seat_bounds(contest, (holder,))
    even = even_odds(standing, len(contest.candidates) - standing, contest.filled)
    given = counted_chance(counts[won], drawn.size, most - fewest + 1)
    chances = counts / drawn.size
    scores = float(log_score(given)), float(ranked_probability_score(chances, won))
    odds = float(log_score(even[won])), float(ranked_probability_score(even, won))
    about = (contest.id, "seats", holder)
    yield Score(*about, LOG, scores[0], float(chances[won]), won, odds[0])
    yield Score(*about, RANKED, scores[1], float(drawn.mean()), won, odds[1])
    yield Score(*about, PIT, float(pit(drawn, won)), float(drawn.mean()), won)


def _score_elected(actual: Actual, draws: pl.DataFrame) -> Iterator[Score]:
    own, names, elected = actual.contest.id, _names(actual), np.array(actual.elected)
    chances = draws.select(f"elected.{own}.{name}" for name in names).to_numpy().mean(axis=0)
    seats = int(elected.sum())
    even = np.full(len(names), seats / len(names))
    scores, odds = brier_score(chances, elected), brier_score(even, elected)
    for name, *row in zip(names, scores, chances, elected.astype(float), odds, strict=True):
        yield Score(own, "candidate", name, BRIER, *map(float, row))
    yield Score(own, "contest", "", BRIER, float(scores.mean()), even_odds=float(odds.mean()))
    right, by_lot = (float(candidates_right(each, elected)) for each in (chances, even))
    yield Score(own, "contest", "", RIGHT, right, even_odds=by_lot)
    yield Score(own, "contest", "", OF, seats)


def _score_votes(
    own: str, names: list[str], draws: pl.DataFrame, votes: ArrayLike
) -> Iterator[Score]:
    """Score each candidate's share of all votes, all shares together, and the number of all votes.

    Shares, since how many vote is another question than for whom.
    """
    seen = np.asarray(votes)
    drawn = draws.select(f"votes.{own}.{name}" for name in names).to_numpy().astype(np.float64)
    total = drawn.sum(axis=1)
    shares, share = drawn / np.maximum(total, 1.0)[:, None], seen / max(seen.sum(), 1.0)
    rows = list(_score_numbers(own, names, shares, share))
    yield from rows
    yield from _score_numbers(own, [""], total[:, None], seen.sum(keepdims=True))
    for measure, level in zip((CRPS, *INSIDE), (None, *LEVELS), strict=True):
        mean = float(np.mean([row.value for row in rows if row.measure == measure]))
        yield Score(own, "contest", "", measure, mean, level)


def _score_numbers(
    own: str, names: list[str], drawn: ArrayLike, seen: ArrayLike
) -> Iterator[Score]:
    """Score numbers, drawn (n, names) and seen (names,)."""
    sample, happened = np.asarray(drawn), np.asarray(seen)
    found = [crps(sample, happened), pit(sample, happened), *inside(sample, happened)]
    means = sample.mean(axis=0)
    for k, name in enumerate(names):
        for measure, values in zip((CRPS, PIT, *INSIDE), found, strict=True):
            forecast, actual = float(means[k]), float(happened[k])
            yield Score(own, "votes", name, measure, float(values[k]), forecast, actual)
