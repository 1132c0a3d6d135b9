from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from polars.testing import assert_frame_equal
from scipy.stats import norm
from tests.engine.scenarios import cooperative, january
from tests.studies.finished import finish

from necsim.engine import simulate
from necsim.errors import DataError, RunError, UsageError
from necsim.executors import Inline
from necsim.outcomes import OutcomeError, default_measures, event_chance, measure_values
from necsim.plan import make_plan
from necsim.rules import Sampler
from necsim.scenario import Scenario, load_scenario
from necsim.studies.suppose import read_supposition, run_supposition, suppose
from necsim.summary.chance import summarise_chance

pytestmark = pytest.mark.compiled  # thousands of replicates a test

LEVEL = 0.002
TWO_GREEN = "seats.board.green == 2"
COALITIONS = {"warm": ["green", "amber"], "cold": ["blue"], "all": ["green", "amber", "blue"]}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return finish(together(), root, 6_000)


@pytest.fixture(scope="module")
def fresh() -> pl.DataFrame:
    """Simulate the same on another seed."""
    return simulate(together(), replicates=60_000, seed=98, executor=Inline()).draws


def together() -> Scenario:
    return cooperative({"committee.coalitions": COALITIONS})


def compare_with_rejection(
    folder: Path, scenario: Scenario, given: str, sampler: Sampler, replicates: int
) -> None:
    """Check every default outcome beside a fresh simulation of which those with it are kept."""
    table = suppose(folder, given, executor=Inline())
    fresh = simulate(
        scenario, replicates=replicates, seed=99, sampler=sampler, executor=Inline()
    ).draws
    asked = read_supposition(folder, given)
    kept = fresh.filter(event_chance(asked.given, fresh))
    measures = default_measures(make_plan(scenario).labels)
    assert table["outcome"].to_list() == [measure.text for measure in measures]
    limit = norm.isf(LEVEL / 2 / len(measures))
    for measure, p, error in zip(measures, table["p"], table["p_se"], strict=True):
        rejected = summarise_chance(measure_values(measure, kept))
        assert abs(p - rejected.p) <= limit * np.hypot(error, rejected.p_se), measure.text
    assert max(table["diff"].abs()) > 0.1


def test_it_agrees_with_a_fresh_simulation_kept_by_rejection(folder: Path) -> None:
    compare_with_rejection(folder, together(), TWO_GREEN, "flows", 6_000)


@pytest.mark.slow
@pytest.mark.compiled
def test_it_agrees_under_the_single_transferable_vote_and_by_ballots(root: Path) -> None:
    scenario = load_scenario("configs/housing-cooperative.toml")
    faction = next(iter(scenario.factions))
    contest = next(iter(scenario.contests))
    given = f"seats.{contest}.{faction} <= 1"
    run = finish(scenario, root, 1_500, sampler="ballots")
    compare_with_rejection(run, scenario, given, "ballots", 6_000)


def drawn_control(draws: pl.DataFrame) -> dict[str, NDArray[np.bool_]]:
    """Draw who has control in each replicate: a faction or nobody, and then each coalition.

    Where no faction has it `warm` may; `all` too, and does wherever `warm` does.
    """
    rng = np.random.default_rng(7)
    chances = {h: draws[f"control.{h}"].to_numpy() for h in ("green", "blue", "amber", "warm")}
    ends = np.cumsum([chances[h] for h in ("green", "blue", "amber")], axis=0)
    at = (rng.random(len(draws)) >= ends).sum(axis=0)
    held = {h: at == k for k, h in enumerate(("green", "blue", "amber", "nobody"))}
    nobody, every = draws["control.nobody"].to_numpy(), draws["control.all"].to_numpy()
    alone = np.maximum(nobody, 1e-300)
    where = rng.random(len(draws))
    warm = chances["warm"] - chances["green"] - chances["amber"]
    none = np.isin(at, (3,))
    held["warm"] = held["green"] | held["amber"] | (none & (where < warm / alone))
    alls = every - sum(chances[h] for h in ("green", "blue", "amber"))
    held["all"] = ~none | (where < alls / alone)
    held["cold"] = held["blue"]
    return held


