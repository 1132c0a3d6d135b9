"""The nominations: sums, who is among them, when they were public."""

from __future__ import annotations

from collections import Counter

import pytest

from necsim.history import History, contest, nominations, results

# Shares of all nominations: left, centre right, independent.
NOMINATED = {
    "nec-2010-09": (0.562, 0.327, 0.054),  # the rest is of candidates whose side is not known
    "nec-2012-06": (0.537, 0.342, 0.121),
    "nec-2014-08": (0.542, 0.314, 0.144),
    "nec-2016-08": (0.566, 0.371, 0.063),
    "nec-2018-01": (0.706, 0.262, 0.032),
}


@pytest.mark.parametrize("id_", NOMINATED)
def test_nominations_add_up(history: History, id_: str) -> None:
    sums: Counter[str] = Counter()
    for row in nominations(history, id_):
        sums[row.faction] += row.nominations
    shares = [sums[name] / sums.total() for name in ("left", "centre_right", "independent")]
    assert shares == pytest.approx(NOMINATED[id_], abs=0.0006)


def test_the_nominations_of_2010_are_all_there(history: History) -> None:
    rows = nominations(history, "nec-2010-09")
    assert {row.candidate for row in rows} == {r.candidate for r in results(history, "nec-2010-09")}
    assert sum(row.nominations for row in rows) == 1730  # as the page's reader adds them up


@pytest.mark.parametrize(
    ("id_", "close"),
    [("nec-2010-09", "2010-07-30"), ("nec-2016-08", "2016-06-24"), ("nec-2020-04", "2020-02-14")],
)
def test_terms_are_public_at_the_close_of_nominations(
    history: History, id_: str, close: str
) -> None:
    assert contest(history, id_).published.text == close


def test_nominations_are_public_at_their_close(history: History) -> None:
    for row in history.nominations:
        assert row.date == row.published
        assert not row.final or row.published == contest(history, row.contest).published
        assert row.published.last < contest(history, row.contest).date.last


def test_nominations_and_results_agree_on_slates(history: History) -> None:
    stood = {(row.contest, row.candidate): (row.slate, row.faction) for row in history.results}
    for row in history.nominations:
        key = (row.contest, row.candidate)
        assert stood.get(key, (row.slate, row.faction)) == (row.slate, row.faction), key
