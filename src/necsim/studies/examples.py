"""Typical worlds: of the replicates in which an event is so, one for each way it mostly happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from necsim.draws import control_holders
from necsim.kernels.types import Floats
from necsim.outcomes import Outcome
from necsim.outcomes.words import KINDS
from necsim.plan.labels import ContestLabels, Labels

# What makes a world typical of those that end alike.
_NEARNESS = ("share", "turnout", "support")
_OF_CONTEST = ("margin", "last_in", "first_out", "ballots", "turnout")


class ContestExample(NamedTuple):
    """One contest in a replicate: ids of who is elected, the lead of last in over first out.

    `margin` is in votes, `margin_points` a share of the valid ballots; both, and `first_out`, are
    None where nobody is out.
    """

    seats: dict[str, int]
    elected: list[str]
    turnout: float
    last_in: str
    first_out: str | None
    margin: float | None
    margin_points: float | None


class Example(NamedTuple):
    """A typical replicate, and the share of all cases that end with the same seats."""

    replicate: int
    share: float
    contests: dict[str, ContestExample]
    support: dict[str, float]
    control: dict[str, float]

    def as_record(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        contests = {id_: each._asdict() for id_, each in self.contests.items()}
        return self._asdict() | {"contests": contests}


def example_outcomes(labels: Labels) -> tuple[Outcome, ...]:
    """List the outcomes that examples are chosen by and show."""
    return tuple(Outcome(key, key, KINDS[key.partition(".")[0]]) for key in _keys(labels))


def _keys(labels: Labels) -> Iterator[str]:
    for contest in labels.contests:
        yield from _seats(contest, labels)
        yield from (f"elected.{contest.id}.{candidate.id}" for candidate in contest.candidates)
        groups = dict.fromkeys((*labels.holders, *(slate.id for slate in contest.slates)))
        yield from (f"share.{contest.id}.{group}" for group in groups)
        yield from (f"{family}.{contest.id}" for family in _OF_CONTEST)
    yield from (f"support.{faction}" for faction in labels.factions)
    if labels.has_committee:
        yield from (f"control.{holder}" for holder in control_holders(labels))


def _seats(contest: ContestLabels, labels: Labels) -> list[str]:
    return [f"seats.{contest.id}.{holder}" for holder in labels.holders]


def typical_worlds(
    draws: pl.DataFrame, weights: NDArray[Any], labels: Labels, number: int
) -> tuple[Example, ...]:
    """Choose typical replicates, one for each of the `number` commonest ways the event happens.

    Replicates that end with the same seats in every contest are one way; `weights` (n,) is the
    chance of the event in each. Of each way that replicate is chosen whose shares of votes, turnout
    and support lie nearest the way's weighted means, each measured in its standard deviations. Ways
    equally common stand in the order of their seats.
    """
    if not number:
        return ()
    rows = np.flatnonzero(weights > 0)
    weight = weights[rows].astype(np.float64)
    columns = [name for contest in labels.contests for name in _seats(contest, labels)]
    ways, way = np.unique(draws[rows].select(columns).to_numpy(), axis=0, return_inverse=True)
    shares = np.bincount(way.ravel(), weight, len(ways)) / weight.sum()
    chosen = np.argsort(-shares, kind="stable")[:number]
    features = draws.select(name for name in draws.columns if name.split(".")[0] in _NEARNESS)
    found = []
    for k in chosen:
        ours = way.ravel() == k
        nearest = _nearest(features[rows[ours]].to_numpy().astype(np.float64), weight[ours])
        replicate = int(rows[ours][nearest])
        found.append(
            _example(draws.row(replicate, named=True), replicate, float(shares[k]), labels)
        )
    return tuple(found)


def _nearest(points: Floats, weight: Floats) -> int:
    """Find the row of (n, features) nearest the weighted mean, the first of equals."""
    apart = points - np.average(points, axis=0, weights=weight)
    spread = np.average(np.square(apart), axis=0, weights=weight)
    moving = spread > 1e-12
    return int(np.argmin((np.square(apart[:, moving]) / spread[moving]).sum(axis=1)))


def _example(row: dict[str, Any], replicate: int, share: float, labels: Labels) -> Example:
    contests = {each.id: _contest(row, each, labels) for each in labels.contests}
    holders = control_holders(labels) if labels.has_committee else ()
    support = {faction: row[f"support.{faction}"] for faction in labels.factions}
    control = {holder: row[f"control.{holder}"] for holder in holders}
    return Example(replicate, share, contests, support, control)


def _contest(row: dict[str, Any], contest: ContestLabels, labels: Labels) -> ContestExample:
    id_, people = contest.id, [candidate.id for candidate in contest.candidates]
    margin, ballots, out = (row[f"{what}.{id_}"] for what in ("margin", "ballots", "first_out"))
    return ContestExample(
        {holder: row[f"seats.{id_}.{holder}"] for holder in labels.holders},
        [who for who in people if row[f"elected.{id_}.{who}"]],
        row[f"turnout.{id_}"],
        people[row[f"last_in.{id_}"]],
        None if out is None else people[out],
        margin,
        margin / ballots if margin is not None and ballots else None,
    )
