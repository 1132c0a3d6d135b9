from __future__ import annotations

from itertools import count

import pytest

from necsim.engine.standard import (
    Task,
    Tree,
    january_2018,
    november_2020,
    standard_job,
    summer_2018,
    time_task,
    vote,
    vote_plainly,
)


@pytest.mark.parametrize(
    ("tree", "rule", "candidates", "seats", "ballots"),
    [
        (january_2018(), "block", 9, 3, 110_000),
        (summer_2018(), "block", 26, 9, 163_000),
        pytest.param(november_2020(), "ers97", 42, 9, 130_000, marks=pytest.mark.compiled),
    ],
)
def test_standard_contests_have_the_shapes_of_2018_and_2020(
    tree: Tree, rule: str, candidates: int, seats: int, ballots: int
) -> None:
    job = standard_job(tree, "flows")
    labels, committee = job.plan.contests[0].labels, job.plan.committee

    assert (labels.rule, len(labels.candidates)) == (rule, candidates)
    assert labels.seats == labels.votes == seats
    assert committee is not None
    assert committee.size == 39
    # Turnout has a standard deviation of 0.03, its mean over 64 worlds an eighth of that.
    spread = 0.03 * tree["contests"]["members"]["electorate"] / 64**0.5
    assert vote(job, 0, 64) / 64 == pytest.approx(ballots, abs=4 * spread)


@pytest.mark.parametrize("tree", [january_2018(), november_2020()])
def test_the_plain_loop_lets_as_many_vote_as_asked(tree: Tree) -> None:
    assert vote_plainly(standard_job(tree, "flows"), 50) == 50


def test_a_rate_is_members_or_replicates_a_second_and_its_ratio_that_to_the_plain_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.perf_counter", count(0.0, 1.0).__next__)
    task = Task("job", vote=lambda: 600, plain=lambda: 20, replicates=None)

    assert time_task(task, seconds=0.0) == (600.0, 30.0)
    assert time_task(task._replace(replicates=3), seconds=0.0) == (3.0, 30.0)
