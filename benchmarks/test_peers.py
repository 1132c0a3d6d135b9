"""200 replicates of 100,000 members who rank all 20 candidates for nine seats, beside VoteKit.

Both draw the strengths of three slates' candidates anew in each replicate and count by weighted
inclusive Gregory with Droop's quota, on one thread. VoteKit is timed on one replicate of as many
members, and its time taken 200 times. The laws of the ballots differ: it chooses a slate at each
place and then a name, `necsim` weighs all names. The two are timed a minute apart, on a machine
that others may use: processor seconds.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from benchmarks.measure import Measure

from necsim.engine.standard import Tree, standard_job, vote
from necsim.rules import SAMPLERS, Sampler

HERE = Path(__file__).parent
PYTHON = HERE.parent / ".venv-peers" / "bin" / "python"
REPLICATES, MEMBERS = 200, 100_000


@pytest.fixture(scope="module")
def votekit_seconds(request: pytest.FixtureRequest) -> float:
    """Time VoteKit on one replicate, minutes at most, and scale it to all."""
    if request.config.getoption("--short"):
        pytest.skip("a replicate takes VoteKit too long for a short round")
    if not PYTHON.exists():
        pytest.skip("VoteKit is not there: `make peers` installs it in an environment of its own")
    command = [str(PYTHON), str(HERE / "votekit_stv.py"), str(MEMBERS)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return REPLICATES * float(said)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_stv(sampler: Sampler, votekit_seconds: float, measure: Measure) -> None:
    job = standard_job(three_slates(), sampler)

    def times_votekit() -> float:
        begun = time.process_time()
        assert vote(job, 0, REPLICATES) == REPLICATES * MEMBERS
        return votekit_seconds / (time.process_time() - begun)

    times_votekit()
    measure.figure(f"200 STV replicates, {sampler}", times_votekit, rounds=5)


def three_slates() -> Tree:
    """Describe VoteKit's contest in our words: nobody follows a list, every paper ranks all."""
    support = {"a": 0.45, "b": 0.40, "c": 0.15}
    candidates = {
        f"{s}_{n + 1}": {"slate": s}
        for s, k in zip("abc", (8, 7, 5), strict=True)
        for n in range(k)
    }
    contest = {
        "rule": "scottish",
        "seats": 9,
        "electorate": MEMBERS,
        "turnout": 1.0,
        "turnout_give_or_take": 0.0,
        "behaviour": {"discipline": 0.0, "discipline_give_or_take": 0.0, "stop": 0.0},
        "slates": {slate: {"faction": slate} for slate in support},
        "candidates": candidates,
    }
    return {
        "format": 1,
        "id": "beside_votekit",
        "factions": {faction: {} for faction in support},
        "support": support,
        "give_or_take": dict.fromkeys(support, 0.0),
        "contests": {"members": contest},
    }
