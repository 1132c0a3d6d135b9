from __future__ import annotations

import numpy as np
from tests.engine.scenarios import cooperative, january

from necsim.plan.minimums import minimums


def test_minimums_are_needs_and_who_meets_them() -> None:
    changes = {
        "contests.board.candidates.ann.tags": ["tenant", "woman"],
        "contests.board.candidates.eve.tags": ["woman"],
        "contests.board.minimums.women": {"tag": "woman", "at_least": 2},
    }
    laid = minimums(cooperative(changes).contests["board"])
    np.testing.assert_array_equal(laid.needs, [1, 2])
    np.testing.assert_array_equal(laid.tags, [[1, 0, 1, 0, 0], [1, 0, 0, 0, 1]])


def test_no_minimums_are_empty_arrays() -> None:
    laid = minimums(january().contests["clp"])
    assert laid.needs.shape == (0,)
    assert laid.tags.shape == (0, 9)
