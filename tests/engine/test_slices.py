from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from tests.engine.scenarios import (
    FEW,
    WORLD,
    column_bytes,
    cooperative,
    differing,
    january,
    simulate_few,
    two_slates,
)

from necsim import draws
from necsim.columns import DRAWS, family
from necsim.committee import control_chance, expected_seats
from necsim.engine.slices import StoppedError, make_job, simulate_slice
from necsim.errors import SamplerError
from necsim.plan import make_plan
from necsim.rules import SAMPLERS, Sampler
from necsim.streams import Seeds


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_every_column_has_its_name_and_type(sampler: Sampler) -> None:
    plan = make_plan(cooperative())
    frame = simulate_slice(make_job(plan, 3, sampler), 250, 259)
    assert frame.columns[0] == "replicate"
    assert frame["replicate"].to_list() == list(range(250, 259))
    assert set(frame.columns[1:]) == set(draws.outcome_keys(plan.labels, sampler))
    for name, kind in frame.schema.items():
        assert str(kind) == family(name).dtype, name
    present = {family(name).pattern for name in frame.columns}
    missing = {each.condition for each in DRAWS if each.pattern not in present}
    assert missing == {"under STV"} | (
        {"with minimums, by sampler ballots"}
        - {each.condition for each in DRAWS if each.pattern in present}
    )


def test_a_run_without_committee_or_minimums_has_no_such_columns() -> None:
    frame = simulate_few(january({"contests.clp.electorate": 200}))
    assert not any(
        n.startswith(("committee", "control", "shift", "minimum")) for n in frame.columns
    )
    assert set(frame.columns[1:]) == set(draws.outcome_keys(make_plan(january()).labels))


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_a_slice_adds_up(sampler: Sampler) -> None:
    frame = simulate_few(cooperative({"contests.board.invalid": 0.0}), sampler=sampler)
    cast = frame["turnout.board"].cast(pl.Float64) * 150
    np.testing.assert_allclose(frame["ballots.board"], cast, atol=1e-4)
    for contest, seats, votes in (("board", 2, 2), ("youth", 1, 1)):
        assert frame.select(pl.sum_horizontal(f"^seats.{contest}.*$")).to_series().to_list() == (
            [seats] * FEW
        )
        ticks = frame.select(pl.sum_horizontal(f"^votes.{contest}.*$")).to_series()
        ballots = frame[f"ballots.{contest}"]
        assert (ticks >= ballots).all()
        assert (ticks <= votes * ballots).all()
        for votes_of in frame.select(f"^votes.{contest}.*$"):
            assert (votes_of <= ballots).all()
    control = frame.select(pl.sum_horizontal("control.green", "control.blue", "control.amber"))
    np.testing.assert_allclose(control.to_series() + frame["control.nobody"], 1.0, atol=1e-12)


def test_invalid_ballots_do_not_count() -> None:
    frame = simulate_few(january({"contests.clp.invalid": 0.1}))
    cast = frame["turnout.clp"].cast(pl.Float64) * 550_000
    share = 1 - frame["ballots.clp"] / cast
    assert (share - 0.1).abs().max() < 5 * np.sqrt(0.1 * 0.9 / cast.min())  # type: ignore[operator]
    assert simulate_few(january({"contests.clp.invalid": 1.0}))["ballots.clp"].sum() == 0


