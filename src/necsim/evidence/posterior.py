"""Points of the scales weighed by how well they foresee the evidence (MODEL 8)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from necsim.evidence.chain import Chained
from necsim.evidence.kalman import Gaussians
from necsim.evidence.layout import Layout
from necsim.evidence.scales import (
    ROUNDS,
    Points,
    Scales,
    adapted_points,
    is_enough,
    prior_points,
)
from necsim.kernels.types import Counts, Floats
from necsim.simplex.nodes import MOST_DIMENSIONS, normal_nodes

_NODES, _SCRAMBLE = 16, 2


class Posterior(NamedTuple):
    """A mixture: weights (S,) that add to one, the scales and the Gaussian state of each point."""

    weights: Floats
    scales: Scales
    state: Gaussians

    @property
    def effective(self) -> float:
        """How many points of equal weight would do as well."""
        return float(1.0 / np.sum(self.weights**2))


class Mixture(NamedTuple):
    """What worlds draw from: x = centre + root z of the point that a uniform picks.

    `cumulative` weights and `tail` are (S,), `centre` (S, W) and `root` (S, W, W) of log support,
    the unaligned and discipline. A root is lower block-triangular: discipline's own normals move
    discipline alone.
    """

    cumulative: Floats
    tail: Floats
    centre: Floats
    root: Floats


def weigh(foresee: Callable[[Scales], Chained], scales: Callable[[Floats], Scales],
          scramble: int) -> Posterior:  # fmt: skip
    """Lay points, weigh them, and where few carry all the weight lay them anew around those."""
    points: Points = prior_points(scramble)
    rounds: list[Posterior] = []
    for _ in ROUNDS:
        tried = scales(points.z)
        chained = foresee(tried)
        log = chained.log + points.log_ratio
        weights = np.exp(log - log.max())
        found = Posterior(weights / weights.sum(), tried, chained.state)
        rounds.append(found)
        if is_enough(found.effective):
            break
        points = adapted_points(points, found.weights, scramble)
    return max(rounds, key=lambda found: found.effective)


def mixture(layout: Layout, posterior: Posterior) -> Mixture:
    """Keep what makes worlds: log support about its mean, the unaligned, discipline."""
    wide, first = layout.world, layout.unaligned + 1
    turn = np.eye(wide)
    count = len(layout.factions)
    turn[layout.support, layout.support] -= 1.0 / count
    centre = posterior.state.mean[:, :wide] @ turn.T
    covariance = turn @ posterior.state.covariance[:, :wide, :wide] @ turn.T
    root = np.zeros_like(covariance)
    values, vectors = np.linalg.eigh(covariance[:, :first, :first])
    values = np.maximum(values, 0.0)
    root[:, :first, :first] = (vectors * np.sqrt(values)[:, None, :]) @ vectors.transpose(0, 2, 1)
    # What support says of discipline; directions without spread (the common level) say nothing.
    inverse = np.where(values > 1e-12, 1.0 / np.sqrt(np.maximum(values, 1e-12)), 0.0)
    back = (vectors * inverse[:, None, :]) @ vectors.transpose(0, 2, 1)
    cross = covariance[:, first:, :first] @ back
    root[:, first:, :first] = cross
    left, turned = np.linalg.eigh(covariance[:, first:, first:] - cross @ cross.transpose(0, 2, 1))
    spread = np.sqrt(np.maximum(left, 0.0))
    root[:, first:, first:] = (turned * spread[:, None, :]) @ turned.transpose(0, 2, 1)
    cumulative = np.cumsum(posterior.weights)
    return Mixture(cumulative / cumulative[-1], posterior.scales.tail, centre, root)


class Picked(NamedTuple):
    """States (n, W) drawn from a mixture, and the point that each is of (n,)."""

    states: Floats
    points: Counts


def sample(mixed: Mixture, count: int, seed: int) -> Picked:
    """Draw states of a mixture."""
    generator = np.random.Generator(np.random.Philox(seed))
    points = np.searchsorted(mixed.cumulative, generator.random(count))
    points = np.minimum(points, len(mixed.cumulative) - 1)
    z = generator.standard_normal((count, mixed.centre.shape[1]))
    moved = np.einsum("nij,nj->ni", mixed.root[points], z)
    return Picked(mixed.centre[points] + moved, points)


class Draws(NamedTuple):
    """Fixed draws of a mixture: states (S, M, W), and the mass of each point's (S, 1)."""

    states: Floats
    mass: Floats


def fixed_draws(found: Mixture) -> Draws:
    """Draw states of every point at nodes of its own, all of one net, each with its opposite."""
    points, wide = found.centre.shape
    half = _nodes(points, wide)
    nodes = np.concatenate([half, -half], axis=1)
    states = found.centre[:, None, :] + np.einsum("sij,smj->smi", found.root, nodes)
    mass = np.diff(found.cumulative, prepend=0.0) / _NODES
    return Draws(states, mass[:, None])


@lru_cache(maxsize=8)
def _nodes(points: int, wide: int) -> Floats:
    """Give standard normal nodes (S, M / 2, W); beyond the net's dimensions they are drawn."""
    count, netted = points * _NODES // 2, min(wide, MOST_DIMENSIONS)
    drawn = np.random.Generator(np.random.Philox(0)).standard_normal((count, wide - netted))
    # Another scramble than the scales': a point's nodes must not go with its weight.
    nodes = np.concatenate([normal_nodes(count, netted, _SCRAMBLE), drawn], axis=1)
    # Neighbours in the net complement one another, so each point has some: spread over the points
    # instead, nodes would go with the scales, which are of a net too, and miss spreads by 2 %.
    return nodes.reshape(points, _NODES // 2, wide)
