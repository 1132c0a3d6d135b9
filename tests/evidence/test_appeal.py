"""Appeals before the vote: what made contests were made with is found, and who is who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pytest
from tests.evidence.contests import words
from tests.evidence.states import REFERENCE

from necsim.evidence.appeal import CARRY, SLOPE, Fitted, fit_appeals
from necsim.evidence.invert import Inversion
from necsim.evidence.past import PastContest
from necsim.evidence.pieces import PastResult
from necsim.kernels.types import Floats
from necsim.scenario.contest import Contest

START = date(2006, 8, 1)
SLATES = {"x": 4, "y": 4, "z": 4}
NOBODY: Mapping[str, int] = {}
Pair = tuple[PastResult, Inversion]


class Law(NamedTuple):
    """What appeals are made of."""

    slope: float
    carry: float
    sigma: float


def contest(slates: Mapping[str, int], off: int = 0) -> Contest:
    return words(dict(slates), off, 4)


def pair(number: int, people: Contest, appeals: Floats, error: float, counts: Floats) -> Pair:
    """Lay an inversion's appeals beside the contest that gave them."""
    names = tuple(people.candidates)
    blank, none = np.zeros(len(names)), np.zeros(0)
    past = PastContest(f"past_{number}", people, blank, 0.9, 11.0, 0.0)
    logs = dict(zip(names, counts.astype(int).tolist(), strict=True))
    result = PastResult(f"past_{number}", START + timedelta(days=700 * number), past, logs)
    found = Inversion(tuple(people.slates), names, none, none, none, none, appeals,
                      np.full(len(names), error), 0.0, blank, none, none, 100.0)  # fmt: skip
    return result, found


def made(seed: int, law: Law, contests: int, error: float = 0.05) -> list[Pair]:
    """Make contests in which the same people stand again, appeals seen with an error."""
    generator, people = np.random.default_rng(seed), contest(SLATES)
    carried, pairs = np.zeros(len(people.candidates)), []
    for number in range(contests):
        logs = generator.normal(4.0, 0.8, size=(len(SLATES), 4))
        counts = np.asarray(np.round(np.exp(logs)), np.float64)
        off = np.log(counts + 0.5)
        off -= off.mean(axis=1, keepdims=True)
        own = law.sigma * generator.standard_normal(off.size)
        appeals = law.slope * off.ravel() + law.carry * carried + own
        seen = appeals + error * generator.standard_normal(off.size)
        pairs.append(pair(number, people, seen, error, counts.ravel()))
        carried = seen
    return pairs


def told(appeals: Sequence[float], logs: Sequence[float], pairs: list[Pair]) -> dict[str, Fitted]:
    """Predict a slate of four who had these appeals last time, and nominations now."""
    names = contest({"x": 4})
    before = pair(99, names, np.array(appeals), 0.0, np.full(4, 10))
    counts = {f"x{k}": round(1e4 * np.exp(log)) for k, log in enumerate(logs)}
    return fit_appeals(names, counts, [before], pairs, REFERENCE)


LAW = Law(0.25, 0.7, 0.35)


@pytest.mark.parametrize("law", [LAW, Law(0.8, 0.2, 0.6)])
def test_made_contests_give_back_what_they_were_made_of(law: Law) -> None:
    pairs = made(1, law, 40)
    n = 39 * 12
    by_logs = told([0.0] * 4, [1.0, -1.0, 0.0, 0.0], pairs)
    by_before = told([1.0, -1.0, 0.0, 0.0], [0.0] * 4, pairs)
    slope = (by_logs["x0"].mean - by_logs["x1"].mean) / 2
    carry = (by_before["x0"].mean - by_before["x1"].mean) / 2
    own = np.hypot(law.sigma, 0.05)
    assert slope == pytest.approx(law.slope, abs=4 * own / 0.69 / np.sqrt(n))
    assert carry == pytest.approx(law.carry, abs=4 * own / law.sigma / np.sqrt(n))
    # σ is known to 1/√(2n) of itself; half a step of its grid is a twentieth.
    assert by_logs["x2"].spread == pytest.approx(law.sigma, rel=4 / np.sqrt(2 * n) + 0.05)


