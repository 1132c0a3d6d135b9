"""Whole-number arithmetic with 62 binary places, in two words of 31 bits (Meek's rule)."""

from __future__ import annotations

from necsim.kernels._numba import inner
from necsim.kernels.types import Counts

UNIT = 1_000_000_000
HALF = 31
MASK = (1 << HALF) - 1
WHOLE = 1 << 2 * HALF
HIGH, LOW = range(2)


@inner
def times(a: int, b: int) -> int:
    """Multiply two fractions in units of 2⁻⁶², cutting the rest."""
    a_high, a_low, b_high, b_low = a >> HALF, a & MASK, b >> HALF, b & MASK
    middle = a_high * b_low + a_low * b_high + (a_low * b_low >> HALF)
    return a_high * b_high + (middle >> HALF)


@inner
def add(parts: Counts, c: int, part: int, number: int) -> None:
    """Credit a candidate with a part of each of so many papers."""
    parts[HIGH, c] += number * (part >> HALF)
    parts[LOW, c] += number * (part & MASK)


@inner
def rounded(high: int, low: int) -> int:
    """Round a number of votes in two words to whole units."""
    fraction = (high & MASK) * UNIT + (low * UNIT >> HALF)
    return (high >> HALF) * UNIT + ((fraction + (1 << (HALF - 1))) >> HALF)
