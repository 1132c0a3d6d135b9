"""Invented elections to count: as many papers as the largest real ones have."""

from __future__ import annotations

import numpy as np

from necsim.count import Ballots
from necsim.engine.standard import SEED
from necsim.kernels.stv_shapes import RankedPapers
from necsim.kernels.types import Counts


def large_ward() -> Ballots:
    """Make 59,463 papers for a ward's 11 candidates and four seats, most of them short."""
    generator = np.random.default_rng(SEED)
    lengths = generator.geometric(0.3, 59_463).clip(max=11)
    return _election("ward", lengths, candidates=11, seats=4)


def long_rankings() -> Ballots:
    """Make 117,000 papers, no two alike: each ranks 12 or more of 44 candidates for nine seats."""
    generator = np.random.default_rng(SEED)
    return _election("committee", generator.integers(12, 45, 117_000), candidates=44, seats=9)


def _election(title: str, lengths: Counts, *, candidates: int, seats: int) -> Ballots:
    """Draw rankings of given lengths (P,) from one electorate, and pool equal ones."""
    generator = np.random.default_rng(SEED + 1)
    popular = generator.normal(0.0, 1.0, candidates)
    # Clocks that ring at rates given by weight rank as Plackett and Luce have it.
    order = np.argsort(generator.exponential(size=(len(lengths), candidates)) / np.exp(popular))
    ranked = np.arange(candidates) < lengths[:, np.newaxis]
    rankings, numbers = np.unique(np.where(ranked, order, -1), axis=0, return_counts=True)
    ranked = rankings >= 0
    starts = np.concatenate(([0], np.cumsum(ranked.sum(axis=1))))
    names = tuple(f"candidate {n + 1}" for n in range(candidates))
    papers = RankedPapers(rankings[ranked].astype(np.int16), starts, numbers)
    return Ballots(title, names, seats, (), papers)
