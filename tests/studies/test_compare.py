from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.scenarios import COOPERATIVE, JANUARY, edit

from necsim.engine import simulate
from necsim.errors import ScenarioError, UsageError
from necsim.outcomes import OutcomeError
from necsim.scenario import make_scenario
from necsim.studies.compare import compare, named
from necsim.summary.paired import paired_difference

EVENT = "seats.left >= 3"


def test_a_difference_is_that_of_two_runs_on_one_seed() -> None:
    row = compare(JANUARY, ["support.left=0.5"], [EVENT], replicates=400, seed=7).row(0, named=True)
    runs = [
        simulate(make_scenario(JANUARY, changes), replicates=400, seed=7)
        for changes in (None, {"support.left": 0.5})
    ]
    all_three = [(run.draws["seats.clp.left"] >= 3).to_numpy() for run in runs]
    right = paired_difference(*all_three)
    assert row["diff"] == right.diff
    assert (row["diff_lo"], row["diff_hi"]) == (right.diff_lo, right.diff_hi)
    assert (row["only_a"], row["only_b"]) == (right.only_a, right.only_b)
    assert row["base"] == np.mean(all_three[0])
    assert row["p"] == np.mean(all_three[1])
    assert row["verdict"] == "lower"


def test_what_changes_nothing_is_the_same_in_every_replicate() -> None:
    found = compare(
        JANUARY, {"less": ["note=x"]}, [EVENT, "margin"], replicates=100, seed=1
    )  # fmt: skip
    assert found["verdict"].to_list() == ["same", "same"]
    assert found["diff"].to_list() == [0.0, 0.0]
    assert found["changed"].to_list() == [0, 0]
    assert found["settle"].to_list() == [None, None]


def test_a_candidates_appeal_leaves_the_rest_of_the_world_as_it_was() -> None:
    of = ["support.left", "turnout", "appeal.dar", "discipline.momentum", "appeal.izzard"]
    found = compare(JANUARY, ["candidates.izzard.appeal=1.6"], of, replicates=200, seed=1)
    assert found["verdict"].to_list() == [*(4 * ["same"]), "higher"]
    assert found["diff"].to_list()[-1] == pytest.approx(1.0)
    assert found["diff_se"].to_list()[-1] == pytest.approx(0.0, abs=1e-9)


def test_other_scenarios_are_compared_on_what_they_share() -> None:
    other = edit(COOPERATIVE, {"committee.coalitions": None})
    found = compare(COOPERATIVE, beside={"other": other}, replicates=100, seed=1)
    assert "control.warm" not in found["outcome"].to_list()
    assert set(found["verdict"]) == {"same"}
    assert set(found["alternative"]) == {"other"}


def test_every_outcome_asked_for_must_be_everywhere() -> None:
    other = edit(COOPERATIVE, {"committee.coalitions": None})
    with pytest.raises(OutcomeError, match="warm"):
        compare(COOPERATIVE, beside={"other": other}, of=["control.warm"], replicates=9, seed=1)


def test_alternatives_are_pairs_with_spaces_between() -> None:
    texts = ["turnout=0.15  support.left=50%", "title='a b'"]
    assert named(texts) == {
        texts[0]: ("turnout=0.15", "support.left=50%"),
        texts[1]: ("title=a b",),
    }


@pytest.mark.parametrize(
    ("alternatives", "error", "wrong"),
    [
        ([], UsageError, "compare with what"),
        ([" "], UsageError, "write key=value pairs"),
        (["title='a"], UsageError, "close the quotes"),
        (["turnot=0.2"], ScenarioError, "--with: turnot: .*did you mean"),
        (["turnout"], ScenarioError, "is not key=value"),
    ],
)
def test_what_makes_no_sense_is_refused(
    alternatives: list[str], error: type[Exception], wrong: str
) -> None:
    tree: dict[str, Any] = JANUARY
    with pytest.raises(error, match=wrong):
        compare(tree, alternatives, replicates=9, seed=1)
