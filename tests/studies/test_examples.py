from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from tests.engine.scenarios import cooperative, january
from tests.studies.finished import finish

from necsim.plan import make_plan
from necsim.studies.examples import example_outcomes, typical_worlds
from necsim.studies.suppose import read_supposition, run_supposition

pytestmark = pytest.mark.compiled  # thousands of replicates a test

WAYS = ["seats.board.green", "seats.board.blue", "seats.board.amber", "seats.board.independent"]
WAYS += [way.replace("board", "youth") for way in WAYS]


@pytest.fixture(scope="module")
def draws(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    run = finish(cooperative(), tmp_path_factory.mktemp("runs"), 3_000)
    return pl.read_parquet(run / "draws.parquet")


def chosen(draws: pl.DataFrame, weights: NDArray[Any], number: int) -> list[Any]:
    labels = make_plan(cooperative()).labels
    read = draws.select(outcome.column for outcome in example_outcomes(labels))
    return list(typical_worlds(read, weights, labels, number))


def test_each_stands_for_one_of_the_commonest_ways(draws: pl.DataFrame) -> None:
    weights = draws["control.green"].to_numpy()
    sums = draws.with_columns(w=weights).group_by(WAYS).agg(pl.col("w").sum())
    best = sums.sort("w", descending=True).head(4)
    found = chosen(draws, weights, 4)
    assert [each.share for each in found] == pytest.approx(best["w"] / weights.sum())
    ends = [draws.row(each.replicate, named=True) for each in found]
    assert [tuple(end[way] for way in WAYS) for end in ends] == best.select(WAYS).rows()


def test_the_replicate_is_the_nearest_to_the_middle_of_its_way(draws: pl.DataFrame) -> None:
    weights = draws["elected.board.ann"].to_numpy()
    example = chosen(draws, weights, 1)[0]
    end = draws.row(example.replicate, named=True)
    alike = draws.filter(*(pl.col(way) == end[way] for way in WAYS), pl.col("elected.board.ann"))
    names = [name for name in draws.columns if name.startswith(("share.", "turnout."))]
    names += [f"support.{faction}" for faction in ("green", "blue", "amber")]
    points = alike.select(names).to_numpy().astype(float)
    apart = (points - points.mean(axis=0)) / np.where(
        points.std(axis=0) > 1e-6, points.std(axis=0), np.inf
    )
    nearest = int(np.square(apart).sum(axis=1).argmin())
    assert alike["replicate"][nearest] == example.replicate


def test_it_says_what_the_draws_say_of_that_replicate(draws: pl.DataFrame) -> None:
    example = chosen(draws, np.ones(len(draws)), 1)[0]
    row = draws.row(example.replicate, named=True)
    board, people = example.contests["board"], ["ann", "bob", "cat", "dan", "eve"]
    assert board.elected == [who for who in people if row[f"elected.board.{who}"]]
    assert board.seats["green"] == row["seats.board.green"]
    assert people.index(board.last_in) == row["last_in.board"]
    assert people.index(board.first_out) == row["first_out.board"]
    assert board.margin_points == pytest.approx(row["margin.board"] / row["ballots.board"])
    assert example.support["blue"] == row["support.blue"]
    assert example.control["nobody"] == row["control.nobody"]
    assert json.loads(json.dumps(example.as_record()))["contests"]["youth"]["turnout"] > 0


def test_fewer_ways_give_fewer_examples(draws: pl.DataFrame) -> None:
    assert chosen(draws, np.ones(len(draws)), 0) == []
    one = np.arange(len(draws)) == 17
    found = chosen(draws, one, 5)
    assert [(each.replicate, each.share) for each in found] == [(17, 1.0)]


def test_nobody_out_is_said_so(tmp_path: Path) -> None:
    everyone = {"contests.clp.seats": 9, "contests.clp.votes": 3}
    run = finish(january(everyone), tmp_path, 500)
    found = run_supposition(read_supposition(run, "turnout.clp >= 21%", examples=2))
    assert len(found.examples) == 1
    contest = found.examples[0].contests["clp"]
    assert (contest.first_out, contest.margin, contest.margin_points) == (None, None, None)
    assert len(contest.elected) == 9
