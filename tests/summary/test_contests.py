from __future__ import annotations

import polars as pl
import pytest

from necsim.plan.labels import Labels
from necsim.summary.contests import summarise_contests


def test_a_block_contest_with_a_minimum(draws: pl.DataFrame, labels: Labels) -> None:
    row = summarise_contests(draws, labels).row(0, named=True)
    assert row == {
        "contest": "clp",
        "ballots_mean": 2500.0,
        "turnout_mean": pytest.approx(0.3125),
        "margin_p10": 100.0,
        "margin_p50": 100.0,  # 100.4 at three digits
        "margin_p90": 2340.0,  # 2345 to the nearest even third digit
        "last_in": "bea",
        "last_in_p": 0.5,
        "first_out": "cy",  # as often as Bea, but earlier on the ballot
        "first_out_p": 0.5,
        "exhausted_mean": None,
        "minimum_acted": 0.25,
        "minimum_changed": None,
    }


def test_a_contest_nobody_can_lose(draws: pl.DataFrame, labels: Labels) -> None:
    row = summarise_contests(draws, labels).row(1, named=True)
    lost = ("margin_p10", "margin_p50", "margin_p90", "first_out", "first_out_p")
    assert [row[name] for name in lost] == [None] * 5
    assert (row["last_in"], row["last_in_p"]) == ("eve", 1.0)
    assert row["exhausted_mean"] == 1.0
    assert row["minimum_acted"] is None
