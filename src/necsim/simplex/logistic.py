"""The logit-normal law of one share: logistic(m + τz), z standard normal.

Expectations are trapezoidal sums over z, whose error falls as exp(−2π²/(τ·step)): below 1e-8 for
τ up to 200, more than any spread taken here needs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WIDEST = 0.99  # of √(p(1 − p)), the spread of a share that is only ever 0 or 1

_Z = np.linspace(-8.5, 8.5, 3401)
_MASS = np.exp(-(_Z**2) / 2) / np.sum(np.exp(-(_Z**2) / 2))
_STEPS = 50
_CLOSE = 1e-12
_FAR = 700.0  # e⁷⁰⁰ is still finite
_EDGE, _STILL = 1e-8, 1e-9  # shares nearer to 0 or 1, and spreads below, do not vary
_NEVER = 1e-90  # no spread that is taken brings such a share into sight
_ALL = 0.9999  # from here on 1 − mean is the number that has the digits


class LogitNormal(NamedTuple):
    """Centre and spread on the logit scale."""

    m: float
    tau: float


@lru_cache(maxsize=1_024)  # the cells of a study share most of what varies
def solve_logit_normal(mean: float, spread: float) -> LogitNormal:
    """Solve E logistic(m + τz) = mean and sd = spread, to 1e-8.

    A mean of 0 or 1 cannot vary: m is −∞ or ∞ and τ is 0, whatever the spread. Nor does one within
    1e-8 of them, nor with a spread below 1e-9: τ is 0.

    Raises
    ------
    ValueError
        Where the spread is above 0.99·√(mean·(1 − mean)).
    """
    if spread == 0.0 or mean in (0.0, 1.0):
        return LogitNormal(_logit(mean), 0.0)
    if mean > _ALL:
        mirrored = solve_logit_normal(1.0 - mean, spread)
        return LogitNormal(-mirrored.m, mirrored.tau)
    widest = mean * (1.0 - mean)
    if spread > WIDEST * np.sqrt(widest):
        most = f"at most {WIDEST * np.sqrt(widest):.4f}"
        raise ValueError(f"a share of mean {mean:g} cannot have a spread of {spread:g}: {most}")
    if spread < _STILL or mean < _EDGE:
        return LogitNormal(_logit(mean), 0.0)
    ratio = spread**2 / widest
    tau = min(np.sqrt(ratio / widest), 3.0) / (1.0 - ratio)
    x = np.array([_first_centre(mean, tau), np.log(tau)])
    solved = _newton(x, np.array([_logit(mean), _logit(ratio)]))
    return LogitNormal(float(solved[0]), float(np.exp(solved[1])))


def solve_logit_centre(mean: float, tau: float) -> float:
    """Solve E logistic(m + τz) = mean for a given τ, to 1e-8; ∓∞ for a mean of 0 or 1."""
    if mean > _ALL:
        return -solve_logit_centre(1.0 - mean, tau)
    if mean < _NEVER or tau < _STILL:
        return _logit(mean)
    x = np.array([_first_centre(mean, tau), np.log(tau)])
    return float(_newton(x, np.array([_logit(mean)]))[0])


def _logit(share: float) -> float:
    with np.errstate(divide="ignore"):
        return float(np.log(share) - np.log1p(-share))


def _first_centre(mean: float, tau: float) -> float:
    # The logistic is close to a normal distribution of standard deviation 1.7.
    return _logit(mean) * float(np.sqrt(1.0 + tau**2 / 1.7**2))


def _newton(x: Floats, aim: Floats) -> Floats:
    """Meet the first len(aim) measures by Newton steps in as many unknowns, halved while worse."""
    free = len(aim)
    (values, slopes), step = _measure(x), np.zeros_like(x)
    for _ in range(_STEPS):
        step[:free] = np.linalg.solve(slopes[:free, :free], aim - values[:free])
        step /= max(1.0, abs(step[1]))  # τ at most e times larger or smaller
        if np.max(np.abs(step)) < _CLOSE:
            break
        missed = np.max(np.abs(aim - values[:free]))
        while True:
            values, slopes = _measure(x + step)
            if np.max(np.abs(aim - values[:free])) < missed or np.max(np.abs(step)) < _CLOSE:
                break
            step /= 2.0
        x = x + step
    return x


def _measure(x: Floats) -> tuple[Floats, Floats]:
    """Give logit of the mean E, logit of variance over E(1 − E), and slopes by (m, log τ).

    On these scales the two are nearly linear in the unknowns.
    """
    move = np.exp(x[1]) * _Z
    share = 1.0 / (1.0 + np.exp(np.minimum(-x[0] - move, _FAR)))
    slope = _MASS * share * (1.0 - share)
    by = np.stack((slope, slope * move))
    mean, within = np.sum(_MASS * share), np.sum(slope)  # within = E(1 − E) − variance
    widest = mean * (1.0 - mean)
    mean_slopes = by.sum(axis=1)
    within_slopes = np.sum(by * (1.0 - 2.0 * share), axis=1)
    widest_slopes = (1.0 - 2.0 * mean) * mean_slopes
    variance = np.sum(_MASS * (share - mean) ** 2)
    variance_slopes = widest_slopes - within_slopes
    values = np.array([_logit(mean), np.log(variance / within)])
    slopes = np.stack((mean_slopes / widest, variance_slopes / variance - within_slopes / within))
    return values, slopes
