"""Fixed nodes for integrals over normals and heavy tails: scrambled Sobol nets.

Sobol sequence with the direction numbers of Joe and Kuo, "Constructing Sobol sequences with better
two-dimensional projections", SIAM J. Sci. Comput. 30 (2008), file new-joe-kuo-6.21201; scrambled by
random lower-triangular matrices and a digital shift (Matoušek, J. Complexity 14, 1998), which keeps
every net a net.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

MOST_DIMENSIONS = 32
_BITS = 32
_WORD = np.arange(_BITS, dtype=np.uint64)

# Each further dimension: its primitive polynomial as bits, then its initial direction numbers.
_DIRECTIONS = (
    (3, 1), (7, 1, 3), (11, 1, 3, 1), (13, 1, 1, 1), (19, 1, 1, 3, 3), (25, 1, 3, 5, 13),
    (37, 1, 1, 5, 5, 17), (41, 1, 1, 5, 5, 5), (47, 1, 1, 7, 11, 19), (55, 1, 1, 5, 1, 1),
    (59, 1, 1, 1, 3, 11), (61, 1, 3, 5, 5, 31), (67, 1, 3, 3, 9, 7, 49),
    (91, 1, 1, 1, 15, 21, 21), (97, 1, 3, 1, 13, 27, 49), (103, 1, 1, 1, 15, 7, 5),
    (109, 1, 3, 1, 15, 13, 25), (115, 1, 1, 5, 5, 19, 61), (131, 1, 3, 7, 11, 23, 15, 103),
    (137, 1, 3, 7, 13, 13, 15, 69), (143, 1, 1, 3, 13, 7, 35, 63), (145, 1, 3, 5, 9, 1, 25, 53),
    (157, 1, 3, 1, 13, 9, 35, 107), (167, 1, 3, 1, 5, 27, 61, 31), (171, 1, 1, 5, 11, 19, 41, 61),
    (185, 1, 3, 5, 3, 3, 13, 69), (191, 1, 1, 7, 13, 1, 19, 1), (193, 1, 3, 7, 5, 13, 19, 59),
    (203, 1, 1, 3, 9, 25, 29, 41), (211, 1, 3, 5, 13, 23, 1, 55), (213, 1, 3, 7, 3, 13, 59, 17),
)  # fmt: skip

# Wichura, algorithm AS 241, Applied Statistics 37 (1988), PPND16: numerators and denominators of
# the rational approximations in the middle, the near tails and the far tails, highest power first.
_MIDDLE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_NEAR = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
     1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
     4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
     0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494,
     2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
     0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358,
     5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
     7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
     0.59983220655588793769, 1.0),
)  # fmt: skip

_TAIL_GRID = 1 << 16
_TAIL_DEPTH = 72.0  # twice the log-density at which the grid ends: e⁻³⁶ of the mode


def sobol_directions() -> Words:
    """Give the unscrambled direction numbers, left-aligned in 32 bits: (dimensions, bits)."""
    table = np.zeros((MOST_DIMENSIONS, _BITS), dtype=np.uint64)
    table[0] = np.uint64(1) << _WORD[::-1]
    for row, (polynomial, *initial) in zip(table[1:], _DIRECTIONS, strict=True):
        row[:] = _direction_row(polynomial, initial)
    return table


def _direction_row(polynomial: int, initial: list[int]) -> list[int]:
    """Extend initial direction numbers by the recurrence of their primitive polynomial."""
    degree = len(initial)
    row = [number << (_BITS - 1 - place) for place, number in enumerate(initial)]
    for place in range(degree, _BITS):
        word = row[place - degree] ^ (row[place - degree] >> degree)
        for back in range(1, degree):
            if polynomial >> (degree - back) & 1:
                word ^= row[place - back]
        row.append(word)
    return row


def sobol_words(directions: Words, count: int) -> Words:
    """Give the first `count` points of a digital sequence in Gray order: (count, dimensions)."""
    index = np.arange(count, dtype=np.uint64)
    gray = index ^ (index >> np.uint64(1))
    words = np.zeros((count, len(directions)), dtype=np.uint64)
    for place in range(max(count - 1, 0).bit_length()):
        bit = (gray >> np.uint64(place)) & np.uint64(1)
        words ^= bit[:, None] * directions[:, place]
    return words


@lru_cache(maxsize=4)
def _scramble(key: int) -> tuple[Words, Words]:
    """Give scrambled direction numbers and digital shifts; raw Philox words never change."""
    raw = np.random.Philox(key=key).random_raw(MOST_DIMENSIONS * (_BITS + 1))
    random = (raw >> np.uint64(64 - _BITS)).reshape(MOST_DIMENSIONS, _BITS + 1)
    diagonal = np.uint64(1) << _WORD[::-1]
    above = ~(diagonal | (diagonal - np.uint64(1)))  # the digits before the row's own
    rows = (random[:, :_BITS] & above) | diagonal
    parity = np.bitwise_count(rows[:, :, None] & sobol_directions()[:, None, :]) & 1
    scrambled = np.bitwise_or.reduce(parity.astype(np.uint64) * diagonal[:, None], axis=1)
    return scrambled, random[:, _BITS]


def uniform_nodes(count: int, dimensions: int, scramble: int = 0) -> Floats:
    """Give fixed nodes in (0, 1): the first `count` points of one scrambled Sobol sequence.

    Parameters
    ----------
    count
        Number of nodes; a power of two makes them a net.
    dimensions
        Fewer are the first columns of more. Those beyond 32 are no net together: each by itself
        falls once in every part of (0, 1) of length 1/count, in an order of its own.
    scramble
        Which scramble; two of them show the error of an integral.

    Returns
    -------
    Array of shape (count, dimensions).
    """
    directions, shifts = _scramble(scramble)
    words = sobol_words(directions[:dimensions], count) ^ shifts[:dimensions]
    nodes = np.asarray((words + 0.5) / 2.0**_BITS, dtype=np.float64)
    further = [_shuffled(count, d, scramble) for d in range(MOST_DIMENSIONS, dimensions)]
    return np.column_stack([nodes, *further]) if further else nodes


def _shuffled(count: int, dimension: int, scramble: int) -> Floats:
    """Give the middles of `count` equal parts of (0, 1), in the order of raw Philox words."""
    raw = np.random.Philox(key=[scramble, dimension]).random_raw(count)
    return np.asarray((np.argsort(raw, kind="stable") + 0.5) / count, dtype=np.float64)


def normal_nodes(count: int, dimensions: int, scramble: int = 0) -> Floats:
    """Give fixed standard normal nodes of shape (count, dimensions); see `uniform_nodes`."""
    return normal_quantile(uniform_nodes(count, dimensions, scramble))


def normal_quantile(chance: Floats) -> Floats:
    """Invert the standard normal distribution for chances in (0, 1), to 1e-15 (AS 241)."""
    offset = chance - 0.5
    root = np.sqrt(-np.log(np.minimum(chance, 1.0 - chance)))
    tail = np.where(root <= 5.0, _ratio(_NEAR, root - 1.6), _ratio(_FAR, root - 5.0))
    middle = offset * _ratio(_MIDDLE, 0.180625 - offset * offset)
    return np.where(np.abs(offset) <= 0.425, middle, np.copysign(tail, offset))


def _ratio(coefficients: tuple[tuple[float, ...], tuple[float, ...]], x: Floats) -> Floats:
    """Divide one polynomial by another."""
    above, below = coefficients
    return np.asarray(np.polyval(above, x) / np.polyval(below, x), dtype=np.float64)


def tail_nodes(nu: float, chance: Floats) -> Floats:
    """Give the shared scale √(ν/χ²_ν) where χ²_ν stands at its quantile `chance`.

    The density of d = log(χ²/ν), proportional to exp(ν/2·(d + 1 − eᵈ)), is summed on a fine grid by
    the trapezoidal rule with end corrections and inverted linearly: relative error below 1e-6 for
    chances in [1e-4, 1 − 1e-4] and ν of 1 and more. ν = ∞ gives ones.
    """
    if np.isinf(nu):
        return np.ones_like(chance)
    depth = _TAIL_DEPTH / nu
    reach = depth + np.sqrt(2 * depth)
    grid = np.linspace(-reach, np.log1p(reach), _TAIL_GRID)
    density = np.exp(nu / 2 * (grid + 1.0 - np.exp(grid)))
    slope = density * nu / 2 * (1.0 - np.exp(grid))
    step = grid[1] - grid[0]
    cells = step / 2 * (density[1:] + density[:-1]) - step**2 / 12 * (slope[1:] - slope[:-1])
    below = np.concatenate(([0.0], np.cumsum(np.maximum(cells, 0.0))))
    return np.asarray(np.exp(np.interp(chance * below[-1], below, grid) / -2), dtype=np.float64)
