from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calls import TINY
from tests.cli.conftest import Call


def test_history_lists_every_id_with_its_tables(call: Call) -> None:
    code, out, err = call("show --history")
    assert (code, err) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert "results" in lines["nec-2018-01"]
    assert "committees" in lines["nec-2017-12"]


@pytest.mark.compiled  # inverting takes thousands of readings
def test_history_prints_what_is_known_of_one_contest(call: Call) -> None:
    code, out, _ = call("show nec-2018-01 --history")
    assert code == 0
    assert "68388" in out
    assert "source: " in out
    document = json.loads(call("show nec-2018-01 --history --json").out)
    votes = {row["candidate"]: row["votes"] for row in document["nec-2018-01"]["results"]}
    assert votes["dar"] == 68388


def test_an_unknown_id_ends_with_3_and_names_the_nearest(call: Call) -> None:
    code, out, err = call("show nec-2018-1 --history")
    assert (code, out) == (3, "")
    assert 'did you mean "nec-2018-' in err


def test_show_without_a_file_says_what_it_needs(call: Call) -> None:
    assert call("show").code == 2


@pytest.mark.compiled  # inverting takes thousands of readings
def test_a_block_vote_is_read_back_as_support(call: Call) -> None:
    out = call("show cac-2017-09 --history").out
    assert "read back at the reference values" in out
    assert "left: support 0." in out
    document = json.loads(call("show cac-2017-09 --history --json").out)
    slates = document["cac-2017-09"]["read_back"]["slates"]
    assert slates["left"]["support"] > slates["centre_right"]["support"] > 0.0
    assert "read_back" not in json.loads(call("show nec-2020-11 --history --json").out)


def test_a_scenario_shows_the_past_that_it_names(call: Call) -> None:
    Path("past").mkdir()
    row = "club-2024-05,2024-05-03,2024-05-04,block,2,2,minutes"
    table = f"contest,date,published,rule,seats,votes,source\n{row}\n"
    Path("past/contests.csv").write_text(table, encoding="utf-8")
    Path("club.toml").write_text(
        TINY.replace("format = 1", 'format = 1\nhistory = "past"'), "utf-8"
    )
    assert "club-2024-05" in call("show club.toml --history").out
    assert "minutes" in call("show club.toml club-2024-05 --history").out
    assert "club-2024-05" not in call("show --history").out
    assert call("show club.toml club-2024-05").code == 2
