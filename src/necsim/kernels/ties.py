"""Ties: by looking back over the count, then by lot."""

from __future__ import annotations

from necsim.kernels._numba import inner
from necsim.kernels.stream import uniform
from necsim.kernels.stv_shapes import DRAWN, KEYED, LEVEL, MISDRAWN, POINTS, TIED, StageLog, Table
from necsim.kernels.types import Counts, Flags, Keys


@inner
def mark_level(pool: Flags, totals: Counts, highest: bool, level: Flags) -> int:
    """Flag in `level` those of a pool with the highest or the lowest total; count them."""
    best, number = -1, 0
    for c in range(len(pool)):
        if pool[c] and (best < 0 or (totals[c] > best if highest else totals[c] < best)):
            best = totals[c]
    for c in range(len(pool)):
        among = pool[c] == 1 and totals[c] == best
        level[c] = among
        number += among
    return number


@inner
def pick(level: Flags, number: int) -> int:
    """Give the candidate with that number, from 0, among those level."""
    for c in range(len(level)):
        if level[c]:
            if number == 0:
                return c
            number -= 1
    return -1


@inner
def look_back(table: Table, log: StageLog, highest: bool, earliest: bool) -> int:
    """Narrow those level to the highest or lowest where they differed; count who is left.

    From the earliest point on, or back from the latest; further on among those left each time.
    """
    level, points, left = table.flags[LEVEL], table.figures[POINTS], len(table.flags)
    for i in range(points):
        row = log.history[i if earliest else points - 1 - i]
        left = mark_level(level, row, highest, level)
        if left < 2:
            break
    return left


@inner
def _draw(table: Table, log: StageLog, left: int, lots: Keys) -> int:
    """Draw one of those level: as declared, else from the stream; minus the fault if neither."""
    level, drawn = table.flags[LEVEL], table.figures[DRAWN]
    for c in range(len(level)):
        log.draws[drawn, c] = level[c]
    if drawn < len(log.declared):
        chosen = log.declared[drawn]
        if not 0 <= chosen < len(level) or level[chosen] == 0:
            return -MISDRAWN
    elif table.figures[KEYED]:
        chosen = pick(level, int(uniform(lots) * left))
    else:
        return -TIED
    log.draws[drawn, chosen] = 2
    table.figures[DRAWN] += 1
    return int(chosen)


@inner
def settle(table: Table, log: StageLog, highest: bool, earliest: bool, lots: Keys) -> int:
    """Choose the highest or the lowest of those level: look back, then draw; minus a fault."""
    left = look_back(table, log, highest, earliest)
    return pick(table.flags[LEVEL], 0) if left == 1 else _draw(table, log, left, lots)
