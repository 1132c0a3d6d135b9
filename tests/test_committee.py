from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest
from numpy.typing import NDArray

from necsim.committee import bounds, control_chance, expected_seats, seat_distribution
from necsim.kernels.units import Casting, CommitteePlan, Unit, make_committee

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

LEFT, MIDDLE, RIGHT, INDEPENDENT = range(4)
COALITIONS = [{LEFT, MIDDLE}, {MIDDLE, RIGHT}]
HOLDERS = [{LEFT}, {MIDDLE}, {RIGHT}, *COALITIONS]

UNITS = [
    Unit(3, 3, (1.0, 0.0, 0.0, 0.0)),  # certain
    Unit(2, 2, (0.0, 0.0, 1.0, 0.0)),
    Unit(2, 2, (0.4, 0.0, 0.6, 0.0)),  # a bloc
    Unit(1, 1, (0.5, 0.2, 0.2, 0.1)),
    Unit(1, 1, (0.7, 0.0, 0.3, 0.0)),
    Unit(3, 1, (0.0, 0.6, 0.0, 0.4)),  # one seat with three votes
    Unit(1, 1, (0.0, 1.0, 0.0, 0.0), 0.25),  # uncertain only in being vacant
    Unit(2, 2, (0.3, 0.0, 0.7, 0.0), 0.5),
    Unit(1, 1, (1.0, 0.0, 0.0, 0.0), 1.0),  # certainly vacant
    Unit(0, 1, (0.5, 0.0, 0.5, 0.0), 0.1),  # without a vote
]
CASTINGS = {
    "nobody": Casting(),
    "a faction": Casting(option=LEFT),
    "an independent": Casting(option=INDEPENDENT),
    "a certain seat": Casting(unit=1),
    "an uncertain bloc": Casting(unit=2),
    "a seat with chances": Casting(unit=3),
    "a seat that may be vacant": Casting(unit=7),
    "a vacant seat": Casting(unit=8),
    "a seat without a vote": Casting(unit=9),
}


def outcomes(units: list[Unit], shift: float) -> Iterator[tuple[float, list[int | None]]]:
    """Give every way to fill the units, None where vacant, with its chance."""
    laws = []
    for unit in units:
        filled = shift_chances(unit.chances, shift) * (1.0 - unit.vacant)
        law = [(p, option) for option, p in enumerate(filled) if p > 0.0]
        laws.append([*law, (unit.vacant, None)] if unit.vacant > 0.0 else law)
    for ways in product(*laws):
        yield float(np.prod([p for p, _ in ways])), [option for _, option in ways]


def shift_chances(chances: tuple[float, ...], shift: float) -> Floats:
    line = np.array([0.0, 1.0, 2.0, 1.0])  # independent beside the middle of three factions
    here = line[np.array(chances) > 0.0]
    width = max(np.ptp(here), 1.0)
    odds = np.array(chances) * np.exp(shift * (here.max() - line) / width)
    return np.asarray(odds / odds.sum())


def brute_control(units: list[Unit], casting: Casting, open_votes: Counts, shift: float) -> Floats:
    chances = np.zeros(len(HOLDERS) + 1)
    for chance, holders in outcomes(units, shift):
        tie_breaker = casting.option if casting.unit is None else holders[casting.unit]
        won = np.zeros(len(HOLDERS), dtype=bool)
        for h, holder in enumerate(HOLDERS):
            lead = sum(int(v) if o in holder else -int(v) for o, v in enumerate(open_votes))
            for unit, option in zip(units, holders, strict=True):
                if option is not None:
                    lead += unit.votes if option in holder else -unit.votes
            won[h] = lead > 0 or (lead == 0 and tie_breaker in holder)
        chances[:-1] += chance * won
        chances[-1] += chance * (not won[:3].any())
    return chances


def brute_seats(units: list[Unit], open_seats: Counts, shift: float, size: int) -> Floats:
    chances = np.zeros((4, size + 1))
    for chance, holders in outcomes(units, shift):
        seats = open_seats.copy()
        for unit, option in zip(units, holders, strict=True):
            if option is not None:
                seats[option] += unit.seats
        chances[np.arange(4), seats] += chance
    return chances


def plan_for(casting: Casting, units: list[Unit] = UNITS, open_seats: int = 3) -> CommitteePlan:
    return make_committee(units, COALITIONS, casting, factions=3, open_seats=open_seats, spread=0.7)


