"""First preferences one member at a time: the table that camp, list and candidate come from."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.alias import build_alias
from necsim.kernels.ranking_shapes import RankingLaw, RankingWorld
from necsim.kernels.stv_camps import Camps
from necsim.kernels.types import Counts, Floats, Keys


class FirstTable(NamedTuple):
    """The table over camp × candidate, then lists, from which kind and first preference come.

    `places` say what a label means: kind · (C + 1) + candidate. `shares` and `stack` are room, for
    a table over all candidates and the stop, too.
    """

    table: Keys
    places: Keys
    shares: Floats
    stack: Counts


def make_first(law: RankingLaw) -> FirstTable:
    """Make room for the table."""
    camps, candidates = law.attraction.shape
    width = candidates + 1
    free = [g * width + c for g in range(camps) for c in range(candidates)]
    listed = [(camps + k) * width + int(c) for k, c in enumerate(law.lists.names[:, 0])]
    places = np.array(free + listed, np.uint64)
    room = max(len(places), width)
    return FirstTable(
        np.zeros(len(places), np.uint64),
        places,
        np.zeros(room),
        np.zeros(room, np.int64),
    )


@inner
def fill_first(
    law: RankingLaw, world: RankingWorld, i: int, s: int, camps: Camps, first: FirstTable
) -> None:
    """Build the table of first preferences for segment s of world i."""
    camp_count, candidates = law.attraction.shape
    shares = first.shares[: len(first.table)]
    shares[:] = 0.0
    for g in range(camp_count):
        share, asked = world.shares[i, s, g], law.lists.asked[s, g]
        if asked >= 0:
            listed = share * world.discipline[i, g]
            shares[camp_count * candidates + asked] += listed
            share -= listed
        total = 0.0
        for c in range(candidates):
            total += camps.weights[g, c]
        for c in range(candidates):
            shares[g * candidates + c] = share * camps.weights[g, c] / total
    build_alias(shares, first.table, first.stack)
