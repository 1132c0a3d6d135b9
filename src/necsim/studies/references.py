"""Reference forecasts: what a backtest must beat to claim skill.

Each is a forecast by chances of the votes, of which the highest are elected, under any rule: by
nominations, or by the previous result. Both are learned from other contests. Even odds, the third
reference, need no draws: their scores are exact (scoring.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl

from necsim import history
from necsim.evidence.sources import counts_of
from necsim.history import History
from necsim.kernels.types import Floats
from necsim.plan.labels import ContestLabels
from necsim.streams import name_key

_DRAWS = 20_000
# Weak priors, worth so many observations: twice the nominations 1.4 times the votes; votes off by
# a third; factions that change places by as much; names that differ by a half.
_SLOPE, _SLOPE_WORTH = 0.5, 1.0
_NOISE, _DRIFT, _SPREAD, _WORTH = 0.35, 0.35, 0.5, 2.0
_GRID = (0.01, 5.0, 400)


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


class Mean(NamedTuple):
    """A faction's mean log votes, over how many names, and the sum of their squares about it."""

    mean: float
    names: int
    squares: float


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
    variance = left / _stream(seed, "noise").chisquare(freedom, _DRAWS)
    slopes = _stream(seed, "slope").standard_normal(_DRAWS) * np.sqrt(variance / worth) + slope
    logs = [
        slopes * np.log(counts.get(who.id, 0) + 0.5)
        + np.sqrt(variance) * _stream(seed, "name", who.id).standard_normal(_DRAWS)
        for who in labels.candidates
    ]
    return Forecast(_names(labels), np.stack(logs, axis=1))


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

    `factions` gives each candidate's, "" off the slates, who are one more. Last time is the latest
    contest in which all of them stood; None where there is none. What is learned is the spread of
    names, on slates and off (off, names differ more), and the drift: how much more a faction's mean
    moved since its own last time than the spread of so few names explains.
    """
    own = [factions[who.id] for who in labels.candidates]
    means = [_means(contest) for contest in earlier if contest.counted]
    last = _latest(own, means)
    if last is None:
        return None
    past = [_means(c) for c in sorted(learned, key=lambda each: each.day) if c.counted]
    spreads = {on: _spread(seed, on, past) for on in (True, False)}
    drift = _drift(seed, past, {on: float(np.median(each)) ** 2 for on, each in spreads.items()})
    moved = {
        side: last[side].mean
        + np.sqrt(drift**2 + spreads[bool(side)] ** 2 / last[side].names)
        * _stream(seed, "faction", side).standard_normal(_DRAWS)
        for side in dict.fromkeys(own)
    }
    names = [
        moved[side] + spreads[bool(side)] * _stream(seed, "name", who.id).standard_normal(_DRAWS)
        for who, side in zip(labels.candidates, own, strict=True)
    ]
    return Forecast(_names(labels), np.stack(names, axis=1))


def _latest(own: Iterable[str], means: Sequence[Mapping[str, Mean]]) -> Mapping[str, Mean] | None:
    """Find the latest contest in which all factions stood."""
    return next((each for each in reversed(means) if set(own) <= set(each)), None)


def _means(contest: Contest) -> dict[str, Mean]:
    """Give each faction's mean log votes, in the order of ids, which is not that of votes."""
    logs: dict[str, list[float]] = {}
    for _, person in sorted(contest.people.items()):
        logs.setdefault(person.faction, []).append(np.log(max(person.votes or 0, 0.5)))
    return {
        side: Mean(float(np.mean(each)), len(each), float(np.var(each) * len(each)))
        for side, each in sorted(logs.items())
    }


def _spread(seed: int, on: bool, past: Sequence[Mapping[str, Mean]]) -> Floats:
    """Draw the standard deviation of names around their faction's mean, on slates or off.

    Of n names about their own mean, n − 1 tell of it.
    """
    seen = [mean for each in past for side, mean in each.items() if bool(side) == on]
    left = _WORTH * _SPREAD**2 + sum(mean.squares for mean in seen)
    freedom = _WORTH + sum(mean.names - 1 for mean in seen)
    stream = _stream(seed, "spread", "on" if on else "off")
    return np.asarray(np.sqrt(left / stream.chisquare(freedom, _DRAWS)))


def _drift(seed: int, past: Sequence[Mapping[str, Mean]], variance: Mapping[bool, float]) -> Floats:
    """Draw the standard deviation of drift from its law given all changes, on a grid.

    A faction's mean moves by N(m, τ² + v), v the variance of names over how many stood, then and
    now; m, how many more voted, is integrated out (restricted likelihood: Patterson & Thompson,
    *Biometrika* 58, 1971).
    """
    grid = np.geomspace(*_GRID)
    # The density of log τ where τ² is scaled inverse χ².
    log_density = -_WORTH * (np.log(grid) + 0.5 * (_DRIFT / grid) ** 2)
    for k, new in enumerate(past):
        old = _latest(new, past[:k])
        if old is None:
            continue
        change = np.array([mean.mean - old[side].mean for side, mean in new.items()])
        noise = np.array([variance[bool(side)] * (1 / mean.names + 1 / old[side].names)
                          for side, mean in new.items()])  # fmt: skip
        weight = 1.0 / (grid[:, None] ** 2 + noise)
        all_ = weight.sum(axis=1)
        apart = change - (weight @ change / all_)[:, None]
        log_density += 0.5 * (np.log(weight).sum(axis=1) - np.log(all_))
        log_density -= 0.5 * (weight * apart**2).sum(axis=1)
    chances = np.exp(log_density - log_density.max())
    return _stream(seed, "drift").choice(grid, _DRAWS, p=chances / chances.sum())


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


def _stream(seed: int, *name: str) -> np.random.Generator:
    """Start a stream of its own for every name: who else stands changes nobody's draws."""
    return np.random.Generator(np.random.Philox(key=[int(name_key("reference", *name)), seed]))


def _names(labels: ContestLabels) -> tuple[str, ...]:
    return tuple(who.id for who in labels.candidates)
