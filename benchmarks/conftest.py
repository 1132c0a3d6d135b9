"""Print every job beside its target at the end, and track the ratios to the plain loop."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.measure import Measure, Reached
from benchmarks.targets import PEERS, TARGETS
from pytest_benchmark.fixture import BenchmarkFixture

TRACKED = Path(__file__).parents[1] / "results" / "benchmarks" / "speed.json"
LEDGER = pytest.StashKey[dict[str, Reached]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `make bench` and `make bench-short` ask for."""
    parser.addoption("--track", action="store_true", help=f"write {TRACKED.name} after a full run")
    parser.addoption("--short", action="store_true", help="one small round: that they run")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEDGER] = {}


@pytest.fixture
def short(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--short"))


@pytest.fixture
def measure(benchmark: BenchmarkFixture, short: bool, request: pytest.FixtureRequest) -> Measure:
    return Measure(benchmark, request.config.stash[LEDGER], short)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Print every job beside its target, and track the ratios where asked."""
    ledger = config.stash[LEDGER]
    short = config.getoption("--short")
    if short:
        terminalreporter.section("one small round each: they run, the figures mean nothing")
    terminalreporter.write_line(
        f"{'job':<38}{'target':>12}{'reached':>14} {'':<20}{'of target':>10}{'× plain loop':>14}"
    )
    for job, target in (TARGETS | PEERS).items():
        if job in ledger:
            reached = ledger[job]
            met = target.met(reached.figure)
            terminalreporter.write_line(
                f"{job:<38}{_shown(target.figure):>12}{_shown(reached.figure):>14}"
                f" {target.unit:<20}{_shown(met):>10}{_shown(reached.times_plain):>14}"
            )
    whole = exitstatus == 0 and ledger.keys() >= TARGETS.keys() and not short
    if config.getoption("--track") and whole:
        track(ledger)


def track(ledger: dict[str, Reached]) -> None:
    """Write the ratios of this run, and no times: those belong to a machine."""
    known = [(job, ledger[job]) for job in TARGETS]
    document = {
        "times_plain": {j: _rounded(r.times_plain) for j, r in known if r.times_plain},
        "ratios": {
            j: _rounded(r.figure) for j, r in known
            if r.times_plain is None and TARGETS[j].unit.startswith("×")
        },
    }  # fmt: skip
    TRACKED.parent.mkdir(parents=True, exist_ok=True)
    TRACKED.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{_rounded(value):,.10g}"
