"""A results folder that was edited is refused, and leads nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.store.samples import finished

from necsim.errors import DataError
from necsim.store import read_run
from necsim.store.seal import read_sealed, seal


def test_a_table_that_was_edited_is_named(tmp_path: Path) -> None:
    path = finished(tmp_path).path
    table = path / "tables" / "seats.csv"
    table.write_bytes(table.read_bytes() + b"\r\n")
    with pytest.raises(DataError, match=r"tables/seats.csv is not as it was left.*--force"):
        read_run(path)


def test_draws_that_were_edited_are_not_read(tmp_path: Path) -> None:
    run = read_run(finished(tmp_path).path)
    assert run.whole_draws() == run.draws
    run.draws.write_bytes(run.draws.read_bytes()[:-1] + b"x")
    with pytest.raises(DataError, match=r"draws.parquet is not as it was left.*--force"):
        run.whole_draws()


@pytest.mark.parametrize("key", ["title", "seed", "resolved", "files"])
def test_a_record_that_was_edited_is_refused(key: str, tmp_path: Path) -> None:
    path = finished(tmp_path).path
    record = json.loads((path / "run.json").read_text(encoding="utf-8"))
    (path / "run.json").write_text(json.dumps(record | {key: "other"}), encoding="utf-8")
    with pytest.raises(DataError, match="not as it was left"):
        read_run(path)


@pytest.mark.parametrize(
    ("key", "value"), [("hash", "../../x"), ("scenario", "../x"), ("scenario", "a/b"), ("hash", "")]
)
def test_a_record_that_is_sealed_leads_nowhere_else(key: str, value: str, tmp_path: Path) -> None:
    record = {"scenario": "tiny", "hash": "0123abcd", key: value}
    (tmp_path / "run.json").write_text(json.dumps(seal(record, tmp_path, [])), encoding="utf-8")
    with pytest.raises(ValueError, match=f"{key} is no name of a folder"):
        read_sealed(tmp_path / "run.json")


def test_a_record_nested_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ValueError, match="nested too deeply"):
        read_sealed(tmp_path / "run.json")
