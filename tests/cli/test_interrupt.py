"""Runs that end before their end: what is kept, what is said, and how they are gone on with."""

from __future__ import annotations

import errno
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest
from tests.cli.calls import TINY, command, environment, spawn, tree
from tests.cli.conftest import Call

from necsim.engine import blocks, pace
from necsim.store import Folder

GO_ON = "; what is done is kept: the same call with --resume goes on from there\n"


@contextmanager
def broken_off() -> Iterator[None]:
    """Have the third slice that is kept fail by an interrupt."""
    keep = Folder.keep

    def fail(folder: Folder, start: int, draws: pl.DataFrame) -> None:
        if len(folder.blocks()) == 2:
            raise KeyboardInterrupt
        keep(folder, start, draws)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pace, "LARGEST_SLICE", 7)
        patch.setattr(blocks, "_LARGEST", 7)
        patch.setattr(Folder, "keep", fail)
        yield


def test_a_run_that_was_interrupted_can_be_gone_on_with(call: Call) -> None:
    with broken_off():
        assert call("run tiny.toml") == (130, "", f"interrupted{GO_ON}")
    kept = tree(Path("results"))
    assert len(kept) == 2
    code, out, err = call("run tiny.toml")
    assert (code, out) == (4, "")
    assert "holds a run that was begun; go on with --resume or start afresh with --force" in err
    assert tree(Path("results")) == kept
    resumed = call("run tiny.toml --resume")
    undisturbed = call("run tiny.toml -o other")
    assert tree(Path("results")) == tree(Path("other"))
    assert (resumed.code, resumed.err) == (0, "")
    assert resumed.out.splitlines()[:-1] == undisturbed.out.splitlines()[:-1]


def test_a_begun_run_can_be_started_afresh(call: Call) -> None:
    with broken_off():
        call("run tiny.toml")
        code, _, err = call("run tiny.toml --force")
    assert (code, err) == (130, f"interrupted{GO_ON}".replace("goes", "in place of --force goes"))
    assert call("run tiny.toml --force").code == 0
    assert call("run tiny.toml -o other").code == 0
    assert tree(Path("results")) == tree(Path("other"))


def test_a_seed_that_was_drawn_is_said_with_the_way_to_go_on(call: Call) -> None:
    Path("free.toml").write_text(TINY.replace("seed = 5\n", ""), encoding="utf-8")
    with broken_off():
        code, _, err = call("run free.toml -q")
    assert code == 130
    seed = err.partition("--seed ")[2].split()[0]
    assert f"with --resume --seed {seed} goes on" in err
    assert call(f"run free.toml --resume --seed {seed}").code == 0
    assert len(list(Path("results/free").glob("*/run.json"))) == 2


def test_without_files_nothing_is_said_to_be_kept(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("necsim.store.memory.Memory.keep", fail)
    assert call("run tiny.toml --no-files") == (130, "", "interrupted\n")


def test_a_disk_that_fills_up_ends_with_4_and_the_way_to_go_on(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pl.LazyFrame, "sink_parquet", full)
    code, out, err = call("run tiny.toml")
    # What was simulated is told all the same, but no folder, which there is none of.
    assert code == 4
    assert out.startswith("Left wins both seats")
    assert "results/" not in out
    assert not list(Path("results").glob("**/.writing-*"))
    assert "draws.parquet: cannot be written (No space left on device); free space" in err
    assert err.endswith(GO_ON)


def test_nothing_to_go_on_with_is_said_and_is_the_same_as_a_new_run(call: Call) -> None:
    code, _, err = call("run tiny.toml --resume")
    assert (code, err) == (0, "nothing of this run is kept here: it starts at the beginning\n")
    assert call("run tiny.toml -o other").code == 0
    assert tree(Path("results")) == tree(Path("other"))


@pytest.mark.slow
@pytest.mark.compiled
def test_ctrl_c_acts_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    line = ["run", "tiny.toml", "--sampler", "ballots", "-n", "40000"]
    run = subprocess.Popen(
        command(*line),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    give_up = time.monotonic() + 60
    while not list(tmp_path.glob("results/tiny/*/blocks/[0-9]*.arrow")):
        assert time.monotonic() < give_up
        time.sleep(0.01)
    sent = time.monotonic()
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert time.monotonic() - sent < 2
    assert (run.returncode, out, err) == (130, "", f"interrupted{GO_ON}")
    assert list(tmp_path.glob("results/tiny/*/blocks/[0-9]*.arrow"))
    assert spawn(*line, "--resume", cwd=tmp_path).returncode == 0
    assert spawn(*line, "-o", "other", cwd=tmp_path).returncode == 0
    assert tree(tmp_path / "results") == tree(tmp_path / "other")
