"""Readers take any bytes: something is read, or what is wrong is said; nothing else is raised."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.samples import BALLOTS, BLT, EVIDENCE, POLLS

from necsim.count import read_ballots
from necsim.errors import Fault, NecsimError
from necsim.scenario import load_scenario
from necsim.scenario.tables import read_rows
from necsim.studies.axes import read_axis

# Bytes of any kind, and stretches of sound files in any order: those get further.
PARTS = [*BLT.splitlines(True), *BALLOTS.splitlines(True), *EVIDENCE.splitlines(True)]
mixed = st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=12).map("".join)
anything = st.binary(max_size=200) | mixed.map(lambda text: text.encode("utf-8", "surrogatepass"))
quick = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


def refusal(read: Callable[[], object]) -> str:
    """Say with what words something is not read; none where it is."""
    try:
        read()
    except NecsimError as error:
        return str(error) or "without a word"
    return ""


@pytest.mark.parametrize("name", ["a.blt", "a.csv", "a.blt.gz"])
@quick
@given(content=anything)
def test_ballots(name: str, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    said = refusal(lambda: read_ballots(file))
    assert not said or str(file) in said


@quick
@given(content=anything)
def test_scenarios(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(content)
    (tmp_path / "polls.csv").write_text(POLLS, encoding="utf-8")
    said = refusal(lambda: load_scenario(file))
    assert not said or "a.toml" in said or "polls.csv" in said


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@quick
@given(content=anything)
def test_tables(name: str, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    faults: list[Fault] = []
    rows = list(read_rows(file, ("option", "share"), ("option",), faults))
    assert all(str(file) in fault.file for fault in faults)
    assert not (rows and any(fault.file == str(file) for fault in faults))


@quick
@given(text=mixed | st.text(max_size=30), value=st.text(max_size=20))
def test_changes_on_the_command_line(text: str, value: str, tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    file.write_text(EVIDENCE.replace("polls.csv", "p.csv"), encoding="utf-8")
    (tmp_path / "p.csv").write_text(POLLS, encoding="utf-8")
    for change in (text, f"contests.clp.{text}={value}", f"turnout={value}"):
        assert refusal(partial(load_scenario, file, [change])) != "without a word"
    assert refusal(partial(read_axis, text)) != "without a word"
