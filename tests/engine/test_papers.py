from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest
from tests.engine.scenarios import cooperative, january, two_slates

from necsim.engine import simulate
from necsim.engine.papers import draw_papers as draw_any
from necsim.executors import Inline
from necsim.scenario import Scenario

# Too many kinds of ballot for one table: six ticks among fifteen candidates.
CROWD = {
    "contests.board.seats": 6,
    "contests.board.candidates": {
        **{f"g{k}": {"slate": "grass", "tags": ["tenant"]} for k in range(6)},
        **{f"b{k}": {"slate": "sky"} for k in range(6)},
        **{f"i{k}": {} for k in range(2)},
        "m": {"slate": "moss"},
    },
}
SCENARIOS: dict[str, Mapping[str, Any]] = {
    "two contests, segments, invalid ballots": {},
    "a crowd": CROWD,
    "nobody votes": {"contests.board.turnout": 0.0, "contests.board.segments": {}},
}


def draw_papers(scenario: Scenario, seed: int, replicate: int) -> dict[str, pl.DataFrame]:
    """Draw block votes, whose papers are frames."""
    papers = draw_any(scenario, seed, replicate)
    return {id_: frame for id_, frame in papers.items() if isinstance(frame, pl.DataFrame)}


def counted(scenario: Scenario, replicate: int) -> dict[str, Any]:
    done = simulate(
        scenario, replicates=replicate + 1, seed=3, sampler="ballots", executor=Inline()
    )
    return done.draws.row(replicate, named=True)


@pytest.mark.parametrize("replicate", [0, 4])
@pytest.mark.parametrize("what", SCENARIOS)
def test_papers_are_those_that_the_run_counts(what: str, replicate: int) -> None:
    scenario = cooperative(SCENARIOS[what])
    row = counted(scenario, replicate)
    papers = draw_papers(scenario, 3, replicate)
    assert list(papers) == ["board", "youth"]
    for contest, frame in papers.items():
        assert len(frame) == row[f"ballots.{contest}"]
        for who in scenario.contests[contest].candidates:
            assert frame[who].sum() == row[f"votes.{contest}.{who}"]


def test_every_paper_has_between_one_tick_and_all_votes() -> None:
    papers = draw_papers(january({"contests.clp.electorate": 5_000}), 3, 0)["clp"]
    assert set(papers.to_series().unique()) == {0, 1}
    ticks = papers.select(pl.sum_horizontal(pl.all())).to_series()
    assert ticks.min() == 1
    assert ticks.max() == 3


def test_as_many_papers_as_candidates_still_lie_the_right_way() -> None:
    scenario = two_slates(0.5, {"contests.c.electorate": 2})
    for replicate in range(6):
        papers = draw_papers(scenario, 3, replicate)["c"]
        assert papers.shape == (2, 2)
        assert papers.select(pl.sum_horizontal(pl.all())).to_series().to_list() == [1, 1]


def test_another_seed_or_replicate_draws_other_papers() -> None:
    scenario = january({"contests.clp.electorate": 500})
    one = draw_papers(scenario, 3, 0)["clp"]
    assert not one.equals(draw_papers(scenario, 3, 1)["clp"])
    assert not one.equals(draw_papers(scenario, 4, 0)["clp"])
    assert one.equals(draw_papers(scenario, 3, 0)["clp"])
