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
    ("mean", "said"), [(-2.8, "win"), (-2.7, "draw"), (0.0, "draw"), (2.7, "draw"), (2.8, "loss")]
)
def test_a_draw_is_where_students_interval_holds_nothing(mean: float, said: str) -> None:
    assert verdict(Jackknife(mean, 1.0, 5)) == said  # t at 0.975 with 4 degrees of freedom: 2.776