OPEN = np.array(
    [[3, 0, 0, 0], [1, 1, 1, 0], [0, 0, 3, 0], [0, 2, 0, 1], [0, 0, 0, 0], [1, 0, 0, 0]]
)
SHIFTS = np.array([0.0, 0.9, -1.3, 0.4, 0.0, 2.0])


@pytest.mark.slow
@pytest.mark.parametrize("casting", CASTINGS.values(), ids=CASTINGS)
def test_control_equals_the_sum_over_every_way_to_fill_the_seats(casting: Casting) -> None:
    chances = control_chance(plan_for(casting), OPEN, SHIFTS)
    for row, votes, shift in zip(chances, OPEN, SHIFTS, strict=True):
        expected = brute_control(UNITS, casting, votes, float(shift))
        np.testing.assert_allclose(row, expected, atol=1e-13)


@pytest.mark.parametrize("casting", [Casting(), Casting(unit=0), Casting(option=RIGHT)])
def test_an_even_committee_without_vacancies_may_tie(casting: Casting) -> None:
    units = [Unit(1, 1, (0.6, 0.0, 0.4, 0.0)) for _ in range(4)]
    chances = control_chance(plan_for(casting, units), OPEN[4:5], np.zeros(1))[0]
    np.testing.assert_allclose(chances, brute_control(units, casting, OPEN[4], 0.0), atol=1e-14)
    tie = 6 * 0.6**2 * 0.4**2
    assert chances[-1] == pytest.approx(tie if casting == Casting() else 0.0, abs=1e-14)


def test_factions_and_nobody_add_to_one() -> None:
    chances = control_chance(plan_for(Casting(unit=3)), OPEN, SHIFTS)
    np.testing.assert_allclose(chances[:, [0, 1, 2, 5]].sum(axis=1), 1.0, rtol=1e-14)
    assert np.all(chances[:, 3] >= chances[:, 0] + chances[:, 1] - 1e-14)


def test_expected_seats_and_their_distribution_equal_the_sum_over_every_way() -> None:
    plan = plan_for(Casting())
    assert plan.size == 18
    exact = np.array(
        [brute_seats(UNITS, o, float(x), plan.size) for o, x in zip(OPEN, SHIFTS, strict=True)]
    )
    np.testing.assert_allclose(
        expected_seats(plan, OPEN, SHIFTS), exact @ np.arange(19), rtol=1e-13
    )
    sums = seat_distribution(plan, OPEN, SHIFTS)
    np.testing.assert_allclose(sums[:, 0], exact.sum(axis=0), atol=1e-13)
    np.testing.assert_allclose(sums[:, 1], (exact**2).sum(axis=0), atol=1e-13)
    np.testing.assert_array_equal(sums[:, 0] == 0.0, exact.sum(axis=0) == 0.0)


@pytest.mark.parametrize("shift", [-2.0, 0.3, 1.0])
def test_a_seat_between_two_moves_its_logit_by_the_shift_toward_the_earlier(shift: float) -> None:
    for one, other in [(LEFT, MIDDLE), (LEFT, RIGHT), (LEFT, INDEPENDENT), (INDEPENDENT, RIGHT)]:
        chances = [0.0] * 4
        chances[one], chances[other] = 0.3, 0.7
        plan = plan_for(Casting(), [Unit(1, 1, tuple(chances))], open_seats=0)
        seats = expected_seats(plan, OPEN[4:5], np.array([shift]))[0]
        assert np.log(seats[one] / seats[other]) == pytest.approx(np.log(3 / 7) + shift)


def test_a_seat_between_three_moves_the_middle_by_half() -> None:
    plan = plan_for(Casting(), [Unit(1, 1, (0.2, 0.3, 0.5, 0.0))], open_seats=0)
    seats = expected_seats(plan, OPEN[4:5], np.array([0.8]))[0]
    odds = seats[:3] / np.array([0.2, 0.3, 0.5])
    np.testing.assert_allclose(np.log(odds / odds[2]), [0.8, 0.4, 0.0], atol=1e-14)


def test_certain_seats_vacancies_and_ties_on_the_line_do_not_move() -> None:
    units = [
        Unit(1, 1, (1.0, 0.0, 0.0, 0.0)),
        Unit(1, 1, (0.0, 0.0, 1.0, 0.0), 0.3),
        Unit(1, 1, (0.0, 0.5, 0.0, 0.5)),
    ]
    seats = expected_seats(plan_for(Casting(), units), OPEN[4:5], np.array([1.7]))[0]
    np.testing.assert_allclose(seats, [1.0, 0.5, 0.7, 0.5], rtol=1e-15)


