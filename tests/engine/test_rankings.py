"""Contests by rankings, from words to draws and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.engine.scenarios import edit

from necsim.engine import simulate
from necsim.engine.papers import draw_papers
from necsim.engine.plain import plain_rankings
from necsim.engine.run import Run
from necsim.engine.slices import make_job, simulate_slice
from necsim.errors import SamplerError
from necsim.kernels.count_rankings import count_rankings
from necsim.kernels.ranking_shapes import RankingLaw, RankingWorld
from necsim.kernels.shapes import Minimums
from necsim.kernels.stv_shapes import RankedPapers, StvContest
from necsim.plan import make_plan
from necsim.rules import SAMPLERS, Sampler
from necsim.scenario import Scenario, make_scenario
from necsim.streams import Seeds, Span
from necsim.worlds import draw_worlds

RULES = ("ers97", "scottish")
PEOPLE = {
    "ann": {"slate": "reds", "tags": ["woman"]},
    "bob": {"slate": "reds"},
    "cat": {"slate": "blues", "tags": ["woman"], "appeal": -0.6},
    "dan": {"slate": "blues", "appeal": 0.3},
    "eve": {"appeal": -0.2, "tags": ["woman"]},
    "fay": {"appeal": -0.8},
}
TREE: dict[str, Any] = {
    "format": 1,
    "factions": {"red": {}, "blue": {}},
    "support": {"red": 0.45, "blue": 0.35},
    "contests": {
        "c": {
            "rule": "ers97",
            "seats": 3,
            "electorate": 900,
            "turnout": 0.4,
            "invalid": 0.02,
            "behaviour": {"discipline": 0.4, "preferences": 3},
            "slates": {
                "reds": {"faction": "red", "orders": {"north": ["bob", "ann"]}},
                "blues": {"faction": "blue"},
            },
            "candidates": PEOPLE,
            "segments": {"north": {"share": 0.4, "lean": {"red": 0.5}}, "south": {"share": 0.6}},
        }
    },
}
MINIMUM = {"contests.c.minimums": {"women": {"tag": "woman", "at_least": 2}}}


def scenario(changes: Mapping[str, Any] | None = None) -> Scenario:
    return make_scenario(edit(TREE, changes or {}))


def run(sampler: Sampler = "flows", n: int = 40, changes: Mapping[str, Any] | None = None) -> Run:
    return simulate(scenario(changes), replicates=n, seed=5, sampler=sampler)


@pytest.mark.compiled
@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("rule", RULES)
def test_every_count_fills_the_seats_and_says_when(rule: str, sampler: Sampler) -> None:
    draws = run(sampler, changes={"contests.c.rule": rule}).draws
    elected = draws.select(f"elected.c.{who}" for who in PEOPLE).to_numpy()
    stages = draws.select(f"stage.c.{who}" for who in PEOPLE).to_numpy()
    votes = draws.select(f"votes.c.{who}" for who in PEOPLE).to_numpy()
    assert np.all(elected.sum(axis=1) == 3)
    np.testing.assert_array_equal(stages > 0, elected)
    np.testing.assert_array_equal(votes.sum(axis=1), draws["ballots.c"].to_numpy())
    assert np.all(draws["exhausted.c"].to_numpy() >= 0.0)
    assert draws["margin.c"].null_count() == 0


@pytest.mark.compiled
@pytest.mark.parametrize("rule", RULES)
def test_samplers_agree_on_means(rule: str) -> None:
    """Means of seats, first preferences and exhausted votes in the same worlds, within 4.5 se."""
    n = 1_500
    pairs = [run(sampler, n, {"contests.c.rule": rule}).draws for sampler in SAMPLERS]
    columns = ["seats.c.red", "votes.c.ann", "votes.c.cat", "exhausted.c", "stage.c.eve"]
    for column in columns:
        off = pairs[0][column].cast(pl.Float64) - pairs[1][column].cast(pl.Float64)
        error = float(np.std(off.to_numpy())) / np.sqrt(n)
        assert abs(float(np.mean(off.to_numpy()))) < 4.5 * error, column


@pytest.mark.compiled
@pytest.mark.parametrize("cuts", [[0, 3, 40], [0, 1, 2, 17, 40]])
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_draws_and_transfers_do_not_depend_on_slices(sampler: Sampler, cuts: list[int]) -> None:
    job = make_job(make_plan(scenario()), 5, sampler)
    whole = simulate_slice(job, 0, 40)
    parts = pl.concat([simulate_slice(job, a, b) for a, b in pairwise(cuts)])
    passing = [name for name in whole.columns if name.startswith("transfers.")]
    assert len(passing) == 12
    assert whole.drop(passing).equals(parts.drop(passing))
    assert whole.select(passing).sum().equals(parts.select(passing).sum())


@pytest.mark.compiled
def test_what_moves_between_slates_is_in_a_table_and_not_in_the_draws() -> None:
    done = run()
    assert not any(name.startswith("transfers") for name in done.draws.columns)
    table = done.tables["transfers"]
    assert len(table) == 12
    lost = table.filter(pl.col("to") == "nobody")["votes_mean"].sum()
    # All that is non-transferable at the end had moved to nobody.
    assert lost == pytest.approx(done.draws["exhausted.c"].mean(), abs=1e-9)


@pytest.mark.compiled
def test_a_vacancy_is_filled_from_the_same_papers() -> None:
    words = scenario({"contests.c.vacate": ["ann"]})
    draws = simulate(words, replicates=8, seed=5, sampler="ballots").draws
    people = list(PEOPLE)
    for row in draws.iter_rows(named=True):
        papers = draw_papers(words, 5, row["replicate"])["c"]
        assert isinstance(papers, RankedPapers)
        assert row["ballots.c"] == len(papers.numbers)
        # First preferences are counted among those who stand: Ann's fall to the next on the paper.
        standing = [[people[c] for c in papers.preferences[a:b] if people[c] != "ann"]
                    for a, b in pairwise(papers.starts)]  # fmt: skip
        firsts = Counter(paper[0] for paper in standing if paper)
        assert {who: row[f"votes.c.{who}"] for who in people} == {w: firsts[w] for w in people}
        assert not row["elected.c.ann"]
    assert run("ballots").draws["elected.c.ann"].sum() > 20


@pytest.mark.compiled
def test_meek_counts_the_papers_that_are_drawn() -> None:
    words = scenario({"contests.c.rule": "meek"})
    draws = simulate(words, replicates=6, seed=5, sampler="ballots").draws
    for row in draws.iter_rows(named=True):
        papers = draw_papers(words, 5, row["replicate"])["c"]
        assert isinstance(papers, RankedPapers)
        everybody = StvContest(3, np.ones(6, np.uint8), Minimums(
            np.zeros(0, np.int64), np.zeros((0, 6), np.uint8)))  # fmt: skip
        counted = count_rankings("meek", papers, everybody, lots_key=np.uint64(1))
        assert {who for who in PEOPLE if row[f"elected.c.{who}"]} == {
            list(PEOPLE)[c] for c in counted.winners
        }
        assert row["ballots.c"] == counted.papers
        lost = counted.stages[-1].non_transferable / counted.unit
        assert row["exhausted.c"] == pytest.approx(lost, abs=1e-6)


def test_flows_refuse_what_needs_the_same_papers_again() -> None:
    job = make_plan(scenario({"contests.c.vacate": ["ann"]}))
    with pytest.raises(SamplerError, match=r"contest c: vacate .* use --sampler ballots"):
        make_job(job, 5, "flows")
    with pytest.raises(SamplerError, match="meek cannot be simulated by flows"):
        make_job(make_plan(scenario({"contests.c.rule": "meek"})), 5, "flows")


@pytest.mark.compiled
@pytest.mark.parametrize("rule", ["block", *RULES])
def test_ballots_say_whether_a_minimum_changed_who_is_elected(rule: str) -> None:
    changes: dict[str, Any] = {**MINIMUM, "contests.c.rule": rule}
    changes |= {"contests.c.behaviour": {"discipline": 0.4}} if rule == "block" else {}
    draws = run("ballots", 200, changes).draws
    women = draws.select(f"elected.c.{who}" for who in ("ann", "cat", "eve")).to_numpy()
    assert np.all(women.sum(axis=1) >= 2)
    acted, changed = draws["minimum_acted.c"].to_numpy(), draws["minimum_changed.c"].to_numpy()
    assert 0 < changed.sum() <= acted.sum() < len(draws)
    assert not np.any(changed & ~acted)
    table = run("ballots", 200, changes).tables["contests"]
    assert table["minimum_changed"][0] == pytest.approx(changed.mean())
    assert "minimum_changed.c" not in run("flows", 4, changes).draws.columns


@pytest.mark.compiled
def test_complete_papers_follow_the_literal_law() -> None:
    """First preferences, lengths and second preferences of drawn papers beside the plain loop's."""
    plan = make_plan(scenario({"contests.c.electorate": 20_000}))
    worlds = draw_worlds(plan, Seeds(5), Span(0, 1)).contests[0].voters
    law = plan.contests[0].voting.law
    assert isinstance(law, RankingLaw)
    assert isinstance(worlds, RankingWorld)
    literal = plain_rankings(law, worlds, 0, np.random.default_rng(3))
    papers = draw_papers(scenario({"contests.c.electorate": 20_000}), 5, 0)["c"]
    assert isinstance(papers, RankedPapers)
    drawn = [papers.preferences[a:b].tolist()
             for a, b in pairwise(papers.starts)]  # fmt: skip
    for what in (lambda p: p[0], len, lambda p: p[1] if len(p) > 1 else -1):
        one, other = (np.bincount([what(p) + 1 for p in each], minlength=8)
                      for each in (literal, drawn))  # fmt: skip
        gap = one / len(literal) - other / len(drawn)
        share = (one + other) / (len(literal) + len(drawn))
        error = np.sqrt(share * (1 - share) * (1 / len(literal) + 1 / len(drawn)))
        assert np.all(np.abs(gap) <= 4.5 * error)
