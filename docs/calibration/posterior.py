"""Sample a fit's posterior by an ensemble of walkers, as a check on `necsim.evidence`.

Run by hand; `tests/evidence/test_independent.py` holds the fit against what it printed:

    python docs/calibration/posterior.py > docs/calibration/posterior.json

The problem: the NEC election of August 2016 read backwards, then a year and a half of drift,
nominations, and three polls of loyalty by two houses. Every unknown is sampled, scales too, from
the density as MODEL 8 has it: nothing here is linear algebra, nothing is integrated out. The
sampler is the stretch move of Goodman & Weare, *Commun. Appl. Math. Comput. Sci.* 5 (2010).
"""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

from necsim.evidence.invert import invert
from necsim.evidence.past import past_contest
from necsim.history import read_history
from necsim.scenario.reference import Reference

Floats = npt.NDArray[np.float64]

WALKERS, STEPS, BURN, EVERY = 256, 30_000, 5_000, 10
YEARS = 1.5
NOMINATIONS = ((300, 3), (100, 3))  # counted, names: left and right
POLLS = (("a", 0.50, 0.25, 800), ("a", 0.44, 0.30, 800), ("b", 0.60, 0.20, 500))
NAMES = ("tail", "drift", "bias", "house", "extra", "slope", "nominations", "ballot")
R = Reference()
CENTRES = (
    R.drift, R.poll_bias, R.poll_house, R.poll_extra,
    R.nominations_slope, R.nominations_spread, R.ballot_spread,
)  # fmt: skip


class Past(NamedTuple):
    """The inversion's state (contrast of support, two logits): mean and covariance."""

    mean: Floats
    covariance: Floats


def read_past() -> Past:
    """Invert the contest that leads in."""
    found = invert(past_contest(read_history(), "nec-2016-08"), R)
    # Contrasts are left over centre right there and here.
    assert found.slates == ("left", "centre_right")
    return Past(found.state, found.covariance)


def log_density(x: Floats, past: Past) -> Floats:
    """Give the log posterior density (W,) of unknowns x (W, 29), each a standard normal before."""
    z, before, moved, lean, _rest, logits, shared, houses, own = np.split(
        x, (8, 10, 12, 14, 15, 17, 19, 23), axis=1
    )
    tail = 1.0 / np.sqrt(stats.chi2.ppf(stats.norm.cdf(-z[:, 0]), 5) / 5)
    drift, bias, house, extra, slope, spread, _ = (
        centre * np.exp(0.5 * z[:, k]) for k, centre in enumerate(CENTRES, start=1)
    )
    log = -0.5 * (x**2).sum(axis=1)
    discipline = np.log(R.discipline / (1 - R.discipline)) + R.discipline_spread * logits
    state = np.column_stack([(before[:, 0] - before[:, 1]) / np.sqrt(2), discipline])
    prior = np.concatenate([[0.0], [np.log(R.discipline / (1 - R.discipline))] * 2])
    wide = np.diag([1.0, R.discipline_spread**2, R.discipline_spread**2])
    log = log + stats.multivariate_normal(past.mean, past.covariance).logpdf(state)
    log = log - stats.multivariate_normal(prior, wide).logpdf(state)
    now = before + moved * (np.sqrt(YEARS) * tail * drift)[:, None]
    total, names = np.array(NOMINATIONS, float).T
    seen = np.diff(np.log((total + 0.5) / names)[::-1])[0]
    expected = slope * (now[:, 0] - now[:, 1]) + 0.3 * (lean[:, 0] - lean[:, 1])
    noise = 2 * spread**2 + (1 / (total + 0.5)).sum()
    log = log + stats.norm(expected, np.sqrt(noise)).logpdf(seen)
    for k, (name, left, right, size) in enumerate(POLLS):
        place = 0 if name == "a" else 2
        off = bias * tail * (shared[:, 0] - shared[:, 1])
        off = off + house * (houses[:, place] - houses[:, place + 1])
        off = off + extra * (own[:, 2 * k] - own[:, 2 * k + 1])
        noise = 1.5 / size * (1 / left + 1 / right)
        expected = now[:, 0] - now[:, 1] + off
        log = log + stats.norm(expected, np.sqrt(noise)).logpdf(np.log(left / right))
    return np.asarray(log)


def sample(past: Past) -> Floats:
    """Walk, and give the later part, (draws, unknowns)."""
    generator = np.random.default_rng(1)
    x = generator.standard_normal((WALKERS, 29))
    log, kept, half = log_density(x, past), [], WALKERS // 2
    halves = slice(0, half), slice(half, None)
    for step in range(STEPS):
        for mine, other in (halves, halves[::-1]):
            stretch = (1.0 + generator.random(half)) ** 2 / 2.0
            partner = x[other][generator.integers(half, size=half)]
            tried = partner + stretch[:, None] * (x[mine] - partner)
            there = log_density(tried, past)
            gain = (x.shape[1] - 1) * np.log(stretch) + there - log[mine]
            taken = np.log(generator.random(half)) < gain
            x[mine] = np.where(taken[:, None], tried, x[mine])
            log[mine] = np.where(taken, there, log[mine])
        if step >= BURN and step % EVERY == 0:
            kept.append(x.copy())
    return np.concatenate(kept)


def main() -> None:
    """Print means and standard deviations of what the fit gives too, with the walk's own errors."""
    past = read_past()
    x = sample(past)
    tail = 1.0 / np.sqrt(stats.chi2.ppf(stats.norm.cdf(-x[:, 0]), 5) / 5)
    scales = {"tail": tail} | {
        name: centre * np.exp(0.5 * x[:, k])
        for k, (name, centre) in enumerate(zip(NAMES[1:], CENTRES, strict=True), start=1)
    }
    now = x[:, 8:10] + x[:, 10:12] * (np.sqrt(YEARS) * tail * scales["drift"])[:, None]
    numbers = {"contrast": (now[:, 0] - now[:, 1]) / np.sqrt(2)} | scales
    answer = {}
    for name, values in numbers.items():
        parts = values.reshape(20, -1).mean(axis=1)  # twenty stretches of the walk
        error = float(parts.std(ddof=1) / np.sqrt(len(parts)))
        answer[name] = {"mean": float(values.mean()), "sd": float(values.std()), "error": error}
    print(json.dumps(answer, indent=2))


if __name__ == "__main__":
    main()
