"""The tracked file of what every job reached, and whether a run is slower than it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Literal, NamedTuple

from benchmarks.targets import PEERS, TARGETS, Target

TRACKED = Path(__file__).parents[1] / "results" / "benchmarks" / "speed.json"
# A job is slower, or faster, when it differs from the tracked ratio by more than both.
FLOOR = 1.1
TIMES_NOISE = 4.0

Verdict = Literal["slower", "faster", "same", "new", "watched"]


class Reached(NamedTuple):
    """What a job reached, in its target's unit; what is compared; and how well that is known.

    `times_plain` is how many times the plain loop's speed, None where the figure is itself a
    ratio; `noise` the standard error of either as a share of it. `figure` is None where it is
    not known: a ratio outlives the machine that it was measured on.
    """

    figure: float | None
    times_plain: float | None
    noise: float = 0.0

    @property
    def compared(self) -> float | None:
        """Give the ratio that one run has in common with another."""
        return self.figure if self.times_plain is None else self.times_plain


class Tracked(NamedTuple):
    """All jobs of a tracked run, and what it was made with: when, versions, machine.

    Peers are measured where they are installed, so theirs may be of another run.
    """

    made: Mapping[str, str]
    jobs: dict[str, Reached]
    peers_made: Mapping[str, str] = {}


def noise_of(rounds: Sequence[float]) -> float:
    """Give the standard error of the median of some rounds, as a share of it; one round has none.

    From the median absolute deviation, so that one disturbed round does not widen it; n − 0.8
    makes up for its being too small where rounds are few (Croux and Rousseeuw 1992).
    """
    n, middle = len(rounds), median(rounds)
    if n == 1 or middle == 0.0:
        return 0.0
    deviation = 1.4826 * n / (n - 0.8) * median(abs(each - middle) for each in rounds)
    return math.sqrt(math.pi / 2 / n) * deviation / abs(middle)


def gain(target: Target, now: Reached, before: Reached) -> float | None:
    """Give how many times better a job is than before; None where the two have no ratio."""
    new, old = now.compared, before.compared
    if not new or not old or (now.times_plain is None) != (before.times_plain is None):
        return None
    more = now.times_plain is not None or target.better == "more"
    return new / old if more else old / new


def allowed(now: Reached, before: Reached) -> float:
    """Give how many times worse or better counts as the same: beyond the floor and the noise."""
    return max(FLOOR, math.exp(TIMES_NOISE * math.hypot(now.noise, before.noise)))


def judge(target: Target, now: Reached, before: Reached | None) -> Verdict:
    """Say whether a job is slower than it was tracked, or faster, or neither."""
    if not target.compared:
        return "watched"
    times = None if before is None else gain(target, now, before)
    if before is None or times is None:
        return "new"
    limit = allowed(now, before)
    if times < 1 / limit:
        return "slower"
    return "faster" if times > limit else "same"


def judge_all(ledger: Mapping[str, Reached], tracked: Tracked) -> dict[str, Verdict]:
    """Judge every job that was measured, in the order of the targets."""
    known = TARGETS | PEERS
    return {
        job: judge(target, ledger[job], tracked.jobs.get(job))
        for job, target in known.items()
        if job in ledger
    }


def read_tracked(path: Path = TRACKED) -> Tracked:
    """Read the tracked file; without one nothing is tracked."""
    if not path.is_file():
        return Tracked({}, {})
    document = json.loads(path.read_text(encoding="utf-8"))
    jobs = {
        job: Reached(entry["reached"], entry["times_plain"], entry["noise"])
        for job, entry in document["jobs"].items()
    }
    return Tracked(document["made"], jobs, document["peers_made"])


def write_tracked(tracked: Tracked, path: Path = TRACKED) -> None:
    """Write a run's jobs in the order of the targets, each figure as far as it is known."""
    known = TARGETS | PEERS
    entries = {job: _entry(known[job], tracked.jobs[job]) for job in known if job in tracked.jobs}
    document = {"made": tracked.made, "peers_made": tracked.peers_made, "jobs": entries}
    text = json.dumps(document, indent=2, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


def _entry(target: Target, reached: Reached) -> dict[str, Any]:
    return {
        "unit": target.unit,
        "target": target.figure,
        "reached": rounded(reached.figure),
        "times_plain": rounded(reached.times_plain),
        "noise": rounded(reached.noise, 2),
    }


def rounded(value: float | None, digits: int = 3) -> float | None:
    """Round to significant digits."""
    return None if value is None else float(f"{value:.{digits}g}")


def shown(value: float | None) -> str:
    """Show a figure at three significant digits."""
    return "–" if value is None else f"{rounded(value):,.10g}"
