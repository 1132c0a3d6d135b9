"""Reference forecasts: what a backtest must beat to claim skill.

Each is a forecast by chances of the votes, of which the highest are elected, under any rule: by
nominations, by the previous result, or by lot. All are learned from other contests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import polars as pl

from necsim import history
from necsim.evidence.sources import counts_of
from necsim.history import History
from necsim.kernels.types import Floats
from necsim.plan.labels import ContestLabels

_DRAWS = 4_000
# Weak priors, worth so many observations: twice the nominations 1.4 times the votes; votes off by
# a third; factions that change places by as much; names that differ by a half.
_SLOPE, _SLOPE_WORTH = 0.5, 1.0
_NOISE, _DRIFT, _SPREAD, _WORTH = 0.35, 0.35, 0.5, 2.0


class Person(NamedTuple):
    """A candidate of a past contest; None where a number is not known."""

    faction: str
    votes: int | None
    nominations: int | None


class Contest(NamedTuple):
    """A past contest, by candidate; `block` if it was a block vote with losers known."""

    id: str
    day: date
    block: bool
    people: Mapping[str, Person]

    @property
    def counted(self) -> bool:
        """Whether all votes are known."""
        return self.block and all(person.votes is not None for person in self.people.values())


class Forecast(NamedTuple):
    """Log votes (n, C) by candidate, up to a number a draw; and the candidates."""

    names: tuple[str, ...]
    logs: Floats


def read_contest(past: History, id_: str) -> Contest:
    """Read a published contest."""
    terms, counts = history.contest(past, id_), counts_of(past, id_)
    rows = history.results(past, id_)
    sides = {row.candidate: row.faction if row.slate else "" for row in rows}
    people = {
        row.candidate: Person(sides[row.candidate], row.votes, counts.get(row.candidate))
        for row in rows
    }
    block = terms.rule == "block" and not all(row.elected for row in rows)
    return Contest(id_, terms.date.last, block, people)


def by_nominations(
    labels: ContestLabels, counts: Mapping[str, int], learned: Iterable[Contest], seed: int
) -> Forecast | None:
    """Forecast log votes = level + b·log(n + ½) + noise; b and the noise learned with a prior.

    Slates are not looked at. Whoever is on no slate and not counted has none; None where somebody
    on a slate is not counted.
    """
    if any(who.slates and who.id not in counts for who in labels.candidates):
        return None
    pairs = [_centred(contest) for contest in learned if _is_counted(contest)]
    x = np.concatenate([np.zeros(0), *(pair[0] for pair in pairs)])
    y = np.concatenate([np.zeros(0), *(pair[1] for pair in pairs)])
    worth = _SLOPE_WORTH + x @ x
    slope = (_SLOPE_WORTH * _SLOPE + x @ y) / worth
    left = _WORTH * _NOISE**2 + y @ y + _SLOPE_WORTH * _SLOPE**2 - worth * slope**2
    freedom = _WORTH + len(x) - len(pairs)
    generator = np.random.default_rng(seed)
    variance = left / generator.chisquare(freedom, _DRAWS)
    slopes = slope + generator.standard_normal(_DRAWS) * np.sqrt(variance / worth)
    own = np.log(np.array([counts.get(who.id, 0) + 0.5 for who in labels.candidates]))
    noise = generator.standard_normal((_DRAWS, len(own))) * np.sqrt(variance)[:, None]
    return Forecast(_names(labels), slopes[:, None] * own + noise)


def _is_counted(contest: Contest) -> bool:
    known = [person.nominations is not None for person in contest.people.values() if person.faction]
    return contest.counted and bool(known) and all(known)


def _centred(contest: Contest) -> tuple[Floats, Floats]:
    """Give log nominations and log votes of a contest, less their means."""
    people = contest.people.values()
    x = np.log(np.array([(person.nominations or 0) + 0.5 for person in people]))
    y = np.log(np.array([max(person.votes or 0, 0.5) for person in people]))
    return x - x.mean(), y - y.mean()


def by_previous(
    labels: ContestLabels,
    factions: Mapping[str, str],
    earlier: Sequence[Contest],
    learned: Iterable[Contest],
    seed: int,
) -> Forecast | None:
    """Forecast each faction at its mean log votes of last time, moved by drift, names around it.

    Drift is learned from the changes between successive contests, the spread within each.
    `factions` gives each candidate's, "" off the slates, who are one more. Last time is the latest
    contest in which all of them stood; None where there is none.
    """
    own = [factions[who.id] for who in labels.candidates]
    means = [_means(contest) for contest in earlier if contest.counted]
    last = next((each for each in reversed(means) if set(own) <= set(each)), None)
    if last is None:
        return None
    contests = sorted((c for c in learned if c.counted), key=lambda contest: contest.day)
    generator = np.random.default_rng(seed)
    drift = _scale(generator, _DRIFT, _changes(contests))
    spread = _scale(generator, _SPREAD, np.concatenate([np.zeros(0), *map(_within, contests)]))
    sides = tuple(dict.fromkeys(own))
    moved = np.array([last[side] for side in sides])
    moved = moved + drift[:, None] * generator.standard_normal((_DRAWS, len(sides)))
    names = spread[:, None] * generator.standard_normal((_DRAWS, len(own)))
    return Forecast(_names(labels), moved[:, [sides.index(side) for side in own]] + names)


def _scale(generator: np.random.Generator, prior: float, seen: Floats) -> Floats:
    """Draw a standard deviation given numbers of mean 0 that have it."""
    left = _WORTH * prior**2 + seen @ seen
    return np.asarray(np.sqrt(left / generator.chisquare(_WORTH + len(seen), _DRAWS)))


def _means(contest: Contest) -> dict[str, float]:
    """Give each faction's mean log votes."""
    logs: dict[str, list[float]] = {}
    for person in contest.people.values():
        logs.setdefault(person.faction, []).append(np.log(max(person.votes or 0, 0.5)))
    return {faction: float(np.mean(each)) for faction, each in logs.items()}