@pytest.mark.parametrize(
    "given",
    ["control.blue", "not control.green", "control.warm", "not control.warm", "control.nobody",
     "seats.youth.green == 1 and not control.nobody"],
)  # fmt: skip
def test_an_event_that_is_a_chance_agrees_with_drawing_who_controls(
    folder: Path, fresh: pl.DataFrame, given: str
) -> None:
    holders = ("green", "blue", "amber", "warm", "cold", "all", "nobody")
    of = [*(f"control.{holder}" for holder in holders), "not control.green", TWO_GREEN]
    of += [f"{TWO_GREEN} and not control.warm"]
    table = suppose(folder, given, of, executor=Inline())
    held = drawn_control(fresh)
    green, youth = fresh["seats.board.green"].to_numpy() == 2, fresh["seats.youth.green"] == 1
    *before, holder = given.split(".")
    so = ~held[holder] if "not" in before[-1] else held[holder]
    so = so & youth.to_numpy() if "youth" in given else so
    found = [*(held[each] for each in holders), ~held["green"], green, green & ~held["warm"]]
    limit = norm.isf(LEVEL / 2 / len(found))
    for row, values in zip(table.iter_rows(named=True), found, strict=True):
        counted = summarise_chance(values[so])
        error = limit * np.hypot(row["p_se"], counted.p_se)
        assert abs(row["p"] - counted.p) <= error, (row["outcome"], row["p"], counted.p)
        assert row["all"] == pytest.approx(values.mean(), abs=0.03)
        assert row["diff"] == pytest.approx(row["p"] - row["all"])


def test_a_filter_gives_the_figures_of_a_run_of_those_kept(folder: Path) -> None:
    draws = pl.read_parquet(folder / "draws.parquet")
    kept = draws.filter(pl.col("seats.board.green") == 2)
    of = ("control.green", "seats.youth.green == 1", "support.green", "margin.board")
    table = suppose(folder, TWO_GREEN, of)
    held = summarise_chance(kept["control.green"].to_numpy())
    won = summarise_chance((kept["seats.youth.green"] == 1).to_numpy())
    chances = table.head(2).select("p", "p_se", "p_lo", "p_hi", "n").rows()
    assert chances == [pytest.approx(tuple(held)), pytest.approx(tuple(won))]
    mean, margin = kept["support.green"].cast(pl.Float64), kept["margin.board"].drop_nulls()
    error = mean.std() / len(kept) ** 0.5
    assert table.row(2, named=True)["mean"] == pytest.approx(mean.mean())
    assert table.row(2, named=True)["mean_se"] == pytest.approx(error)
    assert table.row(3, named=True)["mean"] == pytest.approx(margin.mean())
    assert table["n_eff"].to_list() == [len(kept)] * 3 + [len(margin)]


def test_more_replicates_are_those_of_a_longer_run(root: Path) -> None:
    given = "seats.clp.centre_right >= 1"
    short = finish(january(), root, 1_000, seed=4)
    asked = read_supposition(short, given, ["margin.clp"], examples=3)
    found = run_supposition(asked, Inline())
    assert found.added > 0
    assert found.chance.n == 1_000 + found.added
    longer = finish(january(), root, found.chance.n, seed=4)
    same = run_supposition(read_supposition(longer, given, ["margin.clp"], examples=3))
    assert same.added == 0
    assert same._replace(added=found.added, table=found.table) == found
    assert_frame_equal(found.table, same.table, check_exact=True)
    assert found.n_eff >= 400


