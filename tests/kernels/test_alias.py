from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from necsim.kernels.alias import build_alias, build_sorted, draw_tally, pick
from necsim.kernels.stream import next_bits, seed_stream
from necsim.kernels.types import Floats, Keys

WORD = 2.0**-32


def make_table(chances: Floats) -> Keys:
    table = np.zeros(len(chances), np.uint64)
    build_alias(chances.copy(), table, np.zeros(len(chances), np.int64))
    return table


def read_entry(entry: np.uint64) -> tuple[int, int, int]:
    """Give an entry's threshold, alias and own label."""
    return int(entry) >> 32, int(entry) >> 16 & 0xFFFF, int(entry) & 0xFFFF


def columns_of(size: int) -> list[tuple[int, int]]:
    """Give the halves of a word that fall into each column: the first, and how many."""
    edges = [-(-(i << 32) // size) for i in range(size + 1)]
    return [(before, after - before) for before, after in pairwise(edges)]


def own_halves(first: int, count: int, size: int, threshold: int) -> int:
    """Count the halves of a column whose place within it lies below the threshold."""
    offset = first * size & 0xFFFFFFFF
    return min(max(0, -(-(threshold - offset) // size)), count)


def rebuild(table: Keys) -> tuple[Floats, Floats]:
    """Give each label's chance, and how many columns have it as alias."""
    chances, aliases = np.zeros(len(table)), np.zeros(len(table))
    for (first, count), entry in zip(columns_of(len(table)), table, strict=True):
        threshold, alias, own = read_entry(entry)
        below = own_halves(first, count, len(table), threshold)
        chances[own] += below * WORD
        chances[alias] += (count - below) * WORD
        aliases[alias] += alias != own
    return chances, aliases


def some_chances(size: int, kind: str) -> Floats:
    rng = np.random.default_rng(size)
    if kind == "even":
        return np.ones(size)
    if kind == "wide":
        return np.asarray(10.0 ** rng.uniform(-12, 0, size))
    return np.asarray(rng.random(size) * (rng.random(size) < 0.4) + (np.arange(size) == size // 2))


@pytest.mark.parametrize("kind", ["even", "wide", "many zeros"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000, 4096, 65_536])
def test_the_chances_can_be_rebuilt_from_the_table(size: int, kind: str) -> None:
    chances = some_chances(size, kind)
    rebuilt, aliases = rebuild(make_table(chances))
    error = np.abs(rebuilt - chances / chances.sum())
    rounding = 1e-15 * size
    assert (error <= (1 + aliases) * (1 + 2 / size) * WORD + rounding).all()
    assert (rebuilt[chances == 0.0] == 0.0).all()
    assert rebuilt.sum() == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("size", [1, 2, 5, 300])
def test_half_a_word_picks_its_column_then_the_own_label_below_the_threshold(size: int) -> None:
    table = make_table(some_chances(size, "many zeros"))
    for (first, count), entry in zip(columns_of(size), table, strict=True):
        threshold, alias, own = read_entry(entry)
        below = own_halves(first, count, size, threshold)
        for place in {0, max(below - 1, 0), min(below, count - 1), count - 1}:
            label = pick(np.uint64(first + place), table, size)
            assert label == (own if place < below else alias)


def test_the_first_entries_of_a_longer_table_are_a_table() -> None:
    long = np.concatenate([make_table(np.array([1.0, 3.0])), np.full(5, 2**64 - 1, np.uint64)])
    halves = np.random.default_rng(1).integers(0, 2**32, 1000, np.uint64)
    assert {pick(half, long, 2) for half in halves} == {0, 1}


def test_chances_need_not_add_to_one() -> None:
    chances = np.array([2.0, 0.0, 5.0, 1.0])
    np.testing.assert_array_equal(make_table(chances), make_table(chances * 2.0**40))
    np.testing.assert_array_equal(make_table(chances), make_table(chances * 2.0**-40))


def make_sorted(chances: Floats, labels: list[int]) -> Keys:
    table = np.zeros(len(chances), np.uint64)
    build_sorted(chances.copy(), np.array(labels), len(chances), table)
    return table


@pytest.mark.parametrize("kind", ["even", "wide", "many zeros"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_a_table_from_sorted_chances_has_them_too(size: int, kind: str) -> None:
    chances = np.sort(some_chances(size, kind))[::-1]
    rebuilt, aliases = rebuild(make_sorted(chances, list(range(size))))
    error = np.abs(rebuilt - chances / chances.sum())
    assert (error <= (1 + aliases) * (1 + 2 / size) * WORD + 1e-14 * size).all()
    assert (rebuilt[chances == 0.0] <= 1e-14 * size).all()
    assert rebuilt.sum() == pytest.approx(1.0, abs=1e-12)


def test_a_sorted_table_bears_the_labels_given() -> None:
    plain = make_sorted(np.array([5.0, 2.0, 2.0, 0.5]), [0, 1, 2, 3])
    labelled = make_sorted(np.array([5.0, 2.0, 2.0, 0.5]), [7, 0, 9, 4])
    for entry, other in zip(plain, labelled, strict=True):
        threshold, alias, own = read_entry(entry)
        assert read_entry(other) == (threshold, [7, 0, 9, 4][alias], [7, 0, 9, 4][own])


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_a_tally_draws_two_from_each_word_and_leaves_the_stream_after_them(n: int) -> None:
    table = make_table(np.array([1.0, 3.0, 2.0]))
    stream, plain = np.zeros(4, np.uint64), np.zeros(4, np.uint64)
    seed_stream(stream, np.uint64(5), 0, np.uint64(0))
    plain[:] = stream
    tally = np.array([10, 0, 0])
    draw_tally(stream, n, table, 3, tally)
    halves: list[np.uint64] = []
    for _ in range((n + 1) // 2):
        word = int(next_bits(plain))
        halves += [np.uint64(word >> 32), np.uint64(word & 0xFFFFFFFF)]
    labels = [pick(half, table, 3) for half in halves[:n]]
    assert tally.tolist() == [10 + labels.count(0), labels.count(1), labels.count(2)]
    np.testing.assert_array_equal(stream, plain)
