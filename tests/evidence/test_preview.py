"""Evidence not yet seen: against what a fit with it would have given."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from tests.evidence.synthetic import AS_OF, make_case

from necsim.evidence.fit import Fit, fit_pieces
from necsim.evidence.pieces import Sample
from necsim.evidence.posterior import sample
from necsim.evidence.preview import (
    narrowing,
    outcome_weights,
    unseen_nominations,
    unseen_poll,
)
from necsim.scenario.evidence import Poll

pytestmark = pytest.mark.compiled  # two past contests are inverted


@lru_cache(maxsize=1)
def found() -> Fit:
    case = make_case(1)
    return fit_pieces(case.scenario, case.pieces._replace(polls=()))


def poll(size: int, asks: str = "loyalty") -> Poll:
    stated = {"kind": "poll", "asks": asks, "size": size, "shares": {"left": 0.5}}
    return Poll.model_validate({**stated, "design_effect": 1.0})


def spread_left(size: int, asks: str = "loyalty") -> tuple[float, float]:
    drawn = sample(found().mixture, 4_000, 1)
    weights = outcome_weights(found(), unseen_poll(found(), "c", poll(size, asks)), drawn, 1)
    told = narrowing(weights, found().layout.shares(drawn.states)[:, 0])
    return told.now, told.then


def test_more_members_asked_tell_more_and_biases_set_a_floor() -> None:
    now, few = spread_left(50)
    _, some = spread_left(500)
    _, many = spread_left(50_000)
    _, all_ = spread_left(5_000_000)
    assert now > few > some > many
    assert many == pytest.approx(all_, rel=0.01)
    assert all_ > 0.5 * now


@pytest.mark.slow
def test_what_is_left_is_what_fits_with_such_polls_leave() -> None:
    """Draw polls from the forecast, fit each: the mean variance agrees with the preview's."""
    base, (now, then) = found(), spread_left(800)
    generator = np.random.default_rng(2)
    drawn = sample(base.mixture, 40, 3)
    variances = []
    for state, point in zip(drawn.states, drawn.points, strict=True):
        scales = base.posterior.scales
        sds = [(scales.tail * scales.bias)[point], scales.house[point], scales.extra[point]]
        off = generator.normal(0.0, np.array(sds)[:, None], (3, 2)).sum(axis=0)
        shares = base.layout.shares(state)
        tilted = np.append(shares[:2] * np.exp(off), shares[2])
        counts = generator.multinomial(800, tilted / tilted.sum()) / 800
        asked = {"left": float(counts[0]), "right": float(counts[1])}
        seen = Sample("poll", AS_OF, "c", "loyalty", "us", 800, 1.0, 0.0, asked)
        pieces = base.question.pieces._replace(polls=(seen,))
        variances.append(fit_pieces(base.question.scenario, pieces).support.spreads[0] ** 2)
    mean, error = np.mean(variances), np.std(variances) / np.sqrt(len(variances))
    assert then**2 < now**2
    assert then**2 == pytest.approx(mean, abs=4 * error + 0.03 * now**2)


def test_nominations_of_more_bodies_tell_more() -> None:
    drawn = sample(found().mixture, 4_000, 1)
    shares = found().layout.shares(drawn.states)[:, 0]
    left = [
        narrowing(outcome_weights(found(), unseen_nominations(found(), "c", n), drawn, 1), shares)
        for n in (5, 500)
    ]
    assert left[1].then < left[0].then < left[0].now


def test_weights_of_every_outcome_add_up_to_one() -> None:
    drawn = sample(found().mixture, 500, 1)
    weights = outcome_weights(found(), unseen_poll(found(), "c", poll(500, "votes")), drawn, 1)
    np.testing.assert_allclose(weights.sum(axis=1), 1.0)
