from __future__ import annotations

import pytest

from necsim.scenario.reference import Reference, votes_used


@pytest.mark.parametrize(
    ("votes", "rate"),
    [(1, 1.0), (2, 0.95), (3, 0.917), (4, 0.917 + 0.013 / 3), (6, 0.93), (9, 0.87), (30, 0.87)],
)
def test_votes_used_is_published_at_some_and_interpolated_between(votes: int, rate: float) -> None:
    assert votes_used(votes) == pytest.approx(rate, abs=1e-12)


def test_every_reference_value_has_its_reason() -> None:
    assert all(field.description for field in Reference.model_fields.values())
