"""What was counted in every replicate: one row each, columns named by outcome addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from necsim.kernels.ranking_shapes import RankingOutcome
from necsim.kernels.shapes import Outcome
from necsim.kernels.types import Counts
from necsim.plan.labels import NOBODY, ContestLabels, Labels
from necsim.rules import Sampler
from necsim.scenario.behaviour import NONE, UNALIGNED

Counted: TypeAlias = Outcome | RankingOutcome
Column = NDArray[np.generic] | pl.Series


def seats_won(labels: ContestLabels, holders: tuple[str, ...], outcome: Counted) -> Counts:
    """Count the seats each holder wins, (n, holders)."""
    place = [holders.index(candidate.faction) for candidate in labels.candidates]
    won = np.zeros((len(outcome.ballots), len(holders)), np.int64)
    for c, holder in enumerate(place):
        won[:, holder] += outcome.winners.elected[:, c]
    return won


def contest_columns(
    labels: ContestLabels, outcome: Counted, won: Counts, holders: tuple[str, ...]
) -> Iterator[tuple[str, Column]]:
    """Give every column that one contest's count fills; `won` is what `seats_won` counts."""
    id_, winners = labels.id, outcome.winners
    for h, holder in enumerate(holders):
        yield f"seats.{id_}.{holder}", won[:, h].astype(np.uint8)
    for c, candidate in enumerate(labels.candidates):
        yield f"elected.{id_}.{candidate.id}", winners.elected[:, c].astype(bool)
    for c, candidate in enumerate(labels.candidates):
        yield f"votes.{id_}.{candidate.id}", outcome.votes[:, c].copy()
    yield from _shares(labels, outcome, holders)
    yield from _margin(id_, outcome)
    yield f"ballots.{id_}", outcome.ballots
    if isinstance(outcome, RankingOutcome):
        yield f"exhausted.{id_}", outcome.course.exhausted
        for c, candidate in enumerate(labels.candidates):
            yield f"stage.{id_}.{candidate.id}", outcome.course.elected_at[:, c].copy()
        yield from _transfers(labels, outcome)
    if labels.has_minimums:
        yield f"minimum_acted.{id_}", winners.acted.astype(bool)


def _shares(
    labels: ContestLabels, outcome: Counted, holders: tuple[str, ...]
) -> Iterator[tuple[str, Column]]:
    """Give the share of votes of each holder's candidates and of each slate's.

    Where a slate has its faction's id the faction is meant.
    """
    total = np.maximum(outcome.votes.sum(axis=1, dtype=np.int64), 1)
    groups = {h: [c.faction == h for c in labels.candidates] for h in holders}
    for slate in labels.slates:
        groups.setdefault(slate.id, [slate.id in c.slates for c in labels.candidates])
    for name, members in groups.items():
        votes = outcome.votes[:, members].sum(axis=1, dtype=np.int64)
        yield f"share.{labels.id}.{name}", (votes / total).astype(np.float32)


def _margin(id_: str, outcome: Counted) -> Iterator[tuple[str, Column]]:
    """Give last in, first out and the votes between them; null where nobody is out."""
    last_in, first_out = outcome.winners.last_in, outcome.winners.first_out
    if isinstance(outcome, RankingOutcome):
        between = outcome.course.margin
    else:
        rows = np.arange(len(outcome.ballots))
        between = outcome.votes[rows, last_in].astype(np.float64) - outcome.votes[rows, first_out]
    out = pl.Series(first_out >= 0)
    nothing = pl.Series([None])
    yield f"margin.{id_}", pl.Series(between).zip_with(out, nothing.cast(pl.Float64))
    yield f"last_in.{id_}", last_in
    yield f"first_out.{id_}", pl.Series(first_out).zip_with(out, nothing.cast(pl.Int16))


def _transfers(labels: ContestLabels, outcome: RankingOutcome) -> Iterator[tuple[str, Column]]:
    """Give what moved between slates, in the rule's units, summed over the slice in its first row.

    One row for the whole slice would need a frame of its own all the way to the tables; zeros
    below it cost next to nothing, and `columns.PASSING` never reach a user's draws.
    """
    givers = transfer_groups(labels)
    place = [givers.index(who.slates[0] if who.slates else NONE) for who in labels.candidates]
    moved = np.zeros((len(givers), len(givers) + 1), np.int64)
    for c, row in enumerate(outcome.course.transfers):
        np.add.at(moved[place[c]], [*place, len(givers)], row)
    for giver, row in zip(givers, moved, strict=True):
        for taker, units in zip((*givers, NOBODY), row, strict=True):
            column = np.zeros(len(outcome.ballots), np.int64)
            column[0] = units
            yield transfer_key(labels.id, giver, taker), column


def transfer_groups(labels: ContestLabels) -> tuple[str, ...]:
    """Name between whom transfers are told apart: each slate, and `none` for candidates on none.

    A candidate on several slates counts for the first.
    """
    return (*(slate.id for slate in labels.slates), NONE)


def transfer_key(contest: str, giver: str, taker: str) -> str:
    """Name the column of what moved from one slate to another, or to nobody."""
    return f"transfers.{contest}.{giver}.{taker}"


def outcome_keys(labels: Labels, sampler: Sampler = "flows") -> tuple[str, ...]:
    """List the addresses of every outcome a sampler gives, as --given, --goal, --of take them."""
    keys: list[str] = []
    for contest in labels.contests:
        own = f".{contest.id}"
        keys += [f"seats{own}.{holder}" for holder in labels.holders]
        for family in ("elected", "votes", "appeal"):
            keys += [f"{family}{own}.{candidate.id}" for candidate in contest.candidates]
        groups = dict.fromkeys((*labels.holders, *(slate.id for slate in contest.slates)))
        keys += [f"share{own}.{group}" for group in groups]
        keys += [f"discipline{own}.{slate.id}" for slate in contest.slates]
        families = ["margin", "last_in", "first_out", "ballots", "turnout"]
        keys += [f"{family}{own}" for family in families]
        if contest.ranked:
            keys.append(f"exhausted{own}")
            keys += [f"stage{own}.{candidate.id}" for candidate in contest.candidates]
        keys += [f"minimum_acted{own}"] if contest.has_minimums else []
        if contest.has_minimums and sampler == "ballots":
            keys.append(f"minimum_changed{own}")
    keys += [f"support.{name}" for name in (*labels.factions, UNALIGNED)]
    if labels.has_committee:
        keys += [f"committee.{holder}" for holder in labels.holders]
        keys += [f"control.{holder}" for holder in control_holders(labels)]
        keys.append("shift")
    return tuple(keys)


def control_holders(labels: Labels) -> tuple[str, ...]:
    """Name who may control the committee: each faction, each coalition, nobody."""
    return (*labels.factions, *labels.coalitions, NOBODY)
