from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.store.samples import RUN, TABLES, draws, fill, finished

from necsim.errors import DataError
from necsim.provenance import content_hash
from necsim.store import claim, read_run


def test_run_json_says_what_made_the_run_and_nothing_of_time_or_place(tmp_path: Path) -> None:
    said = json.loads((finished(tmp_path).path / "run.json").read_text())
    assert list(said) == [
        "schema_version",
        "scenario",
        "title",
        "as_of",
        "hash",
        "seed",
        "sampler",
        "replicates",
        "replicates_asked",
        "precision",
        "ballots",
        "headline",
        "environment",
        "resolved",
        "files",
        "seal",
    ]
    assert said["resolved"] == {"id": "tiny", "tail": "inf"}
    assert said["precision"] == {"asked": None, "reached": 0.02, "stopped": "replicates asked"}


def test_a_run_is_read_back_from_folder_latest_and_run_json(tmp_path: Path) -> None:
    folder = finished(tmp_path)
    for path in (folder.path, folder.path / "run.json", tmp_path / "tiny" / "latest"):
        run = read_run(path)
        assert run.record["hash"] == content_hash(RUN)
        assert pl.read_parquet(run.draws).equals(draws())
        assert list(run.tables) == list(TABLES)
        for name, expected in TABLES.items():
            assert run.tables[name].equals(expected), name
            assert run.tables[name].schema == expected.schema


def test_what_is_no_finished_run_is_refused(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN))
    for path in (folder.path, folder.path / "run.json", tmp_path / "absent"):
        with pytest.raises(DataError, match="is no finished run"):
            read_run(path)


def test_the_folder_of_all_runs_leads_to_the_newest(tmp_path: Path) -> None:
    finished(tmp_path)
    with pytest.raises(DataError, match=r"no run\.json\); name .*latest$"):
        read_run(tmp_path / "tiny")


@pytest.mark.parametrize("damage", [b"{", b"[]", b"{}", b'{"schema_version": 0}', b"\xff\xfe"])
def test_a_damaged_run_is_refused(tmp_path: Path, damage: bytes) -> None:
    finished(tmp_path)
    latest = tmp_path / "tiny" / "latest"
    (latest / "run.json").write_bytes(damage)
    with pytest.raises(DataError, match="cannot be read as a run"):
        read_run(latest)


def test_a_run_that_lacks_one_of_its_tables_is_refused(tmp_path: Path) -> None:
    folder = finished(tmp_path)
    (folder.path / "tables" / "seats.csv").unlink()
    with pytest.raises(DataError, match=r"cannot be read as a run .*seats\.csv.*--force"):
        read_run(folder.path)
