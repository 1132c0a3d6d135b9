"""Pages that show commands with their output show what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from necsim.cli.app import main

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"```\n\$ necsim (?P<line>[^\n]+)\n(?P<shown>.*?)\n```", re.DOTALL)
SHOWN = [
    pytest.param(match["line"], match["shown"], id=match["line"])
    for match in BLOCK.finditer((ROOT / "docs/questions.md").read_text(encoding="utf-8"))
]


def test_there_are_seven_questions() -> None:
    assert len(SHOWN) == 7


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize(("line", "shown"), SHOWN)
def test_a_command_prints_what_the_page_shows(
    line: str, shown: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    assert main([*shlex.split(line), "--no-files"]) == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.rstrip().splitlines()]
    assert printed == shown.splitlines()
