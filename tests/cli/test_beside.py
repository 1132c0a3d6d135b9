"""A page made in a process beside is the page made here, whatever becomes of that process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from necsim.cli.beside import Beside, make
from necsim.cli.reports import moving
from necsim.store import read_run

pytestmark = pytest.mark.slow  # each process loads what draws


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process pass for necsim's own."""
    monkeypatch.setenv("NECSIM_PROCESS", "own")


def kill(beside: Beside) -> None:
    assert beside._process
    beside._process.kill()
    beside._process.wait()


def nothing(_: Beside) -> None:
    pass


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("early", [nothing, kill])
@pytest.mark.parametrize("late", [nothing, kill])
def test_a_page_is_the_same_wherever_it_is_made(
    early: Callable[[Beside], None], late: Callable[[Beside], None], run: Path
) -> None:
    done = read_run(run)
    moved = moving(done.record, done.tables, pl.scan_parquet(done.draws))
    asked = done.record, dict(done.tables), moved
    with Beside(wanted=True) as beside:
        assert beside._process is not None
        early(beside)
        beside.order("run_page", *asked)
        late(beside)
        page = beside.page()
    assert page == make("run_page", *asked) == (run / "report.html").read_bytes()
    assert beside._process.poll() is not None


@pytest.mark.usefixtures("own")
def test_a_process_that_nobody_asks_ends_with_this_one() -> None:
    with Beside(wanted=True) as beside:
        assert beside._process is not None
    assert beside._process.poll() is not None


def test_no_process_is_started_where_the_process_is_anothers() -> None:
    with Beside(wanted=True) as beside:
        assert beside._process is None
