"""The committee table: how many seats of the whole committee each faction holds."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl
from numpy.typing import NDArray

from necsim.committee import seat_distribution
from necsim.kernels.types import Floats
from necsim.kernels.units import CommitteePlan
from necsim.plan.labels import Labels
from necsim.summary.chance import Chance, certain, from_sums
from necsim.summary.frame import Draws, make_table
from necsim.summary.seats import open_bounds

# Replicates convolved at a time; fixed, so that sums do not depend on how the draws were cut.
_AT_A_TIME = 65_536
_THREADS = 2


def summarise_committee(
    draws: Draws, labels: Labels, committee: CommitteePlan | None
) -> pl.DataFrame:
    """Give one row a faction and number of seats, from the fewest to the most that have a chance.

    Open and sitting seats are convolved again from the draws' `seats` and `shift`. Without a
    committee there are headers only.
    """
    return make_table("committee", _rows(draws, labels, committee) if committee else ())


def _rows(draws: Draws, labels: Labels, committee: CommitteePlan) -> Iterator[tuple[object, ...]]:
    def distribute(piece: pl.DataFrame) -> Floats:
        # Writable, or the kernel would be compiled once more for arrays that are not.
        shift = piece["shift"].to_numpy(writable=True)
        return seat_distribution(committee, _open_seats(piece, labels), shift)

    columns = (f"seats.{contest.id}.{h}" for contest in labels.contests for h in labels.holders)
    needed = draws.select(*columns, "shift")
    with ThreadPoolExecutor(_THREADS) as pool:
        pieces = list(pool.map(distribute, needed.iter_slices(_AT_A_TIME)))
    for holder, (totals, squares) in zip(labels.holders, np.sum(pieces, axis=0), strict=True):
        fewest, most = open_bounds(labels, (holder,))
        for seats, chance in _chances(totals, squares, len(draws), fewest == most):
            yield (holder, seats, *chance)


def _open_seats(draws: pl.DataFrame, labels: Labels) -> NDArray[np.int64]:
    """Add up the open seats won by each faction, then independent, (n, F + 1)."""
    won = np.zeros((len(draws), len(labels.holders)), np.int64)
    for contest in labels.contests:
        for h, holder in enumerate(labels.holders):
            won[:, h] += draws[f"seats.{contest.id}.{holder}"].to_numpy()
    return won


def _chances(
    totals: Floats, squares: Floats, n: int, open_settled: bool
) -> Iterator[tuple[int, Chance]]:
    possible = np.flatnonzero(totals).tolist()
    if open_settled and len(possible) == 1:
        yield possible[0], certain(1.0, n)
        return
    for seats in range(possible[0], possible[-1] + 1):
        yield seats, from_sums(float(totals[seats]), float(squares[seats]), n)
