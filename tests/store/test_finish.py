from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.store.samples import RUN, TABLES, N, contents, fill, finished, record

from necsim.provenance import content_hash
from necsim.store import claim, files


@pytest.mark.parametrize("cuts", [(0, 1, 2, 350, N), range(0, N + 1, 7), (0, 699, N)])
def test_every_byte_is_the_same_however_the_replicates_were_cut(
    tmp_path: Path, cuts: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("necsim.store.folder._ROW_GROUP", 64)
    finished(tmp_path / "whole")
    finished(tmp_path / "cut", cuts=list(cuts))
    assert contents(tmp_path / "whole") == contents(tmp_path / "cut")


def test_every_byte_is_the_same_however_many_threads_write(tmp_path: Path) -> None:
    code = "import sys; from tests.store import samples; samples.finished(sys.argv[1])"
    for threads in ("1", "4"):
        environment = os.environ | {
            "POLARS_MAX_THREADS": threads,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        call = [sys.executable, "-c", code, str(tmp_path / threads)]
        subprocess.run(call, env=environment, check=True)
    assert contents(tmp_path / "1") == contents(tmp_path / "4")


def test_a_finished_folder_holds_these_files_and_lists_them(tmp_path: Path) -> None:
    path = finished(tmp_path).path
    found = sorted(contents(path))
    assert found == [
        "datapackage.json",
        "draws.parquet",
        "forecast.xlsx",
        "run.json",
        "tables/candidates.csv",
        "tables/control.csv",
        "tables/seats.csv",
    ]
    listed = json.loads((path / "run.json").read_text())["files"]
    assert list(listed) == [name for name in found if name != "run.json"]
    assert not (path / "blocks").exists()


@pytest.mark.parametrize("last", ["draws.parquet", "seats.csv", "datapackage.json", "run.json"])
def test_a_crash_leaves_no_run_json_and_can_be_resumed(
    tmp_path: Path, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fill(claim(tmp_path, RUN))
    whole = files.write_whole

    def crash(path: Path, writer: files.Writer) -> None:
        if path.name == last:
            raise KeyboardInterrupt
        whole(path, writer)

    monkeypatch.setattr(files, "write_whole", crash)
    with pytest.raises(KeyboardInterrupt):
        folder.finish(TABLES, record())
    assert not folder.finished
    assert not (tmp_path / "tiny" / "latest").exists()
    monkeypatch.undo()
    claim(tmp_path, RUN, resume=True).finish(TABLES, record())
    finished(tmp_path / "other")
    assert (folder.path / "draws.parquet").read_bytes() == (
        tmp_path / "other" / "tiny" / content_hash(RUN) / "draws.parquet"
    ).read_bytes()


def test_what_a_killed_run_left_half_written_is_swept(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN))
    (folder.path / ".writing-1-forecast.xlsx").write_text("half")
    (folder.path / "blocks" / ".writing-1-0000000000-0000000700.arrow").write_text("half")
    assert folder.missing(N) == []
    folder.finish(TABLES, record())
    assert not [name for name in contents(folder.path) if "writing" in name]


def test_latest_holds_the_newest_run_and_nothing_of_the_older(tmp_path: Path) -> None:
    finished(tmp_path)
    newer = RUN._replace(seed=8)
    folder = fill(claim(tmp_path, newer))
    folder.finish({"seats": TABLES["seats"]}, record(newer))
    latest = contents(tmp_path / "tiny" / "latest")
    assert sorted(latest) == ["run.json", "tables/seats.csv"]
    assert latest["run.json"] == (folder.path / "run.json").read_bytes()


def test_what_people_put_beside_the_newest_run_stays(tmp_path: Path) -> None:
    finished(tmp_path)
    own = tmp_path / "tiny" / "latest" / "my charts.xlsx"
    own.write_text("linked to tables/seats.csv")
    finished(tmp_path, RUN._replace(seed=8))
    assert own.is_file()
