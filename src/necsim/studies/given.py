"""What a study says of one measure where an event is so, beside all replicates."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np
import polars as pl

from necsim.kernels.types import Floats
from necsim.outcomes import Event, Measure, event_chance, measure_values
from necsim.plan.labels import Labels
from necsim.studies.estimate import Estimate
from necsim.studies.joint import Chances, joint_chance
from necsim.summary.chance import effective_size, summarise_chance, summarise_weighted
from necsim.summary.conditional import BesideAll, chance_beside_all, mean_beside_all


class GivenEstimate(NamedTuple):
    """A measure where an event is so, the replicates that this counts as much as, and beside."""

    estimate: Estimate
    n_eff: float
    beside: BesideAll


def estimate_given(
    given: Event, measure: Measure, draws: pl.DataFrame, labels: Labels
) -> GivenEstimate | None:
    """Estimate a measure where `given` is so; None of a number that no such replicate has.

    Each replicate counts by the chance of `given` in it: an event that is so or not leaves some
    out, and then counted outcomes get Wilson's interval as in a run of those that are left.
    """
    weights = event_chance(given, draws)
    if isinstance(measure, Event):
        joint = joint_chance(given, measure, draws, labels)
        return _chance(event_chance(measure, draws), joint, weights)
    values = measure_values(measure, draws).astype(np.float64)
    found = ~np.isnan(values)
    return _mean(values[found], weights[found])


def _chance(
    values: Chances,
    joint: Chances,
    weights: Chances,
) -> GivenEstimate:
    beside = chance_beside_all(values, joint, weights)
    if weights.dtype == np.bool_:
        kept = summarise_chance(values[weights])
        return GivenEstimate(Estimate(*kept), kept.n, beside)
    some = weights > 0.0
    share = np.minimum(joint[some] / weights[some], 1.0)
    chance = summarise_weighted(share, weights[some].astype(np.float64))
    return GivenEstimate(Estimate(*chance[:5]), chance.n_eff, beside)


def _mean(values: Floats, weights: Chances) -> GivenEstimate | None:
    n, weight = int(np.count_nonzero(weights)), weights.astype(np.float64)
    if not n:
        return None
    total = weight.sum()
    mean = float((weight * values).sum() / total)
    # With equal weights n / (n − 1) makes it the error of a plain mean.
    spread = float(np.square(weight * (values - mean)).sum()) / total**2
    error = sqrt(spread * n / (n - 1)) if n > 1 else None
    figures = Estimate(None, None, None, None, n, mean, error)
    return GivenEstimate(figures, effective_size(weight), mean_beside_all(values, weight))
