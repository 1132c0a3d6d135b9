"""Gaussians, one a point: moved on by noise, updated by what was seen.

A batch holds S Gaussians of one state of D numbers; every observation gives its log-likelihood
under each, which is what points are weighed by.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels.types import Floats


class Gaussians(NamedTuple):
    """Means (S, D) and covariances (S, D, D)."""

    mean: Floats
    covariance: Floats


class Seen(NamedTuple):
    """What was seen: y (n,) = A x + constant (n,) + noise.

    A is `design` (n, D) or (S, n, D), and `noise` a covariance (n, n) or (S, n, n).
    """

    values: Floats
    design: Floats
    constant: Floats
    noise: Floats


def moved(state: Gaussians, variances: Floats) -> Gaussians:
    """Let independent noise of these variances, (D,) or (S, D), move the state."""
    covariance = state.covariance.copy()
    place = np.arange(covariance.shape[-1])
    covariance[:, place, place] += variances
    return Gaussians(state.mean, covariance)


def updated(state: Gaussians, seen: Seen) -> tuple[Gaussians, Floats]:
    """Give the state once this is seen, and the log-likelihood of what was seen, (S,)."""
    size = len(seen.values)
    design = np.broadcast_to(seen.design, (len(state.mean), *seen.design.shape[-2:]))
    off = seen.values - seen.constant - np.einsum("sij,sj->si", design, state.mean)
    crossed = design @ state.covariance
    spread = crossed @ design.transpose(0, 2, 1) + seen.noise
    solved = np.linalg.solve(spread, np.concatenate([crossed, off[..., None]], axis=2))
    gain = solved[..., :-1]
    mean = state.mean + np.einsum("sij,si->sj", gain, off)
    covariance = state.covariance - crossed.transpose(0, 2, 1) @ gain
    far = np.einsum("si,si->s", off, solved[..., -1])
    log = -0.5 * (far + np.linalg.slogdet(spread)[1] + size * np.log(2.0 * np.pi))
    return Gaussians(mean, (covariance + covariance.transpose(0, 2, 1)) / 2.0), log