def test_open_seats_of_all_contests_reach_the_committee() -> None:
    plan = make_plan(cooperative())
    frame = simulate_few(cooperative(), 40)
    won = sum(
        frame.select(f"seats.{contest}.{h}" for h in plan.labels.holders).to_numpy().astype(int)
        for contest in ("board", "youth")
    )
    assert plan.committee is not None
    assert isinstance(won, np.ndarray)
    shift = frame["shift"].to_numpy()
    seats = frame.select(f"committee.{h}" for h in plan.labels.holders).to_numpy()
    np.testing.assert_array_equal(seats, expected_seats(plan.committee, won, shift))
    names = draws.control_holders(plan.labels)
    control = frame.select(f"control.{h}" for h in names).to_numpy()
    np.testing.assert_array_equal(control, control_chance(plan.committee, won, shift))


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("cuts", [[1], [4], [1, 2, 5]])
def test_a_few_replicates_are_the_same_however_they_are_cut(
    cuts: list[int], sampler: Sampler
) -> None:
    first, edges = 253, [0, *cuts, 7]  # over the end of a block
    pieces = [
        simulate_few(cooperative(), first + stop, first + start, sampler)
        for start, stop in pairwise(edges)
    ]
    assert column_bytes(pl.concat(pieces)) == column_bytes(
        simulate_few(cooperative(), first + 7, first, sampler)
    )


@pytest.mark.compiled
@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("cuts", [[1, 255, 256, 257], [257], [500, 501]])
def test_a_thousand_replicates_are_the_same_however_they_are_cut(
    cuts: list[int], sampler: Sampler
) -> None:
    job = make_job(make_plan(cooperative()), 3, sampler)
    edges = [0, *cuts, 1000]
    pieces = [simulate_slice(job, *edge) for edge in pairwise(edges)]
    whole = simulate_slice(job, 0, 1000)
    assert [len(piece) for piece in pieces] == np.diff(edges).tolist()
    assert column_bytes(pl.concat(pieces)) == column_bytes(whole)
    assert pl.concat(pieces).equals(whole)


def test_a_replicate_can_be_run_alone() -> None:
    alone = simulate_few(cooperative(), 300, 299)
    assert column_bytes(alone) == column_bytes(simulate_few(cooperative(), 301, 298)[1:2])


def test_seeds_give_different_draws() -> None:
    one, other = simulate_few(cooperative()), simulate_few(cooperative(), seed=4)
    assert {"support.green", "appeal.board.ann", "votes.board.ann", "shift"} <= differing(
        one, other
    )


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_both_samplers_have_the_same_worlds(sampler: Sampler) -> None:
    one, other = simulate_few(cooperative()), simulate_few(cooperative(), sampler=sampler)
    assert differing(one, other, WORLD) == set()


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize(("electorate", "family"), [(1000, "votes"), (0, "elected")])
def test_contests_alike_in_all_have_ballots_and_lots_of_their_own(
    electorate: int, family: str, sampler: Sampler
) -> None:
    fixed = {"give_or_take": 0, "contests.c.electorate": electorate}
    twin = two_slates(0.5, fixed).contests["c"].model_dump(exclude_unset=True)
    frame = simulate_few(two_slates(0.5, {**fixed, "contests.d": twin}), 24, sampler=sampler)
    one, other = (frame[f"{family}.{contest}.ann"].cast(pl.Int64) for contest in "cd")
    assert one.n_unique() > 1
    assert (one != other).any()


def test_redrawing_ballots_leaves_the_worlds_and_redrawing_worlds_the_lots() -> None:
    job = make_job(make_plan(cooperative()), 3, "flows")
    again = job._replace(seeds=Seeds(3, {"flows": 9}))
    one, other = simulate_slice(job, 0, FEW), simulate_slice(again, 0, FEW)
    assert differing(one, other, WORLD) == set()
    assert any(name.startswith("votes.") for name in differing(one, other))


def test_a_stopped_slice_is_dropped() -> None:
    job = make_job(make_plan(cooperative()), 3, "flows")
    job.stop[0] = 1
    with pytest.raises(StoppedError):
        simulate_slice(job, 0, FEW)


def test_a_sampler_that_cannot_feed_a_rule_is_refused() -> None:
    plan = make_plan(cooperative())
    meek = plan.contests[1]._replace(labels=plan.contests[1].labels._replace(rule="meek"))
    with pytest.raises(SamplerError, match=r"contest youth: meek .* flows: use --sampler ballots"):
        make_job(plan._replace(contests=(plan.contests[0], meek)), 3, "flows")