def _changes(contests: Sequence[Contest]) -> Floats:
    """Give how factions moved against one another between successive contests."""
    found = [np.zeros(0)]
    for first, second in pairwise(contests):
        old, new = _means(first), _means(second)
        both = [faction for faction in old if faction in new]
        change = np.array([new[faction] - old[faction] for faction in both])
        if len(both) > 1:
            # One of the changes only says what the mean is.
            found.append((change - change.mean())[:-1] * np.sqrt(len(both) / (len(both) - 1)))
    return np.concatenate(found)


def _within(contest: Contest) -> Floats:
    """Give how names lie around their faction's mean, widened by what the mean takes from them."""
    means, people = _means(contest), contest.people.values()
    sizes = Counter(person.faction for person in people)
    return np.array([
        (np.log(max(p.votes or 0, 0.5)) - means[p.faction])
        * np.sqrt(sizes[p.faction] / (sizes[p.faction] - 1))
        for p in people if sizes[p.faction] > 1
    ])  # fmt: skip


def by_lot(labels: ContestLabels, seed: int) -> Forecast:
    """Forecast every set of winners, and every order, as equally likely."""
    generator = np.random.default_rng(seed)
    return Forecast(_names(labels), generator.standard_normal((_DRAWS, len(labels.candidates))))


def draws_of(forecast: Forecast, labels: ContestLabels) -> pl.DataFrame:
    """Elect the highest of every draw; give the columns that scores are made from."""
    logs, id_ = forecast.logs, labels.id
    order = np.argsort(-logs, axis=1)[:, : labels.filled]
    elected = np.zeros(logs.shape, bool)
    np.put_along_axis(elected, order, values=True, axis=1)
    votes = np.rint(1e6 * np.exp(logs - logs.max(axis=1, keepdims=True))).astype(np.int64)
    columns: dict[str, object] = {}
    for c, name in enumerate(forecast.names):
        columns[f"elected.{id_}.{name}"] = elected[:, c]
        columns[f"votes.{id_}.{name}"] = votes[:, c]
    for faction in dict.fromkeys(who.faction for who in labels.candidates):
        own = [who.faction == faction for who in labels.candidates]
        columns[f"seats.{id_}.{faction}"] = elected[:, own].sum(axis=1).astype(np.uint8)
    return pl.DataFrame(columns)


def _names(labels: ContestLabels) -> tuple[str, ...]:
    return tuple(who.id for who in labels.candidates)
