from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from necsim.simplex.raking import rake

Floats = NDArray[np.float64]

ROWS = np.array([0.55, 0.30, 0.15])


def make_tables(n: int, segments: int = 3, camps: int = 4) -> tuple[Floats, Floats]:
    random = np.random.default_rng(7)
    leans = random.normal(0.0, 0.4, (n, segments, camps))
    return np.exp(leans), random.dirichlet(np.full(camps, 8.0), n)


def test_rows_and_columns_are_met() -> None:
    weights, columns = make_tables(500)
    shares = rake(ROWS[:, None] * weights, ROWS, columns)
    np.testing.assert_allclose(shares.sum(axis=2), 1.0, rtol=1e-14)
    np.testing.assert_allclose(np.einsum("s,nsk->nk", ROWS, shares), columns, atol=1e-7)


def test_leans_stay_relative_odds() -> None:
    weights, columns = make_tables(20)
    shares = rake(ROWS[:, None] * weights, ROWS, columns)

    def odds(table: Floats) -> Floats:
        cross = table[:, 0, 0] * table[:, 1, 1] / (table[:, 0, 1] * table[:, 1, 0])
        return np.asarray(cross)

    np.testing.assert_allclose(odds(shares), odds(weights), rtol=1e-12)


def test_one_segment_takes_the_columns() -> None:
    weights, columns = make_tables(50, segments=1)
    np.testing.assert_allclose(rake(weights, np.ones(1), columns)[:, 0], columns, rtol=1e-13)


def test_columns_of_zero_stay_zero() -> None:
    weights, columns = make_tables(50)
    columns[:, 2] = 0.0
    columns /= columns.sum(axis=1, keepdims=True)
    shares = rake(weights, ROWS, columns)
    assert not shares[:, :, 2].any()
    np.testing.assert_allclose(np.einsum("s,nsk->nk", ROWS, shares), columns, atol=1e-7)
    weights[:, :, 2] = 0.0
    np.testing.assert_allclose(rake(weights, ROWS, columns), shares, atol=1e-7)


def test_rows_may_differ_by_table() -> None:
    weights, columns = make_tables(30)
    rows = np.random.default_rng(8).dirichlet(np.full(3, 5.0), 30)
    shares = rake(weights, rows, columns)
    np.testing.assert_allclose(np.einsum("ns,nsk->nk", rows, shares), columns, atol=1e-7)
    np.testing.assert_array_equal(rake(weights[4:5], rows[4], columns[4:5]), shares[4:5])


def test_stacking_changes_no_byte() -> None:
    for camps in (1, 2, 4, 19):
        weights, columns = make_tables(300, segments=12, camps=camps)
        rows = np.full(12, 1 / 12)
        shares = rake(weights, rows, columns)
        for cut in (slice(0, 1), slice(7, 8), slice(3, 130), slice(299, 300)):
            assert rake(weights[cut], rows, columns[cut]).tobytes() == shares[cut].tobytes()
