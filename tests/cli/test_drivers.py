from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.calls import TINY, tree
from tests.cli.conftest import Call

from necsim.cli import drivers
from necsim.studies.drivers import drivers_of_run

STILL = """\
give_or_take = 0
[reference]
unaligned_give_or_take = 0
[contests.clp.behaviour]
discipline_give_or_take = 0
appeal_give_or_take = 0
"""


def test_help_says_what_drivers_does(call: Call) -> None:
    assert f"drivers {drivers.command.__doc__}" in " ".join(call("--help").out.split())


@pytest.mark.slow
@pytest.mark.compiled
def test_a_study_is_kept_and_shown_again(call: Call) -> None:
    code, out, _ = call('drivers tiny.toml --of "seats.left >= 1" --of votes.ann')
    assert code == 0
    folder = Path(out.split()[-1])
    table = pl.read_csv(folder / "tables" / "drivers.csv")
    assert set(table["kind"]) == {"base", "tornado", "still", "share", "fifths"}
    again = call('drivers tiny.toml --of "seats.left >= 1" --of votes.ann')
    assert (again.code, again.out) == (0, out)
    assert "finished before" in again.err


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize("change", ["support.left=0.4", "tail=inf"])
def test_a_run_gives_the_fifths_that_its_scenario_gives(call: Call, change: str) -> None:
    run = Path(call(f"run tiny.toml -q --set {change}").out.split()[-1])
    before = tree(run)
    code, out, err = call(f"drivers {run} --json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    whole = json.loads(call(f"drivers tiny.toml --set {change} --no-files --json").out)
    assert found["drivers"] == [
        row for row in whole["drivers"] if row["kind"] in ("base", "fifths")
    ]
    assert found["path"] is None
    assert tree(run) == before


def test_a_run_is_printed_too_and_named_by_its_file_as_well(call: Call) -> None:
    run = Path(call("run tiny.toml -q").out.split()[-1])
    code, out, err = call(f"drivers {run / 'run.json'} --of control.left")
    assert (code, err) == (0, "")
    assert "by fifths of" in out
    assert "share of variance" not in out
    assert set(drivers_of_run(run)["outcome"]) == {"control.left"}


def test_a_run_takes_no_flags_that_would_change_it(call: Call) -> None:
    run = Path(call("run tiny.toml -q").out.split()[-1])
    for flag in ("--set support.left=0.4", "-n 20", "--seed 3", "--sampler ballots"):
        code, out, err = call(f"drivers {run} {flag}")
        assert (code, out) == (2, "")
        assert "only --of and --json" in err


def test_a_folder_that_is_no_run_is_a_data_fault(call: Call) -> None:
    Path("empty").mkdir()
    code, _, err = call("drivers empty")
    assert code == 3
    assert "no finished run" in err


def test_no_such_outcome_points_at_it(call: Call) -> None:
    code, out, err = call('drivers tiny.toml --of "seats.lefd >= 1"')
    assert (code, out) == (2, "")
    assert "lefd" in err
    assert err.splitlines()[-1].strip() == "^"


@pytest.mark.slow
@pytest.mark.compiled
def test_without_any_uncertainty_it_is_said_that_nothing_varies(call: Call) -> None:
    still = TINY.replace('title = "Tiny"', 'title = "Still"')
    still = still.replace("turnout = 0.3\n", "turnout = 0.3\nturnout_give_or_take = 0\n")
    still = still.replace("[committee.seats]", "[committee]\nshift = 0\n[committee.seats]")
    first, rest = still.split("[run]")
    head, contest = STILL.split("[reference]")
    Path("still.toml").write_text(f"{first}{head}[run]{rest}[reference]{contest}", encoding="utf-8")
    code, out, _ = call("drivers still.toml --no-files --of control.left")
    assert code == 0
    assert "nothing here varies between worlds" in out
