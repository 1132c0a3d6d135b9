from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.scenarios import cooperative, january

from necsim.committee import control_chance, expected_seats
from necsim.kernels.units import Casting, CommitteePlan, Unit, make_committee
from necsim.plan.committee import plan_committee, total_votes
from necsim.scenario import Scenario

# Green, blue, amber, independent; the contests of the scenario fill three more seats.
CHAIR = Unit(1, 1, (1.0, 0.0, 0.0, 0.0))
STAFF = Unit(2, 2, (0.4, 0.5, 0.0, 0.1))
GUEST = Unit(1, 1, (0.0, 0.6, 0.4, 0.0), 0.1)


def assert_same(found: CommitteePlan | None, expected: CommitteePlan) -> None:
    assert found is not None
    for part in ("units", "holders"):
        for name, value in getattr(expected, part)._asdict().items():
            np.testing.assert_allclose(
                getattr(getattr(found, part), name), value, atol=1e-12, err_msg=name
            )
    np.testing.assert_array_equal(found.certain, expected.certain)
    assert found[3:] == expected[3:]


def seats(found: dict[str, Any], casting: str | None = None) -> Scenario:
    committee: dict[str, Any] = {"seats": found, "shift": 0.3}
    if casting:
        committee["casting_vote"] = casting
    return cooperative({"committee": committee})


def lay_out(units: list[Unit], casting: Casting = Casting()) -> CommitteePlan:  # noqa: B008
    return make_committee(units, [], casting, factions=3, open_seats=3, spread=0.3)


def test_no_committee_is_none() -> None:
    assert plan_committee(january()) is None
    assert total_votes(january()) == 3


def test_blocs_are_one_unit_and_seats_that_are_alike_are_several() -> None:
    expected = make_committee(
        [CHAIR, STAFF, GUEST, GUEST],
        [{0, 2}],
        Casting(unit=0),
        factions=3,
        open_seats=3,
        spread=0.7,
    )
    assert_same(plan_committee(cooperative()), expected)
    assert expected.size == 8
    assert total_votes(cooperative()) == 8


def test_votes_are_each_seats_own() -> None:
    found = {
        "bloc": {"count": 3, "bloc": True, "votes": 2, "faction": "blue"},
        "pair": {"count": 2, "votes": 4, "chances": {"green": 0.5, "blue": 0.5}},
    }
    pair = Unit(4, 1, (0.5, 0.5, 0.0, 0.0))
    expected = lay_out([Unit(6, 3, (0.0, 1.0, 0.0, 0.0)), pair, pair])
    assert_same(plan_committee(seats(found)), expected)
    assert total_votes(seats(found)) == 6 + 8 + 3


def test_what_chances_leave_is_independent() -> None:
    found = {"one": {"chances": {"amber": 0.3}}, "two": {"faction": "independent"}}
    expected = lay_out([Unit(1, 1, (0.0, 0.0, 0.3, 0.7)), Unit(1, 1, (0.0, 0.0, 0.0, 1.0))])
    assert_same(plan_committee(seats(found)), expected)


def test_chances_that_add_up_to_one_but_for_rounding_are_taken() -> None:
    found = {"one": {"chances": {"green": 0.1, "blue": 0.2, "amber": 0.7000000001}}}
    plan = plan_committee(seats(found))
    assert plan is not None
    assert plan.units.chances.sum() == pytest.approx(1.0, abs=1e-15)


def test_a_chair_is_found_behind_blocs_and_counted_seats() -> None:
    found = {
        "bloc": {"count": 5, "bloc": True, "chances": {"green": 0.5, "blue": 0.5}},
        "pair": {"count": 2, "chances": {"green": 0.2, "blue": 0.8}},
        "chair": {"chances": {"blue": 0.9, "amber": 0.1}},
    }
    units = [
        Unit(5, 5, (0.5, 0.5, 0.0, 0.0)),
        *[Unit(1, 1, (0.2, 0.8, 0.0, 0.0))] * 2,
        Unit(1, 1, (0.0, 0.9, 0.1, 0.0)),
    ]
    assert_same(plan_committee(seats(found, "chair")), lay_out(units, Casting(unit=3)))
    assert_same(plan_committee(seats(found)), lay_out(units))


def test_a_faction_may_have_the_casting_vote() -> None:
    found = {"one": {"faction": "green"}}
    plan = plan_committee(seats(found, "amber"))
    assert_same(plan, lay_out([CHAIR], Casting(option=2)))


def test_a_tie_goes_to_the_chairs_holder() -> None:
    plan = plan_committee(
        seats({"chair": {"chances": {"green": 0.7, "blue": 0.3}}}, "chair")
        # One sitting seat and three open ones: two each is a tie.
    )
    assert plan is not None
    green_and_blue = np.array([[1, 2, 0, 0]])
    chances = control_chance(plan, green_and_blue, np.zeros(1))
    # Green's own vote makes it two all and breaks the tie; blue's makes it three.
    np.testing.assert_allclose(chances[0], [0.7, 0.3, 0.0, 0.0], atol=1e-12)


def test_expected_seats_are_those_of_the_words() -> None:
    plan = plan_committee(cooperative())
    assert plan is not None
    won = np.array([[2, 0, 0, 1]])
    expected = [2 + 1 + 0.8, 1.0 + 2 * 0.54, 2 * 0.36, 1 + 0.2]
    np.testing.assert_allclose(expected_seats(plan, won, np.zeros(1))[0], expected, atol=1e-12)
