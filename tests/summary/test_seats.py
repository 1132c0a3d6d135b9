from __future__ import annotations

import polars as pl
import pytest

from necsim.plan.labels import Labels
from necsim.summary.chance import certain, summarise_count
from necsim.summary.seats import seat_bounds, summarise_seats


def test_one_row_for_every_number_of_seats(draws: pl.DataFrame, labels: Labels) -> None:
    rows = summarise_seats(draws, labels).select("contest", "faction", "seats").rows()
    assert rows == [
        (contest, faction, seats)
        for contest in ("clp", "youth")
        for faction in ("left", "right", "independent")
        for seats in (0, 1, 2)
    ]


def test_chances_are_counted_unless_who_stands_decides(draws: pl.DataFrame, labels: Labels) -> None:
    rows = summarise_seats(draws, labels).select("p", "p_se", "p_lo", "p_hi", "n").rows()
    never, always = certain(0.0, 4), certain(1.0, 4)
    counted = [summarise_count(k, 4) for k in range(5)]
    assert rows == [
        *(counted[0], counted[2], counted[2]),  # left wins 2, 1, 1, 2
        *(counted[2], counted[2], never),  # right has one candidate
        *(counted[4], counted[0], never),  # so have independents, who never win
        *(never, always, never),  # Eve is unopposed
        *(always, never, never),
        *(always, never, never),
    ]


def test_chances_of_a_faction_sum_to_one(draws: pl.DataFrame, labels: Labels) -> None:
    sums = summarise_seats(draws, labels).group_by("contest", "faction").agg(pl.col("p").sum())
    assert sums["p"].to_list() == pytest.approx([1.0] * 6)


def test_bounds_follow_from_who_stands(labels: Labels) -> None:
    crowded = labels.contests[0]._replace(seats=3)
    assert [seat_bounds(crowded, holder) for holder in labels.holders] == [(1, 2), (0, 1), (0, 1)]
