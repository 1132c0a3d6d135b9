from __future__ import annotations

import pytest

from necsim.count.verdicts import Mark, judge


@pytest.mark.parametrize(
    ("marks", "ranking", "fault"),
    [
        ([2, 1, 3], (2, 1, 3), None),
        ([2], (2,), None),
        ([], (), "blank"),
        ([None, None], (), "blank"),
        ([2, (1, 3)], (2,), "equal"),
        ([2, (1, 3), 4], (2,), "equal"),
        ([(1, 2), 3], (), "equal"),
        ([2, (1, 1)], (2,), "equal"),
        ([2, None, 3], (2,), "skipped"),
        ([None, 3], (), "skipped"),
        ([2, 3, None, None], (2, 3), None),
        ([2, 3, 2, 1], (2, 3), "repeated"),
        ([2, 2], (2,), "repeated"),
        ([2, None, (1, 3), 2], (2,), "skipped"),
    ],
)
def test_a_ballot_counts_up_to_its_first_fault(
    marks: list[Mark], ranking: tuple[int, ...], fault: str | None
) -> None:
    assert judge(marks) == (ranking, fault)
