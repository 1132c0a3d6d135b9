from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.engine.scenarios import column_bytes, cooperative, january, two_slates

from necsim.engine import Settings, provenance, settle, simulate
from necsim.engine.run import Run
from necsim.errors import ScenarioError, UsageError
from necsim.executors import Executor, Inline, Threads
from necsim.scenario import canonical
from necsim.store import claim
from necsim.store.memory import Memory
from necsim.summary.tables import headline

FEW = 12
HERE = Inline()
TYPED = {"run": {"replicates": 7, "seed": 11, "sampler": "ballots", "precision": 0.1,
                 "max_replicates": 70}}  # fmt: skip

executors = pytest.mark.parametrize(
    "executor",
    [Inline(), pytest.param(Threads(2), marks=pytest.mark.compiled)],
    ids=["inline", "threads"],
)


class Shelf:
    """Blocks on a shelf: says what is missing between those it has, and remembers what came."""

    def __init__(self, kept: dict[int, pl.DataFrame] | None = None) -> None:
        self.kept = dict(kept or {})
        self.came: list[tuple[int, int]] = []

    def missing(self, replicates: int) -> list[tuple[int, int]]:
        here = {start + k for start, block in self.kept.items() for k in range(len(block))}
        gaps: list[tuple[int, int]] = []
        for replicate in range(replicates):
            if replicate in here:
                continue
            joins = gaps and gaps[-1][1] == replicate
            gaps.append((gaps.pop()[0] if joins else replicate, replicate + 1))
        return gaps

    def keep(self, start: int, draws: pl.DataFrame) -> None:
        self.came.append((start, start + len(draws)))
        self.kept[start] = draws

    def draws(self, replicates: int) -> pl.LazyFrame:
        return pl.concat(self.kept[start] for start in sorted(self.kept)).lazy().head(replicates)


def run(replicates: int = FEW, executor: Executor = HERE, **settings: Any) -> Run:
    return simulate(cooperative(), replicates=replicates, seed=3, executor=executor, **settings)


def test_the_call_comes_before_the_scenario() -> None:
    assert settle(cooperative(TYPED)) == Settings(7, 11, "ballots", 0.1, 70)
    settled = settle(
        cooperative(TYPED), replicates=1, seed=0, sampler="flows", precision=0.2, max_replicates=9
    )
    assert settled == Settings(1, 0, "flows", 0.2, 9)


def test_what_nobody_says_is_the_default() -> None:
    settled = settle(cooperative(), seed=5)
    assert settled == Settings(10_000, 5, "flows", None, 1_000_000)


def test_a_missing_seed_is_drawn_below_two_to_the_thirty_two() -> None:
    seeds = {settle(cooperative()).seed for _ in range(50)}
    assert len(seeds) == 50
    assert all(0 <= seed < 2**32 for seed in seeds)
    assert settle(cooperative({"run": {"seed": 0}})).seed == 0


def test_provenance_says_what_the_content_depends_on() -> None:
    scenario = cooperative({"title": "Co-op", "id": "coop"})
    made = provenance(scenario, Settings(7, 11, "ballots", 0.1, 70))
    assert (made.scenario, made.title, made.as_of) == ("coop", "Co-op", None)
    assert made.content == canonical(scenario)
    assert (made.seed, made.sampler, made.replicates) == (11, "ballots", 7)
    assert (made.precision, made.max_replicates) == (0.1, 70)


def test_a_run_has_its_draws_and_tables() -> None:
    done = run()
    assert done.replicates == FEW
    assert done.draws["replicate"].to_list() == list(range(FEW))
    assert done.ballots == done.draws.select("ballots.board", "ballots.youth").to_numpy().sum()
    assert set(done.tables) == {
        *("candidates", "seats", "committee", "control", "assumptions", "contests", "transfers"),
        "swing",
    }
    ann = done.candidates.filter(candidate="ann")["p"].item()
    assert ann == done.draws["elected.board.ann"].mean()
    assert done.control["holder"].to_list() == ["green", "blue", "amber", "warm", "nobody"]
    assert done.committee["faction"].unique().len() == 4
    assert done.seats.filter(contest="youth", faction="green")["p"].sum() == pytest.approx(1.0)
    assert done.reached == max(headline(done.tables))
    assert done.stopped == "the replicates asked for were run"
    assert set(done.seconds) == {"plan", "compile", "simulate", "summarise"}


def test_ballots_are_counted_beyond_what_a_column_holds() -> None:
    large = two_slates(0.5, {"contests.c.electorate": 2_000_000_000})
    done = simulate(large, replicates=3, seed=1, executor=HERE)
    assert done.ballots == 6_000_000_000


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize("sampler", ["flows", "ballots"])
@pytest.mark.parametrize("executor", [HERE, Threads(1)], ids=["inline", "one thread"])
def test_draws_and_tables_do_not_depend_on_where_work_runs(
    executor: Executor, sampler: str
) -> None:
    one = run(3_000, executor, sampler=sampler)
    two = run(3_000, Threads(2), sampler=sampler)
    assert column_bytes(one.draws) == column_bytes(two.draws)
    for name, table in one.tables.items():
        assert table.equals(two.tables[name]), name


