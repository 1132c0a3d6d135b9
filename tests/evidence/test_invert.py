"""Inversion: contests made by the model give back what they were made of."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from tests.evidence.contests import REFERENCE, Made, make

from necsim.errors import DataError
from necsim.evidence.frame import contrasts
from necsim.evidence.invert import Inversion, invert
from necsim.evidence.past import PastContest, past_contest
from necsim.history import read_history

pytestmark = pytest.mark.compiled  # an inversion takes hundreds of readings of votes

HISTORY = read_history()
FULL = {"left": 3, "right": 3}


@pytest.fixture(scope="module")
def january() -> tuple[PastContest, Inversion]:
    past = past_contest(HISTORY, "nec-2018-01")
    return past, invert(past, REFERENCE)


def test_january_2018_is_fitted_within_a_per_cent(
    january: tuple[PastContest, Inversion],
) -> None:
    past, found = january
    assert np.abs(found.expected / past.votes - 1.0).max() < 0.01
    support = dict(zip(found.slates, found.support, strict=True))
    assert support["left"] + support["centre_right"] == pytest.approx(0.8)
    # 62 % of the votes is not support of 0.62 (MODEL 2).
    assert 0.49 < support["left"] < 0.60


def test_appeals_have_mean_zero_within_a_slate(january: tuple[PastContest, Inversion]) -> None:
    past, found = january
    for slate in past.words.slates:
        of = [slate in who.slate for who in past.words.candidates.values()]
        assert found.appeal[of].sum() == pytest.approx(0.0, abs=1e-9)
    appeals = dict(zip(found.candidates, found.appeal, strict=True))
    assert appeals["izzard"] == max(appeals.values())


def test_errors_are_of_the_numbers_they_stand_beside(
    january: tuple[PastContest, Inversion],
) -> None:
    _, found = january
    assert np.all(found.covariance == pytest.approx(found.covariance.T))
    assert np.linalg.eigvalsh(found.covariance).min() > 0.0
    # Two slates share what is not unaligned: what one gains the other loses.
    assert found.support_error[0] == pytest.approx(found.support_error[1], rel=1e-6)
    slope = found.support[0] * found.support[1] / 0.8 * np.diff(contrasts(2)[:, 0]).item()
    sd = np.sqrt(found.covariance[0, 0])
    assert found.support_error[0] == pytest.approx(abs(slope) * sd, rel=0.05)  # not quite straight


@pytest.mark.slow
def test_spread_within_a_slate_tells_its_discipline() -> None:
    """The left's spread fell from 2010 to 2018 and its discipline rose (docs/method.md)."""
    years = ("nec-2010-09", "nec-2014-08", "nec-2016-08", "nec-2018-01")
    found = [invert(past_contest(HISTORY, id_), REFERENCE) for id_ in years]
    left = [f.discipline[f.slates.index("left")] for f in found]
    assert left == sorted(left)
    assert left[0] < 0.15
    assert left[-1] > 0.7


@pytest.mark.slow
def test_made_contests_are_recovered_within_the_stated_errors() -> None:
    """A hundred contests drawn from the priors, three unknowns each (decision 0008).

    Each of nine figures leaves 3.7 of its own standard errors with chance .0002 if the errors are
    what they say: 4 % of the intervals that hold, .1 of a mean, .07 of a spread.
    """
    shapes = ((FULL, 3, 3, 0.917), ({"left": 6, "right": 6}, 3, 6, 0.93))
    errors = np.array([standard_errors(make(seed, *shapes[seed % 2])) for seed in range(100)])
    held = (np.abs(errors) < stats.norm.ppf(0.9)).mean(axis=0)
    assert np.abs(held - 0.8).max() < 3.7 * 0.04, held
    assert np.abs(errors.mean(axis=0)).max() < 3.7 * 0.1, errors.mean(axis=0)
    assert np.abs(errors.std(axis=0, ddof=1) - 1.0).max() < 3.7 * 0.071, errors.std(axis=0)


@pytest.mark.slow
def test_a_made_contest_tells_more_of_support_than_its_prior() -> None:
    made = [make(seed, FULL, 3, 3, 0.917) for seed in range(100, 112)]
    true = np.array([m.frame.guess(m.theta).support[0] for m in made])
    found = np.array([invert(m.past, REFERENCE).support[0] for m in made])
    left = np.sqrt(np.mean((found - true) ** 2))
    assert left < 0.5 * np.std(true), (left, np.std(true))


@pytest.mark.parametrize("slates", [{"left": 3}, {"left": 3, "right": 2, "other": 3}])
def test_any_number_of_slates_is_read(slates: dict[str, int]) -> None:
    made = make(7, slates, 2, 3, 0.917)
    found = invert(made.past, REFERENCE)
    assert found.support.sum() == pytest.approx(0.8)
    assert found.state.shape == (2 * len(slates) - 1,)
    assert found.ess > 20.0
    off = found.state - made.frame.guess(made.theta).state
    # χ² of so many unknowns: exceeded with chance .001.
    assert off @ np.linalg.solve(found.covariance, off) < stats.chi2.ppf(0.999, len(off))


def test_where_too_few_points_count_the_wider_proposal_is_given(
    january: tuple[PastContest, Inversion], monkeypatch: pytest.MonkeyPatch
) -> None:
    past, found = january
    monkeypatch.setattr("necsim.evidence.invert._FEWEST", 1000.0)
    wide = invert(past, REFERENCE)
    assert wide.ess == found.ess
    assert np.linalg.det(wide.covariance) > np.linalg.det(found.covariance)
    assert np.all(np.abs(wide.state - found.state) < np.sqrt(np.diag(found.covariance)))


def standard_errors(made: Made) -> list[float]:
    found = invert(made.past, REFERENCE)
    true = made.frame.guess(made.theta).state
    errors = (found.state - true) / np.sqrt(np.diag(found.covariance))
    return [float(error) for error in errors]


@pytest.mark.parametrize(
    ("id_", "wrong"),
    [
        ("nec-2020-11", "no block vote"),
        ("nec-2008-07", "only the winners"),
        ("nec-2020-04", "3 names for 2 votes"),
        ("nec-2020-04-bame", "no candidate's slate"),
        ("ncc-2018-11", "no block vote of known votes"),
        ("nec-1066", "history has no"),
    ],
)
def test_a_contest_that_cannot_be_inverted_says_why(id_: str, wrong: str) -> None:
    with pytest.raises(DataError, match=wrong):
        past_contest(HISTORY, id_)


def test_ballots_are_taken_from_the_best_source_there_is() -> None:
    valid = past_contest(HISTORY, "nec-2006-08")
    assert (valid.log_ballots_error, np.exp(valid.log_ballots)) == (0.0, pytest.approx(35_916))
    assert valid.used == pytest.approx(200_911 / 215_496, abs=1e-3)
    returned = past_contest(HISTORY, "nec-2010-09")
    assert returned.log_ballots_error == 0.01
    reckoned = past_contest(HISTORY, "nec-2018-01")
    assert reckoned.used == 0.917
    assert np.exp(reckoned.log_ballots) == pytest.approx(np.sum(reckoned.votes) / 2.751)
    # Three of summer 2018's totals are unknown, so its rate is the reference's.
    assert past_contest(HISTORY, "nec-2018-09").used == 0.87
