from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from benchmarks.invented import large_ward, long_rankings

from necsim.count import Ballots


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "papers", "candidates", "pooled"),
    [(large_ward, 59_463, 11, True), (long_rankings, 117_000, 44, False)],
)
def test_papers_rank_nobody_twice_and_are_pooled(
    make: Callable[[], Ballots], papers: int, candidates: int, pooled: bool
) -> None:
    ballots = make()
    preferences, starts, numbers = ballots.papers
    rankings = [tuple(each) for each in np.split(preferences, starts[1:-1])]

    assert numbers.sum() == papers
    assert (numbers > 1).any() == pooled
    assert len(set(rankings)) == len(rankings) == len(numbers)
    assert all(len(set(ranking)) == len(ranking) > 0 for ranking in rankings)
    assert len(ballots.candidates) == candidates == preferences.max() + 1
