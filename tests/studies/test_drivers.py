from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.engine.scenarios import COOPERATIVE, JANUARY, cooperative, edit, january, two_slates

from necsim.columns import STUDY_TABLES
from necsim.errors import UsageError
from necsim.outcomes import OutcomeError
from necsim.plan import make_plan
from necsim.studies.compare import compare
from necsim.studies.drivers import (
    MOST_APPEALS,
    Drivers,
    default_of,
    drivers,
    settle_drivers,
)
from necsim.studies.variants import read_words

pytestmark = pytest.mark.compiled  # fifty cells each

N, SEED = 400, 3
EVENT, NUMBER = "seats.left >= 3", "votes.dar"


@pytest.fixture(scope="module")
def table() -> pl.DataFrame:
    return drivers(JANUARY, [EVENT, NUMBER], replicates=N, seed=SEED)


def rows(table: pl.DataFrame, outcome: str, kind: str) -> pl.DataFrame:
    return table.filter(outcome=outcome, kind=kind)


def test_the_table_has_the_columns_declared_and_a_block_an_outcome(table: pl.DataFrame) -> None:
    assert table.columns == [column.name for column in STUDY_TABLES["drivers"].columns]
    assert table["outcome"].unique(maintain_order=True).to_list() == [EVENT, NUMBER]
    for outcome in (EVENT, NUMBER):
        kinds = table.filter(outcome=outcome)["kind"].unique(maintain_order=True).to_list()
        assert kinds == ["base", "tornado", "still", "share", "fifths"]
        assert len(rows(table, outcome, "base")) == 1


@pytest.mark.parametrize("outcome", [EVENT, NUMBER])
@pytest.mark.parametrize(
    "key", ["support.left", "contests.clp.candidates.izzard.appeal", "reference.loyalty"]
)
def test_points_are_what_compare_says_of_the_value_set(
    table: pl.DataFrame, outcome: str, key: str
) -> None:
    ends = rows(table, outcome, "tornado").filter(driver=key)
    assert ends["point"].to_list() == ["10 %", "90 %"]
    values: list[float] = ends["value"].to_list()
    others: dict[str, Any] = {str(value): {key: value} for value in values}
    by_hand = compare(JANUARY, others, [outcome], replicates=N, seed=SEED)
    shared = ["p", "p_se", "p_lo", "p_hi", "n", "mean", "mean_se", "diff", "diff_lo", "diff_hi"]
    assert_frame_equal(ends.select(shared), by_hand.select(shared))


def test_the_tornado_falls_and_its_first_bar_is_the_largest(table: pl.DataFrame) -> None:
    for outcome in (EVENT, NUMBER):
        bars = rows(table, outcome, "tornado").group_by("driver", maintain_order=True)
        lengths = bars.agg(pl.col("diff").abs().max())["diff"].to_list()
        assert lengths == sorted(lengths, reverse=True)


def test_what_changes_nothing_is_named_in_one_row(table: pl.DataFrame) -> None:
    still = rows(table, EVENT, "still")["driver"].to_list()
    assert len(still) == 1
    assert {"reference.kinship", "reference.after_slate"} <= set(still[0].split(", "))
    moved = set(rows(table, EVENT, "tornado")["driver"])
    assert not moved & set(still[0].split(", "))


@pytest.mark.slow
def test_a_point_that_is_refused_is_noted_and_the_rest_is_simulated() -> None:
    wide = {"discipline": 0.5, "discipline_give_or_take": 0.45}
    scenario = edit(JANUARY, {"contests.clp.behaviour": wide})
    found = drivers(scenario, [EVENT], replicates=100, seed=1)
    refused = found.filter(pl.col("note").is_not_null())
    assert set(refused["driver"]) == {
        "contests.clp.behaviour.discipline.momentum",
        "contests.clp.behaviour.discipline.diversity",
    }
    assert refused["diff"].null_count() == len(refused) > 0
    support = found.filter(driver="support.left", kind="tornado")
    assert support["diff"].null_count() == 0


@pytest.mark.slow
def test_appeals_are_those_whose_fifths_move_the_outcome_most() -> None:
    many: dict[str, Any] = {f"other_{k}": {} for k in range(20)}
    scenario = edit(JANUARY, {"contests.clp.candidates": JANUARY["contests"]["clp"]["candidates"]
                                                          | many})  # fmt: skip
    found = drivers(scenario, [EVENT], replicates=60, seed=1)
    by_spread = found.filter(pl.col("driver").str.starts_with("appeal."), kind="fifths")
    first = by_spread["driver"].unique(maintain_order=True).to_list()[:MOST_APPEALS]
    still = ",".join(found.filter(kind="still")["driver"])
    named = set(found.filter(kind="tornado")["driver"]) | set(still.replace(" ", "").split(","))
    appeals = {key for key in named if key.endswith(".appeal")}
    assert appeals == {f"contests.clp.candidates.{column.split('.')[2]}.appeal" for column in first}


def test_without_an_outcome_the_first_faction_s_control_is_meant() -> None:
    assert default_of(make_plan(cooperative()).labels) == ("control.green",)
    asked, _ = settle_drivers(Drivers(read_words(COOPERATIVE), ()), None, 1, None)
    assert asked.of == ("control.green",)


def test_without_a_committee_it_is_more_than_half_of_the_first_contest_s_seats() -> None:
    assert default_of(make_plan(january()).labels) == ("seats.clp.left >= 2",)
    assert default_of(make_plan(two_slates(0.5)).labels) == ("seats.c.left >= 1",)


def test_no_such_outcome_or_one_asked_for_twice_is_refused() -> None:
    with pytest.raises(OutcomeError, match="did you mean"):
        drivers(JANUARY, ["seats.lefd >= 2"])
    with pytest.raises(UsageError, match="twice"):
        drivers(JANUARY, [EVENT, EVENT])


@pytest.mark.slow
def test_equal_inputs_give_equal_tables(table: pl.DataFrame) -> None:
    assert_frame_equal(drivers(JANUARY, [EVENT, NUMBER], replicates=N, seed=SEED), table)
