"""ERS97: the Electoral Reform Society's rules, third edition (Newland and Britton, 1997).

Paragraph numbers are those of "How to conduct an election by the single transferable vote".
Hundredths of a vote, a quota that may fall, the last batch only, groups excluded together.
"""

from __future__ import annotations

from necsim.kernels._numba import inner
from necsim.kernels.choose import (
    choose_doomed,
    choose_lowest,
    choose_surplus,
    elect_rest,
    mark_reached,
)
from necsim.kernels.ers97_groups import mark_group, total_surplus
from necsim.kernels.guard import Guard, can_elect, places_left
from necsim.kernels.stv import (
    CountState,
    close_stage,
    credit,
    elect_one,
    exclude_group,
    next_value,
    open_count,
    open_stage,
    pass_on,
    record_point,
)
from necsim.kernels.stv_shapes import (
    BATCH_SIZE,
    BATCH_VALUE,
    CONTINUING,
    DONE,
    ELECTED,
    EXCLUSION,
    FILLED,
    FULL,
    GROUP,
    LEVEL,
    LOST,
    PAPERS,
    POINTS,
    QUOTA,
    RECEIVED,
    RUNNING,
    SEATS,
    STAGES,
    SURPLUS,
    TOTAL,
    VALUES,
    WAITING,
    Piles,
    StageLog,
    Table,
)
from necsim.kernels.ties import look_back, pick
from necsim.kernels.types import Counts
from necsim.kernels.verbs import Source, begin, deal, take

UNIT = 100


@inner
def _set_quota(figures: Counts) -> None:
    """Divide the votes in play, rounded up (5.1.6, 5.4.8)."""
    seats = figures[SEATS]
    figures[QUOTA] = (figures[PAPERS] * UNIT - figures[LOST] + seats) // (seats + 1)


@inner
def _threshold(table: Table) -> int:
    """Give what elects: the total active vote over the places left and one, rounded up (5.3.13).

    Papers of those excluded that are still to be moved are active (6.20). It never exceeds the
    quota, so the quota needs no test of its own; with no active vote nobody is elected by it.
    """
    active, places = total_surplus(table), places_left(table)
    for c in range(table.counts.shape[1]):
        if table.flags[ELECTED, c] == 0:
            active += table.counts[TOTAL, c]
    return max(1, (active + places) // (places + 1))


@inner
def _elect_reached(table: Table, log: StageLog, guard: Guard) -> None:
    """Elect whoever reaches the threshold, in descending order, as it falls (5.1.7, 5.6.2)."""
    level = table.flags[LEVEL]
    while places_left(table) > 0:
        number = mark_reached(table, guard, _threshold(table))
        if number > 1 and not can_elect(table, guard, level):
            look_back(table, log, True, True)
            if not can_elect(table, guard, level):
                return
        if number == 0:
            return
        elect_one(table, pick(level, 0))


@inner
def _transfer_surplus(source: Source, table: Table, piles: Piles, c: int) -> None:
    """Transfer a surplus through the last batch its holder received (5.3)."""
    counts, figures = table.counts, table.figures
    old, new, size = counts[BATCH_VALUE, c], figures[VALUES], counts[BATCH_SIZE, c]
    figures[VALUES] += 1
    begin(source, table.flags[CONTINUING])
    take(source, c, old, True)
    piles.papers[c, old] -= size
    transferable = size - deal(source, new, counts[RECEIVED])
    surplus = counts[TOTAL, c] - figures[QUOTA]
    value = piles.values[old]
    if transferable * value > surplus:
        value = surplus // transferable
    piles.values[new] = value
    credit(table, piles, new)
    counts[TOTAL, c] = figures[QUOTA]
    table.flags[WAITING, c] = 0
    figures[LOST] += surplus - transferable * value


@inner
def _exclude(source: Source, table: Table, piles: Piles, log: StageLog, guard: Guard) -> None:
    """Move the papers of the group, value by value, highest first, electing after each (5.4)."""
    below = UNIT + 1
    while places_left(table) > 0:
        v = next_value(table, piles, below)
        if v < 0:
            return
        below = piles.values[v]
        pass_on(source, table, piles, v)
        if table.figures[FILLED] == 0:
            _set_quota(table.figures)
        record_point(table, log)
        _elect_reached(table, log, guard)


@inner
def _choose(table: Table, log: StageLog, guard: Guard) -> int:
    """Say whose surplus goes next, or −1 and make a group to exclude; less than −1 is a fault.

    The doomed go first; surpluses are put off while a safe group can be excluded (5.2.2).
    """
    if choose_doomed(table, guard):
        return -1
    surplus = total_surplus(table)
    if mark_group(table, guard, surplus) > 0:
        return -1
    if surplus > 0:
        return choose_surplus(table, log, guard, True)
    return min(choose_lowest(table, log, guard, True), -1)


@inner
def _leaves_enough(table: Table) -> bool:
    """Say whether more would be left without the group than there are places (5.5.1)."""
    left = table.figures[RUNNING]
    for c in range(table.flags.shape[1]):
        left -= table.flags[GROUP, c]
    return bool(left > places_left(table))


@inner
def count_ers97(source: Source, state: CountState) -> int:
    """Count a loaded source to the end; give DONE, or why the count could not go on.

    FULL: the state needs more room for values or history. TIED: a lot is needed that nobody
    declared, from among the next row of `draws`. MISDRAWN: a lot was declared that is not in that
    row.
    """
    table, piles, log, guard = state
    open_count(source, table, piles, log, UNIT)
    _set_quota(table.figures)
    record_point(table, log)
    _elect_reached(table, log, guard)
    close_stage(table, log)
    while 0 < places_left(table) < table.figures[RUNNING]:
        points, values = table.figures[POINTS], table.figures[VALUES]
        if points + values + 1 > len(log.history) or values == len(piles.values):
            return FULL
        mover = _choose(table, log, guard)
        if mover < -1:
            return -mover
        if mover == -1 and not _leaves_enough(table):
            exclude_group(table, 0)
            break
        if mover >= 0:
            open_stage(table, log, SURPLUS, mover)
            _transfer_surplus(source, table, piles, mover)
            record_point(table, log)
            _elect_reached(table, log, guard)
        else:
            open_stage(table, log, EXCLUSION, -1)
            exclude_group(table, table.figures[STAGES])
            _exclude(source, table, piles, log, guard)
        close_stage(table, log)
    if places_left(table) > 0:
        elect_rest(table)
    return DONE
