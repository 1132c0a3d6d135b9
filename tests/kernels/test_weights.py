from __future__ import annotations

import numpy as np
import pytest

from necsim.kernels.pull import camp_pull
from necsim.kernels.types import Flags, Floats
from necsim.kernels.weights import camp_weights

# slates 0 and 1 are of one faction, 2 of another; camp 3 is unaligned
FACTIONS = np.array([0, 0, 1])
LOYALTY = np.array([1.25, 1.0, 2.0])
KINSHIP = np.array([0.8, 0.6, 0.4])
AFFINITY = np.array(
    [
        [0.0, 0.1, -0.5, 0.3],
        [0.2, 0.05, -3.0, 0.0],
        [-0.7, -0.9, 0.0, 0.15],
        [0.0, 0.25, -0.25, -0.1],
    ]
)


def pull_toward(*slates: int) -> list[float]:
    """Give each camp's pull toward one candidate who stands on these slates."""
    on = np.zeros((3, 1), np.uint8)
    on[list(slates)] = 1
    pull = camp_pull(on, FACTIONS, LOYALTY, KINSHIP, AFFINITY)
    assert pull.shape == (4, 1)
    return [float(x) for x in pull[:, 0]]


@pytest.mark.parametrize(
    ("slates", "pulls"),
    [
        ((0,), [1.25 + 0.0, 0.6 + 0.2, -0.7, 0.0]),  # own, kin, rival, unaligned
        ((1,), [0.8 + 0.1, 1.0 + 0.05, -0.9, 0.25]),
        ((2,), [-0.5, -3.0, 2.0, -0.25]),
        ((), [0.3, 0.0, 0.15, -0.1]),  # on no slate
        ((0, 1), [1.25, 1.05, -0.7, 0.25]),  # the larger, never the sum
        ((0, 2), [1.25, 0.8, 2.0, 0.0]),
        ((0, 1, 2), [1.25, 1.05, 2.0, 0.25]),
    ],
)
def test_the_pull_is_the_largest_over_the_slates_a_candidate_stands_on(
    slates: tuple[int, ...], pulls: list[float]
) -> None:
    assert pull_toward(*slates) == pytest.approx(pulls, abs=1e-15)


def test_a_negative_loyalty_makes_the_kin_slate_the_larger() -> None:
    on = np.array([[1], [1], [0]], np.uint8)
    pull = camp_pull(on, FACTIONS, -LOYALTY, KINSHIP, AFFINITY)
    assert pull[0, 0] == pytest.approx(0.8 + 0.1)


def test_each_candidate_is_taken_alone() -> None:
    on = np.array([[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 1]], np.uint8)
    pull = camp_pull(on, FACTIONS, LOYALTY, KINSHIP, AFFINITY)
    columns = [pull_toward(0), pull_toward(1), pull_toward(), pull_toward(0, 2)]
    np.testing.assert_array_equal(pull, np.array(columns).T)


def test_without_slates_all_are_unaligned() -> None:
    none: Flags = np.zeros((0, 2), np.uint8)
    empty = np.zeros(0)
    pull = camp_pull(none, np.zeros(0, np.int64), empty, empty, np.array([[0.4]]))
    np.testing.assert_array_equal(pull, [[0.4, 0.4]])


def weights_of(appeal: Floats, pull: Floats) -> Floats:
    weights = np.zeros(len(appeal))
    camp_weights(np.exp(appeal - appeal.max()), np.exp(pull), weights)
    return weights


def test_weights_are_the_product_with_the_largest_one() -> None:
    appeal, pull = np.array([0.3, -0.2, 1.0]), np.array([1.25, 0.0, -0.5])
    wanted = np.exp(appeal + pull - (appeal + pull).max())
    np.testing.assert_allclose(weights_of(appeal, pull), wanted, rtol=1e-15)


def test_no_weight_is_so_small_that_eleven_of_them_vanish() -> None:
    weights = weights_of(np.array([0.0, -90.0, -700.0]), np.zeros(3))
    assert weights[0] == 1.0
    assert weights[1] == weights[2] > 0.0
    assert weights[2] ** 11 > 0.0
