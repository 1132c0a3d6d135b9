"""Control of a committee, summed exactly over its uncertain units (MODEL 7).

D = votes of filled seats within a holder − votes of filled seats outside. Units are independent
given the shift, each adding +b, −b, or 0 where vacant; their sums are found by convolution.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.types import Counts, Floats
from necsim.kernels.units import CommitteePlan, Units


class Room(NamedTuple):
    """Room for one replicate: `pushes` (P,), `chances` (U, options) and a distribution `sums`.

    `inside`, `outside`, `neither` (U,) are the chances of what a unit adds to the sum.
    """

    pushes: Floats
    chances: Floats
    inside: Floats
    outside: Floats
    neither: Floats
    sums: Floats


def make_room(plan: CommitteePlan) -> Room:
    """Make room for one replicate of a committee."""
    units = plan.units
    count, width = len(units.votes), max(units.strides.sum(), units.seats.sum()) + 1
    pushes, chances = np.zeros_like(units.pushes), np.zeros_like(units.chances)
    return Room(pushes, chances, np.zeros(count), np.zeros(count), np.zeros(count), np.zeros(width))


@kernel
def _move_chances(units: Units, shift: float, room: Room) -> None:
    """Fill the chances of each unit under the shift: p·exp(shift·push), closed to 1 − vacant."""
    for k in range(len(units.pushes)):
        room.pushes[k] = exp(shift * units.pushes[k])
    for u in range(len(units.votes)):
        total = 0.0
        for o in range(units.chances.shape[1]):
            moved = units.chances[u, o] * room.pushes[units.place[u, o]]
            room.chances[u, o] = moved
            total += moved
        scale = (1.0 - units.vacant[u]) / total
        for o in range(units.chances.shape[1]):
            room.chances[u, o] *= scale


@kernel
def _convolve(room: Room, strides: Counts, count: int) -> int:
    """Fill the distribution of the first `count` units' sum; return its largest value.

    A unit adds its stride with chance inside, half of it with chance neither, else nothing.
    """
    sums = room.sums
    sums[0] = 1.0
    top = 0
    for u in range(count):
        stride, p, q, none = strides[u], room.inside[u], room.outside[u], room.neither[u]
        if p == 0.0 and none == 0.0:  # adds nothing, for sure
            continue
        half = stride // 2 if none > 0.0 else stride
        for j in range(top + 1, top + stride + 1):
            sums[j] = 0.0
        top += stride
        if none > 0.0:
            for j in range(top, stride - 1, -1):
                sums[j] = q * sums[j] + none * sums[j - half] + p * sums[j - stride]
            for j in range(stride - 1, half - 1, -1):
                sums[j] = q * sums[j] + none * sums[j - half]
        else:
            for j in range(top, stride - 1, -1):
                sums[j] = q * sums[j] + p * sums[j - stride]
        for j in range(half):
            sums[j] *= q
    return top


@kernel
def _more_than(room: Room, top: int, value: int) -> float:
    """Add up the chances of sums above a value."""
    chance = 0.0
    for j in range(max(value + 1, 0), top + 1):
        chance += room.sums[j]
    return chance


@kernel
def _control_of(plan: CommitteePlan, h: int, lead: int, room: Room) -> float:
    """Give the chance that holder h controls, who leads by `lead` votes of settled seats."""
    units = plan.units
    if abs(lead) > plan.reach:
        return 1.0 if lead > 0 else 0.0
    for u in range(len(units.votes)):
        inside, outside = 0.0, 0.0
        for o in range(units.chances.shape[1]):
            if plan.holders.sign[h, o] > 0:
                inside += room.chances[u, o]
            else:
                outside += room.chances[u, o]
        room.inside[u], room.outside[u], room.neither[u] = inside, outside, units.vacant[u]
    free = len(units.votes) - plan.chair
    top = _convolve(room, units.strides, free)
    if plan.chair == 0:
        need = plan.reach - lead - plan.holders.casting[h]
        return min(1.0, _more_than(room, top, need // plan.step))
    votes = units.votes[free]
    need = plan.reach - votes - lead
    chance: float = room.inside[free] * _more_than(room, top, (need - votes - 1) // plan.step)
    chance += room.outside[free] * _more_than(room, top, (need + votes) // plan.step)
    chance += room.neither[free] * _more_than(room, top, need // plan.step)
    return min(1.0, chance)


@kernel
def control(
    plan: CommitteePlan, open_votes: Counts, shift: Floats, room: Room, chances: Floats
) -> None:
    """Fill chances (n, H + 1) of control: each holder, then nobody.

    `open_votes` (n, options) are the votes of seats won in open contests, `shift` is (n,).
    """
    holders = plan.holders
    for i in range(len(shift)):
        _move_chances(plan.units, shift[i], room)
        nobody = 1.0
        for h in range(len(holders.lead)):
            lead = holders.lead[h]
            for o in range(open_votes.shape[1]):
                lead += holders.sign[h, o] * open_votes[i, o]
            chances[i, h] = _control_of(plan, h, lead, room)
            if h < plan.factions:
                nobody -= chances[i, h]
        chances[i, len(holders.lead)] = max(0.0, nobody)


@kernel
def distribute_seats(
    plan: CommitteePlan, open_seats: Counts, shift: Floats, room: Room, sums: Floats
) -> None:
    """Add to sums (options, 2, size + 1) the chances of each number of seats, and their squares."""
    units = plan.units
    for i in range(len(shift)):
        _move_chances(units, shift[i], room)
        for o in range(open_seats.shape[1]):
            for u in range(len(units.seats)):
                room.inside[u] = room.chances[u, o]
                room.outside[u] = 1.0 - room.chances[u, o]
                room.neither[u] = 0.0
            settled = plan.certain[o] + open_seats[i, o]
            for j in range(_convolve(room, units.seats, len(units.seats)) + 1):
                chance = room.sums[j]
                sums[o, 0, settled + j] += chance
                sums[o, 1, settled + j] += chance * chance
