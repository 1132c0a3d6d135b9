"""Raking: iterative proportional fitting of a table to the sums of its rows and columns."""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def rake(matrix: Floats, rows: Floats, columns: Floats, sweeps: int = 12) -> Floats:
    """Scale the rows and columns of many tables until they meet their sums.

    Sums are added one term after another, so a table's result does not depend on how many are
    stacked. Twelve sweeps meet the columns to about 1e-7 (Deming & Stephan, Ann. Math. Stat. 11,
    1940).

    Parameters
    ----------
    matrix
        Weights not below 0, (n, S, K).
    rows
        Sum of each row, (S,) or (n, S).
    columns
        Sum of each column, (n, K), with the same total as the rows; a column of 0 stays 0.

    Returns
    -------
    Shares within rows, (n, S, K): each row adds to one.
    """
    sizes = np.broadcast_to(rows, matrix.shape[:2]).T[:, None]
    shares = _close(np.moveaxis(matrix, 0, -1))  # tables last, so that each step runs over them
    for _ in range(sweeps):
        sums = _add_up(sizes * shares)
        factors = np.divide(columns.T, sums, out=np.zeros_like(sums), where=sums > 0.0)
        shares = _close(shares * factors)
    return np.ascontiguousarray(np.moveaxis(shares, -1, 0))


def _close(table: Floats) -> Floats:
    """Make each row of (S, K, n) add to one."""
    return table / _add_up(np.swapaxes(table, 0, 1))[:, None]


def _add_up(terms: Floats) -> Floats:
    """Add along the first axis in order; `sum` may choose its order by the shape."""
    return reduce(np.add, terms)
