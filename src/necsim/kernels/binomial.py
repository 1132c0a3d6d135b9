"""Exact binomial and multinomial splits of whole numbers of members."""

from __future__ import annotations

import math

from necsim.kernels._numba import kernel
from necsim.kernels.stream import uniform
from necsim.kernels.types import Counts, Floats, Keys

_ONE_BY_ONE = 8
_INVERSION = 10.0
_NEAR = 20


@kernel
def _stirling_tail(k: float) -> float:
    """Give log k! − [½ log 2π + (k + ½) log(k + 1) − (k + 1)]."""
    if k < 10.0:
        # lgamma is exact to rounding here and the series is not yet.
        return math.lgamma(k + 1.0) - (
            0.9189385332046727 + (k + 0.5) * math.log(k + 1.0) - (k + 1.0)
        )
    square = (k + 1.0) * (k + 1.0)
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1.0)


@kernel
def _by_inversion(stream: Keys, n: int, p: float) -> int:
    """Walk up the distribution function; for n·p < 10."""
    odds = p / (1.0 - p)
    climb = (n + 1) * odds
    start = math.exp(n * math.log1p(-p))
    while True:
        u = uniform(stream)
        mass = start
        k = 0
        while u > mass and k < 120:
            u -= mass
            k += 1
            mass *= climb / k - odds
        if k < 120 and k <= n:
            return k


@kernel
def _is_below(v: float, k: int, n: int, p: float, mode: int) -> bool:
    """Say whether v is at most f(k) / f(mode), f the chances of a binomial.

    By the product of the ratios of neighbours where these are few, else by logarithms, and those
    of factorials only where a squeeze leaves it open (Kachitvichyanukul and Schmeiser 1988).
    """
    odds, variance, far = p / (1.0 - p), n * p * (1.0 - p), abs(k - mode)
    if far <= _NEAR:
        ratio = 1.0
        for i in range(min(k, mode) + 1, max(k, mode) + 1):
            ratio *= odds * (n + 1 - i) / i
        return v <= ratio if k > mode else v * ratio <= 1.0
    v = math.log(v)
    if far < 0.5 * variance - 1.0:
        centre = -far * far / (2.0 * variance)
        width = far / variance * (((far / 3.0 + 0.625) * far + 1.0 / 6) / variance + 0.5)
        if abs(v - centre) > width:
            return v < centre
    return v <= (
        (mode + 0.5) * math.log((mode + 1) / (odds * (n - mode + 1)))
        + (n + 1) * math.log((n - mode + 1) / (n - k + 1))
        + (k + 0.5) * math.log(odds * (n - k + 1) / (k + 1))
        + _stirling_tail(mode)
        + _stirling_tail(n - mode)
        - _stirling_tail(k)
        - _stirling_tail(n - k)
    )


@kernel
def _by_rejection(stream: Keys, n: int, p: float) -> int:
    """Accept or reject from a transformed uniform; for n·p ≥ 10 and p ≤ ½ (BTRS, Hörmann 1993)."""
    spread = math.sqrt(n * p * (1.0 - p))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    centre = n * p + 0.5
    easy = 0.92 - 4.2 / b
    while True:
        u = uniform(stream) - 0.5
        v = uniform(stream)
        edge = 0.5 - abs(u)
        k = math.floor((2.0 * a / edge + b) * u + centre)
        if edge >= 0.07 and v <= easy:
            return int(k)
        if k < 0 or k > n or v == 0.0:
            continue
        v *= (2.83 + 5.1 / b) * spread / (a / (edge * edge) + b)
        # Adding nothing ties the mode to this try: else the compiler takes its logarithms out of
        # the loop and works them out for every draw, which takes longer than all the rest.
        mode = math.floor((n + 1) * p + 0.0 * u)
        if _is_below(v, k, n, p, mode):
            return int(k)


@kernel
def binomial(stream: Keys, n: int, p: float) -> int:
    """Draw how many of n members do what each does with chance p; p outside [0, 1] is clamped."""
    if n <= 0 or not p > 0.0:  # not a number, too: it would never be accepted below
        return 0
    if p >= 1.0:
        return n
    if n <= _ONE_BY_ONE:
        k = 0
        for _ in range(n):
            k += uniform(stream) < p
        return k
    rare = min(p, 1.0 - p)
    k = _by_inversion(stream, n, rare) if n * rare < _INVERSION else _by_rejection(stream, n, rare)
    return k if p <= 0.5 else n - k


@kernel
def split(stream: Keys, n: int, chances: Floats, parts: Counts) -> None:
    """Add a multinomial split of n to `parts`, by a chain of binomials.

    `chances` need not sum to one, but one must be above zero. The last part with a chance takes
    what is left, so rounding in the chain loses nobody.
    """
    rest, last = 0.0, 0
    for i in range(len(chances)):
        rest += chances[i]
        if chances[i] > 0.0:
            last = i
    for i in range(last):
        if n == 0:
            return
        k = binomial(stream, n, chances[i] / rest)
        parts[i] += k
        n -= k
        rest -= chances[i]
    parts[last] += n
