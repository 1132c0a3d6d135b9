from __future__ import annotations

import polars as pl

from necsim.plan.labels import Labels
from necsim.summary.transfers import summarise_transfers


def test_transfers_are_mean_votes_of_a_count_between_slates(
    draws: pl.DataFrame, labels: Labels
) -> None:
    table = summarise_transfers(draws, labels)
    assert table.rows() == [
        ("youth", "young", "young", 0.0),
        ("youth", "young", "none", 0.0),
        # 1,634 hundredths of a vote in four counts.
        ("youth", "young", "nobody", 4.085),
        ("youth", "none", "young", 0.105),
        ("youth", "none", "none", 0.0),
        ("youth", "none", "nobody", 0.0),
    ]


def test_sums_of_very_many_units_do_not_run_over(draws: pl.DataFrame, labels: Labels) -> None:
    huge = pl.Series("transfers.youth.young.nobody", [2**62] * 4)
    table = summarise_transfers(draws.with_columns(huge), labels)
    assert table.filter(pl.col("to") == "nobody")["votes_mean"][0] == 2**62 / 100