def test_errors_of_inverted_appeals_are_no_spread_of_appeals() -> None:
    """What inversion got wrong by half a unit is taken out of what people differ by."""
    generator, names = np.random.default_rng(9), contest(SLATES)
    sigma, error, pairs = 0.4, 0.5, []
    for number in range(60):
        logs = np.tile([1.0, -1.0, 0.0, 0.0], 3)
        appeals = 0.5 * logs + generator.normal(0.0, np.hypot(sigma, error), len(logs))
        counts = np.asarray(np.round(1e4 * np.exp(logs)), np.float64)
        pairs.append(pair(number, names, appeals, error, counts))
    found = fit_appeals(contest({"x": 4}), dict.fromkeys(("x0", "x1", "x2", "x3"), 50), [],
                        pairs, REFERENCE)  # fmt: skip
    # σ² + .25 is known to √(2/720) of itself: σ to .05.
    assert found["x0"].spread == pytest.approx(sigma, abs=4 * 0.41 * np.sqrt(2 / 720) / (2 * sigma))
    assert found["x0"].spread < 0.55


def test_more_cases_count_for_more_against_the_prior() -> None:
    """A slope far from the prior's: the few learn little of it, the many nearly all."""
    law, slopes = Law(1.4, 0.5, 0.35), []
    for contests in (0, 2, 40):
        found = told([0.0] * 4, [1.0, -1.0, 0.0, 0.0], made(2, law, contests))
        slopes.append((found["x0"].mean - found["x1"].mean) / 2)
    assert slopes[0] == pytest.approx(SLOPE[0], abs=1e-3)
    assert slopes == sorted(slopes)
    assert slopes[2] == pytest.approx(1.4, abs=0.1)


def test_without_any_case_the_priors_stand() -> None:
    found = told([1.0, -1.0, 0.0, 0.0], [0.0] * 4, [])
    assert (found["x0"].mean - found["x1"].mean) / 2 == pytest.approx(CARRY[0], abs=1e-9)
    assert found["x0"].spread > found["x2"].spread
    assert found["x2"].spread == pytest.approx(REFERENCE.appeal_slate)


def test_who_is_unknown_is_the_slates_middle_with_the_references_spread() -> None:
    pairs = made(3, LAW, 5)
    names = contest({"x": 4, "w": 3})
    counts = {"x0": 90, "x1": 30, "x2": 10}
    found = fit_appeals(names, counts, [], pairs, REFERENCE)
    # Known by nominations against the mean of those known, hence 0 together.
    assert found["x3"].mean == pytest.approx(0.0, abs=1e-12)
    assert found["x3"].spread == REFERENCE.appeal_slate
    assert found["x0"].mean > found["x1"].mean > found["x2"].mean
    assert found["x0"].spread < REFERENCE.appeal_slate
    for who in ("w0", "w1", "w2"):
        assert found[who] == Fitted(0.0, REFERENCE.appeal_slate)


def test_appeals_have_mean_zero_within_a_slate() -> None:
    names = contest(SLATES)
    pairs = made(4, LAW, 6)
    counts = {who: 5 + 7 * k for k, who in enumerate(names.candidates)}
    found = fit_appeals(names, counts, pairs, pairs, REFERENCE)
    means = np.array([found[who].mean for who in names.candidates]).reshape(3, 4)
    np.testing.assert_allclose(means.sum(axis=1), 0.0, atol=1e-12)
    assert np.all(means.std(axis=1) > 0.05)


def test_typed_appeals_are_left_alone_and_out_of_the_centring() -> None:
    names = contest({"x": 4})
    counts = {"x0": 90, "x1": 40, "x2": 30, "x3": 10}
    star = names.candidates["x0"].model_copy(update={"appeal": 2.0})
    typed = names.model_copy(update={"candidates": {**names.candidates, "x0": star}})
    free, held = (fit_appeals(each, counts, [], made(5, LAW, 5), REFERENCE)
                  for each in (names, typed))  # fmt: skip
    assert set(held) == {"x1", "x2", "x3"}
    assert sum(each.mean for each in held.values()) == pytest.approx(0.0, abs=1e-12)
    shift = held["x1"].mean - free["x1"].mean
    assert shift == pytest.approx(free["x0"].mean / 3)
    for who, each in held.items():
        assert each.mean - free[who].mean == pytest.approx(shift)
        assert each.spread == free[who].spread


