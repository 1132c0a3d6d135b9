"""Draw one of many in constant time, without a branch (Walker 1977, Vose 1991).

A table entry is one uint64: a threshold (32 bits), the alias's label and its own label (16 bits
each), so a draw is half a random word, one load and a select. A label's chance is right to 2⁻³²,
and as much again for each column that has it as alias.
"""

from __future__ import annotations

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.stream import advance
from necsim.kernels.types import Counts, Floats, Keys

# A random word is two halves, each enough for one draw: word >> HALF and word & LOW_HALF.
HALF, LOW_HALF = np.uint64(32), np.uint64(0xFFFFFFFF)
_U16, _LOW_16 = np.uint64(16), np.uint64(0xFFFF)
_FULL = 4294967295.0


@kernel
def certain(label: int) -> np.uint64:
    """Give the entry that always gives this label."""
    return np.uint64(np.uint64(label) << _U16 | np.uint64(label))


@kernel
def build_alias(chances: Floats, table: Keys, stack: Counts) -> None:
    """Fill `table` from `chances`, which are used up; labels are 0 … len(chances) − 1.

    Chances need not sum to one, but one must be above zero, and there are at most 65,536.
    `stack` holds the labels still to be paired: the small ones from its start, the large ones
    from its end.
    """
    size = len(chances)
    total = 0.0
    for chance in chances:
        total += chance
    small, large = 0, size
    for i in range(size):
        chances[i] *= size / total
        table[i] = certain(i)  # until paired, its own alias
        if chances[i] < 1.0:
            stack[small] = i
            small += 1
        else:
            large -= 1
            stack[large] = i
    while small > 0 and large < size:
        small -= 1
        own, alias = stack[small], stack[large]
        threshold = np.uint64(chances[own] * _FULL)
        table[own] = threshold << HALF | np.uint64(alias) << _U16 | np.uint64(own)
        chances[alias] -= 1.0 - chances[own]
        if chances[alias] < 1.0:
            stack[small] = alias
            small += 1
            large += 1


@kernel
def build_sorted(chances: Floats, labels: Counts, size: int, table: Keys) -> None:
    """Fill a table of the first `size` labels from their chances, which never rise.

    Three times as fast as `build_alias`: the lightest is topped up by the heaviest, and whoever
    has given too much by the next, without a stack.
    """
    total = 0.0
    for i in range(size):
        total += chances[i]
    scale = size / total
    own, alias, left = size - 1, 0, chances[0] * scale
    while alias < own:
        chance = chances[own] * scale
        table[own] = _entry(chance, labels[alias], labels[own])
        left -= 1.0 - chance
        own -= 1
        while left < 1.0 and alias < own:
            table[alias] = _entry(left, labels[alias + 1], labels[alias])
            alias += 1
            left += chances[alias] * scale - 1.0
    table[alias] = certain(labels[alias])


@kernel
def _entry(chance: float, alias: int, own: int) -> np.uint64:
    """Pack a column that is its own label with a chance and else its alias; clamped to [0, 1]."""
    threshold = np.uint64(np.int64(min(max(chance, 0.0), 1.0) * _FULL))  # signed is faster
    return np.uint64(threshold << HALF | np.uint64(alias) << _U16 | np.uint64(own))


@kernel
def pick(half: np.uint64, table: Keys, size: int) -> int:
    """Turn 32 random bits into a label of the first `size` entries of a table.

    Of half · size the upper part is the column, and what is left over is uniform within it. The
    label is unsigned in compiled code, an index that need not be looked at for a minus.
    """
    place = half * np.uint64(size)
    entry = table[place >> HALF]
    shift = _U16 if (place & LOW_HALF) >= (entry >> HALF) else np.uint64(0)
    return int((entry >> shift) & _LOW_16)


@kernel
def draw_tally(stream: Keys, n: int, table: Keys, size: int, tally: Counts) -> None:
    """Add n labels drawn from the first `size` entries of a table to a tally, two a random word."""
    s0, s1, s2, s3 = stream[0], stream[1], stream[2], stream[3]
    for _ in range(n // 2):
        word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        tally[pick(word >> HALF, table, size)] += 1
        tally[pick(word & LOW_HALF, table, size)] += 1
    if n % 2 == 1:
        word, s0, s1, s2, s3 = advance(s0, s1, s2, s3)
        tally[pick(word >> HALF, table, size)] += 1
    stream[0], stream[1], stream[2], stream[3] = s0, s1, s2, s3
