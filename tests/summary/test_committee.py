from __future__ import annotations

import polars as pl
import pytest

from necsim.kernels.units import CommitteePlan
from necsim.plan.labels import Labels
from necsim.summary.chance import certain, from_sums
from necsim.summary.committee import summarise_committee

CHANCE = ("p", "p_se", "p_lo", "p_hi", "n")


def test_open_and_sitting_seats_are_convolved(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    table = summarise_committee(draws, labels, committee)
    assert table.select("faction", "seats").rows() == [
        *(("left", 2), ("left", 3), ("left", 4)),
        *(("right", 1), ("right", 2), ("right", 3)),
        ("independent", 0),
    ]
    # Left wins 3, 2, 2, 3 open seats, right 0, 1, 1, 0 beside its own; one more is left at 0.7.
    expected = [
        *(from_sums(0.6, 0.18, 4), from_sums(2.0, 1.16, 4), from_sums(1.4, 0.98, 4)),
        *(from_sums(1.4, 0.98, 4), from_sums(2.0, 1.16, 4), from_sums(0.6, 0.18, 4)),
        from_sums(4, 4, 4),
    ]
    found = table.select(CHANCE).rows()
    assert [value for row in found for value in row] == pytest.approx(
        [value for chance in expected for value in chance]
    )


def test_numbers_between_possible_ones_are_rows_too(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    apart = draws.with_columns(pl.Series("seats.clp.left", [0, 0, 0, 4], dtype=pl.UInt8))
    left = summarise_committee(apart, labels, committee).filter(pl.col("faction") == "left")
    # One open seat or five, and one at 0.7.
    assert left["seats"].to_list() == [1, 2, 3, 4, 5, 6]
    assert left.select(CHANCE).row(2) == from_sums(0, 0, 4)


def test_chances_of_a_faction_sum_to_one(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    sums = summarise_committee(draws, labels, committee).group_by("faction").agg(pl.col("p").sum())
    assert sums["p"].to_list() == pytest.approx([1.0] * 3)


def test_a_sole_number_is_certain_only_if_no_open_seat_could_change_it(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    # An independent stands for the members' section and never wins; none stands for youth.
    open_ = summarise_committee(draws, labels, committee).row(-1)
    assert open_ == ("independent", 0, *from_sums(4, 4, 4))
    unopposed = labels._replace(contests=labels.contests[1:])
    table = summarise_committee(draws, unopposed, committee)
    assert table.row(-1) == ("independent", 0, *certain(1.0, 4))
    assert (table.filter(pl.col("faction") != "independent")["p_se"] > 0).all()


def test_without_a_committee_there_are_headers_only(draws: pl.DataFrame, labels: Labels) -> None:
    assert summarise_committee(draws, labels, None).height == 0
