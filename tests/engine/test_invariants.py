"""What a change leaves as it was: draws are keyed by names, so only what is touched may move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.engine.scenarios import (
    FEW,
    WORLD,
    column_bytes,
    cooperative,
    differing,
    simulate_few,
)

from necsim.plan import make_plan
from necsim.rules import SAMPLERS, Sampler


def only(frame: pl.DataFrame, contest: str) -> set[str]:
    return {name for name in frame.columns if f".{contest}" in name}


# What is changed, and the columns that may differ for it.
UNRELATED: dict[str, tuple[Mapping[str, Any], tuple[str, ...]]] = {
    "names": (
        {
            "title": "Another title",
            "id": "another-id",
            "factions.green": {"name": "The Greens", "colour": "#00ff00"},
            "contests.board.name": "The board",
            "contests.board.slates.moss.name": "Moss",
            "contests.youth.candidates.gus.name": "Gus",
            "committee.name": "The committee",
            "committee.seats.staff.holder": "Hal, Ida",
        },
        (),
    ),
    # Independent stands in the middle of the line of factions, so sitting seats shift otherwise.
    "a faction without support": ({"factions.red": {}}, ("committee.", "control.")),
    "a coalition": ({"committee.coalitions.cold": ["blue", "green"]}, ()),
    "a contest": (
        {
            "contests.staff": {
                "rule": "block",
                "seats": 1,
                "electorate": 40,
                "turnout": 0.9,
                "slates": {"leaf": {"faction": "green"}},
                "candidates": {"ann": {"slate": "leaf"}, "joy": {}},
            }
        },
        ("committee.", "control."),
    ),
    "a sitting seat": (
        {"committee.seats.extra": {"chances": {"green": 0.5, "blue": 0.5}}},
        ("committee.", "control."),
    ),
}


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("what", UNRELATED)
def test_what_is_unrelated_leaves_every_draw_as_it_was(what: str, sampler: Sampler) -> None:
    changes, may = UNRELATED[what]
    one = simulate_few(cooperative(), sampler=sampler)
    other = simulate_few(cooperative(changes), sampler=sampler)
    assert set(one.columns) <= set(other.columns)
    assert {n for n in differing(one, other) if not n.startswith(may or ("-",))} == set()


# What is changed in one contest; support and the other contest must not notice.
IN_ONE: dict[str, Mapping[str, Any]] = {
    "a candidate on a slate": {
        "contests.board.candidates.hal": {"slate": "sky"},
        "contests.board.slates.sky.asks": ["cat", "dan"],
    },
    "a candidate on no slate": {"contests.board.candidates.hal": {}},
    "a slate": {
        "contests.board.slates.sea": {"faction": "blue"},
        "contests.board.candidates.hal": {"slate": "sea"},
    },
    "a slate of a faction that did not stand": {
        "contests.board.slates.sun": {"faction": "amber"},
        "contests.board.candidates.hal": {"slate": "sun"},
    },
    "a minimum": {"contests.board.minimums.two": {"tag": "tenant", "at_least": 2}},
    "one appeal": {"contests.board.candidates.cat.appeal": 2.0},
    "loyalty": {"contests.board.behaviour": {"loyalty": 0.3}},
    "votes used": {"contests.board.behaviour": {"votes_used": 0.99}},
}


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("what", IN_ONE)
def test_what_is_changed_in_one_contest_leaves_all_else_as_it_was(
    what: str, sampler: Sampler
) -> None:
    one = simulate_few(cooperative(), sampler=sampler)
    other = simulate_few(cooperative(IN_ONE[what]), sampler=sampler)
    changed = differing(one, other)
    assert changed & only(one, "youth") == set()
    assert changed <= only(one, "board") | {
        n for n in one.columns if n.startswith(("committee.", "control."))
    }
    touched = {"appeal.board.cat"} if what == "one appeal" else set()
    assert differing(one, other, WORLD) == touched
    if what != "a minimum":
        assert any(name.startswith("votes.board") for name in changed)
    # With invalid ballots in several segments, ballots and camps take turns at one stream.
    assert ("ballots.board" in changed) <= what.startswith("a slate")


def test_changing_one_appeal_shifts_it_by_as_much_in_every_replicate() -> None:
    one = simulate_few(cooperative())
    other = simulate_few(cooperative({"contests.board.candidates.cat.appeal": 2.0}))
    moved = other["appeal.board.cat"] - one["appeal.board.cat"]
    np.testing.assert_allclose(moved, 1.6, rtol=1e-12)


def test_the_order_of_the_file_moves_no_world() -> None:
    scenario = cooperative()
    board = scenario.contests["board"]
    turned = board.model_copy(
        update={
            "candidates": dict(reversed(board.candidates.items())),
            "slates": dict(reversed(board.slates.items())),
        }
    )
    contests = {"youth": scenario.contests["youth"], "board": turned}
    other = simulate_few(scenario.model_copy(update={"contests": contests}))
    one = simulate_few(scenario)
    assert differing(one, other, ("support.", "discipline.", "appeal.", "turnout.", "shift")) == (
        set()
    )
    assert differing(one, other, ("votes.youth", "ballots.youth", "elected.youth")) == set()


def test_a_renamed_candidate_draws_an_appeal_of_its_own_and_nobody_else_does() -> None:
    board = cooperative().contests["board"].candidates
    renamed = {("zed" if id_ == "eve" else id_): {**who.model_dump()} for id_, who in board.items()}
    people = {id_: {k: v for k, v in who.items() if v is not None} for id_, who in renamed.items()}
    one, other = (
        simulate_few(cooperative()),
        simulate_few(cooperative({"contests.board.candidates": people})),
    )
    assert differing(one, other, ("appeal.", "support.", "discipline.", "turnout.")) == set()
    assert column_bytes(one)["appeal.board.eve"] != column_bytes(other)["appeal.board.zed"]


def test_a_faction_with_support_leaves_the_others_normals_and_all_else() -> None:
    # Its share must come from somewhere, so support moves, but only through the law's m and τ.
    changes = {"factions.red": {}, "support.red": 0.05, "support_correlation": {}}
    laws, logs, frames = [], [], list[pl.DataFrame]()
    for scenario in (cooperative({"support_correlation": {}}), cooperative(changes)):
        plan = make_plan(scenario)
        frame = simulate_few(scenario)
        k = [plan.belief.names.index(name) for name in ("green", "blue", "amber")]
        laws.append((plan.belief.law.m[k], plan.belief.law.tau[k]))
        logs.append(np.log(frame.select("support.green", "support.blue", "support.amber")))
        frames.append(frame)
    assert differing(frames[0], frames[1], ("turnout.", "discipline.", "appeal.", "shift")) == set()
    # Two log-ratios and the common level give three equations for s·z of three factions.
    moves = []
    for (m, tau), log in zip(laws, np.array(logs), strict=True):
        residual = log - m
        moves.append((residual - residual[:, :1], tau))
    sz = [solve_normals(moves, row) for row in range(FEW)]
    assert np.abs(np.array(sz)).max() < 1e-3


def solve_normals(moves: list[tuple[Any, Any]], row: int) -> float:
    """Give how far two sets of log-ratios are from sharing one s·z."""
    equations, right = [], []
    for ratios, tau in moves:
        for k in (1, 2):
            line = np.zeros(3)
            line[k], line[0] = tau[k], -tau[0]
            equations.append(line)
            right.append(ratios[row, k])
    solved = np.linalg.lstsq(np.array(equations), np.array(right), rcond=None)[0]
    return float(np.abs(np.array(equations) @ solved - right).max())
