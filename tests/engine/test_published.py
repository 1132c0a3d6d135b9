"""January 2018 as published, from fitted support, discipline and appeals.

With everything fixed there is ballot noise only, and simulated means are set against the nine
published totals. The parameters were fitted by least squares to those totals, starting from
support .54/.26, votes used .96 and the appeals .21 −.02 −.19, .61 −.23 −.38, −.5 −1.0 −1.1; each
moved by less than what rounding those to two digits allows, or 0.02. Discipline, loyalty and the
unaligned share are fixed by assumption, since the totals do not tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from tests.engine.scenarios import january

from necsim.engine import simulate
from necsim.engine.run import Run
from necsim.kernels.types import Floats
from necsim.plan import make_plan

pytestmark = pytest.mark.compiled

PUBLISHED = {
    "dar": 68_388,
    "lansman": 65_163,
    "garnham": 62_982,
    "izzard": 39_508,
    "baxter": 27_234,
    "josan": 25_224,
    "donovan": 11_944,
    "morrison": 7_551,
    "taylor": 7_011,
}
APPEALS = {
    "dar": 0.209,
    "lansman": -0.014,
    "garnham": -0.195,
    "izzard": 0.627,
    "baxter": -0.239,
    "josan": -0.388,
    "donovan": -0.507,
    "morrison": -1.019,
    "taylor": -1.100,
}
FITTED = {
    "support": {"left": 0.539, "centre_right": 0.264},
    "give_or_take": 0,
    "contests.clp.electorate": 110_000,
    "contests.clp.turnout": 1.0,
    "contests.clp.turnout_give_or_take": 0.0,
    "contests.clp.behaviour": {
        "discipline": {"momentum": 0.75, "diversity": 0.20},
        "discipline_give_or_take": 0.0,
        "votes_used": 0.955,
        "appeal_give_or_take": 0.0,
    },
}


def mean_votes(run: Run) -> Floats:
    return np.array([run.draws[f"votes.clp.{who}"].mean() for who in PUBLISHED])


@pytest.mark.parametrize(("sampler", "replicates"), [("flows", 2_000), ("ballots", 300)])
def test_simulated_means_are_within_half_a_per_cent_of_the_published_totals(
    sampler: Any, replicates: int
) -> None:
    appeals: Mapping[str, Any] = {
        f"contests.clp.candidates.{who}.appeal": appeal for who, appeal in APPEALS.items()
    }
    done = simulate(
        january({**FITTED, **appeals}), replicates=replicates, seed=2018, sampler=sampler
    )
    off = mean_votes(done) / np.array(list(PUBLISHED.values())) - 1.0
    assert np.abs(off).max() < 0.005, dict(zip(PUBLISHED, off.round(4), strict=True))
    assert done.seats.filter(faction="left", seats=3)["p"].item() == 1.0


def test_free_members_tick_one_two_or_three_names_as_solved() -> None:
    law = make_plan(january(FITTED)).contests[0].block.law.free_ticks[0]
    # The least squares fit of three free chances is .06/.10/.84; one parameter comes this near.
    np.testing.assert_allclose(law, [0.0, 0.04, 0.17, 0.79], atol=0.005)


def test_published_totals_lie_inside_the_ranges_of_appeals_drawn_blind() -> None:
    behaviour = {
        "discipline": {"momentum": 0.85, "diversity": 0.30},
        "discipline_give_or_take": 0.0,
        "votes_used": 0.955,
    }
    # Discipline apart nothing is fitted; a celebrity is stated.
    blind = {**FITTED, "contests.clp.behaviour": behaviour, "support": {"left": 0.54,
             "centre_right": 0.26}, "contests.clp.candidates.izzard.appeal": 0.6}  # fmt: skip
    done = simulate(january(blind), replicates=20_000, seed=2018)
    votes = {who: done.draws[f"votes.clp.{who}"].to_numpy() for who in PUBLISHED}
    ranges = {who: np.quantile(drawn, [0.025, 0.975]) for who, drawn in votes.items()}
    inside = [ranges[who][0] <= total <= ranges[who][1] for who, total in PUBLISHED.items()]
    assert np.mean(inside) >= 0.9, ranges
