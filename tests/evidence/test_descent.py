"""Differences and Newton's descent against known functions."""

from __future__ import annotations

import numpy as np

from necsim.evidence.descent import descend, quadratic, slopes, spread
from necsim.kernels.types import Floats

S, C, E = np.sin(0.3), np.cos(0.3), np.exp(-0.7)
AT = np.array([0.3, -0.7])


def wave(x: Floats) -> Floats:
    return np.asarray(np.sin(x[..., 0]) * np.exp(x[..., 1]) + x[..., 1] ** 2)


def banana(x: Floats) -> Floats:
    """Rosenbrock's: least, 0, at (1, 1), at the end of a bent valley."""
    return np.asarray(((1.0 - x[:, 0]) ** 2 + 20.0 * (x[:, 1] - x[:, 0] ** 2) ** 2) / 2.0)


def test_slopes_are_those_of_a_known_function() -> None:
    np.testing.assert_allclose(slopes(wave, AT), [C * E, S * E - 1.4], atol=1e-7)


def test_value_slopes_and_curvature_are_found_in_one_call() -> None:
    calls: list[int] = []

    def counted(x: Floats) -> Floats:
        calls.append(len(x))
        return wave(x)

    found = quadratic(counted, AT, 1e-3)
    assert calls == [1 + 2 * 3]
    assert found.value == wave(AT)
    np.testing.assert_allclose(found.slope, [C * E, S * E - 1.4], atol=1e-5)
    wanted = [[-S * E, C * E], [C * E, S * E + 2.0]]
    np.testing.assert_allclose(found.curvature, wanted, atol=2e-3)


def test_a_bent_valley_is_followed_to_its_end() -> None:
    at, covariance = descend(banana, np.array([-1.2, 1.0]), 0.001, 1e-8)
    np.testing.assert_allclose(at, [1.0, 1.0], atol=1e-3)
    hessian = np.array([[81.0, -40.0], [-40.0, 20.0]])
    np.testing.assert_allclose(covariance, np.linalg.inv(hessian), rtol=0.02)


def test_no_direction_is_taken_for_flatter_than_a_fifth() -> None:
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    found = spread(turn @ np.diag([4.0, -3.0]) @ turn.T)
    np.testing.assert_allclose(found, turn @ np.diag([0.25, 5.0]) @ turn.T)
