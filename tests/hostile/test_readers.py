"""Any bytes at all, given to a reader: a value or an error of ours, nothing else."""

from __future__ import annotations

import contextlib
import gzip
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.calls import TINY

from necsim.count import read_ballots, read_tags
from necsim.errors import DataError, Fault, ScenarioError
from necsim.history import read_history
from necsim.outcomes.parse import parse_event, parse_measure
from necsim.outcomes.tokens import OutcomeError
from necsim.plan import labels_of
from necsim.scenario import load_scenario, make_scenario
from necsim.scenario.tables import CANDIDATES, read_rows
from necsim.store import read_run, read_study

LABELS = labels_of(make_scenario(tomllib.loads(TINY)))
BLT = st.lists(
    st.sampled_from(["4", "2", "0", "-1", "1", "999999999", "(", ")", "=", "-", "#", "/*", "*/",
                     "\n", '"', "A", "\\", "\0", "\u2028", "٣"]), max_size=60
).map(lambda words: " ".join(words).encode())  # fmt: skip
TOML = st.lists(
    st.sampled_from(["format = 1\n", "[", "]", "a", ".", "=", '"', "'", "\n", "{", "}", ",", "1",
                     "[contests.a]\n", "support", "extends", "1e9", "2018-01-01", "\0", "é"]),
    max_size=60,
).map(lambda words: "".join(words).encode())  # fmt: skip
CSV = st.lists(
    st.sampled_from(["id", "A", "B", "count", "number", "tag", ",", ";", "\t", "\n", "\r", '"',
                     "1", "2", "=1", "\0", "contest", "٣"]), max_size=60
).map(lambda words: "".join(words).encode())  # fmt: skip
ANY = st.binary(max_size=200)
quickly = settings(max_examples=150, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readers")


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


@quickly
@given(ANY | TOML)
def test_any_scenario_is_read_or_refused(folder: Path, content: bytes) -> None:
    with contextlib.suppress(ScenarioError):
        load_scenario(put(folder, "any.toml", content))


@quickly
@given(ANY | BLT | CSV, st.sampled_from(["any.blt", "any.csv"]), st.booleans())
def test_any_ballots_are_read_or_refused(
    folder: Path, content: bytes, name: str, packed: bool
) -> None:
    held = gzip.compress(content) if packed else content
    with contextlib.suppress(DataError):
        read_ballots(put(folder, f"{name}.gz" if packed else name, held))


@quickly
@given(ANY | CSV)
def test_any_tables_are_read_or_refused(folder: Path, content: bytes) -> None:
    faults: list[Fault] = []
    list(read_rows(put(folder, "any.csv", content), CANDIDATES, ("id",), faults))
    with contextlib.suppress(DataError):
        read_tags(put(folder, "any.csv", content), 3)
    with contextlib.suppress(DataError):
        read_history(put(folder, "past/results.csv", content).parent)


@quickly
@given(ANY, st.booleans())
def test_any_workbook_is_read_or_refused(folder: Path, content: bytes, led: bool) -> None:
    faults: list[Fault] = []
    held = b"PK\x03\x04" + content if led else content
    assert not list(read_rows(put(folder, "any.xlsx", held), CANDIDATES, ("id",), faults))
    assert faults


@quickly
@given(ANY | st.sampled_from([b"[" * 100_000, b"1", b"[]", b'{"schema_version": 1}']))
def test_any_record_is_read_or_refused(folder: Path, content: bytes) -> None:
    for name, read in (("run.json", read_run), ("study.json", read_study)):
        path = put(folder, f"done/{name}", content)
        with pytest.raises(DataError):
            read(path.parent)


@quickly
@given(st.text(max_size=60) | st.text("()seats.left control and or not <>=0123 ", max_size=60))
def test_any_outcome_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(OutcomeError):
        parse_event(text, LABELS)
    with contextlib.suppress(OutcomeError):
        parse_measure(text, LABELS)
