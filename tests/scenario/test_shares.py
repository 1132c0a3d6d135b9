from __future__ import annotations

from typing import Any

import pytest
from tests.scenario.examples import GOOD, changed, faults_of

from necsim.scenario import make_scenario


@pytest.mark.parametrize(
    ("overrides", "left", "right"),
    [
        ({"support.left": 0.6}, 0.6, 0.24),
        ({"support.left": 0.5}, 0.5, 0.3),
        ({"support.left": 1}, 1.0, 0.0),
        ({"support.left": 0.6, "support.right": 0.1}, 0.6, 0.1),
        ({"support": {"left": 0.6}}, 0.6, 0.24),
        ({"support.unaligned": 0.4}, 0.375, 0.225),
        ({"support.unaligned": 0.4, "support.left": 0.3}, 0.3, 0.3),
    ],
)
def test_shares_not_named_make_room_in_proportion(
    overrides: dict[str, Any], left: float, right: float
) -> None:
    support = make_scenario(GOOD, overrides).support
    assert support == pytest.approx({"left": left, "right": right}, abs=1e-9)


def test_named_shares_above_one_are_a_fault() -> None:
    (fault,) = faults_of({}, {"support.left": 0.8, "support.right": 0.4})
    assert (fault.file, fault.key) == ("--set", "support")


def test_named_shares_that_leave_nothing_to_scale_must_agree() -> None:
    overrides = {"support.left": 0.5, "support.right": 0.3, "support.unaligned": 0.3}
    (fault,) = faults_of({}, overrides)
    assert fault.key == "support.unaligned"
    assert "the others leave 0.2" in fault.wrong


def test_shares_of_one_factions_slates_make_room_and_others_stay() -> None:
    tree = changed(
        {
            "contests.clp.slates.pinks": {"faction": "left", "share": 0.4},
            "contests.clp.slates.reds.share": 0.6,
            "contests.clp.candidates.eve": {"slate": "pinks"},
        }
    )
    slates = make_scenario(tree, {"slates.pinks.share": 0.7}).contests["clp"].slates
    assert slates["reds"].share == pytest.approx(0.3)
    assert slates["blues"].share is None


def test_shares_of_segments_make_room() -> None:
    tree = changed({"contests.clp.segments": {"n": {"share": 0.4}, "s": {"share": 0.6}}})
    segments = make_scenario(tree, {"segments.n.share": 0.5}).contests["clp"].segments
    assert segments["s"].share == pytest.approx(0.5)


def test_chances_of_a_seat_make_room() -> None:
    scenario = make_scenario(GOOD, {"committee.seats.unions.chances.left": 0.7})
    assert scenario.committee is not None
    chances = scenario.committee.seats["unions"].chances
    assert chances == pytest.approx({"left": 0.7, "right": 0.25})


def test_a_share_that_made_room_is_the_flags_doing() -> None:
    origins = make_scenario(GOOD, {"support.left": 0.6}).origins
    assert origins["support.right"] == ("flag", "--set")
    assert origins["contests.clp.turnout"] == ("file", "scenario")
