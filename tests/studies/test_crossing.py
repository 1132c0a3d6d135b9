"""Finding a value: a chance that is known in closed form, on streams that all values share."""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pytest

from necsim.studies.crossing import find_crossings
from necsim.summary.chance import Chance, summarise_chance

NORMAL = NormalDist()


def normal_trial(seed: int, n: int = 2_000) -> Callable[[float], Chance]:
    """Give the chance that a standard normal lies below a value, on n draws of one seed."""
    z = np.random.default_rng(seed).standard_normal(n)
    return lambda value: summarise_chance(z < value)


def test_the_value_lies_in_the_interval_in_nineteen_of_twenty_trials() -> None:
    right = NORMAL.inv_cdf(0.8)
    held, widths = 0, 0.0
    for seed in range(100):
        (found,) = find_crossings(normal_trial(seed), 0.8, (-3.0, 3.0)).crossings
        assert found.rising
        held += found.low <= right <= found.high
        widths += found.high - found.low
    assert held >= 88
    # As wide as 95 % needs: 2·1.96·√(pq/n)/density.
    density = NORMAL.pdf(right)
    assert widths / 100 == pytest.approx(2 * 1.96 * (0.16 / 2_000) ** 0.5 / density, rel=0.1)


def test_a_falling_chance_is_found_too() -> None:
    trial = normal_trial(1)
    (found,) = find_crossings(lambda value: trial(-value), 0.3, (-3.0, 3.0)).crossings
    assert not found.rising
    assert found.low < found.value < found.high


def test_two_crossings_are_both_told() -> None:
    z = np.random.default_rng(3).standard_normal(4_000)
    search = find_crossings(lambda x: summarise_chance(np.abs(z) < 3 - x * x), 0.5, (-3.0, 3.0))
    low, high = search.crossings
    assert (low.rising, high.rising) == (True, False)
    right = (3 - NORMAL.inv_cdf(0.75)) ** 0.5
    assert low.value == pytest.approx(-right, abs=0.05)
    assert high.value == pytest.approx(right, abs=0.05)


@pytest.mark.parametrize(("between", "sign"), [((2.0, 3.0), 1), ((-3.0, -2.0), -1)])
def test_where_no_value_or_every_value_does_no_crossing_is_made_up(
    between: tuple[float, float], sign: int
) -> None:
    search = find_crossings(normal_trial(5), 0.5, between)
    assert search.crossings == ()
    assert set(search.signs) == {sign}


def test_what_error_hides_is_not_told() -> None:
    trial = normal_trial(5, n=50)
    search = find_crossings(trial, trial(0.0).p, (-0.01, 0.01))
    assert search.crossings == ()
    assert set(search.signs) == {0}
