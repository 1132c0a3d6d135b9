"""Whether two heaps of elections are of one law: chi-squares on tallies, pairs and winners."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from tests.kernels.reference import Array, Elections

from necsim.kernels.shapes import Outcome

FEWEST = 20  # expected in a cell


def read(outcome: Outcome) -> Elections:
    """Give what a kernel drew in the form of the reference."""
    return Elections(
        outcome.votes.astype(np.int64),
        outcome.ballots.astype(np.int64),
        outcome.winners.elected.astype(np.int64),
    )


def encode(columns: Array) -> Array:
    """Give each row of small whole numbers one number."""
    code = np.zeros(len(columns), np.int64)
    for column in columns.T:
        code = code * 128 + column
    return code


def views(elections: Elections) -> list[Array]:
    """Look at elections as whole tallies, as winner sets, and at each pair of tallies."""
    columns = np.column_stack([elections.votes, elections.ballots])
    assert columns.shape[1] <= 9
    assert columns.max() < 128
    pairs = [columns[:, list(pair)] for pair in combinations(range(columns.shape[1]), 2)]
    return [encode(each) for each in (columns, elections.elected, *pairs)]


def same_law(one: Elections, other: Elections) -> float:
    """Give the p value that two heaps are of one law: the smallest of all views, corrected."""
    seen = [two_heaps(a, b) for a, b in zip(views(one), views(other), strict=True)]
    return min(1.0, len(seen) * min(seen))


def two_heaps(one: Array, other: Array) -> float:
    """Give the p value of a two-sample chi-square on labels, thin cells pooled."""
    labels = np.concatenate([one, other])
    if labels.max() > 1 << 16:
        labels = np.unique(labels, return_inverse=True)[1]
    size = int(labels.max()) + 1
    halves = labels[: len(one)], labels[len(one) :]
    counts = np.array([np.bincount(half, minlength=size) for half in halves])
    counts = counts[:, counts.any(axis=0)]
    shares = np.array([[len(one)], [len(other)]]) / len(labels)
    expected = shares * counts.sum(axis=0)
    return pooled(counts, expected, 1)


def one_heap(counts: Array, expected: NDArray[np.float64]) -> float:
    """Give the p value of counts where they are expected by an exact law, thin cells pooled."""
    assert not counts[expected == 0.0].any()
    return pooled(counts[None], expected[None], 1)


def pooled(counts: Array, expected: NDArray[np.float64], lost: int) -> float:
    """Give the chi-square p value of heaps × cells, cells below FEWEST put together."""
    order = np.argsort(expected.min(axis=0))
    counts, expected = counts[:, order], expected[:, order]
    reached = np.cumsum(expected, axis=1).min(axis=0)
    thin = expected.min(axis=0) < FEWEST
    if thin.any():
        first = max(int(thin.sum()), int(np.searchsorted(reached, FEWEST)) + 1)
        counts = np.column_stack([counts[:, :first].sum(axis=1), counts[:, first:]])
        expected = np.column_stack([expected[:, :first].sum(axis=1), expected[:, first:]])
    chi2 = ((counts - expected) ** 2 / expected).sum()
    cells = counts.shape[1]
    return float(stats.chi2.sf(chi2, cells - lost)) if cells > lost else 1.0
