"""The posterior agrees with a sampler that shares nothing with it but the density (MODEL 8)."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from necsim.evidence.fit import fit_pieces
from necsim.evidence.frame import contrasts
from necsim.evidence.past import past_contest
from necsim.evidence.pieces import Counts, PastResult, Pieces, Sample
from necsim.evidence.scales import Scales
from necsim.history import contest, read_history
from necsim.scenario import make_scenario

pytestmark = pytest.mark.compiled

# What docs/calibration/posterior.py printed; it states the problem, which is laid out again here.
RECORDED = json.loads(
    (Path(__file__).parents[2] / "docs/calibration/posterior.json").read_text(encoding="utf-8")
)
BEFORE = "nec-2016-08"
NAMES = {"left": ("ann", "bob", "cat"), "centre_right": ("dan", "eve", "fay")}


def test_means_and_spreads_are_those_of_a_walk_over_all_unknowns() -> None:
    past = read_history()
    began = contest(past, BEFORE).date.last
    day = began + timedelta(days=548)  # a year and a half
    people = {who: {"slate": side} for side, names in NAMES.items() for who in names}
    words = {"rule": "block", "seats": 3, "electorate": 1, "turnout": 0.5, "candidates": people,
             "slates": {side: {"faction": side} for side in NAMES}}  # fmt: skip
    scenario = make_scenario(
        {
            "format": 1,
            "as_of": day,
            "factions": {side: {} for side in NAMES},
            "contests": {"c": words},
        }
    )
    counts = dict.fromkeys(NAMES["left"], 100) | {"dan": 34, "eve": 33, "fay": 33}
    polls = tuple(
        Sample(f"poll_{k}", day, "c", "loyalty", house, size, 1.5, 0.0,
               {"left": left, "centre_right": right})
        for k, (house, left, right, size) in enumerate(
            (("a", 0.50, 0.25, 800), ("a", 0.44, 0.30, 800), ("b", 0.60, 0.20, 500))
        )
    )  # fmt: skip
    result = PastResult("before", began, past_contest(past, BEFORE), {})
    found = fit_pieces(scenario, Pieces((result,), polls, (Counts("n", day, "c", counts),)))
    weights, state = found.posterior.weights, found.posterior.state
    row = np.zeros(found.layout.size)
    row[found.layout.support] = contrasts(2)[:, 0]
    centres = state.mean @ row
    within = np.einsum("i,sij,j->s", row, state.covariance, row)
    mean = weights @ centres
    told = {"contrast": (mean, np.sqrt(weights @ (within + (centres - mean) ** 2)))}
    for name in Scales._fields:
        values = getattr(found.posterior.scales, name)
        middle = weights @ values
        told[name] = (middle, np.sqrt(weights @ (values - middle) ** 2))
    for name, (middle, spread) in told.items():
        walked = RECORDED[name]
        # The walk's own error, and that of a thousand points: a fiftieth of the spread.
        error = 4.0 * walked["error"] + 0.04 * walked["sd"]
        assert middle == pytest.approx(walked["mean"], abs=error), name
        assert spread == pytest.approx(walked["sd"], rel=0.06), name