def test_a_longer_run_begins_with_the_shorter() -> None:
    assert run(FEW).draws.head(5).equals(run(5).draws)


def test_progress_tells_how_far_a_run_is() -> None:
    told: list[tuple[int, int]] = []
    run(progress=lambda done, aim: told.append((done, aim)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (FEW, FEW)
    assert {aim for _, aim in told} == {FEW}


def test_progress_counts_what_was_there_before() -> None:
    shelf = Shelf({0: run(5).draws})
    told: list[int] = []
    run(folder=shelf, progress=lambda done, _: told.append(done))
    assert told[0] > 5
    assert told[-1] == FEW


@executors
def test_only_what_is_missing_is_simulated(executor: Executor) -> None:
    whole = run().draws
    shelf = Shelf({2: whole[2:4], 7: whole[7:10]})
    done = run(folder=shelf, executor=executor)
    simulated = [r for start, stop in shelf.came for r in range(start, stop)]
    assert sorted(simulated) == [0, 1, 4, 5, 6, 10, 11]
    assert column_bytes(done.draws) == column_bytes(whole)


def test_nothing_is_simulated_where_nothing_is_missing() -> None:
    whole = run().draws
    shelf = Shelf({0: whole})
    assert run(folder=shelf).draws.equals(whole)
    assert shelf.came == []


@executors
@pytest.mark.parametrize("after", [1, 6])
def test_an_interrupted_run_keeps_its_blocks_and_can_go_on(executor: Executor, after: int) -> None:
    def interrupt(done: int, _: int) -> None:
        if done >= after:
            raise KeyboardInterrupt

    shelf = Shelf()
    with pytest.raises(KeyboardInterrupt):
        run(60, folder=shelf, executor=executor, progress=interrupt)
    kept = sum(stop - start for start, stop in shelf.came)
    assert after <= kept < 60
    first = list(shelf.came)
    done = run(60, folder=shelf, executor=executor)
    assert not set(first) & set(shelf.came[len(first) :])
    assert sum(stop - start for start, stop in shelf.came) == 60
    assert column_bytes(done.draws) == column_bytes(run(60).draws)


@pytest.mark.compiled
def test_an_interrupt_ends_the_threads_that_work() -> None:
    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt):
        run(100_000, executor=Threads(2), progress=interrupt)
    until = time.monotonic() + 10
    while set(threading.enumerate()) - before and time.monotonic() < until:
        time.sleep(0.01)
    assert set(threading.enumerate()) <= before


def test_an_interrupted_folder_goes_on_where_it_was(tmp_path: Path) -> None:
    def interrupt(done: int, _: int) -> None:
        if done >= 5:
            raise KeyboardInterrupt

    made = provenance(cooperative(), settle(cooperative(), replicates=60, seed=3))
    with pytest.raises(KeyboardInterrupt):
        run(60, folder=claim(tmp_path, made), progress=interrupt)
    folder = claim(tmp_path, made, resume=True)
    assert folder.blocks()
    assert folder.missing(60)
    done = run(60, folder=folder)
    assert column_bytes(done.draws) == column_bytes(run(60).draws)


def test_an_empty_shelf_of_ones_own_is_used() -> None:
    class Sized(Memory):
        """Blocks whose length is how many there are: none at first."""

        def __len__(self) -> int:
            return 0

    shelf = Sized()
    run(folder=shelf)
    assert shelf.missing(FEW) == []


def test_numbers_that_cannot_be_met_are_refused_before_anything_is_simulated() -> None:
    shelf = Shelf()
    impossible = january({"contests.clp.behaviour": {"votes_used": 0.35, "discipline": 1.0}})
    with pytest.raises(ScenarioError, match="votes_used"):
        simulate(impossible, seed=1, folder=shelf, executor=HERE)
    assert shelf.came == []


def test_the_most_allowed_is_nothing_without_a_precision() -> None:
    assert run(FEW, max_replicates=3).replicates == FEW


def test_contests_of_one_replicate_share_its_support() -> None:
    both = {
        "contests.d": {
            "rule": "block",
            "seats": 1,
            "electorate": 20_000_000,
            "turnout": 0.5,
            "behaviour": {"discipline": 1.0},
            "slates": {"x": {"faction": "left"}, "y": {"faction": "right"}},
            "candidates": {"cat": {"slate": "x"}, "dan": {"slate": "y"}},
        }
    }
    draws = simulate(two_slates(0.52, both), replicates=30, seed=1, executor=HERE).draws
    support = draws["support.left"].to_numpy()
    assert np.ptp(support) > 0.1
    np.testing.assert_allclose(draws["share.c.left"], support, atol=5 * 0.5 / np.sqrt(1e8))
    np.testing.assert_allclose(draws["share.d.left"], support, atol=6 * 0.5 / np.sqrt(8e6))
    assert not draws["turnout.d"].equals(draws["turnout.c"])


@pytest.mark.parametrize("replicates", [0, -5])
def test_a_run_of_nothing_is_a_usage_error(replicates: int) -> None:
    with pytest.raises(UsageError, match="replicates"):
        run(replicates)
