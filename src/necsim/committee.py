"""Seats → control: chances per replicate, given the seats won in open contests and the shift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from necsim.kernels.committee import control, distribute_seats, make_room
from necsim.kernels.types import Counts, Floats
from necsim.kernels.units import CommitteePlan, Unit, make_committee


def control_chance(
    plan: CommitteePlan, open_votes: NDArray[np.integer[Any]], shift: Floats
) -> Floats:
    """Give each replicate's chance of control, exactly.

    Parameters
    ----------
    open_votes
        Committee votes of the open seats won by each faction, then independent, (n, F + 1).
    shift
        The shared shift of uncertain seats on the logit, (n,).

    Returns
    -------
    (n, H + 1): factions, coalitions, nobody. Factions and nobody add to one.
    """
    chances = np.empty((len(shift), len(plan.holders.lead) + 1))
    control(plan, _counts(open_votes), shift, make_room(plan), chances)
    return chances


def expected_seats(
    plan: CommitteePlan, open_seats: NDArray[np.integer[Any]], shift: Floats
) -> Floats:
    """Give the expected seats on the whole committee of each faction and independent, (n, F + 1).

    `open_seats` (n, F + 1) are the open seats won, `shift` is (n,).
    """
    units = plan.units
    pushes = np.exp(shift[:, None] * units.pushes)
    seats = plan.certain + open_seats.astype(np.float64)
    for u in range(len(units.seats)):
        moved = units.chances[u] * pushes[:, units.place[u]]
        filled = units.seats[u] * (1.0 - units.vacant[u])
        seats += filled * (moved / moved.sum(axis=1, keepdims=True))
    return np.asarray(seats, dtype=np.float64)


def seat_distribution(
    plan: CommitteePlan, open_seats: NDArray[np.integer[Any]], shift: Floats
) -> Floats:
    """Sum over replicates the chances of 0 … size seats, and the squares of those chances.

    Returns (F + 1, 2, size + 1), each faction and then independent; arguments as `expected_seats`.
    An impossible number of seats has exactly 0.
    """
    sums = np.zeros((plan.factions + 1, 2, plan.size + 1))
    distribute_seats(plan, _counts(open_seats), shift, make_room(plan), sums)
    return sums


def compile_kernels() -> None:
    """Have every kernel of this module compiled, whatever committee is to come."""
    plan = make_committee([Unit(1, 1, (0.5, 0.5))], factions=1)
    nobody, shift = np.zeros((1, 2), np.int64), np.zeros(1)
    control_chance(plan, nobody, shift)
    seat_distribution(plan, nobody, shift)


def bounds(plan: CommitteePlan, least: ArrayLike, most: ArrayLike, filled: int) -> Floats:
    """Bound each holder's chance of control by rule alone, (H + 1, 2), in their usual order.

    `least` and `most` (H,) are the fewest and most votes of open seats that a holder may win out of
    `filled`. (1, 1) is certain, (0, 0) impossible, (0, 1) open.
    """
    leads = 2 * np.stack((np.asarray(least), np.asarray(most)), axis=1) - filled
    known = [_bound(plan, h, *lead) for h, lead in enumerate(leads.tolist())]
    factions = known[: plan.factions]
    nobody = (not any(win for _, win in factions), not any(sure for sure, _ in factions))
    return np.array([*known, nobody], dtype=np.float64)


def _bound(plan: CommitteePlan, h: int, least: int, most: int) -> tuple[bool, bool]:
    """Say whether holder h surely controls, and whether it may: D + casting vote above 0."""
    lead, ways = int(plan.holders.lead[h]), list(_ways(plan, h))
    chair = ways.pop() if plan.chair else [(0, int(plan.holders.casting[h]))]
    low = lead + least + sum(min(each)[0] for each in ways)
    high = lead + most + sum(max(each)[0] for each in ways)
    return (
        all(low + move + casting > 0 for move, casting in chair),
        any(high + move + casting > 0 for move, casting in chair),
    )


def _ways(plan: CommitteePlan, h: int) -> Iterator[list[tuple[int, int]]]:
    """Give each uncertain unit's possible moves of the lead, and its casting vote if it has one."""
    units, within = plan.units, plan.holders.sign[h] > 0
    for votes, held, vacant in zip(
        units.votes.tolist(), units.chances > 0.0, units.vacant.tolist(), strict=True
    ):
        possible = (np.any(held & within), np.any(held & ~within), vacant > 0.0)
        yield [
            way for way, can in zip(((votes, 1), (-votes, 0), (0, 0)), possible, strict=True) if can
        ]


def _counts(numbers: NDArray[np.integer[Any]]) -> Counts:
    return np.ascontiguousarray(numbers, dtype=np.int64)
