"""What is seen on a terminal, and what is not seen in a pipe."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.calls import TINY, command, environment, spawn
from tests.cli.conftest import Call

STYLE = re.compile(r"\x1b\[[\d;]*m")
NAMES = ("Ünal Ğış", "日本太郎 山田", "O'Brien-Featherstonehaugh " * 4, "Ann")


def on_terminal(
    folder: Path, *arguments: str, columns: int = 80, env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Call necsim on a terminal; give its exit code and what the terminal was sent."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        command(*arguments),
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(env),
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65_536):
            shown += piece
    except OSError:
        pass  # how Linux says that the other end is closed
    os.close(ours)
    return process.wait(), shown.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.compiled
def test_progress_with_rate_and_time_left_is_shown_and_taken_away(folder: Path) -> None:
    code, shown = on_terminal(folder, "run", "tiny.toml", "-n", "30000")
    assert code == 0
    bar, _, answer = shown.rpartition("\x1b[?25h")
    assert re.search(r"[\d,]+ of 30,000 replicates", bar)
    assert re.search(r"[\d,]+ /s ", bar)
    assert re.search(r"\d\d:\d\d", bar)
    assert "replicates" not in answer.partition("Left wins")[0]
    assert answer.rstrip().splitlines()[-1].startswith("results/tiny/")


@pytest.mark.slow
def test_quiet_shows_no_progress_on_a_terminal(folder: Path) -> None:
    code, shown = on_terminal(folder, "run", "tiny.toml", "-q")
    assert code == 0
    assert " /s " not in shown
    assert "\x1b" not in STYLE.sub("", shown)


@pytest.mark.slow
def test_no_color_leaves_no_style_at_all(folder: Path) -> None:
    code, shown = on_terminal(folder, "run", "tiny.toml", env={"NO_COLOR": "1"})
    assert code == 0
    assert not STYLE.search(shown)


@pytest.mark.slow
def test_a_pipe_gets_no_escape_codes_and_no_progress(folder: Path) -> None:
    done = spawn("run", "tiny.toml", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


def write_big() -> None:
    """Write a scenario of 26 candidates for 12 seats, with names of every kind."""
    people = "".join(
        f'c{k} = {{ name = "{NAMES[k % len(NAMES)]} {k}", slate = "{slate}" }}\n'
        for k, slate in enumerate(["reds", "blues"] * 12)
    )
    text = TINY.replace("seats = 2\n", "seats = 12\n").replace(
        'right = { name = "Right" }', f'right = {{ name = "Right {NAMES[2]}" }}'
    )
    head, _, tail = text.partition("ann = ")
    rest = 'x = { name = "Xu" }\ny = { name = "Yi" }\n'
    Path("big.toml").write_text(head + people + rest + tail[tail.index("[committee") :], "utf-8")


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_wider_than_the_terminal_and_no_number_is_broken(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    write_big()
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, _ = call("run big.toml --no-files")
    assert code == 0
    # The sentence stays one line in a pipe, for programs that read lines.
    lines = out.splitlines()[1:]
    assert max(cell_len(line.rstrip()) for line in lines) <= columns
    header = [line.split()[2:] for line in lines if "Seats won" in line]
    assert len({number for numbers in header for number in numbers}) > 1
    listed = lines[next(k for k, line in enumerate(lines) if "Elected" in line) :]
    chances = [line for line in listed if re.search(r"\d+ ±\d+%|[<>]\d", line)]
    assert len(chances) >= 12 + 5
    assert "9 more in the table of candidates" in out
    assert ("votes (80 %)" in out) == (columns == 80)
