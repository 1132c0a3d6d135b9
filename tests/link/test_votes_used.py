from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.kernels.types import Floats
from necsim.link.votes_used import Group, further_ticks, mean_ticks, solve_tick_law, tick_law


def make_group(*camps: tuple[float, float, int]) -> Group:
    """Make a group of camps, each a weight, a discipline and a number of names."""
    weights, discipline, names = zip(*camps, strict=True)
    return Group(np.array(weights), np.array(discipline), np.array(names))


def enumerate_ticks(law: Floats, *camps: tuple[float, float, int]) -> float:
    """Add up the ticks of every kind of member, one by one."""
    total = 0.0
    for weight, discipline, names in camps:
        able = sum(law[t] for t in range(names, len(law)))
        for t, chance in enumerate(law):
            total += weight * (1.0 - discipline) * chance * t
            if t >= names:
                total += weight * discipline * chance / able * t
    return total / sum(weight for weight, _, _ in camps)


def test_chances_rise_by_one_ratio_up_to_all_votes() -> None:
    law = tick_law(np.log(0.25), 3)
    np.testing.assert_allclose(law, np.array([0.0, 1 / 16, 1 / 4, 1.0]) / (21 / 16), rtol=1e-14)


@settings(deadline=None)
@given(st.floats(-600.0, 60.0), st.integers(1, 40))
def test_a_law_of_ticks_adds_to_one_and_nobody_has_none(log_q: float, votes: int) -> None:
    law = tick_law(log_q, votes)
    assert law.shape == (votes + 1,)
    assert law[0] == 0.0
    assert np.all(law >= 0.0)
    assert law.sum() == pytest.approx(1.0, abs=1e-12)


def test_further_ticks_are_what_is_left_after_the_names() -> None:
    law = np.array([0.0, 0.1, 0.3, 0.6])
    np.testing.assert_allclose(further_ticks(law, 0), law)
    np.testing.assert_allclose(further_ticks(law, 1), [0.1, 0.3, 0.6, 0.0])
    np.testing.assert_allclose(further_ticks(law, 2), [1 / 3, 2 / 3, 0.0, 0.0])
    np.testing.assert_allclose(further_ticks(law, 3), [1.0, 0.0, 0.0, 0.0])


FULL = (0.5, 0.8, 3)
SHORT = (0.3, 0.6, 1)
FREE = (0.2, 0.0, 0)


@pytest.mark.parametrize(
    ("share", "camps"),
    [
        (0.9, (FULL, FREE)),
        (0.96, (FULL, (0.3, 0.2, 3), FREE)),
        (0.7, (SHORT, FREE)),
        (0.85, (FULL, SHORT, FREE)),
        (0.5, (FREE,)),
        (0.35, (FREE,)),
        (0.999, (FULL, SHORT, FREE)),
        (0.6, ((0.5, 1.0, 1), (0.5, 1.0, 2))),
    ],
)
def test_all_ballots_together_use_the_stated_share(
    share: float, camps: tuple[tuple[float, float, int], ...]
) -> None:
    law = solve_tick_law(share, 3, make_group(*camps))
    assert law is not None
    assert enumerate_ticks(law, *camps) == pytest.approx(3 * share, abs=1e-9)
    assert mean_ticks(law, make_group(*camps)) == pytest.approx(3 * share, abs=1e-9)


def test_free_members_of_2018_use_two_or_three_votes() -> None:
    camps = ((0.54, 0.75, 3), (0.26, 0.20, 3), FREE)
    law = solve_tick_law(0.955, 3, make_group(*camps))
    assert law is not None
    np.testing.assert_allclose(law, [0.0, 0.038, 0.173, 0.789], atol=0.001)


@pytest.mark.parametrize("votes", [3, 9, 13, 14, 20, 60])
def test_full_slates_of_any_length_are_solved(votes: int) -> None:
    camps = ((0.8, 0.5, votes), FREE)
    law = solve_tick_law(0.9, votes, make_group(*camps))
    assert law is not None
    assert enumerate_ticks(law, *camps) == pytest.approx(0.9 * votes, abs=1e-8)


@pytest.mark.parametrize("votes", [3, 9, 13, 14, 20, 60])
def test_a_share_below_what_the_disciplined_use_has_no_law(votes: int) -> None:
    least = 0.8 * 0.5 * votes + (0.8 * 0.5 + 0.2) * 1
    group = make_group((0.8, 0.5, votes), FREE)
    assert solve_tick_law((least - 0.01) / votes, votes, group) is None
    assert solve_tick_law((least + 0.01) / votes, votes, group) is not None


def test_one_vote_is_always_used() -> None:
    group = make_group((0.5, 0.5, 1), FREE)
    np.testing.assert_array_equal(solve_tick_law(0.4, 1, group), [0.0, 1.0])


@pytest.mark.parametrize("votes", [2, 9, 20])
def test_all_votes_used_leaves_no_other_number(votes: int) -> None:
    law = solve_tick_law(1.0, votes, make_group((0.5, 0.5, 1), FREE))
    assert law is not None
    assert law[votes] == 1.0


def test_camps_of_nobody_use_all_votes() -> None:
    law = solve_tick_law(0.5, 3, make_group((0.0, 0.5, 3)))
    assert law is not None
    assert law[3] == 1.0
