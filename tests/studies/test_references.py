from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from necsim.plan.labels import CandidateLabel, ContestLabels, SlateLabel
from necsim.studies.references import (
    Contest,
    Forecast,
    Person,
    by_nominations,
    by_previous,
    draws_of,
)

SLATES = {"left": 3, "right": 3, "": 2}


def labels(seats: int = 3) -> ContestLabels:
    people = tuple(
        CandidateLabel(f"{side or 'off'}{k}", "", (side,) if side else (), side or "independent")
        for side, count in SLATES.items()
        for k in range(count)
    )
    slates = tuple(SlateLabel(side, side, side) for side in SLATES if side)
    return ContestLabels("c", "C", "block", seats, seats, people, slates, False)


def factions() -> dict[str, str]:
    return {who.id: who.slates[0] if who.slates else "" for who in labels().candidates}


def contests(
    count: int, slope: float, noise: float, drift: float, spread: float, off: float | None = None
) -> list[Contest]:
    """Draw contests from the references' own laws; `off` is the spread of names on no slate."""
    generator = np.random.default_rng(5)
    found = []
    level = dict.fromkeys(SLATES, 0.0)
    for number in range(count):
        level = {side: mean + drift * generator.normal() for side, mean in level.items()}
        people = {}
        for who in labels().candidates:
            side = who.slates[0] if who.slates else ""
            if slope:
                nominations = int(generator.integers(5, 300))
                log = slope * np.log(nominations + 0.5) + noise * generator.normal()
            else:
                wide = spread if side or off is None else off
                nominations, log = 1, level[side] + wide * generator.normal()
            people[who.id] = Person(side, round(1e6 * np.exp(log)), nominations)
        found.append(Contest(f"c{number}", date(2000, 1, 1) + timedelta(number), True, people))
    return found


def test_nominations_learn_their_slope_and_noise() -> None:
    counts = {who.id: 10 * (k + 1) for k, who in enumerate(labels().candidates)}
    found = by_nominations(labels(), counts, contests(60, 0.8, 0.2, 0.0, 0.0), 1)
    assert found is not None
    rise = np.log(80.5) - np.log(10.5)
    apart = found.logs[:, -1] - found.logs[:, 0]
    assert apart.mean() == pytest.approx(
        0.8 * rise, abs=4 * apart.std() / np.sqrt(len(apart)) + 0.05
    )
    assert apart.std() == pytest.approx(0.2 * np.sqrt(2), rel=0.1)


def test_nominations_without_contests_rest_on_the_prior() -> None:
    counts = dict.fromkeys((who.id for who in labels().candidates), 7)
    found = by_nominations(labels(), counts, [], 1)
    assert found is not None
    assert np.median(found.logs[:, 0] - found.logs[:, 1]) == pytest.approx(0.0, abs=0.05)
    assert not np.isnan(found.logs).any()


def test_nominations_want_everybody_on_a_slate_counted() -> None:
    counts = {who.id: 7 for who in labels().candidates if who.slates}
    assert by_nominations(labels(), counts, [], 1) is not None
    del counts["left0"]
    assert by_nominations(labels(), counts, [], 1) is None


def test_the_previous_result_learns_drift_and_spread() -> None:
    past = contests(150, 0.0, 0.0, 0.3, 0.4)
    found = by_previous(labels(), factions(), past, past, 1)
    assert found is not None
    within = found.logs[:, 0] - found.logs[:, 1]
    assert within.std() == pytest.approx(0.4 * np.sqrt(2), rel=0.1)
    between = found.logs[:, :3].mean(axis=1) - found.logs[:, 3:6].mean(axis=1)
    # Means of three names each hide some of the spread, last time and this.
    assert between.std() == pytest.approx(np.sqrt(2 * (0.09 + 2 * 0.16 / 3)), rel=0.1)


