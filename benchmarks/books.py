"""What a session measured: kept, judged, told and written down."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.history import append_history, history_rows, made_with
from benchmarks.targets import PEERS, TARGETS
from benchmarks.tracked import (
    Reached,
    Verdict,
    allowed,
    gain,
    judge_all,
    read_tracked,
    rounded,
    shown,
    write_tracked,
)

# The load of the last minute from which on a machine is not ours alone; our own start is in it.
BUSY = 0.7
_ROW = "{:<51}{:>12}{:>14} {:<20}{:>10}{:>14}{:>9}  {}"
_HEAD = ("job", "target", "reached", "", "of target", "× plain loop", "± noise", "tracked")


class Books:
    """The jobs of one session beside the tracked file in a folder."""

    def __init__(self, folder: Path, *, short: bool, track: bool) -> None:
        self.short, self.track = short, track
        self._tracked, self._history = folder / "speed.json", folder / "history.csv"
        self.ledger: dict[str, Reached] = {}
        self.before = read_tracked(self._tracked)
        self.verdicts: dict[str, Verdict] = {}
        self.load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
        self.kept = False

    def close(self, *, passed: bool) -> bool:
        """Judge what was measured, write down a full run; say whether the session should pass.

        A short round is judged by nothing but that it runs. A run that renews the tracked file
        is told what is slower, and does not fail for it.
        """
        if self.short:
            return passed
        self.verdicts = judge_all(self.ledger, self.before)
        if passed:
            self._write()
        return passed and (self.track or not self.of("slower"))

    def of(self, verdict: Verdict) -> list[str]:
        """Give the jobs so judged."""
        return [job for job, given in self.verdicts.items() if given == verdict]

    def _write(self) -> None:
        """Write down a full run; peers, which are not always there, are tracked apart from it."""
        made, kept = made_with(self.load), self.before
        if self.ledger.keys() >= TARGETS.keys():
            rows = history_rows(made, self.ledger, self.before, self.verdicts)
            append_history(rows, self._history)
            kept = kept._replace(made=made, jobs=kept.jobs | self._those(TARGETS))
        if self.ledger.keys() >= PEERS.keys():
            kept = kept._replace(peers_made=made, jobs=kept.jobs | self._those(PEERS))
        if self.track and kept != self.before:
            write_tracked(kept, self._tracked)
            self.kept = True

    def _those(self, jobs: Iterable[str]) -> dict[str, Reached]:
        return {job: self.ledger[job] for job in jobs}

    def table(self) -> Iterator[str]:
        """Give the lines of all jobs beside their targets and what is tracked."""
        yield _ROW.format(*_HEAD)
        for job, target in (TARGETS | PEERS).items():
            if job in self.ledger:
                now, before = self.ledger[job], self.before.jobs.get(job)
                met = None if now.figure is None else target.met(now.figure)
                yield _ROW.format(
                    job,
                    shown(target.figure),
                    shown(now.figure),
                    target.unit,
                    shown(met),
                    shown(now.times_plain),
                    f"{now.noise:.1%}",
                    shown(before.compared if before else None),
                )

    def changes(self) -> Iterator[str]:
        """Give a line for each job that is slower or faster than tracked, and what to do."""
        for verdict in ("slower", "faster"):
            for job in self.of(verdict):
                yield self._change(job, verdict)
        if self.of("slower") and self.load is not None and self.load > BUSY:
            yield (
                f"others were at work here when it began (load {self.load:.1f}): what runs on two"
                " threads looks slower than it is"
            )
        if self.kept:
            yield f"tracked: {self._tracked}"
        elif self.verdicts and self.of("slower"):
            yield "find what made it slower; where it is meant, `make bench TRACK=--track` renews"
        elif self.of("faster"):
            yield "keep it so: `make bench TRACK=--track` renews the tracked file"

    def _change(self, job: str, verdict: Verdict) -> str:
        target, now, before = (TARGETS | PEERS)[job], self.ledger[job], self.before.jobs[job]
        unit = target.unit if now.times_plain is None else "× plain loop"
        times = gain(target, now, before) or 1.0
        factor = 1 / times if verdict == "slower" else times
        return (
            f"{verdict.upper()}: {job}: {shown(now.compared)} {unit}, tracked"
            f" {shown(before.compared)}; {shown(rounded(factor))} times {verdict},"
            f" {shown(allowed(now, before))} is allowed"
        )
