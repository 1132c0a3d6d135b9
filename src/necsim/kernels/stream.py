"""Keyed random streams: xoshiro256++ seeded by SplitMix64.

Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2021); Steele, Lea and
Flood, "Fast splittable pseudorandom number generators" (2014). A stream is four uint64 words,
and a function of (key, replicate, part) alone, so any replicate can be run again by itself.
"""

from __future__ import annotations

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.types import Keys

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_U17, _U19, _U23, _U27 = np.uint64(17), np.uint64(19), np.uint64(23), np.uint64(27)
_U30, _U31, _U41, _U45 = np.uint64(30), np.uint64(31), np.uint64(41), np.uint64(45)
_U11 = np.uint64(11)
_UNIT = 2.0**-53


@kernel
def mix(x: np.uint64) -> np.uint64:
    """Scramble 64 bits: the output step of SplitMix64."""
    x = (x ^ (x >> _U30)) * _MIX_1
    x = (x ^ (x >> _U27)) * _MIX_2
    return np.uint64(x ^ (x >> _U31))


@kernel
def seed_stream(stream: Keys, key: np.uint64, replicate: int, part: np.uint64) -> None:
    """Start a stream for one replicate and one part (a camp, say) of a keyed purpose."""
    word = mix(mix(key + _GOLDEN * np.uint64(replicate + 1)) ^ part)
    for i in range(4):
        word = word + _GOLDEN
        stream[i] = mix(word)


@kernel
def advance(
    s0: np.uint64, s1: np.uint64, s2: np.uint64, s3: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64, np.uint64]:
    """Give 64 random bits and the four words after them; a long loop keeps these in registers."""
    total = s0 + s3
    bits = ((total << _U23) | (total >> _U41)) + s0
    shifted = s1 << _U17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    return bits, s0, s1, s2, (s3 << _U45) | (s3 >> _U19)


@kernel
def next_bits(stream: Keys) -> np.uint64:
    """Draw 64 random bits."""
    bits, stream[0], stream[1], stream[2], stream[3] = advance(
        stream[0], stream[1], stream[2], stream[3]
    )
    return bits


@kernel
def uniform(stream: Keys) -> float:
    """Draw a number in [0, 1) with 53 random bits."""
    return float(next_bits(stream) >> _U11) * _UNIT