def test_names_off_the_slates_have_a_spread_of_their_own() -> None:
    past = contests(100, 0.0, 0.0, 0.1, 0.2, off=0.8)
    found = by_previous(labels(), factions(), past, past, 1)
    assert found is not None
    on, off = (found.logs[:, k] - found.logs[:, k + 1] for k in (0, 6))
    assert on.std() == pytest.approx(0.2 * np.sqrt(2), rel=0.1)
    assert off.std() == pytest.approx(0.8 * np.sqrt(2), rel=0.15)
    between = found.logs[:, 0] - found.logs[:, 3]
    # What two names of 0.8 do to their mean is not taken for drift of the slates.
    assert between.std() == pytest.approx(np.sqrt(2 * (0.01 + 0.04 / 3 + 0.04)), rel=0.1)


def test_drift_after_one_change_of_two_factions_is_students_law() -> None:
    """With names so many that their spread is nothing: τ² is scaled inverse χ², 2 + 1 freedom."""
    change = 0.6
    past = [crowded(0, 9.0), crowded(1, 9.0 + change)]
    two = labels()._replace(candidates=labels().candidates[:6])
    found = by_previous(two, factions(), past, past, 1)
    assert found is not None
    moved = (found.logs[:, 0] - found.logs[:, 3] - change) / np.sqrt(2)
    scale = np.sqrt((2 * 0.35**2 + change**2 / 2) / 3)
    assert stats.kstest(moved / scale, stats.t(3).cdf).pvalue > 0.002


def crowded(number: int, left: float) -> Contest:
    """Make a contest of 2,000 names a slate, all of one slate alike."""
    people = {
        f"{side}{k}": Person(side, round(np.exp(log)), None)
        for side, log in (("left", left), ("right", 9.0))
        for k in range(2_000)
    }
    return Contest(f"c{number}", date(2000 + number, 1, 1), True, people)


@pytest.mark.parametrize("turn", [1, 5])
def test_another_order_of_candidates_is_another_order_of_draws(turn: int) -> None:
    own, past = labels(), contests(4, 0.0, 0.0, 0.3, 0.4)
    people = own.candidates
    turned = own._replace(candidates=people[turn:] + people[:turn])
    back = [contest._replace(people=dict(reversed([*contest.people.items()]))) for contest in past]
    counts = {who.id: 10 * (k + 1) for k, who in enumerate(people)}
    pairs = [
        (by_nominations(own, counts, past, 1), by_nominations(turned, counts, past, 1)),
        (
            by_previous(own, factions(), past, past, 1),
            by_previous(turned, factions(), back, back, 1),
        ),
    ]
    for one, other in pairs:
        assert one is not None
        assert other is not None
        np.testing.assert_array_equal(np.roll(one.logs, -turn, axis=1), other.logs)


def test_the_previous_result_is_the_latest_in_which_all_factions_stood() -> None:
    full, last = contests(2, 0.0, 0.0, 0.0, 0.1)
    less = last._replace(people={id_: who for id_, who in last.people.items() if who.faction})
    found = by_previous(labels(), factions(), [full, less], [full, less], 1)
    alone = by_previous(labels(), factions(), [full], [full, less], 1)
    assert found is not None
    assert alone is not None
    np.testing.assert_array_equal(found.logs, alone.logs)
    assert by_previous(labels(), factions(), [less], [less], 1) is None


def test_the_highest_of_every_draw_are_elected() -> None:
    names = tuple(who.id for who in labels().candidates)
    forecast = Forecast(names, np.random.default_rng(1).normal(size=(500, len(names))))
    draws = draws_of(forecast, labels())
    elected = draws.select(f"elected.c.{name}" for name in forecast.names).to_numpy()
    assert np.all(elected.sum(axis=1) == 3)
    lowest_in = np.where(elected, forecast.logs, np.inf).min(axis=1)
    highest_out = np.where(elected, -np.inf, forecast.logs).max(axis=1)
    assert np.all(lowest_in > highest_out)
