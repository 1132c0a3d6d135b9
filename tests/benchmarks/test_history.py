from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest
from benchmarks.history import (
    COLUMNS,
    HISTORY,
    MADE,
    append_history,
    commit,
    history_rows,
    made_with,
)
from benchmarks.tracked import Reached, Tracked, judge_all

WHEN = dict.fromkeys(MADE, "x") | {"date": "2026-01-01T00:00Z"}
LEDGER = {
    "flows, January 2018": Reached(123_456.7, 1_234_567.0, 0.0123),
    "80 % intervals, made contests": Reached(0.031, None),
}
BEFORE = Tracked({}, {"flows, January 2018": Reached(None, 2_000_000.0)})


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def append(path: Path) -> None:
    rows = history_rows(WHEN, LEDGER, BEFORE, judge_all(LEDGER, BEFORE))
    append_history(rows, path)


def test_runs_are_appended_below_one_header(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks" / "history.csv"
    append(path)
    append(path)

    header, first, second, *again = lines(path)
    assert tuple(header) == COLUMNS
    assert dict(zip(header, first, strict=True)) == WHEN | {
        "job": "flows, January 2018",
        "figure": "123500",
        "unit": "replicates/s",
        "times_plain": "1235000",
        "noise": "0.012",
        "tracked": "2000000",
        "verdict": "slower",
    }
    assert second[len(MADE) :] == [
        "80 % intervals, made contests", "0.031", "off 0.80 at most", "", "0", "", "watched"
    ]  # fmt: skip
    assert again == [first, second]


def test_a_line_left_unfinished_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    append(path)
    path.write_text(path.read_text("utf-8")[:-10], "utf-8")
    append(path)

    _, first, broken, again, _ = lines(path)
    assert len(broken) < len(first)
    assert again == first


def test_a_run_names_when_and_on_what_it_was_made() -> None:
    made = made_with(0.25)

    assert tuple(made) == MADE
    assert all(made[name] for name in MADE if name != "commit")
    assert (made["load"], made_with(None)["load"]) == ("0.2", "")


def test_a_commit_is_marked_where_what_is_measured_was_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert commit(tmp_path) == ""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "somebody@example.org")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "code.py").write_text("1\n")
    for line in ("init -q", "add .", "commit -qm one"):
        subprocess.run(["git", *line.split()], cwd=tmp_path, check=True)

    clean = commit(tmp_path)
    (tmp_path / "results.csv").write_text("not what is measured\n")
    assert len(clean) == 10
    assert commit(tmp_path) == clean
    (tmp_path / "src" / "code.py").write_text("2\n")
    assert commit(tmp_path) == clean + "+"


def test_the_tracked_history_has_these_columns() -> None:
    if HISTORY.is_file():
        header, *rows = lines(HISTORY)
        assert tuple(header) == COLUMNS
        assert {len(row) for row in rows} <= {len(COLUMNS)}
