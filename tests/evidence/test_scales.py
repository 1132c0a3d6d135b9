from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from necsim.evidence.scales import (
    POINTS,
    Scales,
    adapted_points,
    prior_points,
    scales_at,
)
from necsim.scenario.reference import Reference

REFERENCE = Reference()


def test_scales_have_their_reference_values_in_the_middle() -> None:
    found = scales_at(prior_points(0).z, REFERENCE, 5.0)
    middles = [np.median(values) for values in found[1:]]
    assert middles == pytest.approx(
        [REFERENCE.drift, REFERENCE.poll_bias, REFERENCE.poll_house, REFERENCE.poll_extra,
         REFERENCE.nominations_slope, REFERENCE.nominations_spread, REFERENCE.ballot_spread],
        rel=0.01,
    )  # fmt: skip
    spreads = [np.log(values).std() for values in found[1:]]
    assert spreads == pytest.approx([0.5] * 7, rel=0.02)


def test_the_tail_has_the_law_of_a_t_scale() -> None:
    tail = scales_at(prior_points(0).z, REFERENCE, 5.0).tail
    chances = stats.chi2(5).sf(5 / tail**2)  # of a scale as small as this
    assert stats.kstest(chances, "uniform").statistic < 0.01
    assert np.all(scales_at(prior_points(0).z, REFERENCE, np.inf).tail == 1.0)


def test_points_laid_anew_still_stand_for_the_prior() -> None:
    """Ratios average to 1, and so does whatever the prior expects, within a few points' error."""
    points = prior_points(0)
    weights = np.exp(-0.5 * ((points.z[:, 1] - 1.5) / 0.3) ** 2)
    again = adapted_points(points, weights / weights.sum(), 1)
    ratios = np.exp(again.log_ratio)
    error = ratios.std() / np.sqrt(POINTS)
    assert ratios.mean() == pytest.approx(1.0, abs=3.0 * error)
    assert (ratios * again.z[:, 1]).mean() == pytest.approx(0.0, abs=4.0 * error)
    # They lie where the weights are.
    assert again.z[:, 1].mean() > 1.0
    assert again.z.shape == (POINTS, len(Scales._fields))
