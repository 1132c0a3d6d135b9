"""The law of shares with a stated mean and spread: π = softmax(m + s·τ·Rz).

One standard normal z a component and one heavy-tailed scale s for all. (m, τ) are solved such that
E π = p and sd π = e over fixed nodes, tails included, by damped Gauss–Newton in (m, log τ) from
m = log p and the delta method.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from necsim.simplex.nodes import normal_quantile, tail_nodes, uniform_nodes

Floats = NDArray[np.float64]

NODES = 4096
TOLERANCE = 0.002  # how far a stated spread may be missed, in share points
FALLBACK = 0.06  # the spread of each where none is stated

# Residuals of means, stated spreads and default spreads: defaults give way to what was stated.
_MEAN_WEIGHT, _STATED_WEIGHT, _DEFAULT_WEIGHT = 100.0, 1.0, 0.01
_STEPS = 80
_SMALLEST_STEP = 1e-9
_SMALLEST_GAIN = 1e-9


class MeanSpread(NamedTuple):
    """Solved log-shares and their spreads (K,), with the means and spreads they give."""

    m: Floats
    tau: Floats
    means: Floats
    spreads: Floats


class UnreachableError(ValueError):
    """Raised when no law has the stated spreads; carries the nearest that one has."""

    def __init__(self, spreads: Floats) -> None:
        self.spreads = spreads
        nearest = ", ".join(f"{spread:.4f}" for spread in spreads)
        super().__init__(f"no shares have these means and spreads; nearest spreads: {nearest}")


class _Fit(NamedTuple):
    """Weighted residuals and their Jacobian, with the means and spreads that gave them."""

    residuals: Floats
    jacobian: Floats
    means: Floats
    spreads: Floats

    @property
    def cost(self) -> float:
        return float(np.sum(self.residuals**2))


_Numbers: TypeAlias = tuple[float, ...]


class _Noise(NamedTuple):
    """Nodes of s·Rz (nodes, K) and the mass of each (nodes, 1), adding to one."""

    nodes: Floats
    mass: Floats


class _Aim(NamedTuple):
    """What to meet: means and spreads, weights of their residuals (2K,), over which noise."""

    means: Floats
    spreads: Floats
    weights: Floats
    noise: _Noise


def solve(
    means: Floats,
    spreads: Floats,
    tail: float,
    correlation_root: Floats | None = None,
    stated: NDArray[np.bool_] | None = None,
) -> MeanSpread:
    """Solve (m, τ) for stated means and spreads of shares.

    Parameters
    ----------
    means
        Mean shares (K,), all positive, adding to one.
    spreads
        Standard deviations of the shares (K,), in share points.
    tail
        Degrees of freedom ν of the shared scale; ∞ for none.
    correlation_root
        R (K, K), with R Rᵀ the correlation of the log-shares; the identity unless given.
    stated
        Which spreads were stated and must be met (K,); the rest give way. All unless given.

    Raises
    ------
    UnreachableError
        Where a stated spread is missed by more than 0.002.
    """
    if np.any(means <= 0.0):
        raise ValueError("leave components of mean 0 out before solving")
    must = np.ones(len(means), dtype=bool) if stated is None else stated
    root = None if correlation_root is None else tuple(map(tuple, correlation_root.tolist()))
    solved = _solve(
        tuple(means.tolist()), tuple(spreads.tolist()), tail, root, tuple(must.tolist())
    )
    if np.any(np.abs(solved.spreads - spreads)[must] > TOLERANCE):
        raise UnreachableError(solved.spreads)
    return solved


@lru_cache(maxsize=1_024)
def _solve(
    means: _Numbers,
    spreads: _Numbers,
    tail: float,
    root: tuple[_Numbers, ...] | None,
    must: tuple[bool, ...],
) -> MeanSpread:
    """Come as near as can be; kept, since the cells of a study often share a belief."""
    aims, wanted = np.array(means), np.array(spreads)
    if len(means) == 1 or not any(spreads):
        return MeanSpread(np.log(aims), np.zeros_like(aims), aims, np.zeros_like(aims))
    weights = np.where(must, _STATED_WEIGHT, _DEFAULT_WEIGHT)
    weights = np.concatenate((np.full(len(means), _MEAN_WEIGHT), weights))
    noise = _make_noise(len(means), tail, None if root is None else np.array(root))
    return _descend(_Aim(aims, wanted, weights, noise), _start(aims, wanted, tail))


def realise(m: Floats, tau: Floats, tail: float) -> MeanSpread:
    """Give the law with these log-shares and spreads (K,), and the means and spreads it has."""
    noise = _make_noise(len(m), tail, None)
    shares = _softmax(m + noise.nodes * tau)
    means = np.sum(noise.mass * shares, axis=0)
    spreads = np.sqrt(np.sum(noise.mass * (shares - means) ** 2, axis=0))
    return MeanSpread(m, tau, means, spreads)


def default_spreads(
    means: Floats, stated: Mapping[int, float], fallback: float = FALLBACK
) -> Floats:
    """Fill in the spreads nobody stated: c·√(p(1 − p)), c the median over those stated.

    `means` (K,) and the stated spreads by index give spreads (K,). Where none is stated each has
    `fallback`, cut to its distance from 0 and 1, which a share can hardly exceed.
    """
    widest = np.sqrt(means * (1.0 - means))
    ratios = [spread / widest[k] for k, spread in stated.items() if widest[k] > 0.0]
    if ratios:
        spreads = np.median(ratios) * widest
    else:
        spreads = np.minimum(fallback, np.minimum(means, 1.0 - means))
    for k, spread in stated.items():
        spreads[k] = spread
    return np.asarray(spreads, dtype=np.float64)


def _make_noise(components: int, tail: float, root: Floats | None) -> _Noise:
    """Give s·Rz on the nodes, s in the first dimension so that components do not move it.

    A finite ν puts s at the chance v² with mass 2v, dense where s is large: that brings the error
    of a spread at ν = 5 from 1e-3 to 1e-4.
    """
    nodes = uniform_nodes(NODES, components + 1)
    z, v = normal_quantile(nodes[:, 1:]), nodes[:, :1]
    if root is not None:
        z = np.einsum("nj,kj->nk", z, root)
    mass = np.ones_like(v) if np.isinf(tail) else v
    return _Noise(tail_nodes(tail, v**2) * z, mass / mass.sum())


def _start(means: Floats, spreads: Floats, tail: float) -> Floats:
    """Start from m = log p and the delta method, (e_k/p_k)² = (1 − 2p_k)τ_k² + Σ_j p_j²τ_j²."""
    relative = (spreads / means) ** 2
    variances = np.linalg.lstsq(np.diag(1.0 - 2.0 * means) + means**2, relative, rcond=None)[0]
    variances = np.maximum(variances, 0.05 * relative + 1e-6)
    heavy = max(1.0 - 2.0 / tail, 0.1)
    return np.concatenate((np.log(means), 0.5 * np.log(heavy * np.minimum(variances, 4.0))))


def _descend(aim: _Aim, x: Floats) -> MeanSpread:
    """Minimise the weighted squares by Levenberg–Marquardt; x holds m, then log τ."""
    fit, damping = _measure(aim, x), 1e-6
    for _ in range(_STEPS):
        step = _damped_step(fit, damping)
        trial = _measure(aim, x + step)
        if not trial.cost < fit.cost:
            damping *= 10.0
        else:
            # Where defaults must give way no step ends at nothing, but the gains do.
            done = fit.cost - trial.cost < _SMALLEST_GAIN * fit.cost
            x, fit, damping = x + step, trial, damping / 10.0
            if done:
                break
        if np.max(np.abs(step)) < _SMALLEST_STEP:
            break
    m, log_tau = np.split(x, 2)
    return MeanSpread(m, np.exp(log_tau), fit.means, fit.spreads)


def _damped_step(fit: _Fit, damping: float) -> Floats:
    size = fit.jacobian.shape[1]
    system = np.concatenate((fit.jacobian, np.sqrt(damping) * np.eye(size)))
    right = np.concatenate((-fit.residuals, np.zeros(size)))
    return np.asarray(np.linalg.lstsq(system, right, rcond=None)[0], dtype=np.float64)


def _measure(aim: _Aim, x: Floats) -> _Fit:
    """Take means, spreads and their derivatives by m and log τ over the nodes."""
    m, log_tau = np.split(x, 2)
    mass, moves = aim.noise.mass, aim.noise.nodes * np.exp(log_tau)
    shares = _softmax(m + moves)
    means = np.sum(mass * shares, axis=0)
    offsets = shares - means
    spreads = np.sqrt(np.sum(mass * offsets**2, axis=0))
    by_mean, by_spread = [], []
    # dπ_j = π_j·(δ_jk − π_k)·dm_k, and times the move s·τ_k·(Rz)_k for d log τ_k.
    for pushes in (mass * shares, mass * shares * moves):
        by_mean.append(np.diag(pushes.sum(axis=0)) - _cross(shares, pushes))
        own = np.diag(np.sum(offsets * pushes, axis=0)) - _cross(offsets * shares, pushes)
        by_spread.append(own / np.maximum(spreads, 1e-300)[:, None])
    missed = np.concatenate((means - aim.means, spreads - aim.spreads))
    jacobian = np.block([by_mean, by_spread])
    return _Fit(aim.weights * missed, aim.weights[:, None] * jacobian, means, spreads)


def _cross(left: Floats, right: Floats) -> Floats:
    # Not a matrix product: its last bit may depend on the number of threads.
    return np.asarray(np.einsum("nj,nk->jk", left, right), dtype=np.float64)


def _softmax(logs: Floats) -> Floats:
    odds = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)
