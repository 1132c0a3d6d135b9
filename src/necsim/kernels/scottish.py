"""The Scottish rule: Scottish Local Government Elections Order 2007, SSI 2007/42, schedule 1.

Weighted inclusive Gregory: hundred-thousandths of a vote, a whole and fixed quota, all papers of
a surplus, one exclusion at a time. Numbers in brackets are rules of part III.
"""

from __future__ import annotations

from necsim.kernels._numba import inner
from necsim.kernels.choose import (
    choose_doomed,
    choose_lowest,
    choose_surplus,
    elect_all,
    elect_rest,
)
from necsim.kernels.guard import places_left
from necsim.kernels.stv import (
    CountState,
    close_stage,
    credit,
    exclude_group,
    next_value,
    open_count,
    open_stage,
    pass_on,
    record_point,
)
from necsim.kernels.stv_shapes import (
    CONTINUING,
    DONE,
    EXCLUSION,
    FULL,
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
    Table,
)
from necsim.kernels.types import Counts
from necsim.kernels.verbs import Source, begin, deal, take

UNIT = 100_000
MOST_PAPERS = 900_000_000
"""A value times a surplus, UNIT² times the papers at most, stays within 64 bits."""


@inner
def _find_value(values: Counts, value: int, figures: Counts) -> int:
    """Give the index of a value, a new one where it is new; −1 where there is no room."""
    number = int(figures[VALUES])
    for v in range(number):
        if values[v] == value:
            return v
    if number == len(values):
        return -1
    values[number] = value
    figures[VALUES] += 1
    return number


@inner
def _transfer_surplus(source: Source, table: Table, piles: Piles, c: int) -> int:
    """Transfer a surplus through all papers its holder has (48); give DONE or FULL."""
    counts, figures = table.counts, table.figures
    total, surplus, moved = counts[TOTAL, c], counts[TOTAL, c] - figures[QUOTA], 0
    for v in range(figures[VALUES]):
        number = piles.papers[c, v]
        if number == 0:
            continue
        new = _find_value(piles.values, piles.values[v] * surplus // total, figures)
        if new < 0:
            return FULL
        begin(source, table.flags[CONTINUING])
        take(source, c, v, False)
        piles.papers[c, v] = 0
        moved += piles.values[new] * (number - deal(source, new, counts[RECEIVED]))
        credit(table, piles, new)
    counts[TOTAL, c] = figures[QUOTA]
    table.flags[WAITING, c] = 0
    figures[LOST] += surplus - moved
    return DONE


@inner
def _take_step(source: Source, state: CountState) -> int:
    """Make one stage but for its elections: the doomed, else a surplus, else the lowest go."""
    table, piles, log, guard = state
    if not choose_doomed(table, guard):
        mover = choose_surplus(table, log, guard, False)
        if mover >= 0:
            open_stage(table, log, SURPLUS, mover)
            return _transfer_surplus(source, table, piles, mover)
        if mover == -1:
            mover = choose_lowest(table, log, guard, False)
        if mover < 0:
            return -mover
    open_stage(table, log, EXCLUSION, -1)
    exclude_group(table, table.figures[STAGES])
    v = next_value(table, piles, UNIT + 1)
    while v >= 0:
        pass_on(source, table, piles, v)
        v = next_value(table, piles, piles.values[v])
    return DONE


@inner
def count_scottish(source: Source, state: CountState) -> int:
    """Count a loaded source to the end; give DONE, or why the count could not go on.

    FULL: the state needs more room for values or history. TIED: a lot is needed that nobody
    declared, from among the next row of `draws`. MISDRAWN: a lot was declared that is not in that
    row. At most MOST_PAPERS papers.
    """
    table, piles, log, guard = state
    figures = table.figures
    open_count(source, table, piles, log, UNIT)
    figures[QUOTA] = (figures[PAPERS] // (figures[SEATS] + 1) + 1) * UNIT
    fault = DONE
    while fault == DONE:
        if figures[POINTS] == len(log.history):
            return FULL
        record_point(table, log)
        fault = elect_all(table, log, guard)
        close_stage(table, log)
        if fault != DONE or places_left(table) == 0:
            break
        if figures[RUNNING] <= places_left(table):
            elect_rest(table)
            break
        fault = _take_step(source, state)
    return fault
