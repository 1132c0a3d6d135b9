"""Choices that rules share: who has reached a threshold, whose surplus goes, who is excluded."""

from __future__ import annotations

from necsim.kernels._numba import inner
from necsim.kernels.guard import Guard, can_elect, drop_guarded, mark_doomed, places_left
from necsim.kernels.stv import elect_one
from necsim.kernels.stv_shapes import (
    ACTED,
    CONTINUING,
    DONE,
    DOOMED,
    GROUP,
    LEVEL,
    POOL,
    QUOTA,
    RUNNING,
    TOTAL,
    WAITING,
    StageLog,
    Table,
)
from necsim.kernels.ties import mark_level, pick, settle


@inner
def elect_rest(table: Table) -> None:
    """Elect all who continue, highest first."""
    totals, level = table.counts[TOTAL], table.flags[LEVEL]
    while table.figures[RUNNING] > 0:
        mark_level(table.flags[CONTINUING], totals, True, level)
        for c in range(len(level)):
            if level[c]:
                elect_one(table, c)


@inner
def mark_reached(table: Table, guard: Guard, threshold: int) -> int:
    """Flag as level the highest who have reached a threshold and are not doomed; count them."""
    totals, flags = table.counts[TOTAL], table.flags
    mark_doomed(table, guard)
    for c in range(len(totals)):
        reached = flags[CONTINUING, c] and totals[c] >= threshold
        flags[POOL, c] = reached and not flags[DOOMED, c]
        if reached and flags[DOOMED, c]:
            table.figures[ACTED] = 1
    return mark_level(flags[POOL], totals, True, flags[LEVEL])


@inner
def elect_all(table: Table, log: StageLog, guard: Guard) -> int:
    """Elect all who have the quota, highest first; give DONE, or the fault at a tie.

    A lot matters here only where there are not places, or minimums, for all of those level; it
    comes after the latest point where they differed.
    """
    level = table.flags[LEVEL]
    while places_left(table) > 0:
        number = mark_reached(table, guard, table.figures[QUOTA])
        if number == 0:
            break
        chosen = pick(level, 0)
        if number > 1 and not can_elect(table, guard, level):
            chosen = settle(table, log, True, False, guard.room.lots)
        if chosen < 0:
            return -chosen
        elect_one(table, chosen)
    return DONE


@inner
def choose_doomed(table: Table, guard: Guard) -> bool:
    """Make all who are doomed the group, if anybody is."""
    if not mark_doomed(table, guard):
        return False
    table.figures[ACTED] = 1
    for c in range(table.flags.shape[1]):
        table.flags[GROUP, c] = table.flags[CONTINUING, c] & table.flags[DOOMED, c]
    return True


@inner
def choose_surplus(table: Table, log: StageLog, guard: Guard, earliest: bool) -> int:
    """Choose the largest surplus that waits; −1 where none does, less at a tie without a lot."""
    flags = table.flags
    if mark_level(flags[WAITING], table.counts[TOTAL], True, flags[LEVEL]) == 0:
        return -1
    return settle(table, log, True, earliest, guard.room.lots)


@inner
def choose_lowest(table: Table, log: StageLog, guard: Guard, earliest: bool) -> int:
    """Make the lowest whom the minimums can spare the group; less than 0 at a tie without a lot."""
    flags, totals = table.flags, table.counts[TOTAL]
    number = mark_level(flags[CONTINUING], totals, False, flags[LEVEL])
    left = drop_guarded(table, guard, flags[LEVEL]) if len(guard.minimums.needs) else number
    if left < number:
        table.figures[ACTED] = 1
    if left == 0:
        for c in range(len(totals)):
            flags[POOL, c] = flags[CONTINUING, c]
        drop_guarded(table, guard, flags[POOL])
        mark_level(flags[POOL], totals, False, flags[LEVEL])
    chosen = settle(table, log, False, earliest, guard.room.lots)
    for c in range(len(totals)):
        flags[GROUP, c] = c == chosen
    return chosen
