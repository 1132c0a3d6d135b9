"""A free member's weights: exp(appeal) times exp(pull) (MODEL 4)."""

from __future__ import annotations

from necsim.kernels._numba import kernel
from necsim.kernels.types import Floats

# Weights below this part of the largest are raised to it: products of eleven stay above zero,
# and no table of ballots has more ticks.
_FLOOR = 8.7e-27


@kernel
def camp_weights(strength: Floats, attraction: Floats, weights: Floats) -> float:
    """Fill one camp's weights (C,), largest one, from exp(appeal) and exp(pull).

    Returns the product that was the largest.
    """
    largest = 0.0
    for c in range(len(weights)):
        weights[c] = strength[c] * attraction[c]
        largest = max(largest, weights[c])
    for c in range(len(weights)):
        weights[c] = max(weights[c] / largest, _FLOOR)
    return largest
