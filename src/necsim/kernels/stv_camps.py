"""Simulated rankings: what every sampler shares, from an electorate to camps and lists (MODEL 4).

Papers are of a *kind*: free, one kind a camp, or on a list, one kind a list after those.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.binomial import binomial, split
from necsim.kernels.block import valid_ballots
from necsim.kernels.shapes import Lists, RankingLaw, RankingWorld
from necsim.kernels.types import Counts, Flags, Floats, Keys
from necsim.kernels.weights import camp_weights


class Camps(NamedTuple):
    """How the camps of one world choose among those who may still receive papers.

    `weights` (G, C) and `stops` (G,) on the scale where the largest weight of a camp is one;
    `after_slate` (G,); `places` (L,) how far down each list nobody continues; `continuing` (C,)
    and, in `size` (1,), how many do.
    """

    weights: Floats
    stops: Floats
    after_slate: Floats
    lists: Lists
    places: Counts
    continuing: Flags
    size: Counts


def make_camps(law: RankingLaw) -> Camps:
    """Make room for the camps of one world."""
    camps, candidates = law.attraction.shape
    return Camps(
        np.zeros((camps, candidates)),
        np.zeros(camps),
        law.after_slate,
        law.lists,
        np.zeros(len(law.lists.camps), np.int64),
        np.zeros(candidates, np.uint8),
        np.zeros(1, np.int64),
    )


@kernel
def enter_world(law: RankingLaw, world: RankingWorld, i: int, camps: Camps) -> None:
    """Weigh the candidates and the stop for the camps of world i."""
    for g in range(len(camps.stops)):
        largest = camp_weights(world.strength[i], law.attraction[g], camps.weights[g])
        camps.stops[g] = law.stop[g] / largest
    for place in range(len(camps.places)):
        camps.places[place] = camps.lists.starts[place]


@kernel
def fill_kinds(
    law: RankingLaw, world: RankingWorld, i: int, streams: Keys, members: Counts, kinds: Counts
) -> int:
    """Add to `kinds` (G + L,) the valid ballots cast in world i, all segments; return their sum.

    `streams` (G + 1, 4) are one a camp and, last, the whole electorate's; `members` (G,) is room.
    """
    camps = len(members)
    total = 0
    for s in range(world.cast.shape[1]):
        valid = valid_ballots(streams[camps], world.cast[i, s], law.invalid)
        members[:] = 0
        split(streams[camps], valid, world.shares[i, s], members)
        for g in range(camps):
            asked = law.lists.asked[s, g]
            listed = 0
            if asked >= 0:
                listed = binomial(streams[g], members[g], world.discipline[i, g])
                kinds[camps + asked] += listed
            kinds[g] += members[g] - listed
        total += valid
    return total


@kernel
def narrow(camps: Camps, continuing: Flags) -> None:
    """Let nobody but `continuing` receive from now on."""
    size = 0
    for c in range(len(continuing)):
        camps.continuing[c] = continuing[c]
        size += continuing[c]
    camps.size[0] = size


@kernel
def next_name(camps: Camps, which: int) -> int:
    """Find the first name of a list who continues, −1 for none.

    Whoever stands before a paper's holder on its list was out when it passed, and none comes
    back, so one place serves all papers of the list.
    """
    names = camps.lists.names
    place, end = camps.places[which], camps.lists.starts[which + 1]
    while place < end and camps.continuing[names[place]] == 0:
        place += 1
    camps.places[which] = place
    return int(names[place]) if place < end else -1
