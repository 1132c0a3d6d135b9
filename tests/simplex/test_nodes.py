from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from necsim.simplex.nodes import (
    normal_nodes,
    normal_quantile,
    sobol_directions,
    sobol_words,
    tail_nodes,
    uniform_nodes,
)

COUNT = 4096
MIDDLE = np.linspace(1e-4, 1.0 - 1e-4, 20_001)


def test_unscrambled_points_are_the_published_sobol_sequence() -> None:
    words = sobol_words(sobol_directions(), 1024)
    expected = stats.qmc.Sobol(32, scramble=False, bits=32).random(1024)
    np.testing.assert_array_equal(words / 2.0**32, expected)


@pytest.mark.parametrize("scramble", [0, 1])
def test_every_dimension_has_one_node_in_every_interval(scramble: int) -> None:
    cells = np.floor(uniform_nodes(COUNT, 32, scramble) * COUNT)
    np.testing.assert_array_equal(np.sort(cells, axis=0), np.arange(COUNT)[:, None] + np.zeros(32))


def test_the_first_two_dimensions_have_one_node_in_every_elementary_box() -> None:
    x, y = uniform_nodes(COUNT, 2).T
    for power in range(13):
        wide, tall = 2**power, COUNT // 2**power
        assert len(np.unique(np.floor(x * wide) * tall + np.floor(y * tall))) == COUNT


def test_nodes_are_fixed_and_fewer_dimensions_are_the_first_columns() -> None:
    nodes = uniform_nodes(64, 5)
    np.testing.assert_array_equal(nodes[:, :3], uniform_nodes(64, 3))
    np.testing.assert_array_equal(nodes[:16], uniform_nodes(16, 5))
    assert not np.array_equal(nodes, uniform_nodes(64, 5, scramble=1))
    assert nodes.min() > 0.0
    assert nodes.max() < 1.0


def test_beyond_32_dimensions_each_is_even_by_itself_and_moves_no_other() -> None:
    nodes = uniform_nodes(COUNT, 101)
    np.testing.assert_array_equal(nodes[:, :32], uniform_nodes(COUNT, 32))
    np.testing.assert_array_equal(nodes[:, :40], uniform_nodes(COUNT, 40))
    np.testing.assert_array_equal(np.sort(nodes[:, 32:], axis=0)[0], 0.5 / COUNT)
    together = np.corrcoef(nodes.T) - np.eye(101)
    assert np.abs(together).max() < 5.5 / np.sqrt(COUNT)
    assert np.abs(nodes[:, 32:] - uniform_nodes(COUNT, 101, scramble=1)[:, 32:]).max() > 0.5


def test_normal_quantile_agrees_with_scipy() -> None:
    tiny = 10.0 ** -np.arange(1.0, 300.0)
    chances = np.concatenate((tiny, 1.0 - tiny[:15], np.linspace(1e-6, 1 - 1e-6, 9_999)))
    np.testing.assert_allclose(
        normal_quantile(chances), stats.norm.ppf(chances), rtol=1e-12, atol=1e-12
    )


def test_normal_nodes_have_the_moments_and_no_correlation_of_independent_normals() -> None:
    z = normal_nodes(COUNT, 8)
    np.testing.assert_allclose(z.mean(axis=0), 0.0, atol=1e-3)
    np.testing.assert_allclose(z.T @ z / COUNT, np.eye(8), atol=2e-2)


@pytest.mark.parametrize("nu", [1.0, 2.1, 3.0, 5.0, 30.0, 1e3, 1e6])
def test_tail_nodes_agree_with_the_quantiles_of_chi_squared(nu: float) -> None:
    expected = np.sqrt(nu / stats.chi2.ppf(MIDDLE, nu))
    np.testing.assert_allclose(tail_nodes(nu, MIDDLE), expected, rtol=1e-6)


def test_no_tail_is_a_scale_of_one() -> None:
    np.testing.assert_array_equal(tail_nodes(np.inf, MIDDLE), np.ones_like(MIDDLE))
