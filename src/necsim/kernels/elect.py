"""From totals to winners: the highest, ties by lot, minimums by passing over."""

from __future__ import annotations

from typing import NamedTuple

from necsim.kernels._numba import inner, kernel
from necsim.kernels.shapes import Minimums, Winners
from necsim.kernels.stream import uniform
from necsim.kernels.types import Counts, Flags, Keys, Votes

_NEVER = 1 << 30


class ElectScratch(NamedTuple):
    """Room for one count: who waits (C,), needs left (M,), the cover table, a stream for lots."""

    waiting: Flags
    needs: Counts
    cover: Counts
    lots: Keys


@inner
def _next_highest(votes: Votes, waiting: Flags, lots: Keys) -> int:
    """Find the highest of those waiting, a tie by lot; −1 when nobody waits."""
    best, ties = -1, 0
    for c in range(len(votes)):
        if waiting[c] == 0:
            continue
        if best < 0 or votes[c] > votes[best]:
            best, ties = c, 1
        elif votes[c] == votes[best]:
            ties += 1
    if ties < 2:
        return best
    lot = int(uniform(lots) * ties)
    for c in range(len(votes)):
        if waiting[c] and votes[c] == votes[best]:
            if lot == 0:
                return c
            lot -= 1
    return best


@inner
def _fewest_to_meet(needs: Counts, tags: Flags, waiting: Flags, cover: Counts) -> int:
    """Count the fewest of those waiting who meet every need; very many when none can.

    cover[state] is the fewest candidates whose tags reach a state, the needs met so far in mixed
    radix; states are visited downward so that each candidate serves once.
    """
    if len(needs) == 1:  # the usual case needs no table
        tagged = 0
        for c in range(len(waiting)):
            tagged += 1 if waiting[c] & tags[0, c] else 0
        return int(needs[0]) if tagged >= needs[0] else _NEVER
    size = 1
    for need in needs:
        size *= need + 1
    cover[:size] = _NEVER
    cover[0] = 0
    for c in range(len(waiting)):
        if waiting[c] == 0:
            continue
        for state in range(size - 1, -1, -1):
            step, reached = 1, state
            for m in range(len(needs)):
                if tags[m, c] and state // step % (needs[m] + 1) < needs[m]:
                    reached += step
                step *= needs[m] + 1
            cover[reached] = min(cover[reached], cover[state] + 1)
    return int(cover[size - 1])


@inner
def breaks_minimum(minimums: Minimums, elected: Flags, room: ElectScratch, seats_left: int) -> bool:
    """Say whether, with those elected, those in `room.waiting` can no longer meet some minimum."""
    if len(minimums.needs) == 0:
        return False
    for m in range(len(minimums.needs)):
        need = minimums.needs[m]
        for c in range(len(elected)):
            need -= minimums.tags[m, c] & elected[c]
        room.needs[m] = max(need, 0)
    return _fewest_to_meet(room.needs, minimums.tags, room.waiting, room.cover) > seats_left


@kernel
def elect(
    votes: Votes, seats: int, minimums: Minimums, winners: Winners, i: int, room: ElectScratch
) -> None:
    """Elect the highest into row i of `winners`, passing over whoever would break a minimum."""
    elected = winners.elected[i]
    room.waiting[:] = 1
    winners.last_in[i] = -1
    left = seats
    while left > 0:
        c = _next_highest(votes, room.waiting, room.lots)
        if c < 0:
            break
        room.waiting[c] = 0
        elected[c] = 1
        if breaks_minimum(minimums, elected, room, left - 1):
            elected[c] = 0
            winners.acted[i] = 1
        else:
            winners.last_in[i] = c
            left -= 1
    for c in range(len(votes)):
        room.waiting[c] = 1 - elected[c]
    winners.first_out[i] = _next_highest(votes, room.waiting, room.lots)
