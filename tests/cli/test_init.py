from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.calls import tree
from tests.cli.conftest import Call


@pytest.mark.parametrize("flags", ["", "--csv"])
def test_the_starter_has_no_faults_and_runs(call: Call, flags: str) -> None:
    code, out, err = call(f"init new {flags}")
    assert code == 0
    assert "wrote new/board-election.toml\n" in out
    assert err == "next: necsim run new/board-election.toml\n"
    assert call("check new/board-election.toml").code == 0
    assert call("run new/board-election.toml -n 5 --no-files").code == 0


def test_the_tables_hold_what_the_plain_starter_says(call: Call) -> None:
    call("init plain")
    call("init tables --csv")
    assert {path.name for path in Path("tables").iterdir()} == {
        "board-election.toml",
        "candidates.csv",
        "seats.csv",
    }
    answers = [
        call(f"run {name}/board-election.toml -n 20 --no-files") for name in ("plain", "tables")
    ]
    assert answers[0] == answers[1]


def test_what_is_there_is_kept_unless_forced(call: Call) -> None:
    call("init new")
    Path("new/board-election.toml").write_text("mine")
    code, out, err = call("init new --csv")
    assert (code, out) == (2, "")
    assert err == "new/board-election.toml: already there; --force writes over it\n"
    assert tree(Path("new")) == {"board-election.toml": b"mine"}
    assert call("init new --csv --force").code == 0
    assert call("check new/board-election.toml").code == 0


def test_the_hint_can_be_pasted(call: Call) -> None:
    assert call("init 'my board'").err == "next: necsim run 'my board/board-election.toml'\n"


def test_a_place_that_is_a_file_is_refused(call: Call) -> None:
    code, out, err = call("init tiny.toml")
    assert (code, out) == (4, "")
    assert "a file stands where a folder is wanted" in err