def test_more_shift_never_costs_the_first_faction() -> None:
    shifts = np.linspace(-3.0, 3.0, 25)
    chances = control_chance(plan_for(Casting(unit=3)), np.tile(OPEN[1], (25, 1)), shifts)
    assert all(later > earlier for earlier, later in pairwise(chances[:, LEFT]))


def test_slices_give_the_same_bytes() -> None:
    random = np.random.default_rng(3)
    votes = random.multinomial(3, [0.5, 0.2, 0.2, 0.1], size=200)
    shift = random.normal(0.0, 0.7, 200)
    plan = plan_for(Casting(unit=2))
    control, seats = control_chance(plan, votes, shift), expected_seats(plan, votes, shift)
    for cut in (slice(0, 1), slice(5, 77), slice(199, 200)):
        assert control_chance(plan, votes[cut], shift[cut]).tobytes() == control[cut].tobytes()
        assert expected_seats(plan, votes[cut], shift[cut]).tobytes() == seats[cut].tobytes()


def test_open_votes_of_any_integer_type_count_alike() -> None:
    plan = plan_for(Casting())
    small = control_chance(plan, OPEN.astype(np.uint8), SHIFTS)
    np.testing.assert_array_equal(small, control_chance(plan, OPEN, SHIFTS))


def test_a_committee_without_uncertain_seats_is_settled_by_the_open_ones() -> None:
    units = [Unit(2, 2, (1.0, 0.0, 0.0, 0.0)), Unit(3, 3, (0.0, 0.0, 1.0, 0.0))]
    plan = plan_for(Casting(unit=0), units, open_seats=1)
    open_votes = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]])
    chances = control_chance(plan, open_votes, np.array([0.0, 5.0, -5.0]))
    np.testing.assert_array_equal(
        chances,
        [[1, 0, 0, 1, 0, 0], [0, 0, 0, 1, 1, 1], [0, 0, 1, 0, 1, 0]],
    )


def test_a_committee_of_open_seats_only() -> None:
    plan = make_committee([], factions=2, open_seats=3)
    chances = control_chance(plan, np.array([[2, 1, 0], [1, 1, 1]]), np.zeros(2))
    np.testing.assert_array_equal(chances, [[1, 0, 0], [0, 0, 1]])
    np.testing.assert_array_equal(
        seat_distribution(plan, np.array([[2, 1, 0]]), np.zeros(1))[0, 0], [0, 0, 1, 0]
    )


@pytest.mark.slow
@pytest.mark.parametrize("casting", CASTINGS.values(), ids=CASTINGS)
@pytest.mark.parametrize("extra", [-20, -5, 0, 8])
def test_bounds_say_exactly_what_the_rule_makes_certain(casting: Casting, extra: int) -> None:
    sure = Unit(abs(extra), 1, (float(extra >= 0), 0.0, float(extra < 0), 0.0))
    units = [*UNITS, sure]
    everyway = [brute_control(units, casting, votes, 0.0) for votes in OPEN[:4]]
    lowest, highest = np.min(everyway, axis=0), np.max(everyway, axis=0)
    open_votes = np.array([[OPEN[:4, list(h)].sum(axis=1)] for h in HOLDERS])[:, 0]
    known = bounds(plan_for(casting, units), open_votes.min(axis=1), open_votes.max(axis=1), 3)
    np.testing.assert_array_equal(known[:-1, 0], lowest[:-1] > 1.0 - 1e-12)
    np.testing.assert_array_equal(known[:-1, 1], highest[:-1] > 0.0)
    assert known[-1, 0] == float(not known[:3, 1].any())
    assert known[-1, 1] == float(not known[:3, 0].any())


def test_what_rounding_leaves_over_is_nobodys_chance() -> None:
    typed = (0.6, 0.3, 0.1)
    left_over = 1.0 - sum(typed)
    assert left_over > 0.0
    plan = plan_for(Casting(), [Unit(1, 1, (*typed, left_over))], open_seats=0)
    assert seat_distribution(plan, OPEN[4:5], np.zeros(1))[INDEPENDENT, 0, 1] == 0.0


def test_chances_that_do_not_add_to_one_are_refused() -> None:
    with pytest.raises(ValueError, match="4 chances that add to one are needed"):
        plan_for(Casting(), [Unit(1, 1, (0.5, 0.0, 0.4, 0.0))])
    with pytest.raises(ValueError, match="4 chances that add to one are needed"):
        plan_for(Casting(), [Unit(1, 1, (0.5, 0.5))])
