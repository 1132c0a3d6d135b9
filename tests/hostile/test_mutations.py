"""Thousands of spoilt files: refused with words or read, never a fault of ours, nothing lost.

Every input is known by its number: `NECSIM_MUTATIONS=20000` tries so many (`make hostile`).
"""

from __future__ import annotations

import os
import random
import shlex
import shutil
from pathlib import Path

import pytest
from tests.cli.calls import tree
from tests.hostile.mutate import Spoilt
from tests.hostile.samples import SAMPLES, Sample, lay_out

from necsim.cli.app import main

INPUTS = int(os.environ.get("NECSIM_MUTATIONS", "600"))


@pytest.fixture
def laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder of its own that holds every sample, a finished run among them."""
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    lay_out(inside)
    (inside / "tiny.toml").write_text((inside / "scenario.toml").read_text(), encoding="utf-8")
    assert main(["run", "tiny.toml", "-q", "--no-report"]) == 0
    return tmp_path


def spoil(sample: Sample, content: bytes, number: int) -> tuple[str, Spoilt]:
    """Spoil a file by its number, and choose the command that reads it."""
    chance = random.Random(number)
    known = bool(sample.faults) and chance.random() < 0.3
    mutator = chance.choice(sample.faults if known else sample.mutators)
    return chance.choice(sample.lines).format(sample.file), mutator(content, chance)


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize("name", SAMPLES)
def test_spoilt_files_are_refused_with_words_or_read(
    name: str, laid: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = SAMPLES[name]
    file, sound = Path(sample.file), Path(sample.file).read_bytes()
    capsys.readouterr()
    for number in range(-(-INPUTS // len(SAMPLES))):
        line, spoilt = spoil(sample, sound, number)
        file.write_bytes(spoilt.content)
        before = tree(laid)
        code = main(shlex.split(line))
        said = capsys.readouterr()
        told = f"input {number} of {name}: {line}: exit {code}\n{said.err}"
        assert code == 3 if spoilt.is_fault else code in (0, 3), told
        assert "Traceback" not in said.err, told
        assert (said.out + said.err).strip(), told
        shutil.rmtree("out", ignore_errors=True)
        assert tree(laid) == before, told
