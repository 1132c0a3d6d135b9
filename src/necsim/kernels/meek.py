"""Meek's rule: every elected candidate keeps just so much of each paper as makes its quota.

B. L. Meek, "Une nouvelle approche du scrutin transférable" (1969); I. D. Hill, B. A. Wichmann and
D. R. Woodall, "Algorithm 123: single transferable vote by Meek's method", Computer Journal 30
(1987). The quota is the active vote over seats and one, exact, and falls as papers run out. Keep
values are found again after each exclusion, until all surpluses together are below 1e-12 votes.

All arithmetic is in whole numbers, so sums do not depend on the order of papers and candidates
treated alike stay level. A paper is cut into parts of 2⁻⁶² and sums are kept in two words of 31
bits below the point; each hop of a paper cuts off less than one part, so a total is wrong by less
than papers × candidates × 2⁻⁶²: half a unit of 1e-9 at MOST_HOPS. Totals are compared and
reported rounded to those units; that makes candidates level whom only the cutting parts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.choose import choose_doomed, choose_lowest, elect_all, elect_rest
from necsim.kernels.fixed_point import HALF, HIGH, LOW, MASK, UNIT, WHOLE, add, rounded, times
from necsim.kernels.guard import Guard, places_left
from necsim.kernels.stv import (
    CountState,
    clear,
    close_stage,
    exclude_group,
    open_stage,
    record_point,
)
from necsim.kernels.stv_shapes import (
    CONTINUING,
    DONE,
    ELECTED,
    EXCLUSION,
    FIRST,
    GROUP,
    LOST,
    PAPERS,
    QUOTA,
    RUNNING,
    SEATS,
    STAGES,
    STANDING,
    SURPLUS,
    TOTAL,
    WAITING,
    RankedPapers,
    StageLog,
    Table,
)
from necsim.kernels.types import Counts

MOST_HOPS = 2_300_000_000

_WORD = 2.0**HALF
_ENOUGH = 1e-12 * WHOLE
_KEEP, _FIXED_HIGH, _FIXED_LOW = range(2, 5)


class MeekRoom(NamedTuple):
    """Room for a count by Meek's rule.

    `parts` (5, C + 1): totals in two words, keep values, and what papers give that stop at a
    candidate still continuing; the last column is the quota. `split` (P + 1,) says how many
    papers go on past an elected candidate, then which.
    """

    parts: Counts
    split: Counts


def make_meek_room(papers: RankedPapers, candidates: int) -> MeekRoom:
    """Make room for a count of so many distinct rankings."""
    return MeekRoom(
        np.zeros((5, candidates + 1), np.int64), np.zeros(len(papers.numbers) + 1, np.int64)
    )


@inner
def _sort_papers(papers: RankedPapers, table: Table, room: MeekRoom) -> None:
    """List the papers that go on past an elected candidate; add up where the others stay."""
    parts, size = room.parts, 0
    parts[:_KEEP] = 0
    for p in range(len(papers.numbers)):
        for i in range(papers.starts[p], papers.starts[p + 1]):
            c = papers.preferences[i]
            if table.flags[ELECTED, c]:
                size += 1
                room.split[size] = p
                break
            if table.flags[CONTINUING, c]:
                add(parts, c, WHOLE, papers.numbers[p])
                break
    room.split[0] = size
    for c in range(parts.shape[1]):
        parts[_FIXED_HIGH, c] = parts[HIGH, c]
        parts[_FIXED_LOW, c] = parts[LOW, c]


@inner
def _share_out(papers: RankedPapers, room: MeekRoom) -> None:
    """Add up all totals: each paper leaves with each candidate what it keeps of the rest."""
    parts = room.parts
    for c in range(parts.shape[1]):
        parts[HIGH, c] = parts[_FIXED_HIGH, c]
        parts[LOW, c] = parts[_FIXED_LOW, c]
    for k in range(1, room.split[0] + 1):
        p = room.split[k]
        rest = WHOLE
        for i in range(papers.starts[p], papers.starts[p + 1]):
            c = papers.preferences[i]
            part = times(rest, parts[_KEEP, c])
            add(parts, c, part, papers.numbers[p])
            rest -= part
            if rest == 0:
                break


@inner
def _set_totals(table: Table, parts: Counts) -> None:
    """Find the quota, and round it, all totals and what is lost to units."""
    counts, figures, last = table.counts, table.figures, parts.shape[1] - 1
    high = low = 0
    for c in range(last):
        parts[HIGH, c] += parts[LOW, c] >> HALF
        parts[LOW, c] &= MASK
        high += parts[HIGH, c]
        low += parts[LOW, c]
        counts[TOTAL, c] = rounded(parts[HIGH, c], parts[LOW, c])
    high += low >> HALF
    low &= MASK
    figures[LOST] = figures[PAPERS] * UNIT - rounded(high, low)
    divisor = figures[SEATS] + 1
    parts[HIGH, last] = high // divisor
    parts[LOW, last] = ((high % divisor << HALF) + low) // divisor
    figures[QUOTA] = rounded(parts[HIGH, last], parts[LOW, last])


@inner
def _lower_keeps(table: Table, parts: Counts) -> float:
    """Lower the keep values of all who have more than the quota; give the surplus there was.

    In parts of a vote; 0 if no keep value could move.
    """
    last, surplus, moved = parts.shape[1] - 1, 0.0, False
    for c in range(last):
        if table.flags[ELECTED, c]:
            high, low = parts[HIGH, c], parts[LOW, c]
            over = (high - parts[HIGH, last]) * _WORD + (low - parts[LOW, last])
            if over > 0.0:
                change = int(parts[_KEEP, c] * (over / (high * _WORD + low)))
                parts[_KEEP, c] -= change
                moved |= change > 0
                surplus += over
    return surplus if moved else 0.0


@inner
def _converge(
    papers: RankedPapers, table: Table, log: StageLog, guard: Guard, room: MeekRoom
) -> int:
    """Share out, elect and lower keep values until no surplus is left; give DONE or a fault."""
    listed, fault, surplus = -1, DONE, 1.0
    while fault == DONE and surplus > 0.0 and places_left(table) > 0:
        if table.figures[RUNNING] != listed:
            listed = table.figures[RUNNING]
            _sort_papers(papers, table, room)
        _share_out(papers, room)
        _set_totals(table, room.parts)
        fault = elect_all(table, log, guard)
        if table.figures[RUNNING] <= places_left(table):
            break
        surplus = _lower_keeps(table, room.parts)
        if surplus < _ENOUGH and table.figures[RUNNING] == listed:
            break
    return fault


@inner
def _open(papers: RankedPapers, table: Table, room: MeekRoom) -> None:
    """Clear the table; keep all of every paper, and count those that name somebody."""
    clear(table)
    for c in range(table.flags.shape[1]):
        room.parts[_KEEP, c] = WHOLE if table.flags[STANDING, c] else 0
    for p in range(len(papers.numbers)):
        for i in range(papers.starts[p], papers.starts[p + 1]):
            if table.flags[STANDING, papers.preferences[i]]:
                table.figures[PAPERS] += papers.numbers[p]
                break


@inner
def _next_stage(table: Table, log: StageLog, guard: Guard, room: MeekRoom) -> int:
    """Open the next stage: the doomed go, or first surpluses, or the lowest; DONE or a fault."""
    doomed = choose_doomed(table, guard)
    if table.figures[STAGES] == 1 and not doomed and table.flags[WAITING].any():
        open_stage(table, log, SURPLUS, -1)
        return DONE
    lowest = 0 if doomed else choose_lowest(table, log, guard, False)
    if lowest < 0:
        return -lowest
    open_stage(table, log, EXCLUSION, -1)
    exclude_group(table, table.figures[STAGES])
    for c in range(table.flags.shape[1]):
        if table.flags[GROUP, c]:
            room.parts[_KEEP, c] = 0
    return DONE


@inner
def count_meek(papers: RankedPapers, state: CountState, room: MeekRoom) -> int:
    """Count rankings to the end; give DONE, or why the count could not go on.

    TIED: a lot is needed that nobody declared, from among the next row of `draws`. MISDRAWN: a
    lot was declared that is not in that row. Papers times candidates at most MOST_HOPS. The
    first stage holds first preferences; if they elect anybody with a surplus, a stage for all
    surpluses follows, then one for each exclusion.
    """
    table, _, log, guard = state
    _open(papers, table, room)
    open_stage(table, log, FIRST, -1)
    _sort_papers(papers, table, room)
    _set_totals(table, room.parts)
    record_point(table, log)
    fault = elect_all(table, log, guard)
    close_stage(table, log)
    while fault == DONE and 0 < places_left(table) < table.figures[RUNNING]:
        fault = _next_stage(table, log, guard, room)
        if fault == DONE:
            fault = _converge(papers, table, log, guard, room)
            record_point(table, log)
            close_stage(table, log)
    if fault == DONE and places_left(table) > 0:
        elect_rest(table)
    return fault
