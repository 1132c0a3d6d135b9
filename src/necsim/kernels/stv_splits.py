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
from necsim.kernels.stv_camps import Camps, lay_out
from necsim.kernels.types import Counts, Floats, Keys

FEW = 1_024


class Splits(NamedTuple):
    """What splits of each camp's papers need, made anew only when fewer continue.

    `labels` (G, C + 1) and `widths` (G,) say whom a paper may go to, `chain` (G, C + 1) the
    chance of each given that it is none of those before, `tables` (G, C + 1) draw one.
    `made_for` (2, G) is how many continued when table and chain were made, −1 for never;
    `weights` (C + 1,) is room. Up to `few` papers are drawn one by one.
    """

    labels: Counts
    widths: Counts
    chain: Floats
    tables: Keys
    made_for: Counts
    weights: Floats
    few: int


def make_splits(camps: int, candidates: int, few: int) -> Splits:
    """Make room for the splits of one replicate."""
    width = candidates + 1
    return Splits(
        np.zeros((camps, width), np.int64),
        np.zeros(camps, np.int64),
        np.zeros((camps, width)),
        np.zeros((camps, width), np.uint64),
        np.zeros((2, camps), np.int64),
        np.zeros(width),
        few,
    )


@inner
def _make_table(camps: Camps, g: int, splits: Splits) -> None:
    """Make camp g's table anew, if fewer continue than when it was made."""
    if splits.made_for[0, g] != camps.size[0]:
        splits.made_for[0, g] = camps.size[0]
        splits.widths[g] = lay_out(camps, g, 1.0, splits.labels[g], splits.weights)
        build_sorted(splits.weights, splits.labels[g], splits.widths[g], splits.tables[g])


@inner
def _make_chain(camps: Camps, g: int, splits: Splits) -> None:
    """Make camp g's chain anew, if fewer continue than when it was made."""
    if splits.made_for[1, g] != camps.size[0]:
        splits.made_for[1, g] = camps.size[0]
        splits.widths[g] = lay_out(camps, g, 1.0, splits.labels[g], splits.weights)
        rest = 0.0  # summed from the lightest
        for place in range(splits.widths[g] - 1, -1, -1):
            rest += splits.weights[place]
            splits.chain[g, place] = splits.weights[place] / rest


@inner
def split_free(camps: Camps, g: int, n: int, splits: Splits, stream: Keys, parts: Counts) -> None:
    """Add to `parts` (C + 1,) a split of n free papers of camp g; the last part is the stop."""
    if n <= splits.few:
        _make_table(camps, g, splits)
        draw_tally(stream, n, splits.tables[g], splits.widths[g], parts)
        return
    _make_chain(camps, g, splits)
    last = splits.widths[g] - 1
    for place in range(last):
        k = binomial(stream, n, splits.chain[g, place])
        parts[splits.labels[g, place]] += k
        n -= k
        if n == 0:
            return
    parts[splits.labels[g, last]] += n
