"""Differences by central steps, and Newton's descent by them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np

from necsim.kernels.types import Floats

_STEP, _MOST = 1e-4, 30
_FLAT = 0.2  # the least curvature a step is taken by
_SIZES = 2.0 ** -np.arange(4.0)


class Quadratic(NamedTuple):
    """A function near one place: its value, slopes (P,) and second derivatives (P, P)."""

    value: float
    slope: Floats
    curvature: Floats


def slopes(function: Callable[[Floats], Floats | float], at: Floats, step: float = _STEP) -> Floats:
    """Give the derivatives (N, P) of a function of P numbers that gives N; (P,) if it gives one."""
    columns = [
        (np.asarray(function(at + nudge)) - function(at - nudge)) / (2.0 * step)
        for nudge in step * np.eye(len(at))
    ]
    return np.stack(columns, axis=-1)


def quadratic(function: Callable[[Floats], Floats], at: Floats, step: float) -> Quadratic:
    """Give value, slopes and curvature of a function that takes (n, P) to (n,), asked once."""
    size, nudges = len(at), step * np.eye(len(at))
    pairs = list(combinations(range(size), 2))
    ways = np.array([*nudges, *(nudges[i] + nudges[j] for i, j in pairs)])
    here, *there = function(np.concatenate([[at], at + ways, at - ways]))
    up, down = np.split(np.array(there), 2)
    second = (up + down - 2.0 * here) / step**2
    curvature = np.diag(second[:size])
    for (i, j), both in zip(pairs, second[size:], strict=True):
        curvature[i, j] = curvature[j, i] = (both - second[i] - second[j]) / 2.0
    return Quadratic(here, (up - down)[:size] / (2.0 * step), curvature)


def spread(curvature: Floats) -> Floats:
    """Invert second derivatives (P, P), none of them taken for less than a fifth."""
    values, vectors = np.linalg.eigh(curvature)
    return np.asarray((vectors / np.maximum(values, _FLAT)) @ vectors.T)


def descend(
    function: Callable[[Floats], Floats], start: Floats, step: float, close: float
) -> tuple[Floats, Floats]:
    """Find where a function that takes (n, P) to (n,) is least, and the spread (P, P) there.

    Ends where a step promises less than `close`, or none of ever shorter ones leads down.
    """
    at = start
    for _ in range(_MOST):
        near = quadratic(function, at, step)
        covariance = spread(near.curvature)
        move = covariance @ near.slope
        if move @ near.slope / 2.0 < close:
            break
        trials = at - _SIZES[:, None] * move
        values = function(trials)
        if values.min() >= near.value:
            break
        at = trials[values.argmin()]
    return at, covariance
