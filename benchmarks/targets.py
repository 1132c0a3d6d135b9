"""What DESIGN 7 asks for: the one table of targets, by the file that measures them."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Target(NamedTuple):
    """A job, its unit and the figure to reach; None where a job is only watched.

    What is not `compared` with the tracked file is no speed, or belongs to the machine alone.
    """

    unit: str
    figure: float | None
    better: Literal["more", "less"] = "more"
    compared: bool = True

    def met(self, reached: float) -> float | None:
        """Give how far the target is met: one or more is met."""
        if self.figure is None:
            return None
        return reached / self.figure if self.better == "more" else self.figure / reached


_FILES: dict[str, dict[str, Target]] = {
    "test_kernels.py": {
        "flows, January 2018": Target("replicates/s", 150_000),
        "flows, summer 2018": Target("replicates/s", 20_000),
        "flows, November 2020": Target("replicates/s", 3_000),
        "ballots, January 2018": Target("members/s", 600e6),
        "ballots, summer 2018": Target("members/s", 40e6),
        "ballots, November 2020": Target("members/s", 60e6),
        "run, January 2018, 2 threads": Target("replicates/s", None),
    },
    "test_limits.py": {
        # A limit of our own: near 36, and near 100 where arrays are counted in and out of calls.
        "a small kernel call": Target("random words", 60, "less"),
        "a random number": Target("ns", None, "less", compared=False),
        "an alias draw": Target("ns", None, "less", compared=False),
        "an unpredictable branch": Target("ns", None, "less", compared=False),
        "a binomial of 20 at 0.05": Target("ns", None, "less", compared=False),
        "a binomial of 10,000 at 0.3": Target("ns", None, "less", compared=False),
    },
    "test_growth.py": {
        "flows, electorate × 10": Target("× the time", None, "less"),
        "flows, electorate × 100": Target("× the time", None, "less"),
        "flows, electorate × 1,000": Target("× the time", 1.0, "less"),
        "ballots, electorate × 1,000": Target("× the time a member", None, "less"),
        "STV flows, electorate × 1,000": Target("× the time", 4.0, "less"),
    },
    "test_threads.py": {
        "flows, two threads": Target("× one thread", 1.8),
        "ballots, two threads": Target("× one thread", 1.8),
        "STV flows, two threads": Target("× one thread", 1.8),
    },
    "test_cluster.py": {
        "flows, two processes of Dask": Target("× two threads", None),
        "STV flows, two processes of Dask": Target("× two threads", None),
    },
    "test_startup.py": {
        "--help": Target("s", 0.2, "less"),
        "check": Target("s", 0.4, "less"),
        "run, beside its simulation": Target("s", 0.9, "less"),
        "run and reports, beside its simulation": Target("s", 1.7, "less"),
        "first run, flows": Target("s", 10, "less"),
        "first run, ballots": Target("s", 10, "less"),
        "first run, STV flows": Target("s", 25, "less"),
        "first run, STV ballots": Target("s", 25, "less"),
    },
    "test_runs.py": {
        "10,000 replicates and files, flows": Target("s", 2, "less"),
        "10,000 replicates and files, nec-2018-january.toml": Target("s", 2, "less"),
        "10,000 replicates and files, ballots": Target("s", None, "less"),
        "10,000 replicates and files, STV flows": Target("s", 5, "less"),
        "a million replicates": Target("s", 8, "less"),
        "a million replicates, memory": Target("MiB", 1024, "less"),
        "ten million replicates, memory": Target("MiB", 1536, "less"),
    },
    "test_evidence.py": {
        "an inversion, August 2016": Target("s", 0.03, "less"),
        "fit, January 2018": Target("s", 0.3, "less"),
        "backtest": Target("s", 60, "less"),
        "80 % intervals, made contests": Target("off 0.80 at most", 0.04, "less", compared=False),
    },
    "test_studies.py": {
        "sweep, 41 points": Target("s", 10, "less"),
        "sweep, 21 × 21 points": Target("s", 15, "less"),
        "pairing, control": Target("× fewer replicates", 3),
        "pairing, mean seats": Target("× fewer replicates", 3),
    },
    "test_counting.py": {
        "count 59,463 papers, ers97": Target("s", 0.05, "less"),
        "count 59,463 papers, scottish": Target("s", 0.05, "less"),
        "count 117,000 rankings, ers97": Target("s", 0.2, "less"),
        "count 117,000 rankings, scottish": Target("s", 0.2, "less"),
        "read 59,463 papers": Target("s", None, "less"),
        "read 117,000 rankings": Target("s", None, "less"),
    },
}

# Measured where `make peers` has installed them, and never compared with the tracked file.
_PEERS: dict[str, dict[str, Target]] = {
    "test_peers.py": {
        "VoteKit, 200 STV replicates": Target("s", None, "less", compared=False),
        "200 STV replicates, flows": Target("× VoteKit", 10_000, compared=False),
        "200 STV replicates, ballots": Target("× VoteKit", None, compared=False),
        "VoteKit, 200 block replicates": Target("s", None, "less", compared=False),
        "200 block replicates, flows": Target("× VoteKit", None, compared=False),
        "200 block replicates, ballots": Target("× VoteKit", None, compared=False),
        "VoteKit, count 59,463 papers": Target("s", None, "less", compared=False),
        "count 59,463 papers, beside VoteKit": Target("× VoteKit", None, compared=False),
        "pyrankvote, count 59,463 papers": Target("s", None, "less", compared=False),
        "count 59,463 papers, beside pyrankvote": Target("× pyrankvote", None, compared=False),
        "STVPoll, count 59,463 papers": Target("s", None, "less", compared=False),
        "count 59,463 papers, beside STVPoll": Target("× STVPoll", None, compared=False),
        "VoteKit, count 117,000 rankings": Target("s", None, "less", compared=False),
        "count 117,000 rankings, beside VoteKit": Target("× VoteKit", None, compared=False),
        "pyrankvote, count 117,000 rankings": Target("s", None, "less", compared=False),
        "count 117,000 rankings, beside pyrankvote": Target("× pyrankvote", None, compared=False),
        "STVPoll, count 117,000 rankings": Target("s", None, "less", compared=False),
        "count 117,000 rankings, beside STVPoll": Target("× STVPoll", None, compared=False),
    },
}

TARGETS = {job: target for jobs in _FILES.values() for job, target in jobs.items()}
PEERS = {job: target for jobs in _PEERS.values() for job, target in jobs.items()}
# The file below benchmarks/ that measures a job.
MEASURED_BY = {job: file for file, jobs in (_FILES | _PEERS).items() for job in jobs}
