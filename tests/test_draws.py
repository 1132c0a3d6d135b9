from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from necsim.draws import contest_columns, control_holders, outcome_keys, seats_won
from necsim.kernels.shapes import Outcome, Winners
from necsim.plan.labels import CandidateLabel, ContestLabels, Labels, SlateLabel

HOLDERS = ("left", "right", "independent")
# The slate `right` belongs to the left: where a slate has a faction's id the faction is meant.
LABELS = ContestLabels(
    id="clp",
    name="CLP",
    rule="block",
    seats=2,
    votes=2,
    candidates=(
        CandidateLabel("ann", "Ann", ("reds",), "left"),
        CandidateLabel("bob", "Bob", ("reds", "right"), "left"),
        CandidateLabel("cat", "Cat", ("right",), "right"),
        CandidateLabel("dan", "Dan", (), "independent"),
    ),
    slates=(SlateLabel("reds", "Reds", "left"), SlateLabel("right", "Right", "left")),
    has_minimums=False,
)


def outcome(
    votes: list[list[int]], elected: list[list[int]], last_in: list[int], first_out: list[int]
) -> Outcome:
    return Outcome(
        np.array(votes, np.int32),
        np.array([max(row) for row in votes], np.int32),
        Winners(
            np.array(elected, np.uint8),
            np.array(last_in, np.int16),
            np.array(first_out, np.int16),
            np.array([0, 1] * len(votes), np.uint8)[: len(votes)],
        ),
        np.zeros((0, len(votes[0])), np.uint8),
    )


OUTCOME = outcome(
    [[60, 30, 50, 10], [0, 0, 0, 0], [2_000_000_000, 2_000_000_000, 1, 1]],
    [[1, 0, 1, 0], [0, 0, 0, 1], [1, 1, 0, 0]],
    [2, 3, 1],
    [1, 0, 2],
)


def columns(labels: ContestLabels = LABELS, counted: Outcome = OUTCOME) -> pl.DataFrame:
    won = seats_won(labels, HOLDERS, counted)
    return pl.DataFrame(dict(contest_columns(labels, counted, won, HOLDERS)))


def test_a_seat_is_the_candidates_factions() -> None:
    np.testing.assert_array_equal(
        seats_won(LABELS, HOLDERS, OUTCOME), [[1, 1, 0], [0, 0, 1], [2, 0, 0]]
    )


def test_nobody_wins_for_a_faction_nobody_stands_for() -> None:
    won = seats_won(LABELS, ("left", "other", "right", "independent"), OUTCOME)
    assert np.all(won[:, 1] == 0)


def test_columns_have_the_names_and_types_of_the_draws() -> None:
    assert {name: str(kind) for name, kind in columns().schema.items()} == {
        **{f"seats.clp.{holder}": "UInt8" for holder in HOLDERS},
        **{f"elected.clp.{who}": "Boolean" for who in ("ann", "bob", "cat", "dan")},
        **{f"votes.clp.{who}": "Int32" for who in ("ann", "bob", "cat", "dan")},
        **{f"share.clp.{group}": "Float32" for group in (*HOLDERS, "reds")},
        "margin.clp": "Float64",
        "last_in.clp": "Int16",
        "first_out.clp": "Int16",
        "ballots.clp": "Int32",
    }


def test_counts_are_as_counted() -> None:
    frame = columns()
    assert frame["votes.clp.ann"].to_list() == [60, 0, 2_000_000_000]
    assert frame["elected.clp.cat"].to_list() == [True, False, False]
    assert frame["seats.clp.left"].to_list() == [1, 0, 2]
    assert frame["ballots.clp"].to_list() == OUTCOME.ballots.tolist()


def test_shares_are_of_all_votes_by_seat_and_by_slate() -> None:
    row = columns().row(0, named=True)
    assert row["share.clp.left"] == pytest.approx(90 / 150)
    assert row["share.clp.right"] == pytest.approx(50 / 150)  # the faction, not the slate
    assert row["share.clp.independent"] == pytest.approx(10 / 150)
    assert row["share.clp.reds"] == pytest.approx(90 / 150)


def test_no_votes_at_all_are_shares_of_nothing() -> None:
    assert columns().select(pl.col(r"^share\..*$")).row(1) == (0.0, 0.0, 0.0, 0.0)


def test_shares_of_many_votes_do_not_run_over() -> None:
    assert columns()["share.clp.left"][2] == pytest.approx(1.0, abs=1e-6)


