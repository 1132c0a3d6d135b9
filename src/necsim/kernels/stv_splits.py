"""Split a number of free papers among those who may receive them and the stop (MODEL 5).

Few papers are drawn one by one from an alias table, many by a chain of binomials, the likeliest
first. Both are of one law; only the time they take differs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inlined, inner
from necsim.kernels.alias import build_sorted, draw_tally
from necsim.kernels.binomial import binomial
from necsim.kernels.stv_camps import SIZE, Camps, lay_out
from necsim.kernels.types import Counts, Floats, Keys

FEW = 800


WIDTH, REJECTED, CHAIN, LENGTH = range(4)
"""Rows of `Splits.made`.

To how many each table deals, 0 for none yet, and how many it has dealt to who continued no longer;
for how many continuing each chain was made, and its length.
"""

_WASTE = 4  # redrawing so many papers for each place of a table takes as long as a new one


class Splits(NamedTuple):
    """What splits of each camp's papers need, and keep while they can.

    `tables` (G, C + 1) draw whom a paper goes to. `chain` (G + 1, C + 1) has the chance of each of
    `labels` (G + 1, C + 1) given that it is none of those before; the last row of both is room.
    `made` (4, G). Up to `few` papers are drawn one by one.
    """

    tables: Keys
    chain: Floats
    labels: Counts
    made: Counts
    few: int


def make_splits(camps: int, candidates: int, few: int) -> Splits:
    """Make room for the splits of one replicate."""
    return Splits(
        np.zeros((camps, candidates + 1), np.uint64),
        np.zeros((camps + 1, candidates + 1)),
        np.zeros((camps + 1, candidates + 1), np.int64),
        np.zeros((4, camps), np.int64),
        few,
    )


@inner
def forget(splits: Splits) -> None:
    """Make every table and chain anew before its next use."""
    splits.made[:] = 0


@inlined
def _make_table(camps: Camps, g: int, splits: Splits) -> None:
    """Make camp g's table for those who continue."""
    room = splits.made.shape[1]
    labels, weights = splits.labels[room], splits.chain[room]
    width = lay_out(camps, g, 1.0, labels, weights)
    build_sorted(weights, labels, width, splits.tables[g])
    splits.made[WIDTH, g] = width
    splits.made[REJECTED, g] = 0


@inlined
def _make_chain(camps: Camps, g: int, splits: Splits) -> None:
    """Make camp g's chain for those who continue."""
    weights = splits.chain[splits.made.shape[1]]
    length = lay_out(camps, g, 1.0, splits.labels[g], weights)
    rest = 0.0  # summed from the lightest
    for place in range(length - 1, -1, -1):
        rest += weights[place]
        splits.chain[g, place] = weights[place] / rest
    splits.made[CHAIN, g] = camps.marks[SIZE]
    splits.made[LENGTH, g] = length


@inlined
def _call_back(camps: Camps, parts: Counts) -> int:
    """Take back what went to who continues no longer, and return how much that is."""
    back = 0
    for c in range(len(camps.continuing)):
        out = parts[c] & (int(camps.continuing[c]) - 1)  # all bits, or none
        parts[c] -= out
        back += out
    return back


@inlined
def _draw_few(camps: Camps, g: int, n: int, splits: Splits, stream: Keys, parts: Counts) -> None:
    """Draw papers one by one from camp g's table, again where it is behind the count.

    Drawn again until they go to someone who continues, papers follow the law of a table of those
    alone. A new table is made when drawing again has cost as much.
    """
    made = splits.made
    while n > 0:
        if made[WIDTH, g] == 0 or made[REJECTED, g] > _WASTE * made[WIDTH, g]:
            _make_table(camps, g, splits)
        draw_tally(stream, n, splits.tables[g], made[WIDTH, g], parts)
        n = _call_back(camps, parts)
        made[REJECTED, g] += n


@inlined
def split_free(camps: Camps, g: int, n: int, splits: Splits, stream: Keys, parts: Counts) -> None:
    """Split n free papers of camp g among `parts` (C + 1,), all zero; the last is the stop."""
    if n <= splits.few:
        _draw_few(camps, g, n, splits, stream, parts)
        return
    if splits.made[CHAIN, g] != camps.marks[SIZE]:
        _make_chain(camps, g, splits)
    last = splits.made[LENGTH, g] - 1
    for place in range(last):
        k = binomial(stream, n, splits.chain[g, place])
        parts[splits.labels[g, place]] += k
        n -= k
        if n == 0:
            return
    parts[splits.labels[g, last]] += n
