from __future__ import annotations

import numpy as np
import pytest

from necsim.report.words.verdict import size_text, verdict_text
from necsim.summary.paired import Difference, compare_counts, paired_mean


def _difference(diff: float, error: float) -> Difference:
    return Difference(diff, error, diff - 1.96 * error, diff + 1.96 * error, 10_000, 9, None, None)


@pytest.mark.parametrize(
    ("diff", "half", "unit", "said"),
    [
        (0.0188, 0.0031, "points", "1.9 ±0.3 points"),
        (-0.0188, 0.0019, "points", "1.88 ±0.19 points"),
        (0.52, 0.12, "points", "52 ±12 points"),
        (0.00042, 0.00004, "points", "0.042 ±0.004 points"),
        (0.1, 0.00999, "points", "10.0 ±1.0 points"),
        (1234.0, 312.0, "votes", "1,200 ±300 votes"),
        (12_345.6, 12.3, "votes", "12,346 ±12 votes"),
        (0.123, 0.031, "seats", "0.12 ±0.03 seats"),
    ],
)
def test_digits_match_the_error(diff: float, half: float, unit: str, said: str) -> None:
    assert size_text(_difference(diff, half / 1.96), unit) == said


def test_a_difference_that_is_told_is_said_with_its_direction() -> None:
    assert verdict_text(_difference(0.0188, 0.0016), "Two lists") == (
        "Two lists is higher by 1.9 ±0.3 points"
    )
    assert verdict_text(_difference(-1234, 160), "B", "votes") == "B is lower by 1,200 ±300 votes"


def test_what_is_not_told_is_said_with_what_would_settle_it() -> None:
    assert verdict_text(compare_counts(500, 530, 100_000), "B") == (
        "no difference told: settle it with about 450,000 replicates"
    )
    assert verdict_text(compare_counts(5, 5, 10_000), "B") == (
        "no difference told in 10,000 replicates"
    )


def test_the_same_in_every_replicate_is_said_so() -> None:
    assert verdict_text(compare_counts(0, 0, 10_000), "B") == (
        "nothing changed in 10,000 replicates"
    )


def test_a_difference_without_error_is_said_without_one() -> None:
    found = paired_mean(np.arange(9), np.arange(9) + 1200)
    assert verdict_text(found, "B", "votes") == "B is higher by 1,200 votes"
