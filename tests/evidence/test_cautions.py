from __future__ import annotations

from typing import Any

import pytest
from tests.evidence.synthetic import make_case, tree

from necsim.evidence.cautions import assumed, doubts
from necsim.evidence.fit import fit_pieces
from necsim.evidence.pieces import Judged, Pieces
from necsim.scenario import make_scenario

pytestmark = pytest.mark.compiled


def test_a_faction_of_which_nothing_speaks_is_named() -> None:
    case = make_case(1)
    words: dict[str, Any] = tree()
    words["factions"]["third"] = {}
    words["contests"]["c"]["slates"]["third"] = {"faction": "third"}
    words["contests"]["c"]["candidates"]["new"] = {"slate": "third"}
    scenario = make_scenario(words)
    (said,) = assumed(fit_pieces(scenario, case.pieces))
    assert said.startswith("no evidence speaks of third: as likely as any other to be large")
    judged = Judged("j", case.pieces.polls[0].day, {"third": 0.1}, {"third": 0.05})
    assert not list(assumed(fit_pieces(scenario, case.pieces._replace(judgements=(judged,)))))


def test_nominations_of_a_ranked_contest_are_marked() -> None:
    case = make_case(1)
    words = tree()
    words["contests"]["c"]["rule"] = "scottish"
    scenario = make_scenario(words)
    (said,) = assumed(fit_pieces(scenario, Pieces(nominations=case.pieces.nominations)))
    assert said.startswith("evidence.noms: how far nominations follow appeal is borrowed")


def test_the_fits_own_error_is_told_where_it_is_above_the_simulations() -> None:
    case = make_case(1)
    found = fit_pieces(case.scenario, case.pieces)
    assert not list(doubts(found, 100))
    (said,) = doubts(found._replace(error=found.support.spreads * 0.1), 10_000)
    assert "may reach 4.0 points of a chance, more than the 0.5" in said
