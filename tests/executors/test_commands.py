"""Commands with --cluster: the same files as without, and words for what goes wrong."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from tests.cli.calls import TINY, command, environment, spawn, tree
from tests.executors.conftest import scale
from tests.pages import lines

from necsim.cli.app import main

pytestmark = pytest.mark.compiled
HEAD = "tcp://head:8786"
LINE = "run tiny.toml --sampler ballots -n 200000 --no-report"
GO_ON = "; what is done is kept: the same call with --resume goes on from there\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "line",
    [
        "run tiny.toml -n 5000",
        "run tiny.toml --precision 0.02 -n 100 --max-replicates 20000",
        "sweep tiny.toml --vary support.left=0.3:0.6:0.05 -n 300",
        "compare tiny.toml --with turnout=0.2 --with support.left=60% -n 300",
        "drivers tiny.toml -n 300",
        "backtest -n 50",
    ],
)
def test_files_are_the_same_as_without(
    line: str,
    processes: LocalCluster,
    client: Client,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Fits take most of a backtest's time, and are made here.
    monkeypatch.setattr("necsim.studies.backtest.contests_to_test", lambda past: ("nec-2018-01",))
    scale(processes, client, 2)
    away = f"{line} --no-report --cluster {processes.scheduler_address} -o away"
    assert main(shlex.split(away)) == 0
    assert main(shlex.split(f"{line} --no-report -o home")) == 0
    assert tree(Path("away")) == tree(Path("home"))


def test_what_is_no_cluster_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for where in ("local", "local:0", "somewhere:8786", "tcp://somewhere", "tcp://a b:1"):
        assert main(["run", "tiny.toml", "--cluster", where]) == 2
        assert "must be tcp://host:port, or local:4" in capsys.readouterr().err
    assert main(shlex.split("run tiny.toml --cluster local:2 --threads 2")) == 2
    assert "not those of a cluster: leave one out" in capsys.readouterr().err


def test_without_dask_the_remedy_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "necsim.executors.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(shlex.split("run tiny.toml --cluster local:2 --no-files")) == 2
    assert 'pip install "necsim[cluster]"' in capsys.readouterr().err


@contextmanager
def begun(line: str) -> Iterator[subprocess.Popen[str]]:
    """Start a run in a session of its own, and wait until something of it is kept."""
    pipe = subprocess.PIPE
    run = subprocess.Popen(
        command(*shlex.split(line)),
        stdout=pipe,
        stderr=pipe,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    try:
        while not list(Path("results").glob("*/*/blocks/[0-9]*.arrow")):
            assert run.poll() is None, run.communicate()
            time.sleep(0.01)
        yield run
    finally:
        run.kill()


def assert_all_end(group: int) -> None:
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("some process is left")


def assert_goes_on_as_if_undisturbed() -> None:
    assert spawn(*shlex.split(f"{LINE} --resume")).returncode == 0
    assert spawn(*shlex.split(f"{LINE} -o undisturbed")).returncode == 0
    assert tree(Path("results")) == tree(Path("undisturbed"))


@pytest.mark.slow
def test_ctrl_c_in_a_terminal_ends_all_processes_and_nothing_is_lost() -> None:
    with begun(f"{LINE} --cluster local:2") as run:
        os.killpg(run.pid, signal.SIGINT)
        assert run.communicate(timeout=60) == ("", f"interrupted{GO_ON}")
    assert run.returncode == 130
    assert_all_end(run.pid)
    assert_goes_on_as_if_undisturbed()


@pytest.mark.slow
def test_a_lost_scheduler_is_said_and_nothing_is_lost() -> None:
    with ExitStack() as stack:
        scheduler = stack.enter_context(dask("scheduler", "--host", "127.0.0.1", "--port", "0"))
        address = read_address(Path("scheduler.log"))
        stack.enter_context(dask("worker", address, "--nthreads", "2", "--no-nanny"))
        run = stack.enter_context(begun(f"{LINE} --cluster {address}"))
        scheduler.kill()
        out, err = run.communicate(timeout=60)
    lost = rf"the cluster at {address} was lost \(\w+\); start it again{re.escape(GO_ON)}"
    assert (run.returncode, out) == (4, "")
    assert re.fullmatch(lost, err)
    assert_goes_on_as_if_undisturbed()


@pytest.mark.slow
def test_the_commands_of_the_page_make_a_cluster() -> None:
    Path("my.toml").write_text(TINY, encoding="utf-8")
    started = [line.words[1:] for line in lines("dask") if line.page == "cluster.md"]
    assert [words[0] for words in started] == ["scheduler", "worker"]
    called = [line.words[1:] for line in lines("necsim") if HEAD in line.words]
    with ExitStack() as stack:
        stack.enter_context(dask(*started[0], "--host", "127.0.0.1", "--port", "0"))
        address = read_address(Path("scheduler.log"))
        there = {HEAD: address}
        stack.enter_context(dask(*(there.get(word, word) for word in started[1])))
        for words in called:
            assert main([*(there.get(word, word) for word in words), "--no-report"]) == 0
    assert called


@contextmanager
def dask(what: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Start a part of a cluster by its own command, as docs/cluster.md does; its log is kept."""
    line = [sys.executable, "-m", "dask", what, *arguments, "--no-dashboard"]
    with Path(f"{what}.log").open("w", encoding="utf-8") as log:
        started = subprocess.Popen(line, stdout=log, stderr=log, text=True, env=environment())
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def read_address(log: Path) -> str:
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        found = re.search(r"Scheduler at:\s+(tcp://\S+)", log.read_text(encoding="utf-8"))
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))
