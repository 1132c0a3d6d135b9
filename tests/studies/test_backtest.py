"""A backtest reads nothing that it should not, and adds up what it says."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests.studies.test_published import without_later, without_outcome

from necsim.history import read_history
from necsim.scoring import even_odds_joint, log_score
from necsim.studies.backtest import (
    LEFT_OUT,
    MODEL,
    ROLLING,
    Row,
    make_case,
    score_case,
    totals,
)
from necsim.studies.cells import Running

pytestmark = pytest.mark.compiled  # contests are inverted and simulated

PAST = read_history()
RUNNING = Running(400, 1, "flows")
EARLY, LATE = "nec-2012-06", "nec-2018-01"


@pytest.mark.parametrize("id_", [EARLY, LATE])
def test_rolling_origin_reads_nothing_later(id_: str) -> None:
    case = make_case(PAST, id_, ROLLING)
    assert case.scenario.as_of is not None
    later = without_later(PAST, case.scenario.as_of, id_)
    other = make_case(without_outcome(later, id_), id_, ROLLING)
    assert_same_forecast(case, other)


@pytest.mark.parametrize("id_", [EARLY, LATE])
def test_leave_one_out_does_not_read_the_contests_own_result(id_: str) -> None:
    case = make_case(PAST, id_, LEFT_OUT)
    assert_same_forecast(case, make_case(without_outcome(PAST, id_), id_, LEFT_OUT))


def test_leave_one_out_learns_scales_from_later_contests() -> None:
    rolling, left_out = (make_case(PAST, EARLY, mode) for mode in (ROLLING, LEFT_OUT))
    first, second = rolling.plan.belief.mixture, left_out.plan.belief.mixture
    assert first is not None
    assert second is not None
    assert not np.allclose(first.cumulative, second.cumulative)


def assert_same_forecast(case: object, other: object) -> None:
    """Compare all that is simulated, and what the references are given."""
    for name in ("plan", "nominations", "scenario"):
        one, two = getattr(case, name), getattr(other, name)
        assert repr(one) == repr(two)


def test_references_are_not_changed_by_the_contests_own_result() -> None:
    rows = list(score_case(PAST, make_case(PAST, EARLY, LEFT_OUT), RUNNING))
    turned = without_outcome(PAST, EARLY)
    case = make_case(turned, EARLY, LEFT_OUT)._replace(
        actual=make_case(PAST, EARLY, LEFT_OUT).actual
    )
    assert list(score_case(turned, case, RUNNING)) == rows
    assert {row.method for row in rows} == {MODEL, "nominations", "previous result", "even odds"}


def test_even_odds_score_as_their_closed_form() -> None:
    rows = score_case(PAST, make_case(PAST, LATE, ROLLING), RUNNING)
    found = {row.method: row.value for row in rows
             if row.what == "contest" and row.measure == "log score"}  # fmt: skip
    exact = float(log_score(even_odds_joint([3, 3, 3], [3, 0, 0])))
    assert found["even odds"] == pytest.approx(exact)


def row(contest: str, method: str, value: float) -> Row:
    return Row(ROLLING, contest, method, "contest", "", "log score", value)


def test_even_odds_are_scored_on_all_but_votes_once() -> None:
    rows = [row for row in score_case(PAST, make_case(PAST, LATE, ROLLING), RUNNING)
            if row.method == "even odds"]  # fmt: skip
    keys = [(row.what, row.name, row.measure) for row in rows]
    assert len(set(keys)) == len(keys)
    assert {row.what for row in rows} == {"seats", "candidate", "contest"}
    assert "crps" not in {row.measure for row in rows}


def test_like_is_compared_with_like() -> None:
    """The reference has two of the three contests: the third counts in neither mean."""
    rows = [row("a", MODEL, 1.0), row("b", MODEL, 2.0), row("c", MODEL, 9.0),
            row("a", "nominations", 2.0), row("b", "nominations", 2.5)]  # fmt: skip
    found = {(each.what, each.method): each for each in totals(rows, ROLLING)}
    assert found["beside nominations", MODEL].value == pytest.approx(1.5)
    assert found["beside nominations", "nominations"].value == pytest.approx(2.25)
    apart = found["less nominations", MODEL]
    assert apart.value == pytest.approx(-0.75)
    assert apart.contests == 2
    assert apart.se == pytest.approx(0.25)
    assert apart.verdict == "draw"  # two contests: 12.7 errors would be needed
    assert not list(totals(rows, LEFT_OUT))


@pytest.mark.slow
def test_the_table_has_every_contest_in_both_modes() -> None:
    from necsim import backtest
    from necsim.studies.published import contests_to_test

    table = backtest(replicates=50)
    known = contests_to_test(PAST)
    for mode in (ROLLING, LEFT_OUT):
        own = table.filter(pl.col("mode") == mode, pl.col("contest") != "")
        assert set(own["contest"]) == set(known)
