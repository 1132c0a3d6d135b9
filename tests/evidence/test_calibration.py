"""A fit's intervals hold the truth as often as they say, and so do the forecast's chances.

Contests are drawn from the whole model: scales, drift, two past contests with nominations, then
nominations and a biased poll before the one to come (`synthetic`).
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.evidence.calibration import (
    NAMED,
    Chances,
    calibration_p,
    covered,
    forecasts,
    ranks,
    uniform_p,
)

pytestmark = [pytest.mark.compiled, pytest.mark.slow]


def test_eighty_per_cent_intervals_hold_the_truth_and_its_ranks_are_even() -> None:
    """200 contests: a right interval lies outside 70–90 % with chance 0.0004 a name."""
    found = ranks(range(200))
    inside = dict(zip(NAMED, covered(found), strict=True))
    assert all(0.70 <= share <= 0.90 for share in inside.values()), inside
    assert uniform_p(found) > 0.001


@pytest.fixture(scope="module")
def chances() -> Chances:
    return forecasts(range(1_000, 1_150), 400)


def test_candidates_are_elected_as_often_as_forecast(chances: Chances) -> None:
    assert calibration_p(chances) > 0.002
    # The forecast is no bystander: who is elected is told far better than three in eight.
    brier = float(np.mean((chances.given - chances.elected) ** 2))
    assert brier < 0.8 * (3 / 8) * (5 / 8)


def test_the_joint_test_sees_chances_that_are_too_sure(chances: Chances) -> None:
    logit = np.log((chances.given + 0.01) / (1.01 - chances.given))
    sure = 1.0 / (1.0 + np.exp(-2.0 * logit))
    assert calibration_p(chances._replace(given=sure)) < 0.002
