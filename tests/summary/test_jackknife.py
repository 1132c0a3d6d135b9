from __future__ import annotations

import numpy as np
import pytest

from necsim.summary.jackknife import Jackknife, jackknife, verdict


def test_the_error_of_a_mean_is_the_usual_one() -> None:
    values = np.random.default_rng(3).normal(size=11)
    found = jackknife(values.tolist())
    assert found.mean == pytest.approx(values.mean())
    assert found.se == pytest.approx(values.std(ddof=1) / np.sqrt(11))


def test_one_case_tells_nothing() -> None:
    assert verdict(jackknife([-3.0])) == "draw"


@pytest.mark.parametrize(
    ("mean", "said"), [(-2.1, "win"), (-1.9, "draw"), (0.0, "draw"), (1.9, "draw"), (2.1, "loss")]
)
def test_within_two_errors_of_nothing_is_a_draw(mean: float, said: str) -> None:
    assert verdict(Jackknife(mean, 1.0, 5)) == said
