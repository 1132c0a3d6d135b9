"""How far each kind of evidence may be off: the scales that a fit integrates over (MODEL 8).

A scale is lognormal around its reference value; the shared tail s is √(ν/χ²_ν). Points are laid
in standard normals z, one column a scale, so that a proposal for one is a proposal for all.
"""

from __future__ import annotations

from math import erfc, lgamma, sqrt
from typing import NamedTuple

import numpy as np

from necsim.kernels.types import Floats
from necsim.scenario.reference import Reference
from necsim.simplex.nodes import normal_nodes, tail_nodes, uniform_nodes

# Standard deviation of a scale's logarithm: about two to one either way, two times in three.
SPREAD = 0.5
POINTS = 1024
FRESH = 0.1  # part of an adapted proposal that stays the prior, so that no weight can explode
_FREEDOM = 5.0
_ENOUGH, _ROUNDS = 0.2, 4


class Scales(NamedTuple):
    """One number a point (S,): the tail s, then standard deviations, and the slope λ.

    `drift` is a year's, `bias` is shared by all polls, `house` by those of one house, `extra` is a
    poll's own; `slope` and `nominations` belong to nominations, `ballot` to preceding ballots.
    """

    tail: Floats
    drift: Floats
    bias: Floats
    house: Floats
    extra: Floats
    slope: Floats
    nominations: Floats
    ballot: Floats


class Points(NamedTuple):
    """Places z (S, 8) where scales are tried, and log prior − log proposal there (S,)."""

    z: Floats
    log_ratio: Floats


def scales_at(z: Floats, reference: Reference, tail: float) -> Scales:
    """Translate standard normals (S, 8) to scales."""
    centres = (
        reference.drift,
        reference.poll_bias,
        reference.poll_house,
        reference.poll_extra,
        reference.nominations_slope,
        reference.nominations_spread,
        reference.ballot_spread,
    )
    others = (centre * np.exp(SPREAD * z[:, k]) for k, centre in enumerate(centres, start=1))
    return Scales(tail_nodes(tail, _normal_chance(z[:, 0])), *others)


def prior_points(scramble: int) -> Points:
    """Lay points by the prior: a scrambled Sobol net."""
    z = normal_nodes(POINTS, len(Scales._fields), scramble)
    return Points(z, np.zeros(len(z)))


def adapted_points(points: Points, weights: Floats, scramble: int) -> Points:
    """Lay points where the weights (S,) are: a t₅ about their mean and covariance, some fresh."""
    size = points.z.shape[1]
    mean = np.asarray(weights @ points.z, np.float64)
    off: Floats = np.subtract(points.z, mean)
    # A little of the prior's own spread, lest few points in few directions give no width at all.
    covariance = (off * weights[:, None]).T @ off + 0.05 * np.eye(size)
    root = np.asarray(np.linalg.cholesky(covariance), np.float64)
    uniform = uniform_nodes(POINTS, size + 2, scramble)
    normal = normal_nodes(POINTS, size, scramble)
    heavy = tail_nodes(_FREEDOM, uniform[:, size])
    fresh = uniform[:, size + 1] < FRESH
    near = mean + heavy[:, None] * (normal @ root.T)
    z = np.asarray(np.where(fresh[:, None], normal, near), np.float64)
    return Points(z, _log_normal(z) - _log_mixture(z, mean, root))


def is_enough(effective: float) -> bool:
    """Tell whether so many effective points need no better proposal."""
    return effective >= _ENOUGH * POINTS


ROUNDS = range(_ROUNDS)


def _log_normal(z: Floats) -> Floats:
    return np.asarray(-0.5 * (z**2).sum(axis=1) - 0.5 * z.shape[1] * np.log(2.0 * np.pi))


def _log_mixture(z: Floats, mean: Floats, root: Floats) -> Floats:
    size, nu = z.shape[1], _FREEDOM
    far = (np.linalg.solve(root, (z - mean).T) ** 2).sum(axis=0)
    constant = lgamma((nu + size) / 2) - lgamma(nu / 2) - 0.5 * size * np.log(nu * np.pi)
    heavy = constant - np.log(np.diag(root)).sum() - (nu + size) / 2 * np.log1p(far / nu)
    return np.asarray(np.logaddexp(np.log(FRESH) + _log_normal(z), np.log1p(-FRESH) + heavy))


def _normal_chance(z: Floats) -> Floats:
    # SciPy's takes a fifth of a second to import, which every run with evidence would wait for.
    chances = np.array([0.5 * erfc(-each * sqrt(0.5)) for each in z.tolist()])
    return np.clip(chances, 1e-9, 1.0 - 1e-9)