def test_a_candidate_on_two_slates_counts_for_both() -> None:
    slates = (*LABELS.slates, SlateLabel("blues", "Blues", "right"))
    people = [who._replace(slates=("reds", "blues")) for who in LABELS.candidates]
    row = columns(LABELS._replace(slates=slates, candidates=tuple(people))).row(0, named=True)
    assert row["share.clp.reds"] == row["share.clp.blues"] == 1.0


def test_the_margin_is_last_in_over_first_out() -> None:
    frame = columns()
    assert frame["margin.clp"].to_list() == [20.0, 0.0, 1_999_999_999.0]
    assert frame["last_in.clp"].to_list() == [2, 3, 1]
    assert frame["first_out.clp"].to_list() == [1, 0, 2]


def test_a_minimum_can_make_the_margin_negative() -> None:
    passed_over = outcome([[60, 50, 40, 10]], [[1, 0, 1, 0]], [2], [1])
    assert columns(counted=passed_over)["margin.clp"].to_list() == [-10.0]


def test_where_nobody_is_out_there_is_no_margin() -> None:
    everyone = outcome([[5, 4, 3, 2], [5, 4, 3, 2]], [[1, 1, 1, 1]] * 2, [3, 3], [-1, -1])
    frame = columns(counted=everyone)
    assert frame["margin.clp"].to_list() == [None, None]
    assert frame["first_out.clp"].to_list() == [None, None]
    assert frame["last_in.clp"].to_list() == [3, 3]
    assert str(frame.schema["first_out.clp"]) == "Int16"


def test_nobody_out_is_a_matter_of_each_replicate() -> None:
    mixed = outcome([[5, 4, 3, 2], [5, 4, 3, 2]], [[1, 1, 0, 0], [1, 1, 1, 1]], [1, 3], [2, -1])
    frame = columns(counted=mixed)
    assert frame["margin.clp"].to_list() == [1.0, None]
    assert frame["first_out.clp"].to_list() == [2, None]


def test_a_contest_with_minimums_says_whether_one_acted() -> None:
    frame = columns(LABELS._replace(has_minimums=True))
    assert frame["minimum_acted.clp"].to_list() == [False, True, False]


def make_labels(**changes: object) -> Labels:
    labels = Labels(
        scenario="tiny",
        title="Tiny",
        factions={"left": "Left", "right": "Right"},
        coalitions={"both": ("left", "right")},
        contests=(LABELS,),
        has_committee=True,
    )
    return labels._replace(**changes)  # type: ignore[arg-type]


def test_whoever_may_control_is_a_faction_a_coalition_or_nobody() -> None:
    assert control_holders(make_labels()) == ("left", "right", "both", "nobody")


def test_addresses_name_each_outcome_once() -> None:
    keys = outcome_keys(make_labels())
    assert len(set(keys)) == len(keys)
    assert set(columns().columns) <= set(keys)
    assert set(keys) - set(columns().columns) == {
        *(f"appeal.clp.{who}" for who in ("ann", "bob", "cat", "dan")),
        *(f"discipline.clp.{slate}" for slate in ("reds", "right")),
        "turnout.clp",
        *(f"support.{name}" for name in ("left", "right", "unaligned")),
        *(f"committee.{holder}" for holder in HOLDERS),
        *(f"control.{holder}" for holder in ("left", "right", "both", "nobody")),
        "shift",
    }


def test_addresses_of_conditional_outcomes_are_listed_only_where_they_are() -> None:
    alone = make_labels(has_committee=False, coalitions={})
    without = set(outcome_keys(make_labels())) - set(outcome_keys(alone))
    assert {key.partition(".")[0] for key in without} == {"committee", "control", "shift"}
    acted = make_labels(contests=(LABELS._replace(has_minimums=True),))
    assert set(outcome_keys(acted)) - set(outcome_keys(make_labels())) == {"minimum_acted.clp"}


def test_addresses_of_two_contests_stand_side_by_side() -> None:
    keys = outcome_keys(make_labels(contests=(LABELS, LABELS._replace(id="youth"))))
    assert len(set(keys)) == len(keys)
    clp, youth = ([k for k in keys if f".{id_}" in k] for id_ in ("clp", "youth"))
    assert [key.replace(".clp", ".youth") for key in clp] == youth
    assert all(one != other for one, other in pairwise(keys))
