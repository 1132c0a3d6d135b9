from __future__ import annotations

from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.engine.scenarios import cooperative
from tests.studies.finished import finish

from necsim import score as public_score
from necsim.columns import STUDY_TABLES
from necsim.errors import DataError, UsageError
from necsim.plan import make_plan
from necsim.plan.labels import ContestLabels
from necsim.scenario import load_scenario
from necsim.studies.actual import Actual
from necsim.studies.score import Score, score, score_contest

ACTUAL = (
    "contest,candidate,elected,votes\nboard,ann,yes,40\nboard,bob,no,30\nboard,cat,yes,35\n"
    "board,dan,no,20\nboard,eve,no,0\nyouth,fay,yes,\nyouth,gus,no,5\n"
)
N = 10


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return finish(cooperative(), root, 800)


@pytest.fixture(scope="module")
def table(folder: Path) -> pl.DataFrame:
    file = folder.parent / "actual.csv"
    file.write_text(ACTUAL, encoding="utf-8")
    return score(folder, file)


@pytest.fixture(scope="module")
def board() -> ContestLabels:
    return make_plan(cooperative()).labels.contests[0]


def known(votes: tuple[int | None, ...], board: ContestLabels) -> Actual:
    """Say that ann (green) and cat (blue) were elected."""
    return Actual(board, (True, False, True, False, False), votes)


def ten_draws() -> pl.DataFrame:
    """Give ten replicates: in six of them ann and cat win, in three ann and bob, in one eve too.

    Votes are 4, 3, 2, 1, 0 for each in every replicate, times its number.
    """
    winners = ["ann cat"] * 6 + ["ann bob"] * 3 + ["cat eve"]
    factions = {"green": "ann bob", "blue": "cat dan", "independent": "eve"}
    columns: dict[str, object] = {}
    for holder, own in factions.items():
        won = [len(set(own.split()) & set(each.split())) for each in winners]
        columns[f"seats.board.{holder}"] = np.array(won, np.uint8)
    for k, who in enumerate(("ann", "bob", "cat", "dan", "eve")):
        columns[f"elected.board.{who}"] = [who in each.split() for each in winners]
        columns[f"votes.board.{who}"] = np.arange(1, N + 1, dtype=np.int32) * (4 - k)
    return pl.DataFrame(columns)


def found(
    rows: Iterator[Score], what: str, measure: str
) -> dict[str, tuple[float, float | None, float | None, float | None]]:
    return {row.name: row[4:] for row in rows if (row.what, row.measure) == (what, measure)}


def test_seats_are_scored_by_hand(board: ContestLabels) -> None:
    rows = list(score_contest(known((None,) * 5, board), ten_draws()))
    logs = found(iter(rows), "seats", "log score")
    # Of five candidates two win: two green, two blue, one independent.
    assert logs["green"] == pytest.approx((-log((6 + 1 / 6) / 10.5), 0.6, 1, -log(0.6)))
    assert logs["blue"] == pytest.approx((-log((7 + 1 / 6) / 10.5), 0.7, 1, -log(0.6)))
    assert logs["independent"] == pytest.approx((-log((9 + 1 / 4) / 10.5), 0.9, 0, -log(0.6)))
    ranked = found(iter(rows), "seats", "ranked probability score")
    # Green wins 0, 1, 2 with 0.1, 0.6, 0.3; at even odds with 0.3, 0.6, 0.1.
    assert ranked["green"] == pytest.approx((0.1**2 + 0.3**2, 1.2, 1, 0.3**2 + 0.1**2))
    points = found(iter(rows), "seats", "pit")
    # Green wins fewer than its one with 0.1, just one with 0.6; blue with 0.3 and 0.7.
    assert points["green"] == pytest.approx((0.4, 1.2, 1, None))
    assert points["blue"][0] == pytest.approx(0.3 + 0.7 / 2)
    joint = found(iter(rows), "contest", "log score")[""]
    # Five ways to share two seats among 2, 2 and 1 candidates; 4 of 10 sets have one of either.
    assert joint[0] == pytest.approx(-log((6 + 0.5 / 5) / 10.5))
    assert joint[1:] == pytest.approx((0.6, None, -log(0.4)))
    summed = found(iter(rows), "contest", "log scores summed")[""]
    assert summed[0] == pytest.approx(sum(row[0] for row in logs.values()))
    assert summed[3] == pytest.approx(-3 * log(0.6))


def test_candidates_are_scored_by_hand(board: ContestLabels) -> None:
    rows = list(score_contest(known((None,) * 5, board), ten_draws()))
    brier = found(iter(rows), "candidate", "brier")
    assert brier["ann"] == pytest.approx((0.01, 0.9, 1, 0.36))
    assert brier["bob"] == pytest.approx((0.09, 0.3, 0, 0.16))
    whole = found(iter(rows), "contest", "brier")[""]
    assert whole[0] == pytest.approx((0.01 + 0.09 + 0.09 + 0 + 0.01) / 5)
    assert whole[3] == pytest.approx((2 * 0.36 + 3 * 0.16) / 5)
    assert found(iter(rows), "contest", "right")[""] == pytest.approx((2, None, None, 0.8))
    assert found(iter(rows), "contest", "of")[""][0] == 2


