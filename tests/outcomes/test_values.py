from __future__ import annotations

import numpy as np
import pytest
from tests.outcomes.samples import ALONE, CLP, DRAWS, ONE, TWO, YOUTH, labels

from necsim.outcomes import (
    default_measures,
    event_chance,
    measure_columns,
    measure_values,
    parse_event,
    parse_measure,
)

YES_NO = {
    "seats.left >= 2": [0, 0, 1, 1],
    "seats.left > 2": [0, 0, 0, 1],
    "seats.left < 1": [1, 0, 0, 0],
    "seats.left <= 1": [1, 1, 0, 0],
    "seats.left == 1": [0, 1, 0, 0],
    "seats.left != 1": [1, 0, 1, 1],
    "seats.left >= 1.5": [0, 0, 1, 1],
    "seats.left >= -1": [1, 1, 1, 1],
    "seats.left < 1_000_000": [1, 1, 1, 1],
    "elected.dar": [0, 1, 1, 1],
    "not elected.dar": [1, 0, 0, 0],
    "votes.dar > 1_999_999_999": [0, 0, 0, 1],
    "share.left >= 45%": [0, 1, 1, 1],
    "share.left > 0.45": [0, 0, 1, 1],
    "not share.left >= 45%": [1, 0, 0, 0],
    "margin >= 0": [1, 1, 0, 0],
    "margin < 0": [0, 0, 1, 0],
    "margin == 0": [0, 1, 0, 0],
    "margin != 0": [1, 0, 1, 0],
    "not margin != 0": [0, 1, 0, 1],
    "not margin >= 0": [0, 0, 1, 1],
    "last_in == izzard": [1, 0, 0, 0],
    "first_out == izzard": [0, 1, 1, 0],
    "first_out != izzard": [1, 0, 0, 0],
    "not first_out == izzard": [1, 0, 0, 1],
    "elected.dar and elected.izzard": [0, 1, 0, 1],
    "elected.dar and not elected.izzard and seats.left >= 2": [0, 0, 1, 0],
}
CHANCES = {
    "control.left": [0.0, 0.25, 0.75, 1.0],
    "not control.left": [1.0, 0.75, 0.25, 0.0],
    "control.left and elected.izzard": [0.0, 0.25, 0.0, 1.0],
    "not elected.izzard and control.left": [0.0, 0.0, 0.75, 0.0],
    "elected.dar and not control.left and seats.left < 3": [0.0, 0.75, 0.25, 0.0],
}
NUMBERS = {
    "seats.left": [0, 1, 2, 3],
    "votes.dar": [10, 1_000, 2_000, 2_000_000_000],
    "margin": [5.0, 0.0, -2.5, np.nan],
    "committee.left": [17.5, 18.0, 19.5, 21.0],
}


@pytest.mark.parametrize("text", YES_NO)
def test_an_event_without_a_chance_is_so_or_not(text: str) -> None:
    values = event_chance(parse_event(text, ONE), DRAWS)
    assert values.dtype == np.bool_
    assert values.astype(int).tolist() == YES_NO[text]


@pytest.mark.parametrize("text", CHANCES)
def test_an_event_with_a_chance_has_the_chance_where_all_else_is_so(text: str) -> None:
    values = measure_values(parse_measure(text, ONE), DRAWS)
    assert values.dtype == np.float64
    assert values.tolist() == CHANCES[text]


@pytest.mark.parametrize("text", NUMBERS)
def test_an_outcome_that_is_a_number_is_itself(text: str) -> None:
    values = measure_values(parse_measure(text, ONE), DRAWS)
    assert values.dtype == np.float64
    np.testing.assert_array_equal(values, NUMBERS[text])


def test_no_replicates_have_no_values() -> None:
    for text in ("seats.left >= 2", "control.left and elected.dar", "margin"):
        assert measure_values(parse_measure(text, ONE), DRAWS.clear()).shape == (0,)


def test_the_draws_are_left_as_they_were() -> None:
    before = DRAWS.clone()
    for text in (*YES_NO, *CHANCES):
        event_chance(parse_event(text, ONE), DRAWS)
    assert DRAWS.equals(before)


def test_each_column_read_is_named_once() -> None:
    text = "margin > 1 and control.left and margin < 9 and not elected.dar"
    columns = ("margin.clp", "control.left", "elected.clp.dar")
    assert measure_columns(parse_event(text, ONE)) == columns
    assert measure_columns(parse_measure("turnout", ONE)) == ("turnout.clp",)


def test_the_columns_named_are_all_that_is_needed() -> None:
    for text in (*YES_NO, *CHANCES, *NUMBERS):
        measure = parse_measure(text, ONE)
        part = DRAWS.select(measure_columns(measure))
        np.testing.assert_array_equal(measure_values(measure, part), measure_values(measure, DRAWS))


def test_by_default_every_control_and_seats_row_is_asked_for() -> None:
    texts = [event.text for event in default_measures(TWO)]
    assert texts == [
        *(f"control.{holder}" for holder in ("left", "centre_right", "soft", "not_left", "nobody")),
        *(
            f"seats.clp.{holder} == {k}"
            for holder in ("left", "centre_right", "independent")
            for k in range(4)
        ),
        *(f"seats.youth.left == {k}" for k in range(2)),  # Two seats, one candidate.
    ]


def test_default_events_are_what_their_texts_say() -> None:
    for some in (ONE, TWO, ALONE, labels(YOUTH), labels(CLP._replace(seats=1))):
        for event in default_measures(some):
            assert parse_event(event.text, some) == event


def test_without_a_committee_no_control_is_asked_for() -> None:
    assert {event.text.split(".")[0] for event in default_measures(ALONE)} == {"seats"}
