"""A run says what changed since the last one of the same scenario."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.conftest import Call

from necsim.store.seal import seal
from necsim.summary.paired import paired_difference


def second_line(call: Call, flags: str = "") -> str:
    code, out, _ = call(f"run tiny.toml {flags}")
    assert code == 0
    return out.splitlines()[1]


def draws(support: str) -> pl.DataFrame:
    return pl.read_parquet(next(Path(support).glob("tiny/*/draws.parquet")))


def test_the_first_run_has_nothing_before_it(call: Call) -> None:
    assert second_line(call) == ""


def test_the_change_is_paired_and_what_differs_is_named(call: Call) -> None:
    assert second_line(call, "-n 400 -o one") == ""
    assert second_line(call, "-n 400 -o two --set support.left=0.3") == ""
    first, second = (draws(root)["control.left"].to_numpy() for root in ("one", "two"))
    apart = paired_difference(first, second)
    line = second_line(call, "-n 400 -o one --set support.left=0.3")
    assert line.startswith(f"control.left {100 * second.mean():.1f}% (−{100 * -apart.diff:.0f}")
    assert line.endswith(": support.left 0.5 → 0.3, support.right 0.3 → 0.42)")
    assert " points since " in line


def test_more_replicates_are_compared_on_those_both_have(call: Call) -> None:
    second_line(call)
    line = second_line(call, "-n 80")
    assert "no change told since " in line
    assert line.endswith("only the number of replicates differs)")


def test_worlds_that_are_not_shared_are_not_compared(call: Call) -> None:
    second_line(call)
    assert second_line(call, "--seed 6 --set turnout=0.4") == ""


def test_the_same_run_forced_is_not_compared_with_itself(call: Call) -> None:
    second_line(call)
    assert second_line(call, "--force") == ""


def test_no_line_is_made_of_an_earlier_run_that_cannot_be_read(call: Call) -> None:
    second_line(call)
    (Path("results") / "tiny/latest/run.json").write_text("{}", encoding="utf-8")
    assert second_line(call, "--set turnout=0.4") == ""


@pytest.mark.parametrize(
    ("key", "value"), [("replicates", "many"), ("replicates", None), ("resolved", []), ("seed", {})]
)
def test_no_line_is_made_of_a_forged_earlier_run_and_nothing_is_lost(
    call: Call, key: str, value: object
) -> None:
    second_line(call)
    latest = Path("results/tiny/latest/run.json")
    record = json.loads(latest.read_text(encoding="utf-8"))
    home = latest.parents[1] / record["hash"]
    made = [home / name for name in record["files"]]
    forged = {name: each for name, each in record.items() if name != "seal"} | {key: value}
    latest.write_text(json.dumps(seal(forged, home, made)), encoding="utf-8")
    assert second_line(call, "--set support.left=0.3") == ""


@pytest.mark.parametrize("flags", ["--json", "--no-files"])
def test_answers_for_programs_and_runs_without_files_have_no_such_line(
    call: Call, flags: str
) -> None:
    second_line(call)
    assert " since " not in call(f"run tiny.toml --set turnout=0.4 {flags}").out