def test_votes_are_scored_as_shares_and_in_all(board: ContestLabels) -> None:
    rows = list(score_contest(known((40, 30, 25, 5, 0), board), ten_draws()))
    crps, pit = (found(iter(rows), "votes", measure) for measure in ("crps", "pit"))
    # Every replicate has shares 0.4, 0.3, 0.2, 0.1, 0, so the score is how far off they are.
    assert crps["ann"] == pytest.approx((0, 0.4, 0.4, None))
    assert crps["cat"] == pytest.approx((0.05, 0.2, 0.25, None))
    assert [pit[name][0] for name in ("ann", "cat", "dan")] == [0.5, 1.0, 0.0]
    held = found(iter(rows), "votes", "inside 95 %")
    assert [held[name][0] for name in ("ann", "bob", "cat", "dan", "eve")] == [1, 1, 0, 0, 1]
    assert found(iter(rows), "contest", "inside 80 %")[""] == (0.6, 0.8, None, None)
    assert found(iter(rows), "contest", "crps")[""][0] == pytest.approx(0.02)
    # All votes are 10, 20 … 100, and 100 were cast.
    assert crps[""][1:] == (55, 100, None)
    assert crps[""][0] == pytest.approx(45 - 110 / 3 / 2)
    assert pit[""][0] == 0.95


def test_nothing_is_said_of_votes_unless_all_are_known(board: ContestLabels) -> None:
    rows = list(score_contest(known((40, 30, 25, 5, None), board), ten_draws()))
    assert {row.what for row in rows} == {"seats", "candidate", "contest"}
    assert "crps" not in {row.measure for row in rows}


def test_the_table_has_every_contest_and_the_columns_declared(table: pl.DataFrame) -> None:
    assert table.columns == [column.name for column in STUDY_TABLES["score"].columns]
    assert table["contest"].unique(maintain_order=True).to_list() == ["board", "youth"]
    # Of youth not all votes are known.
    assert set(table.filter(what="votes")["contest"]) == {"board"}
    assert table["value"].is_finite().all()
    keys = ["contest", "what", "name", "measure"]
    assert table.select(keys).is_unique().all()


def test_scores_are_those_of_the_draws(folder: Path, table: pl.DataFrame) -> None:
    draws = pl.read_parquet(folder / "draws.parquet")
    row = table.row(
        by_predicate=(pl.col("name") == "cat") & (pl.col("measure") == "brier"), named=True
    )
    chance = draws["elected.board.cat"].mean()
    assert isinstance(chance, float)
    assert row["forecast"] == chance
    assert row["value"] == pytest.approx((chance - 1) ** 2)


def test_it_is_public_and_takes_latest(folder: Path, table: pl.DataFrame) -> None:
    found = public_score(folder.parent / "latest", folder.parent / "actual.csv")
    assert_frame_equal(found, table)


def test_one_replicate_is_enough(root: Path) -> None:
    run = finish(cooperative(), root / "one", 1)
    assert score(run, _file(root))["value"].is_finite().all()


def _file(root: Path) -> Path:
    file = root / "actual.csv"
    file.write_text(ACTUAL, encoding="utf-8")
    return file


def test_what_is_no_finished_run_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a scenario, not a finished run"):
        score("tiny.toml", _file(root))
    with pytest.raises(DataError, match="no finished run"):
        score(tmp_path, _file(root))


@pytest.mark.compiled  # evidence is fitted, past contests inverted
def test_the_forecast_of_january_2018_beside_what_was_published(root: Path) -> None:
    run = finish(load_scenario("configs/nec-2018-january.toml"), root, 2_000, seed=2018)
    table = score(run, "nec-2018-01")
    whole = {row["measure"]: row for row in table.filter(what="contest").iter_rows(named=True)}
    # Three of nine: 1 set in 84 is the left's three.
    assert whole["log score"]["even_odds"] == pytest.approx(log(84))
    assert whole["log score"]["value"] < 0.35
    assert (whole["right"]["value"], whole["of"]["value"]) == (3, 3)
    won = table.filter((pl.col("what") == "candidate") & (pl.col("actual") == 1))
    assert set(won["name"]) == {"dar", "lansman", "garnham"}
    votes = table.filter((pl.col("what") == "votes") & (pl.col("measure") == "crps"))
    assert votes.filter(name="")["actual"].to_list() == [315_005]
    assert votes.filter(name="dar")["actual"].to_list() == pytest.approx([68_388 / 315_005])
