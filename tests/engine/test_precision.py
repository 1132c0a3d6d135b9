from __future__ import annotations

import pytest
from tests.engine.scenarios import column_bytes, cooperative, two_slates

from necsim.engine import simulate
from necsim.executors import Inline
from necsim.summary.tables import headline

HERE = Inline()


@pytest.mark.compiled
@pytest.mark.parametrize("precision", [0.03, 0.012])
def test_a_run_for_precision_stops_when_every_headline_row_has_it(precision: float) -> None:
    done = simulate(two_slates(0.52), replicates=100, seed=1, precision=precision)
    assert done.reached == max(headline(done.tables)) <= precision
    assert done.stopped == "every headline chance is as precise as asked"
    assert len(done.draws) == done.replicates
    # The looks before it were not precise enough.
    looks = [2048]
    while looks[-1] < done.replicates:
        looks.append(int(looks[-1] * 1.5))
    assert looks[-1] == done.replicates
    for aim in looks[:-1]:
        assert simulate(two_slates(0.52), replicates=aim, seed=1).reached > precision


@pytest.mark.compiled
def test_a_run_for_precision_has_the_same_draws_as_one_without() -> None:
    done = simulate(two_slates(0.52), replicates=100, seed=1, precision=0.03)
    plain = simulate(two_slates(0.52), replicates=done.replicates, seed=1)
    assert column_bytes(done.draws) == column_bytes(plain.draws)


@pytest.mark.compiled
def test_a_run_for_precision_has_at_least_the_replicates_asked() -> None:
    done = simulate(two_slates(0.52), replicates=4_000, seed=1, precision=0.4)
    assert done.replicates == 4_000
    assert done.stopped == "every headline chance is as precise as asked"


@pytest.mark.parametrize("most", [5, 40])
def test_a_run_for_precision_gives_up_at_the_most_allowed(most: int) -> None:
    done = simulate(
        cooperative(), replicates=5, seed=3, precision=0.001, max_replicates=most, executor=HERE
    )
    assert done.replicates == len(done.draws) == most
    assert done.reached > 0.001
    assert done.stopped == "the most replicates allowed were run"


def test_the_most_allowed_holds_also_where_fewer_than_the_usual_least() -> None:
    changes = {"run": {"replicates": 60}}
    done = simulate(cooperative(changes), seed=3, precision=0.001, max_replicates=20, executor=HERE)
    assert done.replicates == 20


@pytest.mark.compiled
def test_a_run_that_reaches_its_precision_at_the_last_look_says_so() -> None:
    done = simulate(two_slates(0.52), replicates=100, seed=1, precision=0.03, max_replicates=2_048)
    assert done.replicates == 2_048
    assert done.stopped == "every headline chance is as precise as asked"
