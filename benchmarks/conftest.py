"""Print every job beside its target and what is tracked; fail where one became slower."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.books import Books
from benchmarks.measure import Measure
from benchmarks.page import renew_page
from benchmarks.tracked import TRACKED
from pytest_benchmark.fixture import BenchmarkFixture

BOOKS = pytest.StashKey[Books]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `make bench` and `make bench-short` ask for."""
    parser.addoption("--track", action="store_true", help=f"write {TRACKED.name} after a full run")
    parser.addoption("--short", action="store_true", help="one small round: that they run")
    parser.addoption(
        "--books", type=Path, default=TRACKED.parent, help="folder of the tracked file and history"
    )


def pytest_configure(config: pytest.Config) -> None:
    short, track = bool(config.getoption("--short")), bool(config.getoption("--track"))
    config.stash[BOOKS] = Books(config.getoption("--books"), short=short, track=track)


@pytest.fixture
def short(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--short"))


@pytest.fixture
def measure(benchmark: BenchmarkFixture, request: pytest.FixtureRequest) -> Measure:
    books = request.config.stash[BOOKS]
    return Measure(benchmark, books.ledger, books.short)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write down a full run, and fail a session in which a job became slower."""
    books = session.config.stash[BOOKS]
    passed = exitstatus == pytest.ExitCode.OK
    if passed and not books.close(passed=passed):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if books.kept:
        renew_page()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print every job beside its target, and what is slower or faster than tracked."""
    books = config.stash[BOOKS]
    if books.short:
        terminalreporter.section("one small round each: they run, the figures mean nothing")
    for line in books.table():
        terminalreporter.write_line(line)
    for line in books.changes():
        terminalreporter.write_line(line, red=line.startswith("SLOWER"), bold=True)
