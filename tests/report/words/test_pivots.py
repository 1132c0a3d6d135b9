from __future__ import annotations

import polars as pl
import pytest

from necsim.plan.labels import Labels
from necsim.report.words.pivots import pivot_lines

Tables = dict[str, pl.DataFrame]


def lines(tables: Tables, labels: Labels) -> list[str]:
    return list(pivot_lines(tables, labels.contests[0], labels))


def with_swings(tables: Tables, left: list[float | None]) -> Tables:
    rows = pl.concat([pl.Series(left, dtype=pl.Float64), tables["swing"]["swing"][3:]])
    return tables | {"swing": tables["swing"].with_columns(swing=rows)}


def test_the_last_seat_and_the_swings(tables: Tables, labels: Labels) -> None:
    assert lines(tables, labels) == [
        "Last seat: Garnham over Izzard; median 2,900 votes (2.6 points)",
        "Swing of support: Left keeps 3 to −6.1 points, Centre right wins 1 from +4.2",
    ]


def test_a_pair_that_is_rarer_than_every_second_time_is_only_the_likeliest(
    tables: Tables, labels: Labels
) -> None:
    tables["contests"] = tables["contests"].with_columns(first_out_p=pl.lit(0.4))
    assert lines(tables, labels)[0].startswith("Last seat: most often Garnham over Izzard;")


def test_one_candidate_may_be_the_likeliest_on_both_sides(tables: Tables, labels: Labels) -> None:
    tables["contests"] = tables["contests"].with_columns(last_in=pl.lit("izzard"))
    assert lines(tables, labels)[0].startswith("Last seat: Izzard in or out; ")


def test_without_ballots_there_are_no_points(tables: Tables, labels: Labels) -> None:
    tables["contests"] = tables["contests"].with_columns(
        margin_p50=pl.lit(0.0), margin_points_p50=pl.lit(None, pl.Float64)
    )
    assert lines(tables, labels)[0] == "Last seat: Garnham over Izzard; median 0 votes"


def test_where_nobody_can_lose_and_nothing_swings_nothing_is_said(
    tables: Tables, labels: Labels
) -> None:
    tables["contests"] = tables["contests"].with_columns(first_out=pl.lit(None, pl.String))
    tables["swing"] = tables["swing"].clear()
    assert lines(tables, labels) == []


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ([-0.5, -0.3, 0.01], "Left keeps 2 to −30.0 points, Centre right wins 1 from +4.2"),
        ([0.03, 0.1, 0.2], "Left wins 1 from +3.0"),
        ([None, None, None], "Centre right wins 1 from +4.2"),
    ],
)
def test_swings_speak_of_the_leader_and_of_whose_next_seat_is_nearest(
    left: list[float | None], said: str, tables: Tables, labels: Labels
) -> None:
    assert lines(with_swings(tables, left), labels)[1] == f"Swing of support: {said}"


def test_minimums_are_said_to_be_left_out(tables: Tables, labels: Labels) -> None:
    contest = labels.contests[0]._replace(has_minimums=True)
    assert lines(tables, labels._replace(contests=(contest,)))[1].endswith(", minimums apart")
