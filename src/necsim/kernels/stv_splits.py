"""Split a number of free papers among those who may receive them and the stop (MODEL 5).

Few papers are drawn one by one from an alias table, many by a chain of binomials, the likeliest
candidate first. Both are of one law; only the time they take differs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.alias import HALF, LOW_HALF, build_alias, pick
from necsim.kernels.binomial import binomial
from necsim.kernels.stv_camps import Camps
from necsim.kernels.stream import next_bits
from necsim.kernels.types import Counts, Floats, Keys

FEW = 128


class Splits(NamedTuple):
    """What splits of each camp's papers need, made anew only when fewer continue.

    `order` (G, C) lists those who continue, heaviest first; `sizes` (3, G) says how many they
    were when order, chain and table were made (−1: never); `chain` (G, C + 1) holds the chance of
    a stop and of each in order, given that it is none of those before; `tables` (G, C + 1) draw a
    place in the order, or the stop, which comes last. `parts`, `shares` and `stack` (C + 1,) are
    room.
    """

    order: Counts
    sizes: Counts
    chain: Floats
    tables: Keys
    parts: Counts
    shares: Floats
    stack: Counts


def make_splits(camps: int, candidates: int) -> Splits:
    """Make room for the splits of one replicate."""
    width = candidates + 1
    return Splits(
        np.zeros((camps, candidates), np.int64),
        np.zeros((3, camps), np.int64),
        np.zeros((camps, width)),
        np.zeros((camps, width), np.uint64),
        np.zeros(width, np.int64),
        np.zeros(width),
        np.zeros(width, np.int64),
    )


@kernel
def sort_camps(camps: Camps, splits: Splits) -> None:
    """Put every camp's candidates in order of weight, heaviest first, and forget all tables."""
    for g in range(len(camps.stops)):
        weights, order = camps.weights[g], splits.order[g]
        for c in range(len(weights)):
            place = c
            while place > 0 and weights[order[place - 1]] < weights[c]:
                order[place] = order[place - 1]
                place -= 1
            order[place] = c
    splits.sizes[0] = len(camps.continuing)
    splits.sizes[1:] = -1


@kernel
def _narrow_order(camps: Camps, g: int, splits: Splits) -> None:
    """Strike out of camp g's order who continues no longer."""
    order, kept = splits.order[g], 0
    for place in range(splits.sizes[0, g]):
        c = order[place]
        order[kept] = c
        kept += camps.continuing[c]
    splits.sizes[0, g] = kept


@kernel
def _make_chain(camps: Camps, g: int, stop: float, splits: Splits) -> None:
    """Fill camp g's chain; the weights still to come are summed from the lightest."""
    rest = 0.0
    for place in range(camps.size[0] - 1, -1, -1):
        weight = camps.weights[g, splits.order[g, place]]
        rest += weight
        splits.chain[g, place + 1] = weight / rest
    splits.chain[g, 0] = stop / (stop + rest)


@kernel
def _make_table(camps: Camps, g: int, stop: float, splits: Splits) -> None:
    """Fill camp g's table."""
    size = camps.size[0]
    for place in range(size):
        splits.shares[place] = camps.weights[g, splits.order[g, place]]
    splits.shares[size] = stop
    build_alias(splits.shares[: size + 1], splits.tables[g], splits.stack)


@kernel
def _refresh(camps: Camps, g: int, stop: float, which: int, splits: Splits) -> None:
    """Make camp g's chain (1) or table (2) anew if fewer continue than when it was made."""
    size = camps.size[0]
    if splits.sizes[which, g] == size:
        return
    if splits.sizes[0, g] != size:
        _narrow_order(camps, g, splits)
    if which == 1:
        _make_chain(camps, g, stop, splits)
    else:
        _make_table(camps, g, stop, splits)
    splits.sizes[which, g] = size


@kernel
def _split_by_chain(stream: Keys, n: int, size: int, chain: Floats, parts: Counts) -> None:
    """Fill `parts` by binomials: the stop first, then the heaviest, the lightest with what is left."""
    stopped = binomial(stream, n, chain[0])
    parts[size] = stopped
    n -= stopped
    for place in range(size - 1):
        if n == 0:
            return
        k = binomial(stream, n, chain[place + 1])
        parts[place] = k
        n -= k
    parts[size - 1] = n


@kernel
def _split_by_table(stream: Keys, n: int, size: int, table: Keys, parts: Counts) -> None:
    """Fill `parts` one paper after another, two from each random word."""
    for _ in range(n // 2):
        word = next_bits(stream)
        parts[pick(word >> HALF, table, size + 1)] += 1
        parts[pick(word & LOW_HALF, table, size + 1)] += 1
    if n % 2 == 1:
        parts[pick(next_bits(stream) >> HALF, table, size + 1)] += 1


@kernel
def split_free(camps: Camps, g: int, n: int, stop: float, splits: Splits, stream: Keys) -> None:
    """Split n free papers of camp g into `parts`, by place in its order, the stop after the last.

    `stop` is the weight of stopping, 0 at a first preference. Somebody must continue.
    """
    size = camps.size[0]
    splits.parts[: size + 1] = 0
    if n <= FEW:
        _refresh(camps, g, stop, 2, splits)
        _split_by_table(stream, n, size, splits.tables[g], splits.parts)
    else:
        _refresh(camps, g, stop, 1, splits)
        _split_by_chain(stream, n, size, splits.chain[g], splits.parts)
