"""Split a number of free papers among those who may receive them and the stop (MODEL 5).

Few papers are drawn one by one from an alias table, many by a chain of binomials, the likeliest
first. Both are of one law; only the time they take differs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.alias import build_sorted, draw_tally
from necsim.kernels.binomial import binomial
from necsim.kernels.stv_camps import SIZE, Camps, lay_out
from necsim.kernels.types import Counts, Floats, Keys

FEW = 512


WIDTH, TABLE, CHAIN = range(3)
"""Rows of `Splits.made`: to how many papers may go; for how many continuing each was made."""


class Splits(NamedTuple):
    """What splits of each camp's papers need, made anew only when fewer continue.

    `labels` (G, C + 1) say whom a paper may go to, `tables` (G, C + 1) draw one of them, `chain`
    (G + 1, C + 1) has the chance of each given that it is none of those before, and a row for
    weights; `made` (3, G). Up to `few` papers are drawn one by one.
    """

    labels: Counts
    tables: Keys
    chain: Floats
    made: Counts
    few: int


def make_splits(camps: int, candidates: int, few: int) -> Splits:
    """Make room for the splits of one replicate."""
    return Splits(
        np.zeros((camps, candidates + 1), np.int64),
        np.zeros((camps, candidates + 1), np.uint64),
        np.zeros((camps + 1, candidates + 1)),
        np.zeros((3, camps), np.int64),
        few,
    )


@inner
def _make(camps: Camps, g: int, what: int, splits: Splits) -> None:
    """Make camp g's table or chain anew, if fewer continue than when it was made."""
    made, weights = splits.made, splits.chain[len(splits.labels)]
    if made[what, g] == camps.marks[SIZE]:
        return
    made[what, g] = camps.marks[SIZE]
    made[WIDTH, g] = lay_out(camps, g, 1.0, splits.labels[g], weights)
    if what == TABLE:
        build_sorted(weights, splits.labels[g], made[WIDTH, g], splits.tables[g])
    else:
        rest = 0.0  # summed from the lightest
        for place in range(made[WIDTH, g] - 1, -1, -1):
            rest += weights[place]
            splits.chain[g, place] = weights[place] / rest


@inner
def split_free(camps: Camps, g: int, n: int, splits: Splits, stream: Keys, parts: Counts) -> None:
    """Add to `parts` (C + 1,) a split of n free papers of camp g; the last part is the stop."""
    if n <= splits.few:
        _make(camps, g, TABLE, splits)
        draw_tally(stream, n, splits.tables[g], splits.made[WIDTH, g], parts)
        return
    _make(camps, g, CHAIN, splits)
    last = splits.made[WIDTH, g] - 1
    for place in range(last):
        k = binomial(stream, n, splits.chain[g, place])
        parts[splits.labels[g, place]] += k
        n -= k
        if n == 0:
            return
    parts[splits.labels[g, last]] += n
