"""Simulated rankings: what every sampler shares, from an electorate to camps and lists (MODEL 4).

Papers are of a *kind*: free, one kind a camp, or on a list, one kind a list after those.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inlined, inner
from necsim.kernels.binomial import binomial, split
from necsim.kernels.block import valid_ballots
from necsim.kernels.ranking_shapes import RankingLaw, RankingWorld
from necsim.kernels.types import Counts, Flags, Floats, Indices, Keys
from necsim.kernels.weights import camp_weights

_NEVER = 1e-12  # a chance that no table can tell from none

SIZE, STOPPING, PLACES = range(3)
"""Entries of `Camps.marks`.

How many continue; whether papers may stop, not so while first preferences are dealt; and from
here on, how far down each list nobody continues.
"""


class Camps(NamedTuple):
    """How the camps of one world choose among those who may still receive papers.

    `weights` (G, C + 1), the largest of a candidate one and the last column the stop;
    `continuing` (C,). `order` (G, C + 1) lists each camp's candidates, heaviest first: those who
    continued when it was last looked at, and in the last column how many these are.
    """

    weights: Floats
    continuing: Flags
    order: Counts
    marks: Counts


def make_camps(law: RankingLaw) -> Camps:
    """Make room for the camps of one world."""
    camps, candidates = law.attraction.shape
    return Camps(
        np.zeros((camps, candidates + 1)),
        np.zeros(candidates, np.uint8),
        np.zeros((camps, candidates + 1), np.int64),
        np.zeros(PLACES + len(law.lists.camps), np.int64),
    )


@inner
def enter_world(law: RankingLaw, world: RankingWorld, i: int, camps: Camps) -> None:
    """Weigh the candidates and the stop for the camps of world i; everybody continues."""
    candidates = len(camps.continuing)
    for g in range(len(camps.weights)):
        weights, order = camps.weights[g], camps.order[g]
        largest = camp_weights(world.strength[i], law.attraction[g], weights[:candidates])
        weights[candidates] = law.stop[g] / largest
        for c in range(candidates):
            place = c
            while place > 0 and weights[order[place - 1]] < weights[c]:
                order[place] = order[place - 1]
                place -= 1
            order[place] = c
        order[candidates] = candidates
    camps.continuing[:] = 1
    camps.marks[:] = 0
    camps.marks[SIZE] = candidates


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


@inlined
def narrow(camps: Camps, continuing: Flags) -> None:
    """Let nobody but `continuing` receive from now on."""
    size = 0
    for c in range(len(continuing)):
        camps.continuing[c] = continuing[c]
        size += continuing[c]
    camps.marks[SIZE] = size


@inner
def next_name(names: Indices, which: int, camps: Camps) -> int:
    """Find the first name of a list who continues, −1 for none.

    Whoever stands before a paper's holder on its list was out when it passed, and none comes
    back, so one place serves all papers of the list.
    """
    place = camps.marks[PLACES + which]
    while place < names.shape[1]:
        c = int(names[which, place])
        if c < 0 or camps.continuing[c]:
            camps.marks[PLACES + which] = place
            return c
        place += 1
    camps.marks[PLACES + which] = place
    return -1


@inlined
def lay_out(camps: Camps, g: int, on: float, labels: Counts, weights: Floats) -> int:
    """List whom a paper of camp g may go to, heaviest first, and return how many they are.

    They are those who continue and the stop, label C, unless it weighs nothing. `on` is the
    chance that the paper goes on at all: what is left of one is added to the stop.
    """
    rest, nobody = _strike_out(camps, g), len(camps.continuing)
    size, stop = camps.marks[SIZE], camps.weights[g, nobody] * camps.marks[STOPPING]
    if size == 0 or on < _NEVER:
        labels[0], weights[0] = nobody, 1.0
        return 1
    if on < 1.0:
        stop = (rest + stop) / on - rest
    place = 0
    for i in range(size):
        c = camps.order[g, i]
        if place == i and camps.weights[g, c] < stop:
            labels[place], weights[place] = nobody, stop
            place += 1
        labels[place], weights[place] = c, camps.weights[g, c]
        place += 1
    if place == size and stop > 0.0:
        labels[place], weights[place] = nobody, stop
        place += 1
    return place


@inlined
def _strike_out(camps: Camps, g: int) -> float:
    """Strike out of camp g's order who continues no longer; add up the weights of the rest."""
    order, nobody, kept, rest = camps.order[g], len(camps.continuing), 0, 0.0
    for place in range(order[nobody]):
        c = order[place]
        order[kept] = c
        kept += camps.continuing[c]
        rest += camps.weights[g, c] * camps.continuing[c]
    order[nobody] = kept
    return rest
