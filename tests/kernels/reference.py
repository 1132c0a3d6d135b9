"""MODEL 4 and the block count read literally: one member at a time, nothing of the kernels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import exp, prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tests.kernels.plans import Plan

Array = NDArray[np.int64]


class Elections(NamedTuple):
    """Votes (n, candidates), valid ballots (n,) and winners (n, candidates)."""

    votes: Array
    ballots: Array
    elected: Array


def free_weights(plan: Plan, g: int) -> list[float]:
    """Give w_gc for each candidate c."""
    weights = []
    for c, appeal in enumerate(plan.appeal):
        pulls = []
        for s, names in enumerate(plan.slates):
            if c in names:
                pull = plan.affinity[g, s]
                if s == g:
                    pull += plan.loyalty[g]
                elif g < len(plan.slates) and plan.factions[s] == plan.factions[g]:
                    pull += plan.kinship[g]
                pulls.append(pull)
        weights.append(exp(appeal + (max(pulls) if pulls else plan.affinity[g, -1])))
    return weights


def set_law(weights: list[float], among: list[int], t: int) -> tuple[Array, NDArray[np.float64]]:
    """Give the sets of t of some candidates, as rows of ticks, and their chances ∝ Π w."""
    sets = list(combinations(among, t))
    ticked = np.array([[c in chosen for c in range(len(weights))] for chosen in sets], np.int64)
    products = np.array([prod(weights[c] for c in chosen) for chosen in sets])
    return ticked, products / products.sum()


class Way(NamedTuple):
    """One way of a member of a camp: free or disciplined, so many votes used."""

    chance: float
    always: Array
    ticked: Array
    chances: NDArray[np.float64]


def camp_ways(plan: Plan, g: int) -> list[Way]:
    """List the ways of a camp's members: disciplined or not, then t, then which set."""
    weights, everyone = free_weights(plan, g), list(range(len(plan.appeal)))
    discipline = plan.discipline[g] if g < len(plan.slates) else 0.0
    nobody = np.zeros(len(everyone), np.int64)
    ways = [
        Way((1 - discipline) * plan.ticks[g, t], nobody, *set_law(weights, everyone, t))
        for t in range(1, plan.votes + 1)
    ]
    if discipline > 0.0:
        names = plan.asks[g]
        others = [c for c in everyone if c not in names]
        enough = plan.ticks[g, len(names) :].sum()
        listed = np.array([c in names for c in everyone], np.int64)
        for t in range(len(names), plan.votes + 1):
            chance = discipline * plan.ticks[g, t] / enough
            ways.append(Way(chance, listed, *set_law(weights, others, t - len(names))))
    return ways


def choose(
    rng: np.random.Generator, chances: Sequence[float] | NDArray[np.float64], size: int
) -> Array:
    """Draw labels with the chances given."""
    edges = np.cumsum(chances)
    drawn = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    return np.asarray(np.minimum(drawn, len(edges) - 1))


def vote(plan: Plan, rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Draw n elections member by member: camp, way, set; give votes and valid ballots."""
    votes = np.zeros((n, len(plan.appeal)), np.int64)
    ballots = np.zeros(n, np.int64)
    ways = [camp_ways(plan, g) for g in range(len(plan.slates) + 1)]
    for cast, shares in zip(plan.cast, plan.shares, strict=True):
        for _ in range(cast):
            valid = np.nonzero(rng.random(n) >= plan.invalid)[0]
            ballots[valid] += 1
            camps = choose(rng, shares, len(valid))
            for g, camp in enumerate(ways):
                members = valid[camps == g]
                how = choose(rng, [way.chance for way in camp], len(members))
                for w, way in enumerate(camp):
                    who = members[how == w]
                    sets = choose(rng, way.chances, len(who))
                    votes[who] += way.always + way.ticked[sets]
    return votes, ballots


def lowest_that_meet(
    order: Sequence[int], seats: int, needs: NDArray[np.int64], tags: NDArray[np.uint8]
) -> tuple[int, ...] | None:
    """Give the winners, highest first: the first set in the order that meets every minimum."""
    for chosen in combinations(order, min(seats, len(order))):
        if (tags[:, list(chosen)].sum(axis=1) >= needs).all():
            return chosen
    return None


def elect_all(plan: Plan, rng: np.random.Generator, votes: Array) -> Array:
    """Elect in each of n elections: the highest, ties in a random order, minimums met."""
    tags = np.zeros((len(plan.needs), votes.shape[1]), np.uint8)
    for m, tagged in enumerate(plan.tagged):
        tags[m, list(tagged)] = 1
    orders = np.argsort(rng.random(votes.shape) - votes, axis=1)
    distinct, which = np.unique(orders, axis=0, return_inverse=True)
    elected = np.zeros_like(distinct)
    for row, order in zip(elected, distinct.tolist(), strict=True):
        winners = lowest_that_meet(order, plan.seats, np.array(plan.needs, np.int64), tags)
        assert winners is not None
        row[list(winners)] = 1
    return elected[which.ravel()]


def hold_elections(plan: Plan, seed: int, n: int) -> Elections:
    """Draw n elections and count them."""
    rng = np.random.default_rng(seed)
    votes, ballots = vote(plan, rng, n)
    return Elections(votes, ballots, elect_all(plan, rng, votes))


def exact_law(plan: Plan) -> NDArray[np.float64]:
    """Give the chance of every tally, an array of (members + 1) to the number of candidates."""
    candidates, members = len(plan.appeal), int(plan.cast.sum())
    law = np.zeros((members + 1,) * candidates)
    law[(0,) * candidates] = 1.0
    for cast, shares in zip(plan.cast, plan.shares, strict=True):
        paper = {(0,) * candidates: plan.invalid}
        for g, share in enumerate(shares):
            for way in camp_ways(plan, g):
                for ticked, chance in zip(way.ticked, way.chances, strict=True):
                    key = tuple(int(x) for x in way.always + ticked)
                    part = (1 - plan.invalid) * share * way.chance * chance
                    paper[key] = paper.get(key, 0.0) + part
        for _ in range(cast):
            after = np.zeros_like(law)
            for ticks, chance in paper.items():
                to = tuple(slice(x, None) for x in ticks)
                back = tuple(slice(None, members + 1 - x) for x in ticks)
                after[to] += chance * law[back]
            law = after
    return law
