"""The law of ballots, literally: one member after another (MODEL 4).

What one would write first, without compiled code or tables. Speeds are measured against it, and
the kernels' law is tested against it.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from necsim.kernels.ranking_shapes import RankingLaw, RankingWorld
from necsim.kernels.shapes import BlockLaw, BlockWorld
from necsim.kernels.types import Counts, Floats

Ticks = NDArray[np.bool_]
World = BlockWorld | RankingWorld  # alike in all that is read here


def plain_votes(law: BlockLaw, world: World, i: int, generator: Generator) -> Counts:
    """Let everyone who casts a ballot in world i vote; give each candidate's votes (C,)."""
    votes = np.zeros(law.attraction.shape[1], np.int64)
    for segment, cast in enumerate(world.cast[i]):
        for _ in range(cast):
            if generator.random() < law.invalid:
                continue
            camp = _one_of(world.shares[i, segment], generator)
            votes += _ballot(law, world, i, camp, generator)
    return votes


def plain_rankings(law: RankingLaw, world: World, i: int, generator: Generator) -> list[list[int]]:
    """Let everyone who casts a ballot in world i rank; give the valid papers in full."""
    papers = []
    for segment, cast in enumerate(world.cast[i]):
        for _ in range(cast):
            if generator.random() < law.invalid:
                continue
            camp = _one_of(world.shares[i, segment], generator)
            papers.append(_ranking(law, world, (i, segment, camp), generator))
    return papers


def _ranking(
    law: RankingLaw, world: World, where: tuple[int, int, int], generator: Generator
) -> list[int]:
    """Fill in one member's paper: the slate's list, perhaps gone on from, or a free ranking."""
    i, segment, camp = where
    ranked: list[int] = []
    asked = law.lists.asked[segment, camp]
    if asked >= 0 and generator.random() < world.discipline[i, camp]:
        ranked = [int(c) for c in law.lists.names[asked] if c >= 0]
        if generator.random() >= law.after_slate[camp]:
            return ranked
    weights = np.append(world.strength[i] * law.attraction[camp], law.stop[camp])
    stop = len(weights) - 1
    weights[ranked] = 0.0
    while len(ranked) < stop:
        odds = weights if ranked else np.append(weights[:stop], 0.0)
        drawn = _one_of(odds / odds.sum(), generator)
        if drawn == stop:
            break
        ranked.append(drawn)
        weights[drawn] = 0.0
    return ranked


def _ballot(law: BlockLaw, world: World, i: int, camp: int, generator: Generator) -> Ticks:
    """Fill in one member's ballot: what the slate asks, or a free choice."""
    weights = world.strength[i] * law.attraction[camp]
    if generator.random() >= world.discipline[i, camp]:
        return _tick(weights, _one_of(law.free_ticks[camp], generator), generator)
    asked: Ticks = law.asked[camp] == 1
    others = np.where(asked, 0.0, weights)
    asked |= _tick(others, _one_of(law.list_ticks[camp], generator), generator)
    return asked


def _tick(weights: Floats, ticks: int, generator: Generator) -> Ticks:
    """Tick a set of candidates, each set of that size with chance ∝ the product of its weights.

    Each candidate is tossed for alone, odds ∝ weight, until as many are ticked as should be; the
    law is the same whatever the odds are multiplied by, only the number of attempts is not.
    """
    if ticks == 0:
        return np.zeros(len(weights), np.bool_)
    odds = weights * (ticks / weights.sum())
    chances = odds / (1.0 + odds)
    while True:
        ticked: Ticks = generator.random(len(weights)) < chances
        if np.count_nonzero(ticked) == ticks:
            return ticked


def _one_of(chances: Floats, generator: Generator) -> int:
    return int(generator.choice(len(chances), p=chances))
