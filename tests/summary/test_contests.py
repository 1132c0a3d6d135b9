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
        # 100/1000, 100.4/2000, 100.4/3000, 2345/4000.
        "margin_points_p10": 0.0335,
        "margin_points_p50": 0.1,
        "margin_points_p90": 0.586,
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
    lost = [name for name in row if name.startswith(("margin", "first_out"))]
    assert {name: row[name] for name in lost} == dict.fromkeys(lost)
    assert len(lost) == 8
    assert (row["last_in"], row["last_in_p"]) == ("eve", 1.0)
    assert row["exhausted_mean"] == 1.0
    assert row["minimum_acted"] is None


def test_a_replicate_without_ballots_has_a_margin_but_no_points(
    draws: pl.DataFrame, labels: Labels
) -> None:
    some = draws.with_columns(pl.Series("ballots.clp", [0, 0, 0, 4000], dtype=pl.Int32))
    row = summarise_contests(some, labels).row(0, named=True)
    assert (row["margin_p50"], row["margin_points_p10"]) == (100.0, 0.586)
    none = draws.with_columns(pl.Series("ballots.clp", [0] * 4, dtype=pl.Int32))
    assert summarise_contests(none, labels).row(0, named=True)["margin_points_p50"] is None
