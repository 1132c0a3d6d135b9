"""A results folder that was edited is refused, and leads nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.store.samples import finished

from necsim.errors import DataError, UsageError
from necsim.store import doubting, read_run
from necsim.store.seal import read_sealed, seal


def test_a_table_that_was_edited_is_named(tmp_path: Path) -> None:
    path = finished(tmp_path).path
    table = path / "tables" / "seats.csv"
    table.write_bytes(table.read_bytes() + b"\r\n")
    with pytest.raises(DataError, match=r"tables/seats.csv is not as it was left.*--force"):
        read_run(path)


def test_draws_that_were_edited_are_not_read(tmp_path: Path) -> None:
    run = read_run(finished(tmp_path).path)
    assert run.whole_draws().collect().height == run.record["replicates"]
    run.draws.write_bytes(run.draws.read_bytes()[:-1] + b"x")
    with pytest.raises(DataError, match=r"draws.parquet is not as it was left.*--force"):
        run.whole_draws()


@pytest.mark.parametrize("said", [40, 3_000_000])
def test_draws_of_more_rows_than_were_run_or_than_are_read_back_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: int
) -> None:
    folder = finished(tmp_path).path
    # Three million equal numbers take some hundred bytes.
    pl.select(pl.repeat(1, 3_000_000).alias("seats.clp.left")).write_parquet(
        folder / "draws.parquet"
    )
    record = json.loads((folder / "run.json").read_text(encoding="utf-8")) | {"replicates": said}
    made = [folder / name for name in record.pop("files")]
    del record["seal"]
    (folder / "run.json").write_text(json.dumps(seal(record, folder, made)), encoding="utf-8")
    monkeypatch.setattr("necsim.store.record.MOST_READ_BACK", 2_000_000)
    words = f"it has 3,000,000 rows, {said:,} replicates were run, and at most 2,000,000 are read"
    with pytest.raises(DataError, match=words):
        read_run(folder).whole_draws()


def test_what_nothing_can_be_made_of_is_a_fault_of_the_folder_and_errors_of_ours_stay() -> None:
    words = r"^a, b: .*no run.*KeyError: 'left'.*--force"
    with pytest.raises(DataError, match=words), doubting(Path("a"), Path("b")):
        raise KeyError("left")
    for ours in (UsageError("stays"), OSError("stays")):
        with pytest.raises(type(ours), match="stays"), doubting(Path("a")):
            raise ours


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
