from __future__ import annotations

import polars as pl
import pytest
from tests.engine.scenarios import COOPERATIVE, JANUARY

from necsim.engine import simulate
from necsim.engine.slices import Simulated, Slice, run_slices
from necsim.errors import ScenarioError
from necsim.executors import Inline, Threads
from necsim.outcomes import OutcomeError
from necsim.scenario import make_scenario
from necsim.store.memory import Memory
from necsim.studies.axes import grid, make_axis
from necsim.studies.cells import Running
from necsim.studies.sweep import Sweep, keep_cells, settle_sweep, sweep
from necsim.studies.variants import read_words

pytestmark = pytest.mark.compiled  # thousands of replicates a test

OF = ("seats.left >= 3", "seats.left", "margin")


def test_each_cell_says_what_a_run_of_its_own_says() -> None:
    found = sweep(COOPERATIVE, {"support.green": [0.3, 0.5]}, replicates=300, seed=3)
    for value in (0.3, 0.5):
        scenario = make_scenario(COOPERATIVE, {"support.green": value})
        run = simulate(scenario, replicates=300, seed=3)
        rows = found.filter(pl.col("support.green") == value)
        for holder, p, se in run.control.select("holder", "p", "p_se").iter_rows():
            row = rows.row(by_predicate=pl.col("outcome") == f"control.{holder}", named=True)
            assert row["p"] == pytest.approx(p, abs=1e-12)
            assert se in (0.0, pytest.approx(row["p_se"]))
        for contest, faction, seats, p in run.seats.select(
            "contest", "faction", "seats", "p"
        ).iter_rows():
            outcome = f"seats.{contest}.{faction} == {seats}"
            told = rows.filter(outcome=outcome)
            assert p == (told["p"].item() if len(told) else float(seats == 0))


def test_numbers_are_told_by_their_means() -> None:
    found = sweep(
        JANUARY, {"turnout": "0.1,0.2"}, ["seats.left", "ballots"], replicates=100, seed=1
    )
    assert found.columns[:2] == ["turnout", "outcome"]
    means = found.filter(outcome="ballots")["mean"].to_list()
    assert means[1] == pytest.approx(2 * means[0], rel=0.2)
    assert found["p"].null_count() == len(found)
    assert found["mean_se"].min() >= 0.0  # type: ignore[operator]


def test_the_same_cells_come_of_any_executor_and_any_slices(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def swept(executor: Inline | Threads) -> pl.DataFrame:
        vary = {"support.left": [0.4, 0.5]}
        return sweep(JANUARY, vary, OF, replicates=700, seed=9, executor=executor)

    once = swept(Inline())
    assert swept(Threads(3)).equals(once)
    monkeypatch.setattr("necsim.engine.pace.LARGEST_SLICE", 100)
    assert swept(Threads(2)).equals(once)


def test_cells_that_are_kept_are_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = (make_axis("support.left", "0.4:0.6:0.1"),)
    asked = Sweep(read_words(JANUARY), tuple(grid(axes)), OF, axes)
    running = Running(200, 4, "flows", Inline())
    kept = Memory()
    whole = keep_cells(asked, running, Memory())
    kept.keep(0, whole.head(2 * len(OF)))
    simulated: list[int] = []

    def count(pieces: tuple[Slice, ...]) -> list[Simulated]:
        simulated.extend(piece.stop - piece.start for piece in pieces)
        return run_slices(pieces)

    monkeypatch.setattr("necsim.studies.cells.run_slices", count)
    assert keep_cells(asked, running, kept).equals(whole)
    assert sum(simulated) == 200


def test_what_is_done_is_kept_when_a_later_cell_fails() -> None:
    axes = (make_axis("support.left", [0.5, 0.995, 0.6]),)
    asked = Sweep(read_words(JANUARY), tuple(grid(axes)), OF, axes)
    kept = Memory()
    with pytest.raises(ScenarioError):
        keep_cells(asked, Running(100, 4, "flows", Inline()), kept)
    assert kept.missing(3 * len(OF)) == [(len(OF), 3 * len(OF))]


def test_a_fault_of_any_end_is_told_before_anything_runs() -> None:
    axes = (make_axis("support.left", [0.4, 1.4]),)
    asked = Sweep(read_words(JANUARY), tuple(grid(axes)), (), axes)
    with pytest.raises(ScenarioError, match=r"--vary: support.left: must be at most 1"):
        settle_sweep(asked, 100, 1, None)


def test_keys_may_hold_words() -> None:
    found = sweep(
        JANUARY, {"contests.clp.candidates.izzard.withdrawn": [True, False]},
        ["seats.left >= 3"], replicates=50, seed=1,
    )  # fmt: skip
    assert found["contests.clp.candidates.izzard.withdrawn"].to_list() == ["true", "false"]


def test_an_outcome_that_a_cell_lacks_is_refused() -> None:
    with pytest.raises(OutcomeError, match="izzard"):
        sweep(JANUARY, {"contests.clp.candidates.izzard.withdrawn": [True, False]},
              ["elected.izzard"], replicates=50, seed=1)  # fmt: skip
