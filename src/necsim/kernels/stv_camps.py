"""Simulated rankings: what every sampler shares, from an electorate to camps and lists (MODEL 4).

Papers are of a *kind*: free, one kind a camp, or on a list, one kind a list after those.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.binomial import binomial, split
from necsim.kernels.block import valid_ballots
from necsim.kernels.shapes import Lists, RankingLaw, RankingWorld
from necsim.kernels.types import Counts, Flags, Floats, Keys
from necsim.kernels.weights import camp_weights


class Camps(NamedTuple):
    """How the camps of one world choose among those who may still receive papers.

    `weights` (G, C) and `stops` (G,) are on the scale where the largest weight of a camp is one;
    `stopping` (1,) is 0 while first preferences are dealt. `continuing` (C,) and, in `size` (1,),
    how many do. `order` (G, C) lists each camp's candidates, heaviest first: those of them who
    continued when it was last looked at, `known` (G,) in number. `places` (L,) is how far down
    each list nobody continues.
    """

    weights: Floats
    stops: Floats
    stopping: Flags
    continuing: Flags
    size: Counts
    order: Counts
    known: Counts
    places: Counts


def make_camps(law: RankingLaw) -> Camps:
    """Make room for the camps of one world."""
    camps, candidates = law.attraction.shape
    return Camps(
        np.zeros((camps, candidates)),
        np.zeros(camps),
        np.zeros(1, np.uint8),
        np.zeros(candidates, np.uint8),
        np.zeros(1, np.int64),
        np.zeros((camps, candidates), np.int64),
        np.zeros(camps, np.int64),
        np.zeros(len(law.lists.camps), np.int64),
    )


@inner
def enter_world(law: RankingLaw, world: RankingWorld, i: int, camps: Camps) -> None:
    """Weigh the candidates and the stop for the camps of world i; everybody continues."""
    for g in range(len(camps.stops)):
        weights, order = camps.weights[g], camps.order[g]
        largest = camp_weights(world.strength[i], law.attraction[g], weights)
        camps.stops[g] = law.stop[g] / largest
        for c in range(len(weights)):
            place = c
            while place > 0 and weights[order[place - 1]] < weights[c]:
                order[place] = order[place - 1]
                place -= 1
            order[place] = c
    camps.known[:] = len(camps.continuing)
    camps.stopping[0] = 0
    camps.continuing[:] = 1
    camps.size[0] = len(camps.continuing)
    for which in range(len(camps.places)):
        camps.places[which] = law.lists.starts[which]


@inner
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


@inner
def narrow(camps: Camps, continuing: Flags) -> None:
    """Let nobody but `continuing` receive from now on."""
    size = 0
    for c in range(len(continuing)):
        camps.continuing[c] = continuing[c]
        size += continuing[c]
    camps.size[0] = size


@inner
def next_name(lists: Lists, which: int, camps: Camps) -> int:
    """Find the first name of a list who continues, −1 for none.

    Whoever stands before a paper's holder on its list was out when it passed, and none comes
    back, so one place serves all papers of the list.
    """
    place, end = camps.places[which], lists.starts[which + 1]
    while place < end and camps.continuing[lists.names[place]] == 0:
        place += 1
    camps.places[which] = place
    return int(lists.names[place]) if place < end else -1


@inner
def lay_out(camps: Camps, g: int, on: float, labels: Counts, weights: Floats) -> int:
    """List whom a paper of camp g may go to, heaviest first, and return how many they are.

    They are those who continue and the stop, label C, unless it weighs nothing. `on` is the
    chance that the paper goes on at all: what is left of one is added to the stop.
    """
    rest = _strike_out(camps, g)
    size, stop = camps.size[0], camps.stops[g] * camps.stopping[0]
    if size == 0 or on <= 0.0:
        labels[0], weights[0] = len(camps.continuing), 1.0
        return 1
    if on < 1.0:
        stop = (rest + stop) / on - rest
    place = 0
    for i in range(size):
        c = camps.order[g, i]
        if camps.weights[g, c] < stop and place == i:
            labels[place], weights[place] = len(camps.continuing), stop
            place += 1
        labels[place], weights[place] = c, camps.weights[g, c]
        place += 1
    if place == size and stop > 0.0:
        labels[place], weights[place] = len(camps.continuing), stop
        place += 1
    return place


@inner
def _strike_out(camps: Camps, g: int) -> float:
    """Strike out of camp g's order who continues no longer; add up the weights of the rest."""
    order, kept, rest = camps.order[g], 0, 0.0
    for place in range(camps.known[g]):
        c = order[place]
        order[kept] = c
        kept += camps.continuing[c]
        rest += camps.weights[g, c] * camps.continuing[c]
    camps.known[g] = kept
    return rest
