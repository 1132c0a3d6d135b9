"""MODEL 4's rankings read literally: each member in full, one choice after another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tests.kernels.ranking_plans import Order, RankingPlan
from tests.kernels.reference import Array, choose

from necsim.kernels.types import Floats

Law = dict[Order, float]


class Faults(NamedTuple):
    """What a member is made to do wrong, so that a test can be seen to notice it."""

    stop: float = 1.0  # times the weight of stopping
    questions: int = 1  # how often a member at the end of a list is asked whether to go on
    first_stop: bool = False  # stops may come before the first preference


NO_FAULTS = Faults()


def write_rankings(
    plan: RankingPlan, rng: np.random.Generator, n: int, faults: Faults = NO_FAULTS
) -> tuple[Array, NDArray[np.bool_]]:
    """Write the papers of n elections, cast or not, each of every election's members in a row.

    Gives preferences (n, members, C), −1 after the last, and whether each is valid (n, members).
    """
    parts = [_write_segment(plan, rng, n, s, faults) for s in range(len(plan.cast))]
    papers = np.concatenate(parts, axis=1)
    valid = rng.random(papers.shape[:2]) >= plan.invalid
    return papers, valid & (papers[:, :, 0] >= 0)


def _write_segment(
    plan: RankingPlan, rng: np.random.Generator, n: int, s: int, faults: Faults
) -> Array:
    members, candidates = n * int(plan.cast[s]), len(plan.appeal)
    papers = np.full((members, candidates), -1, np.int64)
    camps = choose(rng, plan.shares[s], members)
    for g, order in enumerate(plan.orders[s]):
        mine = camps == g
        listed = mine & (rng.random(members) < plan.discipline[g]) & (len(order) > 0)
        papers[np.ix_(listed, range(len(order)))] = order
        for _ in range(faults.questions):
            listed &= rng.random(members) < plan.after_slate[g]
        on = np.nonzero(listed | (mine & (papers[:, 0] < 0)))[0]
        papers[on] = _write_on(plan, rng, g, papers[on], faults)
    return papers.reshape(n, int(plan.cast[s]), candidates)


def _write_on(
    plan: RankingPlan, rng: np.random.Generator, g: int, papers: Array, faults: Faults
) -> Array:
    """Let members of camp g go on with what they have written, choice by choice, to a stop."""
    stop, weights = plan.stop[g] * faults.stop, plan.weights[g]
    candidates = len(weights)
    writing = np.arange(len(papers))
    for _ in range(candidates):
        left = np.tile(np.append(weights, stop), (len(writing), 1))
        for place in range(candidates):
            rows = np.nonzero(papers[writing, place] >= 0)[0]
            left[rows, papers[writing[rows], place]] = 0.0
        if not faults.first_stop:
            left[papers[writing, 0] < 0, candidates] = 0.0
        writing, chosen = _choose_next(rng, writing, left)
        papers[writing, (papers[writing] >= 0).sum(axis=1)] = chosen
    return papers


def _choose_next(rng: np.random.Generator, writing: Array, left: Floats) -> tuple[Array, Array]:
    """Choose among what is left for each; drop whoever stops, or has ranked everybody."""
    edges = np.cumsum(left, axis=1)
    drawn = rng.random(len(left)) * edges[:, -1]
    chosen = (edges <= drawn[:, None]).sum(axis=1)
    on = chosen < left.shape[1] - 1
    return writing[on], chosen[on]


def ranking_law(plan: RankingPlan, s: int) -> Law:
    """Give the exact chance of each ranking of a valid paper of segment s."""
    law: Law = {}
    for g, order in enumerate(plan.orders[s]):
        discipline = plan.discipline[g] if order else 0.0
        _spread(plan, g, (), plan.shares[s, g] * (1.0 - discipline), law)
        if order:
            listed = plan.shares[s, g] * discipline
            law[order] = law.get(order, 0.0) + listed * (1.0 - plan.after_slate[g])
            _spread(plan, g, order, listed * plan.after_slate[g], law)
    return law


def _spread(plan: RankingPlan, g: int, begun: Order, chance: float, law: Law) -> None:
    """Add a chance to whatever a free member of camp g makes of a ranking begun."""
    if chance == 0.0:
        return
    left = [c for c in range(len(plan.appeal)) if c not in begun]
    stop = plan.stop[g] if begun else 0.0
    total = stop + sum(plan.weights[g, c] for c in left)
    if stop > 0.0 or not left:
        law[begun] = law.get(begun, 0.0) + chance * (stop / total if left else 1.0)
    for c in left:
        _spread(plan, g, (*begun, c), chance * plan.weights[g, c] / total, law)
