"""A better poll is never bad news, and a win is never bad news for the slate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.evidence.synthetic import AS_OF, make_case, tree

from necsim.engine.slices import make_job, simulate_slice
from necsim.evidence import scales
from necsim.evidence.fit import fit_pieces
from necsim.evidence.pieces import Sample
from necsim.kernels.types import Floats
from necsim.plan import make_plan
from necsim.scenario import Scenario, load_scenario, make_scenario

pytestmark = pytest.mark.compiled

COMMITTEE = {"seats": {"members": {"count": 2, "faction": "left"},
                       "others": {"count": 4, "chances": {"left": 0.3, "right": 0.6}}}}  # fmt: skip


def control(scenario: Scenario, asks: str, share: float) -> Floats:
    """Give the left's chance of control in each replicate, with a poll that gives it a share."""
    case = make_case(2)
    poll = Sample("poll", AS_OF, "c", asks, "us", 800, 1.5, 0.0, {"left": share, "right": 0.4})
    found = fit_pieces(scenario, case.pieces._replace(polls=(poll,)))
    draws = simulate_slice(make_job(make_plan(scenario, found), 1, "flows"), 0, 4_000)
    return np.asarray(draws["control.left"].to_numpy())


@pytest.mark.parametrize("asks", ["votes", "loyalty"])
def test_raising_a_poll_never_lowers_control_with_scales_held(
    asks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scales, "SPREAD", 1e-9)
    words: dict[str, Any] = tree() | {"committee": COMMITTEE, "tail": "inf"}
    scenario = make_scenario(words)
    before = control(scenario, asks, 0.20)
    first = before
    for share in (0.26, 0.32, 0.38, 0.44, 0.50, 0.56):
        now = control(scenario, asks, share)
        rise = now - before
        assert rise.mean() > -4.0 * rise.std() / np.sqrt(len(rise))
        before = now
    assert (before - first).mean() > 0.1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nec-2018-january", "nec-2016", "nec-2014"])
def test_a_win_of_one_is_no_bad_sign_for_the_slate(name: str) -> None:
    """Where 400 replicates or more match; a slate's names share votes, but support rules."""
    scenario = load_scenario(Path("configs") / f"{name}.toml")
    plan = make_plan(scenario)
    draws = simulate_slice(make_job(plan, 1, "flows"), 0, 8_000)
    for who in plan.contests[0].labels.candidates:
        won = draws[f"elected.clp.{who.id}"].to_numpy()
        if not who.slates or won.sum() < 400:
            continue
        seats = draws[f"seats.clp.{who.faction}"].to_numpy().astype(float)
        error = np.sqrt(seats[won].var() / won.sum() + seats.var() / len(seats))
        assert seats[won].mean() > seats.mean() - 4.0 * error
