"""The state of a count of rankings, and the steps that all rules share.

A rule knows how many papers each candidate holds at each value, in whole units of its own; its
source knows which papers these are and where they go next (kernels/verbs).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inlined, inner
from necsim.kernels.elect import ElectScratch
from necsim.kernels.guard import Guard
from necsim.kernels.stv_shapes import (
    BATCH_SIZE,
    BATCH_VALUE,
    CONTINUING,
    DRAWN,
    ELECTED,
    ELECTED_AT,
    END,
    EXCLUDED_AT,
    FILLED,
    FIRST,
    GROUP,
    KIND,
    LOST,
    MOVER,
    ORDER,
    PAPERS,
    PLACE,
    POINTS,
    QUOTA,
    RECEIVED,
    RUNNING,
    SEATS,
    STAGE_DRAWN,
    STAGE_LOST,
    STAGE_QUOTA,
    STAGES,
    STANDING,
    TOTAL,
    VALUES,
    WAITING,
    Piles,
    StageLog,
    StvContest,
    Table,
)
from necsim.kernels.verbs import Source, begin, deal, take


class CountState(NamedTuple):
    """All of one count but its papers."""

    table: Table
    piles: Piles
    log: StageLog
    guard: Guard


def make_state(
    contest: StvContest, values: int, points: int, declared: tuple[int, ...] = ()
) -> CountState:
    """Make room for a count, with so many distinct values and points of history."""
    candidates, seats = len(contest.standing), contest.seats
    needs = contest.minimums.needs
    table = Table(
        np.zeros((8, candidates), np.int64),
        np.zeros((9, candidates), np.uint8),
        np.zeros(12, np.int64),
    )
    table.flags[STANDING] = contest.standing
    table.figures[SEATS] = seats
    room = ElectScratch(
        np.zeros(candidates, np.uint8),
        np.zeros(len(needs), np.int64),
        np.zeros(int(np.prod(needs + 1)), np.int64),
        np.zeros(4, np.uint64),
    )
    log = StageLog(
        np.zeros((candidates + seats + 1, 6), np.int64),
        np.zeros((points, candidates), np.int64),
        np.zeros((candidates + 2 * seats + 1, candidates), np.uint8),
        np.array(declared, np.int64),
    )
    piles = Piles(np.zeros((candidates, values), np.int64), np.zeros(values, np.int64))
    return CountState(table, piles, log, Guard(contest.minimums, room))


@inner
def clear(table: Table) -> None:
    """Clear the table; everyone who stands continues."""
    flags, figures = table.flags, table.figures
    table.counts[:] = 0
    flags[CONTINUING:] = 0
    figures[QUOTA:] = 0
    for c in range(flags.shape[1]):
        table.counts[ORDER, c] = c
        flags[CONTINUING, c] = flags[STANDING, c]
        figures[RUNNING] += flags[STANDING, c]


@inner
def open_count(source: Source, table: Table, piles: Piles, log: StageLog, unit: int) -> None:
    """Clear all and deal first preferences, at a value of one, to everyone who stands.

    A paper that names nobody who stands is no vote.
    """
    counts, figures = table.counts, table.figures
    clear(table)
    piles.papers[:] = 0
    piles.values[0] = unit
    figures[VALUES] = 1
    open_stage(table, log, FIRST, -1)
    begin(source, table.flags[CONTINUING])
    deal(source, 0, counts[RECEIVED])
    for c in range(counts.shape[1]):
        figures[PAPERS] += counts[RECEIVED, c]
    credit(table, piles, 0)


@inlined
def credit(table: Table, piles: Piles, v: int) -> None:
    """Add what a deal brought at value index v to piles and totals, as last batches."""
    counts, value = table.counts, piles.values[v]
    for c in range(counts.shape[1]):  # without branches, which nobody could foretell
        number = counts[RECEIVED, c]
        piles.papers[c, v] += number
        counts[TOTAL, c] += number * value
        counts[BATCH_VALUE, c] = v if number > 0 else counts[BATCH_VALUE, c]
        counts[BATCH_SIZE, c] = number if number > 0 else counts[BATCH_SIZE, c]
        counts[RECEIVED, c] = 0


@inner
def pass_on(source: Source, table: Table, piles: Piles, v: int) -> None:
    """Move all that the group holds at the value of index v, whatever its index."""
    counts, value = table.counts, piles.values[v]
    begin(source, table.flags[CONTINUING])
    for c in range(counts.shape[1]):
        if table.flags[GROUP, c] == 0:
            continue
        for w in range(table.figures[VALUES]):
            if piles.values[w] == value and piles.papers[c, w] > 0:
                take(source, c, w, False)
                counts[TOTAL, c] -= piles.papers[c, w] * value
                piles.papers[c, w] = 0
    table.figures[LOST] += value * deal(source, v, counts[RECEIVED])
    credit(table, piles, v)


@inner
def next_value(table: Table, piles: Piles, below: int) -> int:
    """Find an index of the highest value below a bound that the group holds; −1 for none."""
    best, highest = -1, -1
    for c in range(table.flags.shape[1]):
        if table.flags[GROUP, c] == 0:
            continue
        for v in range(table.figures[VALUES]):
            if highest < piles.values[v] < below and piles.papers[c, v] > 0:
                best, highest = v, piles.values[v]
    return best


@inner
def open_stage(table: Table, log: StageLog, kind: int, mover: int) -> None:
    """Begin a stage: its kind, and whose surplus it transfers, −1 for nobody's."""
    row = log.stages[table.figures[STAGES]]
    row[KIND] = kind
    row[MOVER] = mover
    table.figures[STAGES] += 1


@inlined
def record_point(table: Table, log: StageLog) -> None:
    """Note the totals, for looking back."""
    for c in range(table.counts.shape[1]):
        log.history[table.figures[POINTS], c] = table.counts[TOTAL, c]
    table.figures[POINTS] += 1


@inner
def close_stage(table: Table, log: StageLog) -> None:
    """End a stage at the latest point."""
    figures = table.figures
    row = log.stages[figures[STAGES] - 1]
    row[END] = figures[POINTS] - 1
    row[STAGE_QUOTA] = figures[QUOTA]
    row[STAGE_LOST] = figures[LOST]
    row[STAGE_DRAWN] = figures[DRAWN]


@inner
def elect_one(table: Table, c: int) -> None:
    """Elect a candidate in the stage under way."""
    counts, flags, figures = table.counts, table.flags, table.figures
    figures[FILLED] += 1
    figures[RUNNING] -= 1
    flags[CONTINUING, c] = 0
    flags[ELECTED, c] = 1
    flags[WAITING, c] = counts[TOTAL, c] > figures[QUOTA]
    counts[ELECTED_AT, c] = figures[STAGES]
    counts[PLACE, c] = figures[FILLED]


@inner
def exclude_group(table: Table, stage: int) -> None:
    """Exclude the group in a stage, 0 for formally, with no stage; its papers stay for now."""
    for c in range(table.flags.shape[1]):
        if table.flags[GROUP, c]:
            table.flags[CONTINUING, c] = 0
            table.counts[EXCLUDED_AT, c] = stage
            table.figures[RUNNING] -= 1
