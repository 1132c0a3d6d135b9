"""Minimums in a count by exclusions: who is guarded, who is doomed (MODEL 6).

A candidate is doomed if electing it would leave some minimum that can no longer be met, and
guarded if excluding it would. The traditional way for one group: I. D. Hill, Voting matters 9,
paper 1; that several groups need more care: J. Otten, Voting matters 13, paper 3. What can still
be met is a covering problem here, solved exactly.
"""

from __future__ import annotations

from typing import NamedTuple

from necsim.kernels._numba import inner
from necsim.kernels.elect import ElectScratch, breaks_minimum
from necsim.kernels.shapes import Minimums
from necsim.kernels.stv_shapes import CONTINUING, DOOMED, ELECTED, FILLED, ONE, SEATS, Table
from necsim.kernels.types import Flags


class Guard(NamedTuple):
    """The minimums, and room to see whether they can be met."""

    minimums: Minimums
    room: ElectScratch


@inner
def places_left(table: Table) -> int:
    """Count the seats still to be filled."""
    return int(table.figures[SEATS] - table.figures[FILLED])


@inner
def _can_meet(table: Table, guard: Guard, group: Flags, places: int) -> bool:
    """Say whether the elected and so many of the others, a group left out, meet all minimums."""
    for c in range(len(group)):
        may_be = table.flags[CONTINUING, c] and not (table.flags[DOOMED, c] or group[c])
        guard.room.waiting[c] = 1 if may_be else 0
    return not breaks_minimum(guard.minimums, table.flags[ELECTED], guard.room, places)


@inner
def can_spare(table: Table, guard: Guard, group: Flags) -> bool:
    """Say whether the minimums can be met without a group."""
    return _can_meet(table, guard, group, places_left(table))


@inner
def can_elect(table: Table, guard: Guard, group: Flags) -> bool:
    """Say whether a group can be elected together: places enough, and minimums still met."""
    elected, places = table.flags[ELECTED], places_left(table)
    for c in range(len(group)):
        if group[c]:
            elected[c] = 1
            places -= 1
    allowed = places >= 0 and _can_meet(table, guard, group, places)
    for c in range(len(group)):
        elected[c] &= 1 - group[c]
    return allowed


@inner
def mark_doomed(table: Table, guard: Guard) -> bool:
    """Flag all who continue but may no longer be elected; say whether anybody is.

    As long as fewer candidates than places meet what is needed, anybody may be.
    """
    one, places, anybody = table.flags[ONE], places_left(table), False
    one[:] = 0
    if len(guard.minimums.needs) == 0 or _can_meet(table, guard, one, places - 1):
        return False
    for c in range(len(one)):
        if table.flags[CONTINUING, c]:
            one[c] = 1
            table.flags[DOOMED, c] |= not can_elect(table, guard, one)
            one[c] = 0
            anybody |= table.flags[DOOMED, c] == 1
    return anybody


@inner
def drop_guarded(table: Table, guard: Guard, pool: Flags) -> int:
    """Take out of a pool all whom the minimums cannot spare; count who is left."""
    one, left = table.flags[ONE], 0
    one[:] = 0
    for c in range(len(pool)):
        if pool[c]:
            one[c] = 1
            pool[c] = can_spare(table, guard, one)
            one[c] = 0
            left += 1 if pool[c] else 0
    return left
