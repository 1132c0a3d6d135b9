"""Complete rankings of every member, for whatever needs the same papers twice (MODEL 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner, kernel
from necsim.kernels.alias import HALF, build_alias, pick
from necsim.kernels.block import valid_ballots
from necsim.kernels.meek import MeekRoom, count_meek, make_meek_room
from necsim.kernels.ranking_shapes import RankingLaw, RankingWorld
from necsim.kernels.rankings import load_rankings, put_in_hand
from necsim.kernels.shapes import Call
from necsim.kernels.stream import next_bits, seed_stream, uniform
from necsim.kernels.stv import CountState
from necsim.kernels.stv_camps import Camps, enter_world, make_camps
from necsim.kernels.stv_first import FirstTable, fill_first, make_first
from necsim.kernels.stv_shapes import RankedPapers, Rankings
from necsim.kernels.types import Counts, Flags, Floats, Indices, Keys
from necsim.kernels.verbs import answers, begin, deal, load, take

_TRIES = 8


class Pens(NamedTuple):
    """Room for writing papers.

    `tables` (G, C + 1) draw a candidate, ranked already or not, or the stop, which comes last.
    `ranked` (C + 1,) is the last paper to name each.
    """

    names: Indices
    owners: Counts
    after_slate: Floats
    camps: Camps
    first: FirstTable
    tables: Keys
    ranked: Counts
    stream: Keys


class Complete(NamedTuple):
    """A source of complete rankings, drawn when it is loaded."""

    rankings: Rankings
    pens: Pens


class MeekPapers(NamedTuple):
    """Complete rankings, and room to count them by Meek's rule."""

    complete: Complete
    room: MeekRoom


def make_pens(law: RankingLaw) -> Pens:
    """Make room for writing papers."""
    camps, candidates = law.attraction.shape
    return Pens(
        law.lists.names,
        law.lists.camps,
        law.after_slate,
        make_camps(law),
        make_first(law),
        np.zeros((camps, candidates + 1), np.uint64),
        np.zeros(candidates + 1, np.int64),
        np.zeros(4, np.uint64),
    )


def make_papers(law: RankingLaw, papers: int) -> RankedPapers:
    """Make room for so many papers, even if each should rank everybody."""
    preferences = np.empty(papers * law.attraction.shape[1], np.int16)  # takes memory when written
    return RankedPapers(preferences, np.zeros(papers + 1, np.int64), np.ones(papers, np.int64))


def make_complete(law: RankingLaw, papers: int, values: int) -> Complete:
    """Make room for one replicate of so many papers, with so many distinct transfer values."""
    rankings = load_rankings(make_papers(law, papers), law.attraction.shape[1], values)
    return Complete(rankings, make_pens(law))


def make_meek_papers(law: RankingLaw, papers: int) -> MeekPapers:
    """Make room for one replicate of so many papers."""
    complete = make_complete(law, papers, 1)
    return MeekPapers(complete, make_meek_room(complete.rankings.papers, law.attraction.shape[1]))


def draw_rankings(law: RankingLaw, world: RankingWorld, call: Call, i: int) -> RankedPapers:
    """Draw every valid paper of replicate i of a slice in full, each a ranking of its own."""
    room = make_papers(law, int(world.cast[i].sum()))
    papers = write_papers(law, world, call, i, make_pens(law), room)
    starts = room.starts[: papers + 1]
    return RankedPapers(room.preferences[: starts[-1]].copy(), starts, room.numbers[:papers])


@answers(load, Complete)
def _load(source: Complete, law: RankingLaw, world: RankingWorld, call: Call, i: int) -> int:
    papers = fill_papers(law, world, call, i, source.pens, source.rankings.papers)
    put_in_hand(source.rankings, papers)
    return papers


@answers(begin, Complete)
def _begin(source: Complete, continuing: Flags) -> None:
    begin(source.rankings, continuing)


@answers(take, Complete)
def _take(source: Complete, c: int, v: int, last_only: bool) -> None:
    take(source.rankings, c, v, last_only)


