from __future__ import annotations

from typing import Any

import pytest
from tests.scenario.examples import changed, faults_of

from necsim.scenario import make_scenario

C = "contests.clp."
RIVALS: dict[str, Any] = {
    C + "slates.reds.share": 0.5,
    C + "slates.reds.asks": ["ann", "bob"],
    C + "slates.pinks": {"faction": "left", "share": 0.3},
    C + "slates.roses": {"faction": "left", "share": 0.2},
    C + "candidates.eve": {"slate": "pinks"},
    C + "candidates.fay": {"slate": ["pinks", "roses"]},
    C + "behaviour.discipline": {"pinks": 0.2, "reds": 0.3},
    C + "behaviour.affinity": {"pinks": {"reds": 1}, "reds": {"pinks": 1, "blues": 0}},
}


def test_a_withdrawn_slate_takes_those_who_stand_on_no_other() -> None:
    contest = make_scenario(changed(RIVALS), {"slates.pinks.withdrawn": True}).contests["clp"]
    assert "pinks" not in contest.slates
    assert "eve" not in contest.candidates
    assert contest.candidates["fay"].slate == ("roses",)
    assert contest.behaviour.discipline == {"reds": 0.3}
    assert contest.behaviour.affinity == {"reds": {"blues": 0}}


def test_a_withdrawn_slates_share_goes_to_its_factions_other_slates() -> None:
    slates = make_scenario(changed(RIVALS), ["slates.pinks.withdrawn=true"]).contests["clp"].slates
    assert slates["reds"].share == pytest.approx(5 / 7)
    assert slates["roses"].share == pytest.approx(2 / 7)
    assert slates["blues"].share is None


def test_a_withdrawn_candidate_leaves_lists_too() -> None:
    contest = make_scenario(changed(RIVALS), ["candidates.bob.withdrawn=true"]).contests["clp"]
    assert "bob" not in contest.candidates
    assert contest.slates["reds"].asks == ("ann",)


def test_a_withdrawn_faction_takes_its_support_and_slates() -> None:
    tree = changed({"factions.green": {}, "support.green": 0.1, "give_or_take": {"green": 0.01}})
    tree["contests"]["clp"]["slates"]["greens"] = {"faction": "green"}
    tree["contests"]["clp"]["candidates"]["gil"] = {"slate": "greens"}
    scenario = make_scenario(tree, ["factions.green.withdrawn=true"])
    assert scenario.support == {"left": 0.5, "right": 0.3}
    assert scenario.give_or_take == {}
    assert "gil" not in scenario.contests["clp"].candidates


def test_a_seat_of_a_withdrawn_faction_is_a_fault() -> None:
    changes = {"factions.green": {}, "committee.seats.chair.faction": "green"}
    (fault,) = faults_of({**changes, "factions.green.withdrawn": True})
    assert fault.key == "committee.seats.chair.faction"


@pytest.mark.parametrize(
    "address", ["contests.bame", "committee.seats.unions", "contests.clp.minimums.m"]
)
def test_any_entry_may_be_withdrawn(address: str) -> None:
    tree = changed({"contests.bame": {}, "contests.clp.minimums.m": {"tag": "x", "at_least": 9}})
    tree["contests"]["bame"]["withdrawn"] = True
    tree["contests"]["clp"]["minimums"]["m"]["withdrawn"] = True
    scenario = make_scenario(tree, {"committee.seats.unions.withdrawn": True})
    kept = [
        *(f"contests.{id_}" for id_ in scenario.contests),
        *(f"contests.clp.minimums.{id_}" for id_ in scenario.contests["clp"].minimums),
        *(f"committee.seats.{id_}" for id_ in scenario.committee.seats),  # type: ignore[union-attr]
    ]
    assert address not in kept


def test_withdrawn_false_is_no_key_of_the_model() -> None:
    tree = changed({"contests.clp.candidates.ann.withdrawn": False})
    assert "ann" in make_scenario(tree).contests["clp"].candidates


def test_a_reason_for_what_was_withdrawn_stays_good() -> None:
    tree = changed({"why": {"candidates.bob": "stands again"}})
    scenario = make_scenario(tree, ["candidates.bob.withdrawn=true"])
    assert scenario.why == {"candidates.bob": "stands again"}
    assert "bob" not in scenario.contests["clp"].candidates


def test_a_share_passed_on_never_exceeds_the_whole() -> None:
    for first in range(1, 100):
        tree = changed({**RIVALS, C + "slates.reds.share": first / 100})
        tree["contests"]["clp"]["slates"]["pinks"]["share"] = 1 - first / 100
        del tree["contests"]["clp"]["slates"]["roses"]
        tree["contests"]["clp"]["candidates"]["fay"]["slate"] = "pinks"
        reds = make_scenario(tree, ["slates.pinks.withdrawn=true"]).contests["clp"].slates["reds"]
        assert reds.share == pytest.approx(1)
