"""What the page of each study asks and finds, in words."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from tests.report.page.conftest import Make
from tests.report.workbook.conftest import make_study

from necsim.report.page.study import study_page
from necsim.store import FinishedStudy, read_study

pytestmark = pytest.mark.slow


def said(study: FinishedStudy) -> str:
    page = study_page(study.record, study.table)
    assert page == study_page(study.record, study.table)
    return unescape(page)


def test_a_comparison_names_its_alternatives_and_what_they_change(make: Make) -> None:
    line = 'compare tiny.toml --with "support.left=0.2 turnout=0.4" --with note=x -n 400'
    page = said(read_study(make(line)))
    assert "What would change with “support of Left 20%, turnout 40%” or with “note x”?" in page
    assert "Note x: no outcome changes by more than simulation error tells." in page
    assert "Support of Left 20%, turnout 40%: Left controls the committee: −" in page


def test_drivers_are_named_with_their_values(make: Make) -> None:
    page = said(read_study(make('drivers tiny.toml --of "seats.left >= 2" -n 400')))
    assert "What moves “Left wins at least 2 seats”?" in page
    assert "as things stand." in page
    assert " instead of as stated: " in page
    assert "Where its variance is from: " in page


@pytest.mark.parametrize(
    ("goal", "found"),
    [("seats.left >= 2", "Support of Left: at least "), ("seats.left >= 0", "Every value looked")],
)
def test_a_target_is_told_with_what_is_open(make: Make, goal: str, found: str) -> None:
    line = f'target tiny.toml --goal "{goal}" --chance 80% --by support.left -n 400'
    page = said(read_study(make(line)))
    assert "a chance of 80%?" in page
    assert found in page


def test_a_supposition_says_how_often_it_is_so(make: Make) -> None:
    run = make("run tiny.toml -n 400")
    page = said(read_study(make(f'suppose {run} --given "seats.left <= 1"')))
    assert "Suppose “Left wins at most 1 seat”: what else is so in those worlds?" in page
    assert "That is so in " in page
    # Replicates are added until enough of them match.
    assert re.search(r"That is so in .*: \d+ of 1,600\. In those:", page)


def test_a_score_is_beside_even_odds(make: Make) -> None:
    run = make("run tiny.toml -n 200")
    actual = run.parent / "actual.csv"
    rows = "ann,yes,60\nbob,yes,55\ncy,no,30\ndee,no,9\n"
    actual.write_text(f"candidate,elected,votes\n{rows}", encoding="utf-8")
    page = said(read_study(make(f"score {run} --actual {actual}")))
    assert "beside what happened?" in page
    assert "against 1.79 at even odds; lower is better." in page  # of six pairs one is elected


def test_a_fit_says_support_and_what_would_narrow_it() -> None:
    ends: dict[str, Any] = {"p10": 0.4, "p90": 0.6}
    rows = [
        {"kind": "support", "name": "left", "mean": 0.5, "sd": 0.08, **ends},
        {"kind": "value", "evidence": "poll size=9", "name": "support.left", "sd": 0.05,
         "moved": -0.02},
    ]  # fmt: skip
    page = said(make_study("fit", {"value_of": ["poll size=9"], "of": []}, rows))
    assert "And what would it add to see “poll size=9”?" in page
    assert "support of 50%, give or take 8 points" in page
    assert "“poll size=9” would narrow support of Left from give or take 5.0 points to 3.0." in page


def test_a_backtest_says_win_or_loss_with_its_error() -> None:
    row = {"mode": "rolling origin", "what": "less nominations", "measure": "log score",
           "contests": 8, "value": -0.33, "se": 0.5, "verdict": "draw"}  # fmt: skip
    page = said(make_study("backtest", {"contests": ["a", "b"]}, [row]))
    assert "How well would the model have forecast 2 contests" in page
    assert "a draw against nominations (−0.33 ±0.98 over 8 contests)" in page
