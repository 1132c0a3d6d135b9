from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.kernels.stream import mix, next_bits, seed_stream, uniform
from necsim.kernels.types import Keys

FULL = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15

words64 = st.integers(0, FULL)


def plain_mix(x: int) -> int:
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & FULL
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & FULL
    return x ^ (x >> 31)


def plain_seed(key: int, replicate: int, part: int) -> list[int]:
    word = plain_mix(plain_mix((key + GOLDEN * (replicate + 1)) & FULL) ^ part)
    return [plain_mix((word + GOLDEN * (i + 1)) & FULL) for i in range(4)]


def rotate(x: int, k: int) -> int:
    return (x << k | x >> (64 - k)) & FULL


def plain_words(state: list[int], number: int) -> list[int]:
    """Follow the authors' C code, with Python's own integers."""
    s = list(state)
    words = []
    for _ in range(number):
        words.append((rotate((s[0] + s[3]) & FULL, 23) + s[0]) & FULL)
        shifted = s[1] << 17 & FULL
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 45)
    return words


def started(key: int, replicate: int, part: int) -> Keys:
    stream = np.zeros(4, np.uint64)
    seed_stream(stream, np.uint64(key), replicate, np.uint64(part))
    return stream


def drawn(stream: Keys, number: int) -> list[int]:
    return [int(next_bits(stream)) for _ in range(number)]


def test_splitmix64_gives_the_published_words() -> None:
    words = [int(mix(np.uint64(1234567 + GOLDEN * k & FULL))) for k in range(1, 4)]
    assert words == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_xoshiro256_plus_plus_gives_the_published_words() -> None:
    stream = np.array([1, 2, 3, 4], np.uint64)
    assert drawn(stream, 4) == [41943041, 58720359, 3588806011781223, 3591011842654386]


@settings(derandomize=True, deadline=None)
@given(words64, st.integers(0, 10**9), words64)
def test_a_stream_equals_plain_integers(key: int, replicate: int, part: int) -> None:
    stream = started(key, replicate, part)
    state = plain_seed(key, replicate, part)
    assert [int(word) for word in stream] == state
    assert drawn(stream, 40) == plain_words(state, 40)


def test_the_first_words_of_a_fixed_key_stay_as_they_are() -> None:
    assert drawn(started(2018, 0, 0), 3) == [
        16705198115614876767,
        2988475116788372082,
        1580199356694405998,
    ]
    assert drawn(started(2018, 41, 7), 3) == [
        10488976716595178104,
        10030790833890662820,
        1994327685475149616,
    ]


def test_replicates_and_parts_do_not_depend_on_the_order_they_are_run_in() -> None:
    cells = [(replicate, part) for replicate in range(20) for part in range(3)]
    forward = {cell: drawn(started(5, *cell), 4) for cell in cells}
    stream = np.zeros(4, np.uint64)
    for replicate, part in reversed(cells):
        seed_stream(stream, np.uint64(5), replicate, np.uint64(part))
        assert drawn(stream, 4) == forward[replicate, part]
    assert len({tuple(words) for words in forward.values()}) == len(cells)


def test_a_uniform_is_the_upper_53_bits_of_a_word() -> None:
    one, other = started(1, 2, 3), started(1, 2, 3)
    assert [uniform(one) for _ in range(50)] == [(word >> 11) / 2**53 for word in drawn(other, 50)]