def test_too_few_are_refused_with_the_reason(folder: Path) -> None:
    never = "seats.board.green == 2 and seats.board.blue == 2"
    with pytest.raises(RunError, match=r"none of 7,000 replicates has it.*fewer than 50"):
        suppose(folder, never, max_replicates=7_000)
    draws = pl.read_parquet(folder / "draws.parquet")
    level = float(draws["support.green"].sort(descending=True)[30])
    rare = f"support.green >= {level:.6f}"
    with pytest.raises(RunError, match=r"only [23]\d of 6,000 .*--max-replicates") as refused:
        suppose(folder, rare, max_replicates=10)
    assert refused.value.exit_code == 4
    with pytest.raises(RunError, match=r"its chances in 6,000 replicates count as much as \d+ "):
        suppose(folder, f"{rare} and control.green", max_replicates=10)


def test_between_fifty_and_enough_it_answers_at_the_limit(folder: Path) -> None:
    draws = pl.read_parquet(folder / "draws.parquet")
    level = float(draws["support.green"].sort(descending=True)[99])
    table = suppose(folder, f"support.green >= {level - 1e-6:.7f}", max_replicates=10)
    assert set(table["n"]) == {100}


def test_what_happens_in_every_replicate_is_answered(folder: Path) -> None:
    found = run_supposition(read_supposition(folder, "ballots.board >= 0"))
    assert (found.chance.p, found.kept, found.added) == (1.0, 6_000, 0)
    assert found.table["diff"].abs().max() == 0.0
    assert found.table["p"].to_list() == found.table["all"].to_list()


def test_several_events_are_joined(folder: Path) -> None:
    joined = suppose(folder, f"{TWO_GREEN} and not elected.board.eve")
    assert_frame_equal(suppose(folder, [TWO_GREEN, "not elected.board.eve"]), joined)


@pytest.mark.parametrize("name", ["", "run.json", "../latest"])
def test_a_run_is_named_by_folder_record_or_latest(root: Path, name: str) -> None:
    run = finish(cooperative(), root / "named", 900)
    assert suppose(run / name, "seats.board.green >= 1")["n"][0] > 400


def test_a_run_for_precision_is_read_whole(root: Path) -> None:
    run = finish(cooperative(), root, 100, precision=0.03)
    replicates = json.loads((run / "run.json").read_text())["replicates"]
    assert replicates > 100
    found = run_supposition(read_supposition(run, "ballots.board >= 0"))
    assert (found.chance.n, found.added) == (replicates, 0)


def test_what_is_asked_wrongly_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is a scenario.*run it first \(necsim run tiny\.toml\)"):
        suppose("tiny.toml", TWO_GREEN)
    with pytest.raises(DataError, match="no finished run"):
        suppose(tmp_path, TWO_GREEN)
    with pytest.raises(UsageError, match="suppose what"):
        suppose(folder, [])
    with pytest.raises(OutcomeError, match="something is missing here"):
        suppose(folder, ["seats.board.green == 2 and", "elected.board.eve"])
    with pytest.raises(OutcomeError, match="at most one chance"):
        suppose(folder, ["control.green", "control.blue"])
    with pytest.raises(OutcomeError, match="there is no outcome"):
        suppose(folder, TWO_GREEN, ["seat.board.green == 1"])


def test_draws_that_are_missing_or_broken_are_said_so(root: Path) -> None:
    run = finish(cooperative(), root / "broken", 100)
    (run / "draws.parquet").write_bytes(b"no parquet")
    with pytest.raises(DataError, match=r"draws\.parquet: cannot be read"):
        suppose(run, TWO_GREEN)
    (run / "draws.parquet").unlink()
    with pytest.raises(DataError, match=r"draws\.parquet: is missing"):
        suppose(run, TWO_GREEN)


def test_what_the_draws_do_not_tell_beside_a_chance_is_refused_or_left_out(root: Path) -> None:
    sets = {"warm": ["green", "amber"], "odd": ["amber", "blue"]}
    run = finish(cooperative({"committee.coalitions": sets}), root / "odd", 600)
    for of in ("control.odd", "committee.green"):
        with pytest.raises(UsageError, match="do not tell it"):
            suppose(run, "control.warm", [of])
        assert len(suppose(run, "seats.board.green >= 1", [of])) == 1
    assert "control.odd" not in suppose(run, "control.warm")["outcome"]
    assert "control.odd" in suppose(run, "control.green")["outcome"]
