from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Call

LINES = {
    "support.left": ("0.5", "tiny.toml"),
    "support.right": ("0.25", "--set"),
    "reference.loyalty": ("1.25", "default"),
    "contests.clp.votes": ("2", "contests.clp.seats"),
}


def test_each_value_stands_with_its_origin_and_reason(call: Call) -> None:
    code, out, err = call("show tiny.toml --set support.right=25% --set support.left=0.5")
    assert (code, err) == (0, "")
    assert out.startswith("Tiny (tiny)\n\n")
    assert "\n    a guess\n" in out
    rows = {line.split()[0]: tuple(line.split()[1:]) for line in out.splitlines() if "." in line}
    assert rows["support.right"] == LINES["support.right"]
    assert rows["reference.loyalty"] == LINES["reference.loyalty"]
    assert rows["contests.clp.votes"] == LINES["contests.clp.votes"]


def test_json_is_one_document_with_the_same_rows(call: Call) -> None:
    code, out, err = call("show tiny.toml --json")
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert (said["scenario"], said["title"]) == ("tiny", "Tiny")
    rows = {row["key"]: row for row in said["assumptions"]}
    assert rows["support.left"] == {
        "key": "support.left",
        "value": "0.5",
        "origin": "file",
        "source": "tiny.toml",
        "why": "a guess",
    }


def test_the_keys_listed_are_those_taken(call: Call) -> None:
    code, out, err = call("show tiny.toml --keys --json")
    assert (code, err) == (0, "")
    listed = json.loads(out)
    assert {"support.left", "turnout", "candidates.dee.appeal"} <= set(listed["inputs"])
    assert call("show tiny.toml --set turnout=0.2 --set candidates.dee.appeal=1").code == 0
    plain = call("show tiny.toml --keys").out.split()
    assert set(listed["inputs"]) | set(listed["outcomes"]) <= set(plain)


def test_the_outcomes_listed_are_the_columns_of_draws(call: Call) -> None:
    import polars as pl

    listed = json.loads(call("show tiny.toml --keys --json").out)["outcomes"]
    path = Path(call("run tiny.toml -q").out.split()[-1])
    assert set(listed) == set(pl.read_parquet_schema(path / "draws.parquet")) - {"replicate"}


def test_support_without_a_slate_is_remarked_on(call: Call) -> None:
    line = "show tiny.toml --set contests.clp.slates.blues.withdrawn=true"
    code, out, _ = call(line)
    assert code == 0
    assert "contests.clp: right has no slate here" in out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("seats", "is not key=value"),
        ("=3", "is not key=value"),
        ("nothing=1", 'there is no key "nothing"'),
        ("support.left=200%", "must be at most 1"),
        ("support.lefd=0.2", "left"),
        ("format=2", "can only be set in a file"),
        ("candidates.dee.appeal=nan", "finite"),
    ],
)
def test_a_change_that_cannot_be_made_is_a_fault_of_the_flag(
    call: Call, change: str, words: str
) -> None:
    code, out, err = call(f"show tiny.toml --set {change}")
    assert (code, out) == (3, "")
    assert err.startswith("--set: ")
    assert words in err
