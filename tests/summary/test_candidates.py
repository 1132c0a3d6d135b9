from __future__ import annotations

import polars as pl
import pytest

from necsim.plan.labels import Labels
from necsim.summary.candidates import summarise_candidates
from necsim.summary.chance import summarise_count


def test_rows_go_by_contest_then_chance_then_votes(draws: pl.DataFrame, labels: Labels) -> None:
    table = summarise_candidates(draws, labels)
    # Bea and Cy win equally often; Bea has 675 votes on average, Cy 650.
    assert table["candidate"].to_list() == ["ann", "bea", "cy", "dee", "eve"]
    assert table["contest"].to_list() == ["clp"] * 4 + ["youth"]


def test_equal_chances_and_votes_go_by_id(draws: pl.DataFrame, labels: Labels) -> None:
    equal = draws.with_columns(pl.col("votes.clp.bea").alias("votes.clp.cy"))
    assert summarise_candidates(equal, labels)["candidate"].to_list()[1:3] == ["bea", "cy"]


def test_names_slates_and_factions(draws: pl.DataFrame, labels: Labels) -> None:
    rows = summarise_candidates(draws, labels).select("name", "slate", "faction").rows()
    assert rows[0] == ("Ann Ames", "grassroots", "left")
    assert rows[2] == ("Cy Cole", "centre + joint", "right")
    assert rows[3] == ("Dee Dunn", "", "independent")


def test_chances_are_counted(draws: pl.DataFrame, labels: Labels) -> None:
    rows = summarise_candidates(draws, labels).select("p", "p_se", "p_lo", "p_hi", "n").rows()
    assert rows[:4] == [summarise_count(k, 4) for k in (4, 2, 2, 0)]


def test_who_is_unopposed_is_certain_to_be_elected(draws: pl.DataFrame, labels: Labels) -> None:
    eve = summarise_candidates(draws, labels).row(4, named=True)
    assert (eve["p"], eve["p_se"], eve["p_lo"], eve["p_hi"], eve["n"]) == (1, 0, 1, 1, 4)


def test_votes_have_three_digits_at_their_quantiles(draws: pl.DataFrame, labels: Labels) -> None:
    ann = summarise_candidates(draws, labels).row(0, named=True)
    assert ann["votes_mean"] == pytest.approx(119_119.75)
    assert (ann["votes_p10"], ann["votes_p90"]) == (110_000, 131_000)