@answers(deal, Complete)
def _deal(source: Complete, v: int, received: Counts) -> int:
    return deal(source.rankings, v, received)


@inner
def count_by_meek(source: MeekPapers, state: CountState) -> int:
    """Count loaded papers by Meek's rule, which asks for them again and again."""
    papers, number = source.complete.rankings.papers, source.complete.rankings.piles.hand[0]
    loaded = RankedPapers(papers.preferences, papers.starts[: number + 1], papers.numbers[:number])
    return count_meek(loaded, state, source.room)


@answers(load, MeekPapers)
def _load_meek(source: MeekPapers, law: RankingLaw, world: RankingWorld, call: Call, i: int) -> int:
    return load(source.complete, law, world, call, i)


@kernel
def write_papers(
    law: RankingLaw, world: RankingWorld, call: Call, i: int, pens: Pens, papers: RankedPapers
) -> int:
    """Write the valid papers of replicate i of a slice, and return how many they are."""
    return fill_papers(law, world, call, i, pens, papers)


@inner
def fill_papers(
    law: RankingLaw, world: RankingWorld, call: Call, i: int, pens: Pens, papers: RankedPapers
) -> int:
    """Write the valid papers of replicate i of a slice, and return how many they are."""
    enter_world(law, world, i, pens.camps)
    for g in range(len(pens.tables)):
        _fill_table(pens, g)
    seed_stream(pens.stream, call.ballots, call.first + i, np.uint64(0))
    pens.ranked[:] = -1
    total = 0
    for s in range(world.cast.shape[1]):
        valid = valid_ballots(pens.stream, world.cast[i, s], law.invalid)
        fill_first(law, world, i, s, pens.camps, pens.first)
        for p in range(total, total + valid):
            papers.starts[p + 1] = _write_paper(pens, p, papers.starts[p], papers.preferences)
        total += valid
    return total


@inner
def _fill_table(pens: Pens, g: int) -> None:
    """Fill camp g's table over everybody and the stop."""
    shares = pens.first.shares[: pens.tables.shape[1]]
    for c in range(len(shares)):
        shares[c] = pens.camps.weights[g, c]
    build_alias(shares, pens.tables[g], pens.first.stack)


@inner
def _write_paper(pens: Pens, p: int, end: int, preferences: Indices) -> int:
    """Write paper p from place `end` on, and return where it ends."""
    camps, first, stop = pens.camps, pens.first, len(pens.camps.continuing)
    place = first.places[pick(next_bits(pens.stream) >> HALF, first.table, len(first.table))]
    g, c = divmod(int(np.int64(place)), stop + 1)
    which = g - len(camps.weights)
    start = end
    if which >= 0:
        for i in range(stop):
            if pens.names[which, i] >= 0:
                end = _write(pens, p, int(pens.names[which, i]), end, preferences)
        g = int(pens.owners[which])
        if uniform(pens.stream) >= pens.after_slate[g]:
            return end
    else:
        end = _write(pens, p, c, end, preferences)
    while end - start < stop:
        c = _next_free(pens, p, g)
        if c == stop:
            break
        end = _write(pens, p, c, end, preferences)
    return end


@inner
def _write(pens: Pens, p: int, c: int, end: int, preferences: Indices) -> int:
    """Write one preference."""
    preferences[end] = c
    pens.ranked[c] = p
    return end + 1


@inner
def _next_free(pens: Pens, p: int, g: int) -> int:
    """Draw who is next on paper p of camp g, the stop beside those not yet ranked.

    Drawn from everybody until it is one of those; after a few tries, from them alone: one law.
    """
    camps, stop = pens.camps, len(pens.camps.continuing)
    for _ in range(_TRIES):
        c = int(np.int64(pick(next_bits(pens.stream) >> HALF, pens.tables[g], stop + 1)))
        if pens.ranked[c] != p:
            return c
    rest = camps.weights[g, stop]
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
    return stop if camps.weights[g, stop] > 0.0 else last
