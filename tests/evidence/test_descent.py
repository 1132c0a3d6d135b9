"""Least squares around a prior against closed forms."""

from __future__ import annotations

import numpy as np

from necsim.evidence.descent import curvature, gauss_newton, slopes
from necsim.kernels.types import Floats

MATRIX = np.array([[2.0, 1.0, 0.0], [0.5, -1.0, 3.0], [1.0, 1.0, 1.0], [0.0, 2.0, -1.0]])
WANTED = np.array([1.0, -2.0, 0.5, 3.0])


def linear(x: Floats) -> Floats:
    return np.asarray(MATRIX @ x - WANTED)


def test_a_linear_problem_is_solved_exactly() -> None:
    mode = gauss_newton(linear, lambda x: slopes(linear, x), np.zeros(3))
    exact = np.linalg.solve(np.eye(3) + MATRIX.T @ MATRIX, MATRIX.T @ WANTED)
    np.testing.assert_allclose(mode.x, exact, atol=1e-7)
    np.testing.assert_allclose(mode.hessian, np.eye(3) + MATRIX.T @ MATRIX, rtol=1e-8)
    assert np.isclose(mode.cost, (exact @ exact + linear(exact) @ linear(exact)) / 2)


def test_steps_that_lead_up_are_halved() -> None:
    """From far out Newton's step for atan overshoots and would diverge."""

    def errors(x: Floats) -> Floats:
        return 100.0 * np.arctan(x - 1.0)

    mode = gauss_newton(errors, lambda x: slopes(errors, x), np.array([9.0]))
    assert abs(mode.x.item() - 1.0) < 1e-3


def test_slopes_and_curvature_are_those_of_a_known_function() -> None:
    at = np.array([0.3, -0.7])

    def function(x: Floats) -> float:
        return float(np.sin(x[0]) * np.exp(x[1]) + x[1] ** 2)

    s, c, e = np.sin(0.3), np.cos(0.3), np.exp(-0.7)
    np.testing.assert_allclose(slopes(function, at), [c * e, s * e - 1.4], atol=1e-7)
    wanted = [[-s * e, c * e], [c * e, s * e + 2.0]]
    np.testing.assert_allclose(curvature(function, at, 1e-3), wanted, atol=1e-5)
