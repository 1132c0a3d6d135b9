"""What a session measured: kept, judged, told and written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.history import append_history, history_rows, made_with
from benchmarks.targets import PEERS, TARGETS
from benchmarks.tracked import (
    Reached,
    Tracked,
    Verdict,
    allowed,
    gain,
    judge_all,
    read_tracked,
    rounded,
    shown,
    write_tracked,
)

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
        self.kept = False

    def close(self, *, passed: bool) -> bool:
        """Judge what was measured, write down a full run; say whether the session should pass.

        A short round is judged by nothing but that it runs. A run that renews the tracked file
        is told what is slower, and does not fail for it.
        """
        if self.short:
            return passed
        self.verdicts = judge_all(self.ledger, self.before)
        if passed and self.ledger.keys() >= TARGETS.keys():
            self._write()
        return passed and (self.track or not self.of("slower"))

    def of(self, verdict: Verdict) -> list[str]:
        """Give the jobs so judged."""
        return [job for job, given in self.verdicts.items() if given == verdict]

    def _write(self) -> None:
        made = made_with()
        append_history(history_rows(made, self.ledger, self.before, self.verdicts), self._history)
        if self.track:
            # Peers are not always there: what was reached beside them stays until they are.
            write_tracked(Tracked(made, self.before.jobs | self.ledger), self._tracked)
            self.kept = True

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
