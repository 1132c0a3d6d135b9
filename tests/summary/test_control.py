from __future__ import annotations

import polars as pl
import pytest

from necsim.kernels.units import CommitteePlan, Unit, make_committee
from necsim.plan.labels import Labels
from necsim.summary.chance import certain, from_sums
from necsim.summary.control import summarise_control

CHANCE = ("p", "p_se", "p_lo", "p_hi", "n")


def test_factions_then_coalitions_then_nobody(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    assert summarise_control(draws, labels, committee).select("holder", "kind").rows() == [
        ("left", "faction"),
        ("right", "faction"),
        ("both", "coalition"),
        ("nobody", "none"),
    ]


def test_chances_are_averaged_and_only_what_is_settled_is_certain(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    # Left and right together surely hold four of five seats: independents can win one.
    assert summarise_control(draws, labels, committee).select(CHANCE).rows() == [
        from_sums(3.0, 2.5, 4),
        from_sums(0.5, 0.125, 4),
        certain(1.0, 4),
        from_sums(0.5, 0.125, 4),
    ]


def test_an_outcome_that_was_always_drawn_is_not_thereby_certain(
    draws: pl.DataFrame, labels: Labels
) -> None:
    independents = make_committee([Unit(2, 2, (0.0, 0.0, 1.0))], [{0, 1}], factions=2, open_seats=4)
    both = summarise_control(draws, labels, independents).row(2, named=True)
    # Two sit against three open seats if Dee loses, three against two if she wins.
    assert both["p"] == 1.0
    assert both["p_se"] > 0


def test_a_big_enough_block_settles_everything(draws: pl.DataFrame, labels: Labels) -> None:
    left = make_committee([Unit(9, 9, (1.0, 0.0, 0.0))], [{0, 1}], factions=2, open_seats=4)
    rows = summarise_control(draws, labels, left).select(CHANCE).rows()
    assert rows == [certain(1.0, 4), certain(0.0, 4), certain(1.0, 4), certain(0.0, 4)]


def test_factions_and_nobody_sum_to_one(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    table = summarise_control(draws, labels, committee)
    assert table.filter(pl.col("kind") != "coalition")["p"].sum() == pytest.approx(1.0)


def test_without_a_committee_there_are_headers_only(draws: pl.DataFrame, labels: Labels) -> None:
    assert summarise_control(draws, labels, None).height == 0
