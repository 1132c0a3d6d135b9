"""Where the truth of made contests lies in what a fit gives for them, and in the forecast."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy import stats
from tests.evidence.synthetic import FACTIONS, OFF, SEATS, Case, make_case

from necsim.engine.slices import make_job, simulate_slice
from necsim.evidence.fit import fit_pieces
from necsim.evidence.posterior import sample
from necsim.kernels.types import Counts, Floats
from necsim.plan import make_plan

# Scales that some evidence here speaks of.
SCALES = ("drift", "slope", "nominations")
NAMED = (
    *(f"support.{side}" for side in FACTIONS), "support.unaligned",
    *(f"discipline.{side}" for side in FACTIONS), *SCALES,
)  # fmt: skip
_DRAWS, _BINS = 999, 10


def ranks(seeds: Iterable[int]) -> Floats:
    """Give the share of posterior draws below the truth, (contests, NAMED)."""
    return np.array([_ranks(make_case(seed), seed) for seed in seeds])


def _ranks(case: Case, seed: int) -> Floats:
    found = fit_pieces(case.scenario, case.pieces)
    drawn = sample(found.mixture, _DRAWS, seed)
    logits = drawn.states[:, found.layout.discipline]
    scales = [getattr(found.posterior.scales, name)[drawn.points] for name in SCALES]
    draws = np.column_stack([
        found.layout.shares(drawn.states), 1.0 / (1.0 + np.exp(-logits)), *scales
    ])  # fmt: skip
    known = [float(getattr(case.truth.scales, name)) for name in SCALES]
    truth = np.concatenate([case.truth.support, case.truth.discipline, known])
    return np.asarray((draws < truth).mean(axis=0))


def covered(found: Floats) -> Floats:
    """Give how many of the central 80 % intervals hold the truth, by name."""
    return np.asarray(((found > 0.1) & (found < 0.9)).mean(axis=0))


def uniform_p(found: Floats) -> float:
    """Give the chance of ranks this uneven, over all names (Bonferroni)."""
    counts = [np.histogram(each, _BINS, (0.0, 1.0))[0] for each in found.T]
    return float(min(1.0, found.shape[1] * min(stats.chisquare(each).pvalue for each in counts)))


class Chances(NamedTuple):
    """Chances of election (contests, candidates), and who was elected."""

    given: Floats
    elected: Counts


def forecasts(seeds: Iterable[int], replicates: int) -> Chances:
    """Forecast made contests from their evidence, and count the votes of the truth."""
    given, elected = [], []
    for seed in seeds:
        case = make_case(seed)
        plan = make_plan(case.scenario, fit_pieces(case.scenario, case.pieces))
        draws = simulate_slice(make_job(plan, seed, "flows"), 0, replicates)
        names = [f"elected.c.{who}" for who in case.scenario.contests["c"].candidates]
        given.append(draws.select(names).to_numpy().mean(axis=0))
        # With a hundred thousand ballots those expected to be ahead are.
        order = np.argsort(-case.truth.votes)
        elected.append(np.isin(np.arange(len(names)), order[:SEATS]).astype(np.int64))
    assert len(given[0]) == 2 * SEATS + OFF
    return Chances(np.array(given), np.array(elected))


def calibration_p(chances: Chances, resamples: int = 2_000) -> float:
    """Give the chance of misses this large in all bins of chances together, by a cluster bootstrap.

    By tenths of the chance given, how many more were elected than that says, in each contest; the
    contests are drawn anew with replacement.
    """
    bins = np.minimum((chances.given * _BINS).astype(int), _BINS - 1)
    off = chances.elected - chances.given
    misses = np.stack([np.where(bins == b, off, 0.0).sum(axis=1) for b in range(_BINS)], axis=1)
    used = misses.any(axis=0)
    misses = misses[:, used]
    mean, n = misses.mean(axis=0), len(misses)
    inverse = np.linalg.pinv(np.cov(misses.T) / n)
    generator = np.random.default_rng(1)
    drawn = misses[generator.integers(n, size=(resamples, n))].mean(axis=1) - mean
    there = np.einsum("ri,ij,rj->r", drawn, inverse, drawn)
    return float((there >= mean @ inverse @ mean).mean())
