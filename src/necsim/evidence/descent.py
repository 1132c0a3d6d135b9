"""Least squares around a standard normal prior, and differences by central steps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np

from necsim.kernels.types import Floats

_STEP, _CLOSE, _MOST, _HALVINGS = 1e-4, 1e-5, 100, 30


class Mode(NamedTuple):
    """Where ½|x|² + ½|errors(x)|² is least: x (P,), the errors (N,) there, their slopes (N, P)."""

    x: Floats
    errors: Floats
    slopes: Floats

    @property
    def cost(self) -> float:
        """½|x|² + ½|errors|²."""
        return float(self.x @ self.x + self.errors @ self.errors) / 2

    @property
    def hessian(self) -> Floats:
        """I + JᵀJ: the second derivatives of the cost, curvature of the errors left out."""
        return np.eye(len(self.x)) + self.slopes.T @ self.slopes


def gauss_newton(
    errors: Callable[[Floats], Floats], slope: Callable[[Floats], Floats], start: Floats
) -> Mode:
    """Descend from `start` by Gauss–Newton, halving steps that lead up; `slope` is of `errors`."""
    x, off = start, errors(start)
    for _ in range(_MOST):
        mode = Mode(x, off, slope(x))
        step = np.linalg.solve(mode.hessian, x + mode.slopes.T @ off)
        for _ in range(_HALVINGS):
            there = errors(x - step)
            if float((x - step) @ (x - step) + there @ there) / 2 <= mode.cost:
                break
            step = step / 2
        else:
            return mode
        if np.abs(step).max(initial=0.0) < _CLOSE:
            return mode
        x, off = x - step, there
    return Mode(x, off, slope(x))


def slopes(function: Callable[[Floats], Floats | float], at: Floats, step: float = _STEP) -> Floats:
    """Give the derivatives (N, P) of a function of P numbers that gives N; (P,) if it gives one."""
    columns = [
        (np.asarray(function(at + nudge)) - function(at - nudge)) / (2.0 * step)
        for nudge in step * np.eye(len(at))
    ]
    return np.stack(columns, axis=-1)


def curvature(function: Callable[[Floats], float], at: Floats, step: float) -> Floats:
    """Give the second derivatives (P, P) of a function of P numbers."""
    nudges, here = step * np.eye(len(at)), function(at)
    alone = [function(at + nudge) + function(at - nudge) for nudge in nudges]
    second = np.diag([(both - 2.0 * here) / step**2 for both in alone])
    for i, j in combinations(range(len(at)), 2):
        both = function(at + nudges[i] + nudges[j]) + function(at - nudges[i] - nudges[j])
        second[i, j] = (both + 2.0 * here - alone[i] - alone[j]) / (2.0 * step**2)
        second[j, i] = second[i, j]
    return second
