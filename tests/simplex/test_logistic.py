from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, special, stats

from necsim.simplex.logistic import solve_logit_centre, solve_logit_normal

MEANS = [1e-4, 0.05, 0.2, 0.5, 0.77, 0.999]


def expect(m: float, tau: float, power: int, about: float = 0.0) -> float:
    def integrand(z: float) -> float:
        return float((special.expit(m + tau * z) - about) ** power * stats.norm.pdf(z))

    jump = [-m / tau] if abs(m) < 9 * tau else None
    return float(integrate.quad(integrand, -9, 9, points=jump, limit=500, epsabs=1e-12)[0])


@pytest.mark.slow
@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("part", [1e-3, 0.1, 0.5, 0.9, 0.98])
def test_mean_and_spread_are_met(mean: float, part: float) -> None:
    spread = part * math.sqrt(mean * (1 - mean))
    m, tau = solve_logit_normal(mean, spread)
    assert expect(m, tau, 1) == pytest.approx(mean, abs=1e-8)
    assert math.sqrt(expect(m, tau, 2, about=mean)) == pytest.approx(spread, abs=1e-8)


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("tau", [0.01, 0.7, 1.5, 10.0])
def test_the_centre_meets_the_mean(mean: float, tau: float) -> None:
    assert expect(solve_logit_centre(mean, tau), tau, 1) == pytest.approx(mean, abs=1e-8)


def test_half_stays_in_the_middle() -> None:
    assert solve_logit_normal(0.5, 0.2).m == pytest.approx(0.0, abs=1e-12)


def test_what_cannot_vary_has_no_spread() -> None:
    assert solve_logit_normal(0.0, 0.1) == (-math.inf, 0.0)
    assert solve_logit_normal(1.0, 0.1) == (math.inf, 0.0)
    assert tuple(solve_logit_normal(0.3, 0.0)) == pytest.approx((math.log(3 / 7), 0.0))
    assert solve_logit_centre(1.0, 0.7) == math.inf
    assert solve_logit_centre(0.25, 0.0) == pytest.approx(-math.log(3))


def test_too_wide_a_spread_names_the_largest() -> None:
    with pytest.raises(ValueError, match=r"mean 0\.1 cannot .* of 0\.3: at most 0\.2970"):
        solve_logit_normal(0.1, 0.3)
    assert np.isfinite(solve_logit_normal(0.1, 0.297).tau)


@pytest.mark.parametrize("mean", [1e-320, 1e-100, 1e-12, 1e-6, 0.9999995, 1.0 - 1e-12])
@pytest.mark.parametrize("part", [1e-300, 1e-12, 1e-3, 0.5, 0.98])
def test_shares_next_to_none_and_all_have_a_law(mean: float, part: float) -> None:
    spread = part * float(np.sqrt(mean * (1.0 - mean)))
    m, tau = solve_logit_normal(mean, spread)
    centre = solve_logit_centre(mean, 10 * part)
    assert np.isfinite([m, tau, centre]).all()
    assert abs(expect(m, tau, 1) - mean) < 1e-8
    # A share within 10⁻⁸ of none or all is held there.
    if min(mean, 1.0 - mean) >= 1e-8:
        assert abs(np.sqrt(expect(m, tau, 2, mean)) - spread) < 1e-7
