from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calls import TINY
from tests.cli.conftest import Call


def write(name: str, *changes: tuple[str, str]) -> None:
    text = TINY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    Path(name).write_text(text, encoding="utf-8")


def test_a_good_file_is_said_to_be_good(call: Call) -> None:
    assert call("check tiny.toml") == (0, "tiny.toml: no faults\n", "")


def test_every_fault_of_every_file_is_the_answer(call: Call) -> None:
    write("one.toml", ("seats = 2", "seats = 0"), ("turnout = 0.3", 'turnout = "30%"'))
    write("two.toml", ("left = 0.5", "left = 1.5"))
    code, out, err = call("check one.toml tiny.toml two.toml absent.toml")
    assert (code, err) == (3, "")
    for words in (
        "one.toml: contests.clp.seats\n",
        "one.toml: contests.clp.turnout\n",
        "tiny.toml: no faults\n",
        "two.toml: support.left\n",
        "absent.toml\n    there is no such file\n",
    ):
        assert words in out
    assert out.endswith("\n4 faults\n")


def test_a_fault_is_listed_once_however_often_it_is_met(call: Call) -> None:
    write("base.toml", ("seats = 2", "seats = 0"))
    for name in ("one.toml", "two.toml"):
        Path(name).write_text('format = 1\nextends = "base.toml"\n', encoding="utf-8")
    code, out, _ = call("check one.toml two.toml one.toml")
    assert code == 3
    assert out.count("base.toml: contests.clp.seats\n") == 1
    assert out.endswith("\n1 fault\n")


def test_numbers_that_cannot_be_met_together_are_faults(call: Call) -> None:
    behaviour = "turnout = 0.3\nbehaviour = { discipline = 0.95, votes_used = 0.55 }"
    write("few.toml", ("turnout = 0.3", behaviour))
    code, out, err = call("check few.toml")
    assert (code, err) == (3, "")
    assert "few.toml: contests.clp.behaviour.votes_used\n" in out
    assert call("run few.toml --no-files") == (3, "", out)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.toml", b"", "format\n    is missing"),
        ("broken.toml", b"format = = 1", "broken.toml: line 1"),
        ("binary.toml", b"\x7fELF\xff\xfe\x00", "not UTF-8 text"),
        ("nul.toml", b"format = 1\x00", "not TOML"),
        ("folder", None, "is a folder"),
    ],
)
def test_what_is_no_scenario_is_a_fault_of_every_command(
    call: Call, name: str, content: bytes | None, words: str
) -> None:
    if content is None:
        Path(name).mkdir()
    else:
        Path(name).write_bytes(content)
    for command in ("check", "show", "run"):
        code, out, err = call(f"{command} {name}")
        assert code == 3
        assert words in (out if command == "check" else err)


def test_a_file_that_may_not_be_read_is_a_fault(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    code, out, _ = call("check tiny.toml")
    assert code == 3
    assert "tiny.toml\n    cannot be read: Permission denied\n" in out


def test_the_schema_is_json_and_knows_the_keys(call: Call) -> None:
    code, out, err = call("check --schema")
    assert (code, err) == (0, "")
    assert "contests" in json.loads(out)["properties"]


def test_without_a_file_there_is_nothing_to_check(call: Call) -> None:
    assert call("check") == (2, "", "check needs a file: necsim check FILE…\n")
