"""ERS97: which candidates can be excluded together, and which surpluses so put off (5.2)."""

from __future__ import annotations

from necsim.kernels._numba import inner
from necsim.kernels.guard import Guard, can_spare, drop_guarded, places_left
from necsim.kernels.stv_shapes import (
    ACTED,
    CONTINUING,
    GROUP,
    ORDER,
    POOL,
    QUOTA,
    RUNNING,
    TOTAL,
    WAITING,
    Table,
)
from necsim.kernels.types import Counts, Flags


@inner
def total_surplus(table: Table) -> int:
    """Add up the surpluses that wait."""
    surplus = 0
    for c in range(table.counts.shape[1]):
        if table.flags[WAITING, c]:
            surplus += table.counts[TOTAL, c] - table.figures[QUOTA]
    return surplus


@inner
def _sort(order: Counts, totals: Counts) -> None:
    """Bring the order up to date, lowest first; it is nearly right already."""
    for i in range(1, len(order)):
        c, j = order[i], i
        while j > 0 and totals[order[j - 1]] > totals[c]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = c


@inner
def _mark_safe(table: Table, pool: Flags, surplus: int, limit: int) -> int:
    """Make the largest safe group of a pool, up to a limit, the group; give its size.

    Safe from overtaking the next above: its votes and all surpluses that wait do not exceed the
    next vote (5.2.2, 5.2.5). Equal votes are never parted.
    """
    order, totals, group = table.counts[ORDER], table.counts[TOTAL], table.flags[GROUP]
    best, size, total, last = 0, 0, surplus, -1
    for i in range(len(order)):
        c = order[i]
        group[c] = 0
        if pool[c] == 0:
            continue
        if 0 < size <= limit and totals[c] > totals[last] and total <= totals[c]:
            best = size
        size += 1
        total += totals[c]
        last = c
    size = 0
    for i in range(len(order)):
        if size < best and pool[order[i]]:
            group[order[i]] = 1
            size += 1
    return best


@inner
def mark_group(table: Table, guard: Guard, surplus: int) -> int:
    """Make the largest safe group that the minimums can spare the group, and give its size.

    Where they can spare none of the safe groups, the lowest whom they can spare may go alone.
    """
    flags = table.flags
    _sort(table.counts[ORDER], table.counts[TOTAL])
    limit = table.figures[RUNNING] - places_left(table)
    size = _mark_safe(table, flags[CONTINUING], surplus, limit)
    if size == 0 or can_spare(table, guard, flags[GROUP]):
        return size
    table.figures[ACTED] = 1
    while size > 0 and not can_spare(table, guard, flags[GROUP]):
        size = _mark_safe(table, flags[CONTINUING], surplus, size - 1)
    if size == 0:
        for c in range(flags.shape[1]):
            flags[POOL, c] = flags[CONTINUING, c]
        drop_guarded(table, guard, flags[POOL])
        size = _mark_safe(table, flags[POOL], surplus, 1)
    return size
