"""Appeals before the vote, from made contests whose slopes are known."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from tests.evidence.contests import words

from necsim.evidence.appeal import fit_appeals
from necsim.evidence.invert import Inversion
from necsim.evidence.past import PastContest
from necsim.evidence.pieces import PastResult
from necsim.scenario.contest import Contest
from necsim.scenario.reference import Reference

REFERENCE = Reference()
SLATES = {"left": 6, "right": 6}
SLOPE, CARRY, NOISE, LEVEL, ERROR = 0.7, 0.4, 0.25, -0.6, 0.1
CONTEST = words(SLATES, 4, 6)


def made(count: int) -> list[tuple[PastResult, Inversion]]:
    """Draw contests of the same people: nominations, what is carried over, and their own."""
    generator = np.random.default_rng(7)
    names, before = list(CONTEST.candidates), np.zeros(16)
    found = []
    for number in range(count):
        logs = generator.normal(3.5, 0.7, size=16)
        centred = logs - logs[:12].mean()
        for side in (slice(0, 6), slice(6, 12)):
            centred[side] = logs[side] - logs[side].mean()
        known = before if number else np.zeros(16)
        appeal = SLOPE * centred + CARRY * known + NOISE * generator.normal(size=16)
        appeal[12:] += LEVEL
        for side in (slice(0, 6), slice(6, 12)):
            appeal[side] -= appeal[side].mean()
        seen = appeal + ERROR * generator.normal(size=16)
        zero, counts = np.zeros(2), np.rint(np.exp(logs) - 0.5).astype(int)
        inversion = Inversion(("left", "right"), tuple(names), zero, zero, zero, zero, seen,
                              np.full(16, ERROR), 0.0, zero, zero, np.eye(3), 100.0)  # fmt: skip
        day = date(2000, 1, 1) + timedelta(365 * number)
        past = PastContest(f"c{number}", CONTEST, np.zeros(16), 0.9, 0.0, 0.0)
        result = PastResult(f"c{number}", day, past, dict(zip(names, counts.tolist(), strict=True)))
        found.append((result, inversion))
        before = seen
    return found


@pytest.fixture(scope="module")
def past() -> list[tuple[PastResult, Inversion]]:
    return made(12)


def counts(low: int, high: int) -> dict[str, int]:
    """Count five alike and one that stands out, on either slate; and two off them."""
    stated = {f"{side}{k}": low for side in SLATES for k in range(6)}
    return stated | {"left0": high, "off0": low, "off1": high}


def test_slopes_are_those_that_appeals_were_made_with(
    past: list[tuple[PastResult, Inversion]],
) -> None:
    found = fit_appeals(CONTEST, counts(20, 200), [], past, REFERENCE)
    rise = np.log(200.5) - np.log(20.5)
    assert found["left0"].mean - found["left1"].mean == pytest.approx(SLOPE * rise, rel=0.15)
    assert found["off1"].mean - found["off0"].mean == pytest.approx(SLOPE * rise, rel=0.35)
    # What nominations do not tell: the noise, and what is carried over unknown.
    spread = np.hypot(NOISE, CARRY * 0.55)
    assert found["left1"].spread == pytest.approx(spread, rel=0.25)


def test_who_stood_before_carries_over(past: list[tuple[PastResult, Inversion]]) -> None:
    found = fit_appeals(CONTEST, {}, past, past, REFERENCE)
    last = past[-1][1]
    own = np.array([found[f"left{k}"].mean for k in range(6)])
    then = last.appeal[:6] - last.appeal[:6].mean()
    assert np.corrcoef(own, then)[0, 1] > 0.99
    assert (own @ then) / (then @ then) == pytest.approx(CARRY, abs=0.2)


def test_later_contests_teach_and_are_not_carried_over(
    past: list[tuple[PastResult, Inversion]],
) -> None:
    found = fit_appeals(CONTEST, {}, [], past, REFERENCE)
    assert all(found[f"left{k}"].mean == 0.0 for k in range(6))


def test_without_anything_the_reference_spreads_hold() -> None:
    found = fit_appeals(CONTEST, {}, [], [], REFERENCE)
    assert (found["left0"].mean, found["left0"].spread) == (0.0, REFERENCE.appeal_slate)
    assert found["off0"].mean == pytest.approx(0.0)
    assert found["off0"].spread > REFERENCE.appeal_off_slate


def test_fitted_appeals_of_a_slate_have_mean_zero_and_typed_ones_stand_apart(
    past: list[tuple[PastResult, Inversion]],
) -> None:
    typed = CONTEST.candidates["left0"].model_copy(update={"appeal": 2.0})
    contest: Contest = CONTEST.model_copy(
        update={"candidates": {**CONTEST.candidates, "left0": typed}}
    )
    found = fit_appeals(contest, counts(20, 200), past, past, REFERENCE)
    assert "left0" not in found
    assert sum(found[f"left{k}"].mean for k in range(1, 6)) == pytest.approx(0.0, abs=1e-12)
