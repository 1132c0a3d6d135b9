"""Pieces that figures of studies share: places, rows, numbers beside numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.charts.drawing import HOSTILE, chance, names

from necsim.report.charts.parts import (
    beside,
    estimate,
    fill,
    in_rows,
    outcome_colour,
    shortened,
    spread,
    wrapped,
)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8), st.floats(0.01, 0.12))
@settings(max_examples=50, deadline=None)
def test_places_that_are_spread_do_not_meet_and_keep_their_order(
    wanted: list[float], gap: float
) -> None:
    places = spread(wanted, [gap] * len(wanted), 1.0)
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    for below, above in pairwise(order):
        assert places[above] - places[below] >= gap - 1e-9
    assert max(places) <= 1.0 - gap / 2 + 1e-9


def test_places_far_enough_apart_stay_where_they_are() -> None:
    assert spread([0.5, 0.1, 0.8], [0.1, 0.1, 0.1], 1.0) == [0.5, 0.1, 0.8]


def test_a_place_takes_the_room_that_its_own_lines_need() -> None:
    low, high = spread([0.5, 0.5], [0.1, 0.3], 1.0)
    assert high - low == pytest.approx(0.2)


def test_equal_labels_have_rows_of_their_own() -> None:
    rows = [each["row"] for each in in_rows([{"label": "same"}] * 3, 10)]
    assert len(set(rows)) == 3
    assert {row.strip("\u200b") for row in rows} == {"same"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_row_has_no_more_lines_than_it_may(name: str) -> None:
    (found,) = in_rows([{"label": name}], 20, 2)
    assert found["row"].count("\n") <= 1
    assert found["label"] == name


def test_a_text_is_cut_at_a_word_or_within_one_that_is_too_long() -> None:
    assert shortened("a few words", 20) == "a few words"
    assert shortened("a few more words than that", 14) == "a few more …"
    assert shortened("W" * 30, 10) == "WWWWWWWWW…"
    assert wrapped("two words", 5) == "two\nwords"


def empty(**cells: Any) -> dict[str, Any]:
    return dict.fromkeys(("p", "p_se", "p_lo", "p_hi", "mean", "mean_se")) | cells


def test_an_estimate_is_a_chance_or_a_mean_or_none() -> None:
    found = estimate(empty(**chance(0.25)))
    assert found is not None
    assert (found.value, found.said) == (0.25, "25.0%")
    mean = estimate(empty(mean=-3.0, mean_se=0.1))
    assert mean is not None
    assert mean[1:3] == pytest.approx((-3.196, -2.804))
    assert mean.said == "−3.00 ±0.20"
    assert estimate(empty()) is None


@pytest.mark.parametrize(
    ("before", "said"), [(0.5, "50.0%"), (0.004, "0.4%"), (0.0, "<1.0%"), (1.0, ">99.0%")]
)
def test_what_a_row_stands_beside_has_its_own_error(before: float, said: str) -> None:
    row = empty(**chance(0.5)) | {"all": before}
    assert beside(row, "all", 10_000) == said


def test_only_what_is_of_one_holder_has_its_colour() -> None:
    one = names()
    assert outcome_colour("seats.left >= 3", one) == "#D55E00"
    assert outcome_colour("seats.left > 1 and seats.right > 1", one) == "currentColor"
    assert outcome_colour("turnout", one) == "currentColor"


def test_fills_go_from_light_to_dark() -> None:
    assert [fill(share) for share in (-1.0, 0.0, 1.0, 2.0)] == ["#EAF2FA"] * 2 + ["#08306B"] * 2
