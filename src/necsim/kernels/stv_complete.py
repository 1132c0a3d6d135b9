"""Complete rankings of every member, for whatever needs the same papers twice (MODEL 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.alias import HALF, build_alias, pick
from necsim.kernels.block import valid_ballots
from necsim.kernels.shapes import Call, RankingLaw, RankingWorld
from necsim.kernels.stream import next_bits, seed_stream, uniform
from necsim.kernels.stv_camps import Camps, enter_world, make_camps
from necsim.kernels.stv_first import FirstTable, fill_first, make_first
from necsim.kernels.stv_shapes import RankedPapers
from necsim.kernels.types import Counts, Indices, Keys

_TRIES = 8


class Pens(NamedTuple):
    """Room for writing papers.

    `tables` (G, C + 1) draw a candidate, ranked already or not, or the stop, which comes last.
    `ranked` (C + 1,) is the last paper to name each; `sizes` (1,) preferences so far.
    """

    camps: Camps
    first: FirstTable
    tables: Keys
    ranked: Counts
    sizes: Counts
    stream: Keys


def make_pens(law: RankingLaw) -> Pens:
    """Make room for writing papers."""
    camps, candidates = law.attraction.shape
    return Pens(
        make_camps(law),
        make_first(law),
        np.zeros((camps, candidates + 1), np.uint64),
        np.zeros(candidates + 1, np.int64),
        np.zeros(1, np.int64),
        np.zeros(4, np.uint64),
    )


def draw_rankings(law: RankingLaw, world: RankingWorld, call: Call, i: int) -> RankedPapers:
    """Draw every valid paper of replicate i of a slice in full, each a ranking of its own."""
    most, candidates = int(world.cast[i].sum()), law.attraction.shape[1]
    # Room for complete rankings of everybody; what is never written takes no memory.
    preferences = np.empty(most * candidates, np.int16)
    starts = np.zeros(most + 1, np.int64)
    pens = make_pens(law)
    papers = write_papers(law, world, call, i, pens, preferences, starts)
    preferences = preferences[: starts[papers]].copy()
    return RankedPapers(preferences, starts[: papers + 1], np.ones(papers, np.int64))


@kernel
def write_papers(
    law: RankingLaw,
    world: RankingWorld,
    call: Call,
    i: int,
    pens: Pens,
    preferences: Indices,
    starts: Counts,
) -> int:
    """Write the valid papers of replicate i of a slice, and return how many they are."""
    enter_world(law, world, i, pens.camps)
    for g in range(len(pens.camps.stops)):
        _fill_table(pens, g)
    seed_stream(pens.stream, call.ballots, call.first + i, np.uint64(0))
    pens.ranked[:] = -1
    total = 0
    for s in range(world.cast.shape[1]):
        valid = valid_ballots(pens.stream, world.cast[i, s], law.invalid)
        fill_first(law, world, i, s, pens.camps, pens.first)
        for p in range(total, total + valid):
            starts[p + 1] = _write_paper(pens, p, starts[p], preferences)
        total += valid
    return total


@kernel
def _fill_table(pens: Pens, g: int) -> None:
    """Fill camp g's table over everybody and the stop."""
    candidates = len(pens.camps.continuing)
    shares = pens.first.shares[: candidates + 1]
    for c in range(candidates):
        shares[c] = pens.camps.weights[g, c]
    shares[candidates] = pens.camps.stops[g]
    build_alias(shares, pens.tables[g], pens.first.stack)


@kernel
def _write_paper(pens: Pens, p: int, end: int, preferences: Indices) -> int:
    """Write paper p from place `end` on, and return where it ends."""
    camps, first, stop = pens.camps, pens.first, len(pens.camps.continuing)
    label = pick(next_bits(pens.stream) >> HALF, first.table, len(first.table))
    g, c = int(first.kinds[label]), int(first.holders[label])
    which = g - len(camps.stops)
    start = end
    if which >= 0:
        for place in range(camps.lists.starts[which], camps.lists.starts[which + 1]):
            end = _write(pens, p, camps.lists.names[place], end, preferences)
        g = camps.lists.camps[which]
        if uniform(pens.stream) >= camps.after_slate[g]:
            return end
    else:
        end = _write(pens, p, c, end, preferences)
    while end - start < stop:
        c = _next_free(pens, p, g)
        if c == stop:
            break
        end = _write(pens, p, c, end, preferences)
    return end


@kernel
def _write(pens: Pens, p: int, c: int, end: int, preferences: Indices) -> int:
    """Write one preference."""
    preferences[end] = c
    pens.ranked[c] = p
    return end + 1


@kernel
def _next_free(pens: Pens, p: int, g: int) -> int:
    """Draw who is next on paper p of camp g, the stop beside those not yet ranked.

    Drawn from everybody until it is one of those; after a few tries, from them alone: one law.
    """
    camps, stop = pens.camps, len(pens.camps.continuing)
    for _ in range(_TRIES):
        c = pick(next_bits(pens.stream) >> HALF, pens.tables[g], stop + 1)
        if pens.ranked[c] != p:
            return c
    rest = camps.stops[g]
    for c in range(stop):
        if pens.ranked[c] != p:
            rest += camps.weights[g, c]
    rest *= uniform(pens.stream)
    last = stop
    for c in range(stop):
        if pens.ranked[c] != p:
            last = c
            rest -= camps.weights[g, c]
            if rest < 0.0:
                return c
    return stop if camps.stops[g] > 0.0 else last
