from __future__ import annotations

import pytest

from necsim.report.words.numbers import (
    about,
    chance_text,
    large,
    percent,
    range_text,
    surnames,
    thousands,
)


@pytest.mark.parametrize(
    ("chance", "with_error", "alone"),
    [
        ((0.938, 0.00241, 0.933, 0.943), "93.8 ±0.5%", "93.8%"),
        ((0.5, 0.05, 0.4, 0.6), "50 ±10%", "50%"),
        ((0.5, 0.0005, 0.499, 0.501), "50.0 ±0.1%", "50.0%"),
        ((0.5, 0.0002, 0.4996, 0.5004), "50.00 ±0.04%", "50.00%"),
        ((0.3, 0.000001, 0.3, 0.3), "30.00 ±0.01%", "30.00%"),
        ((0.0005, 0.00022, 0.0002, 0.0012), "0.05 ±0.04%", "0.05%"),
        ((0.0, 0.00014, 0.0, 0.00038), "<0.1%", "<0.1%"),
        ((0.0, 0.0000014, 0.0, 0.0000038), "<0.01%", "<0.01%"),
        ((0.0, 0.014, 0.0, 0.037), "<3.7%", "<3.7%"),
        ((0.0, 0.1, 0.0, 0.278), "<28%", "<28%"),
        ((0.0, 0.0002, 0.0, 0.001), "<0.1%", "<0.1%"),
        ((0.0001, 0.0002, 0.0, 0.00057), "<0.1%", "<0.1%"),
        ((1.0, 0.00014, 0.99962, 1.0), ">99.9%", ">99.9%"),
        ((0.9999, 0.0002, 0.99943, 1.0), ">99.9%", ">99.9%"),
        ((1.0, 0.0, 1.0, 1.0), "certain", "certain"),
        ((0.0, 0.0, 0.0, 0.0), "none", "none"),
    ],
)
def test_digits_match_the_error(
    chance: tuple[float, float, float, float], with_error: str, alone: str
) -> None:
    assert chance_text(*chance) == with_error
    assert percent(*chance) == alone


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        ((0.806, 0.798, 0.814), "about 4 in 5"),
        ((0.5, 0.49, 0.51), "about 1 in 2"),
        ((0.33, 0.32, 0.34), "about 1 in 3"),
        ((0.048, 0.044, 0.052), "about 1 in 20"),
        ((0.965, 0.96, 0.97), "about 19 in 20"),
        ((0.0021, 0.0013, 0.0032), "about 1 in 500"),
        ((0.0, 0.0, 0.00038), "fewer than 1 in 1,000"),
        ((0.0, 0.0, 0.037), "fewer than 1 in 20"),
        ((0.01, 0.002, 0.054), "fewer than 1 in 10"),
        ((0.995, 0.993, 0.996), "almost every"),
        ((1.0, 0.99962, 1.0), "almost every"),
        ((1.0, 0.84, 1.0), "more than 4 in 5"),
        ((1.0, 1.0, 1.0), "every"),
        ((0.0, 0.0, 0.0), "no"),
    ],
)
def test_chances_in_words_claim_no_more_than_the_interval(
    chance: tuple[float, float, float], said: str
) -> None:
    assert about(*chance) == said


def test_the_word_between_the_numbers_can_be_chosen() -> None:
    assert about(0.8, 0.79, 0.81, of="of") == "about 4 of 5"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (450_000, "450,000"),
        (12_345_678, "12.3 million"),
        (1_105_000_000, "1.1 billion"),
        (999_960_000, "1.0 billion"),
        (3.2e12, "3.2 trillion"),
    ],
)
def test_large_counts_are_said_in_words(number: float, said: str) -> None:
    assert large(number) == said


def test_counts_have_commas_and_ranges_three_digits() -> None:
    assert thousands(1_234_567.8) == "1,234,568"
    assert range_text(51_234, 78_111) == "51,200 – 78,100"
    assert range_text(0, 987) == "0 – 987"


def test_surnames_are_used_where_they_tell_people_apart() -> None:
    names = {"a": "Ann Black", "b": "Bea Black", "c": "Cy Cole (Lab)", "d": "Minor 7", "e": ""}
    assert surnames(names) == names | {"c": "Cole"}
