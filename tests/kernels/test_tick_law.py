"""Free members' ticks in kernels: the law that the link solves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.kernels.shapes import BlockLaw
from necsim.kernels.tick_law import fill_ticks
from necsim.kernels.types import Counts, Floats
from necsim.link.votes_used import Group, further_ticks, mean_ticks, solve_tick_law


def filled(votes: int, used: float, names: Counts, camps: Floats, discipline: Floats) -> BlockLaw:
    blank = np.full((len(camps), votes + 1), np.nan)
    asked = (np.arange(votes) < names[:, None]).astype(np.uint8)
    law = BlockLaw(0.0, np.ones(asked.shape), asked, blank, blank.copy(), np.array([1], np.uint64))
    fill_ticks(law, used, names, camps, discipline)
    return law


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.integers(1, 14), st.floats(0.2, 1.0), st.integers(0, 2**32))
def test_ticks_are_those_that_the_link_solves(votes: int, used: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = np.append(rng.integers(0, votes + 1, 2), 0)
    camps, discipline = rng.dirichlet(np.ones(3)), np.append(rng.random(2), 0.0)
    law = filled(votes, used, names, camps, discipline)
    wanted = solve_tick_law(used, votes, Group(camps, discipline, names))
    if wanted is None:
        np.testing.assert_allclose(law.free_ticks[:, 1], 1.0, rtol=1e-15)
        return
    np.testing.assert_allclose(law.free_ticks, np.tile(wanted, (3, 1)), rtol=1e-9, atol=1e-11)
    for g in range(3):
        further = further_ticks(law.free_ticks[g], int(names[g]))
        np.testing.assert_allclose(law.list_ticks[g], further, rtol=1e-12)


@pytest.mark.parametrize("used", [0.4, 0.87, 0.955, 0.999999])
def test_all_ballots_together_use_the_stated_share(used: float) -> None:
    names, camps = np.array([9, 4, 0]), np.array([0.3, 0.3, 0.4])
    discipline = np.array([0.3, 0.6, 0.0])
    law = filled(9, used, names, camps, discipline)
    mean = mean_ticks(law.free_ticks[0], Group(camps, discipline, names))
    assert mean == pytest.approx(9 * used, abs=1e-9)
