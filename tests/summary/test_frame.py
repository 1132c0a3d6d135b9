from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from necsim.summary.frame import mean, quantile


def test_single_precision_is_averaged_in_double() -> None:
    values = pl.Series(np.full(100_000, 0.1, dtype=np.float32))
    assert mean(values) == pytest.approx(float(np.float32(0.1)), abs=1e-12)


def test_a_mean_does_not_depend_on_how_the_column_was_cut() -> None:
    whole = pl.Series(np.random.default_rng(7).random(10_000))
    ends = [0, 137, 512, 3_001, 10_000]
    pieces = [whole[start:stop] for start, stop in pairwise(ends)]
    cut = pl.concat(pieces, rechunk=False)
    assert cut.n_chunks() == 4
    assert mean(cut) == mean(whole)


@pytest.mark.parametrize(
    ("values", "level", "expected"),
    [([5, 1, 3], 0.5, 3.0), ([12_345, 12_346], 0.1, 12_300.0), ([-0.012345], 0.9, -0.0123)],
)
def test_quantiles_are_values_at_three_digits(
    values: list[float], level: float, expected: float
) -> None:
    assert quantile(pl.Series(values), level) == expected


def test_no_values_have_no_quantile() -> None:
    assert quantile(pl.Series([None, None], dtype=pl.Float64), 0.5) is None
