from __future__ import annotations

import numpy as np
import pytest

from necsim.summary.chance import summarise_chance
from necsim.summary.fifths import fifths


def test_ten_replicates_are_cut_by_hand() -> None:
    lean = np.array([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], np.float32)
    values = np.array([1, 1, 1, 1, 0, 1, 0, 0, 0, 0], bool)
    rows = fifths({"lean": lean}, values)
    assert [(row.fifth, row.low, row.high, row.p, row.n) for row in rows] == [
        (1, 0, 1, 0.0, 2),
        (2, 2, 3, 0.0, 2),
        (3, 4, 5, 0.5, 2),
        (4, 6, 7, 1.0, 2),
        (5, 8, 9, 1.0, 2),
    ]
    assert {(row.key, row.spread) for row in rows} == {("lean", 1.0)}


@pytest.mark.parametrize("n", [5, 7, 1003, 1004])
@pytest.mark.parametrize("levels", [2, 4, 10**9])
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32])
def test_fifths_are_those_of_a_stable_sort(n: int, levels: int, dtype: type[np.generic]) -> None:
    rng = np.random.default_rng(7)
    column = rng.integers(levels, size=n).astype(dtype)
    column[:2] = 0, 1
    values = rng.random(n)
    order = np.argsort(column, kind="stable")
    rows = fifths({"x": column}, values)
    assert sum(row.n for row in rows) == n
    assert max(row.n for row in rows) - min(row.n for row in rows) <= 1
    start = 0
    for row in rows:
        own = order[start : start + row.n]
        assert (row.low, row.high) == (column[own].min(), column[own].max())
        assert row[5:] == pytest.approx(summarise_chance(values[own]))
        start += row.n


def test_inputs_come_by_spread_and_constants_are_left_out() -> None:
    rng = np.random.default_rng(8)
    inputs = {name: rng.normal(size=20_000) for name in ("noise", "weak", "strong")}
    inputs["fixed"] = np.full(20_000, 0.3)
    chances = 0.5 + 0.2 * np.tanh(inputs["strong"]) + 0.05 * np.tanh(inputs["weak"])
    for values in (chances, rng.random(20_000) < chances):
        rows = fifths(inputs, values)
        assert [row.key for row in rows[::5]] == ["strong", "weak", "noise"]
        for k in range(0, 15, 5):
            own = [row.p for row in rows[k : k + 5]]
            assert {row.spread for row in rows[k : k + 5]} == {max(own) - min(own)}


def test_the_spread_of_an_input_without_effect_is_what_chance_alone_gives() -> None:
    rng = np.random.default_rng(9)
    inputs = {str(k): rng.normal(size=5000) for k in range(200)}
    rows = fifths(inputs, rng.random(5000) < 0.3)
    spreads = np.array([row.spread for row in rows[::5]]) / np.sqrt(0.3 * 0.7 / 1000)
    # The range of five normal draws has mean 2.326 and standard deviation 0.864.
    assert abs(spreads.mean() - 2.326) <= 3.09 * 0.864 / np.sqrt(200)


def test_no_inputs_give_no_rows() -> None:
    assert fifths({}, np.ones(10, bool)) == []