def test_only_contests_before_carry_over_but_later_ones_teach() -> None:
    """A later contest's appeals are what a forecast of an earlier one must not know."""
    earlier, later = made(6, LAW, 3), made(7, Law(0.9, 0.7, 0.3), 30)
    later = [(result._replace(day=START + timedelta(days=9_000 + k)), found)
             for k, (result, found) in enumerate(later)]  # fmt: skip
    names = contest({"x": 4, "new": 4})
    newcomers = contest({"new": 4})
    strong = pair(50, newcomers, np.array([3.0, -1.0, -1.0, -1.0]), 0.01, np.full(4, 10))
    counts = {f"{slate}{k}": 10 * (k + 1) for slate in ("x", "new") for k in range(4)}
    alone = fit_appeals(names, counts, earlier, earlier, REFERENCE)
    taught = fit_appeals(names, counts, earlier, [*earlier, *later, strong], REFERENCE)
    # The later slope is steeper; that new0 was liked better than her nominations was later still.
    gaps = [each["new3"].mean - each["new0"].mean for each in (alone, taught)]
    assert gaps[1] > gaps[0] > 0.0
    known = fit_appeals(names, counts, [*earlier, strong], [*earlier, *later, strong], REFERENCE)
    assert known["new0"].mean > 1.0 > taught["new0"].mean


def test_the_latest_contest_is_the_one_that_carries_over() -> None:
    names = contest({"x": 4})
    old = pair(1, names, np.array([1.0, -1.0, 0.0, 0.0]), 0.0, np.full(4, 10))
    new = pair(2, names, np.array([0.0, 0.0, 1.0, -1.0]), 0.0, np.full(4, 10))
    found = fit_appeals(names, NOBODY, [old, new], [], REFERENCE)
    means = [found[f"x{k}"].mean for k in range(4)]
    assert means == pytest.approx([0.0, 0.0, CARRY[0], -CARRY[0]])


def test_the_error_of_what_was_before_is_carried_too() -> None:
    names, appeals = contest({"x": 4}), np.array([0.5, -0.5, 0.0, 0.0])
    sure, vague = (
        fit_appeals(names, NOBODY, [pair(1, names, appeals, error, np.full(4, 10))], [], REFERENCE)
        for error in (0.0, 0.4)
    )
    for who in ("x0", "x2"):
        added = vague[who].spread ** 2 - sure[who].spread ** 2
        assert added == pytest.approx((CARRY[0] * 0.4) ** 2)


def test_off_the_slates_there_is_a_level_and_it_is_learned() -> None:
    names = contest({"x": 4}, off=2)
    low = [pair(k, names, np.array([0.0] * 4 + [-1.0, -1.2]), 0.05, np.full(6, 0))
           for k in range(20)]  # fmt: skip
    blank = fit_appeals(names, NOBODY, [], [], REFERENCE)
    found = fit_appeals(names, NOBODY, [], low, REFERENCE)
    assert blank["off0"] == pytest.approx(Fitted(0.0, REFERENCE.appeal_off_slate))
    assert found["off0"].mean == found["off1"].mean == pytest.approx(-1.1, abs=0.15)
    assert found["off0"].spread < blank["off0"].spread


def test_off_the_slates_nominations_are_against_all_slates_names() -> None:
    names = contest({"x": 2, "y": 2}, off=2)
    counts = {"x0": 20, "x1": 20, "y0": 20, "y1": 20, "off0": 20, "off1": 180}
    found = fit_appeals(names, counts, [], [], REFERENCE)
    assert found["off0"].mean == pytest.approx(0.0, abs=1e-12)
    assert found["off1"].mean == pytest.approx(SLOPE[0] * np.log(180.5 / 20.5))


def test_one_name_alone_on_a_slate_is_its_middle() -> None:
    names = contest({"x": 1, "y": 3})
    counts = {"x0": 500, "y0": 20, "y1": 20, "y2": 30}
    found = fit_appeals(names, counts, [], made(8, LAW, 5), REFERENCE)
    assert found["x0"] == Fitted(0.0, REFERENCE.appeal_slate)


def test_where_appeals_have_no_spread_nobody_differs() -> None:
    reference = REFERENCE.model_copy(update={"appeal_slate": 0.0})
    names = contest({"x": 3})
    found = fit_appeals(names, {"x0": 9, "x1": 3, "x2": 1}, [], [], reference)
    assert all(each == Fitted(0.0, 0.0) for each in found.values())
