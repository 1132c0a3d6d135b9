"""What others take for the same jobs: whole replicates beside VoteKit, counts beside three.

A replicate has 100,000 members and three slates whose candidates' strengths are drawn anew: all 20
ranked for nine seats and counted by weighted inclusive Gregory with Droop's quota, or three of nine
ticked for three. VoteKit is timed on one replicate, and its time taken 200 times. The laws of the
ballots differ: it chooses a slate at each place and then a name, `necsim` weighs all names. Counts
are of the same papers, already read, and must elect the same. All on one thread, and timed apart
from us on a machine that others may use: processor seconds.
"""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.invented import large_ward, long_rankings
from benchmarks.measure import Measure

from necsim.count import Ballots, count_ballots
from necsim.engine.standard import SEED, Tree, standard_job, vote
from necsim.rules import SAMPLERS, Sampler

HERE = Path(__file__).parent
PYTHON = HERE.parent / ".venv-peers" / "bin" / "python"
REPLICATES, MEMBERS = 200, 100_000
SUPPORT = {"a": 0.45, "b": 0.40, "c": 0.15}
CONTESTS = {
    "STV": ("scottish", 9, (8, 7, 5), {"stop": 0.0}),
    "block": ("block", 3, (3, 3, 3), {"votes_used": 1.0}),
}
ELECTIONS = {"59,463 papers": large_ward, "117,000 rankings": long_rankings}
COUNTERS = ("VoteKit", "pyrankvote", "STVPoll")


@pytest.fixture(autouse=True, scope="module")
def peers(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--short"):
        pytest.skip("the others take too long for a short round")
    if not PYTHON.exists():
        pytest.skip("the others are not there: `make peers` gives them an environment of their own")


def ask(script: str, *arguments: str) -> Any:
    """Run a script by the peers' own Python and read what it prints."""
    command = [str(PYTHON), str(HERE / script), *arguments]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)


@pytest.fixture(scope="module", params=CONTESTS)
def contest(request: pytest.FixtureRequest) -> tuple[str, float]:
    """Time VoteKit on one replicate of a contest and scale it to all."""
    seconds: float = ask("peer_replicate.py", request.param.lower(), str(MEMBERS))
    return request.param, REPLICATES * seconds


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_replicates(sampler: Sampler, contest: tuple[str, float], measure: Measure) -> None:
    name, theirs = contest
    job = standard_job(three_slates(*CONTESTS[name]), sampler)

    def times_votekit() -> float:
        begun = time.process_time()
        assert vote(job, 0, REPLICATES) == REPLICATES * MEMBERS
        return theirs / (time.process_time() - begun)

    times_votekit()
    measure.keep(f"VoteKit, 200 {name} replicates", [theirs])
    measure.figure(f"200 {name} replicates, {sampler}", times_votekit, rounds=5)


@pytest.mark.parametrize("library", COUNTERS)
@pytest.mark.parametrize("name", ELECTIONS)
def test_count(name: str, library: str, measure: Measure, tmp_path: Path) -> None:
    ballots = ELECTIONS[name]()
    file = tmp_path / "papers.json"
    file.write_text(json.dumps(as_lists(ballots)))
    theirs = ask("peer_counts.py", library, str(file))
    assert theirs["winners"] == sorted(n - 1 for n in count(ballots))

    def times() -> float:
        begun = time.process_time()
        for _ in range(10):
            count(ballots)
        return 10 * float(theirs["seconds"]) / (time.process_time() - begun)

    measure.keep(f"{library}, count {name}", [theirs["seconds"]])
    measure.figure(f"count {name}, beside {library}", times, rounds=5)


def count(ballots: Ballots) -> dict[int, int]:
    return dict(count_ballots(ballots, "scottish", seed=SEED).winners)


def as_lists(ballots: Ballots) -> dict[str, object]:
    preferences, starts, numbers = ballots.papers
    return {
        "candidates": len(ballots.candidates),
        "seats": ballots.seats,
        "rankings": [each.tolist() for each in np.split(preferences, starts[1:-1])],
        "numbers": numbers.tolist(),
    }


def three_slates(rule: str, seats: int, names: tuple[int, ...], behaviour: Tree) -> Tree:
    """Describe VoteKit's contest in our words: nobody follows a list, none ticks or ranks fewer."""
    contest = {
        "rule": rule,
        "seats": seats,
        "electorate": MEMBERS,
        "turnout": 1.0,
        "turnout_give_or_take": 0.0,
        "behaviour": {"discipline": 0.0, "discipline_give_or_take": 0.0, **behaviour},
        "slates": {slate: {"faction": slate} for slate in SUPPORT},
        "candidates": {
            f"{slate}_{n + 1}": {"slate": slate}
            for slate, k in zip(SUPPORT, names, strict=True)
            for n in range(k)
        },
    }
    return {
        "format": 1,
        "id": "beside_votekit",
        "factions": {faction: {} for faction in SUPPORT},
        "support": SUPPORT,
        "give_or_take": dict.fromkeys(SUPPORT, 0.0),
        "contests": {"members": contest},
    }
