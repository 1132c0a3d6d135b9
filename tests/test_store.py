from __future__ import annotations

import csv
import errno
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from necsim import columns
from necsim.errors import DataError, RunError
from necsim.provenance import Provenance, content_hash
from necsim.store import Folder, Outcome, Record, claim, files, read_run, run_record

N = 700
RUN = Provenance(
    scenario="tiny",
    title='Tiny, with a comma and a "quote"',
    as_of="2018-01-11",
    content='{"id":"tiny","tail":"inf"}',
    seed=7,
    sampler="flows",
    replicates=N,
)
ENVIRONMENT = {"necsim": "0.1.0", "cpu": "any"}
CHANCE = (0.25, 0.01, 0.23, 0.27, N)


def table(name: str, *rows: tuple[object, ...]) -> pl.DataFrame:
    schema = {column: getattr(pl, dtype) for column, dtype in columns.schema(name).items()}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


TABLES = {
    "candidates": table(
        "candidates",
        ("clp", "ann", 'Ann "=1+1" Ämes, MP', "", "left", *CHANCE, 1 / 3, 100, 200),
        ("clp", "bea", "Bea Bell", "grassroots", "left", *CHANCE, 2.5, None, 200),
    ),
    "seats": table(
        "seats",
        ("clp", "left", 0, 0.25, 0.01, 0.23, 0.27, N),
        ("clp", "left", 1, 0.75, 0.01, 0.73, 0.77, N),
        ("clp", "independent", 0, 0.75, 0.01, 0.73, 0.77, N),
        ("clp", "independent", 1, 0.25, 0.01, 0.23, 0.27, N),
    ),
    "control": table("control", ("left", "faction", *CHANCE), ("nobody", "none", *CHANCE)),
}


def draws(start: int = 0, stop: int = N) -> pl.DataFrame:
    # Python's own arithmetic: Polars rounds a frame of one row differently from a longer one.
    index = range(start, stop)
    return pl.DataFrame(
        {
            "replicate": pl.Series(index, dtype=pl.Int32),
            "seats.clp.left": pl.Series([r % 3 for r in index], dtype=pl.UInt8),
            "elected.clp.ann": [r % 2 == 0 for r in index],
            "margin.clp": pl.Series([r / 7 if r % 7 else None for r in index], dtype=pl.Float64),
            "turnout.clp": pl.Series([r / 11 for r in index], dtype=pl.Float32),
        }
    )


def record(provenance: Provenance = RUN, replicates: int = N) -> Record:
    outcome = Outcome(replicates, 12_345, 0.02, "replicates asked", "Left wins.")
    return run_record(provenance, outcome, ENVIRONMENT)


def fill(folder: Folder, cuts: Sequence[int] = (0, N)) -> Folder:
    for start, stop in pairwise(cuts):
        folder.keep(start, draws(start, stop))
    return folder


def finished(root: Path, provenance: Provenance = RUN, cuts: Sequence[int] = (0, N)) -> Folder:
    folder = fill(claim(root, provenance), cuts)
    folder.write("forecast.xlsx", lambda path: path.write_bytes(b"workbook"))
    folder.finish(TABLES, record(provenance))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def test_a_new_folder_is_named_by_scenario_and_hash(tmp_path: Path) -> None:
    folder = claim(tmp_path, RUN)
    assert folder.path == tmp_path / "tiny" / content_hash(RUN)
    assert folder.path.is_dir()
    assert not folder.finished
    assert folder.missing(N) == [(0, N)]


def test_a_begun_folder_is_refused_with_both_remedies(tmp_path: Path) -> None:
    claim(tmp_path, RUN).keep(0, draws(0, 10))
    with pytest.raises(RunError, match=r"begun.*--resume.*--force"):
        claim(tmp_path, RUN)


def test_resume_goes_on_with_what_is_there_and_force_empties_it(tmp_path: Path) -> None:
    claim(tmp_path, RUN).keep(100, draws(100, 200))
    assert claim(tmp_path, RUN, resume=True).missing(N) == [(0, 100), (200, N)]
    assert claim(tmp_path, RUN, force=True).missing(N) == [(0, N)]


def test_a_folder_claimed_without_a_block_is_free(tmp_path: Path) -> None:
    claim(tmp_path, RUN)
    assert not claim(tmp_path, RUN).finished


def test_a_finished_folder_says_so_until_it_is_forced(tmp_path: Path) -> None:
    finished(tmp_path)
    assert claim(tmp_path, RUN).finished
    assert claim(tmp_path, RUN, resume=True).finished
    assert not claim(tmp_path, RUN, force=True).finished


@pytest.mark.parametrize("scenario", ["..", ".", "", "a/b", "../tiny", "/tmp/tiny"])
def test_an_id_that_leads_out_of_the_root_is_refused(tmp_path: Path, scenario: str) -> None:
    with pytest.raises(RunError, match="leads out of"):
        claim(tmp_path / "root", RUN._replace(scenario=scenario))
    assert not list(tmp_path.iterdir())


def test_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "tiny").symlink_to(tmp_path)
    with pytest.raises(RunError, match="leads out of"):
        claim(tmp_path / "root", RUN, force=True)


def test_missing_is_cut_at_the_replicates_asked(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN), (100, 200, 300))
    assert folder.missing(150) == [(0, 100)]
    assert folder.missing(50) == [(0, 50)]
    assert folder.missing(400) == [(0, 100), (300, 400)]


def test_overlapping_blocks_are_read_once(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN), (0, 100, 200))
    folder.keep(0, draws(0, 150))
    assert folder.missing(200) == [(150, 200)]
    folder.keep(150, draws(150, 250))
    assert folder.draws(250).collect().equals(draws(0, 250))
    assert len(folder.blocks()) == 2


def test_draws_come_back_in_order_and_cut(tmp_path: Path) -> None:
    folder = claim(tmp_path, RUN)
    for start in (400, 0, 200):
        folder.keep(start, draws(start, start + 200))
    assert folder.draws(450).collect().equals(draws(0, 450))


def test_draws_with_a_gap_are_refused(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN), (100, 200))
    with pytest.raises(RunError, match="replicates 0 to 99 are missing"):
        folder.draws(200)


@pytest.mark.parametrize("cuts", [(0, 1, 2, 350, N), range(0, N + 1, 7), (0, 699, N)])
def test_every_byte_is_the_same_however_the_replicates_were_cut(
    tmp_path: Path, cuts: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("necsim.store.folder._ROW_GROUP", 64)
    finished(tmp_path / "whole")
    finished(tmp_path / "cut", cuts=list(cuts))
    assert contents(tmp_path / "whole") == contents(tmp_path / "cut")


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
    assert listed == [name for name in found if name != "run.json"]
    assert not (path / "blocks").exists()


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
    ]
    assert said["resolved"] == {"id": "tiny", "tail": "inf"}
    assert said["precision"] == {"asked": None, "reached": 0.02, "stopped": "replicates asked"}


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


def test_what_a_writer_could_not_complete_is_not_there(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_text("half")
        raise ValueError("no more")

    folder = claim(tmp_path, RUN)
    with pytest.raises(ValueError, match="no more"):
        folder.write("report.html", fail)
    assert not list(folder.path.iterdir())


def test_what_a_killed_run_left_half_written_is_swept(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN))
    (folder.path / ".writing-1-forecast.xlsx").write_text("half")
    (folder.path / "blocks" / ".writing-1-0000000000-0000000700.arrow").write_text("half")
    assert folder.missing(N) == []
    folder.finish(TABLES, record())
    assert not [name for name in contents(folder.path) if "writing" in name]


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        PermissionError(errno.EACCES, "Permission denied"),
        pl.exceptions.ComputeError("underlying IO error: No space left on device"),
    ],
)
def test_a_refusal_by_the_disk_names_path_and_remedy(tmp_path: Path, error: Exception) -> None:
    def fail(_path: Path) -> None:
        raise error

    folder = claim(tmp_path, RUN)
    with pytest.raises(RunError, match=r"forecast\.xlsx: cannot be written.*--resume.*--output"):
        folder.write("forecast.xlsx", fail)


def test_a_root_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").write_text("")
    with pytest.raises(RunError, match="cannot be written"):
        claim(tmp_path / "root", RUN)


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


@pytest.mark.parametrize("damage", [b"{", b"[]", b"\xff\xfe"])
def test_a_damaged_run_is_refused(tmp_path: Path, damage: bytes) -> None:
    finished(tmp_path)
    latest = tmp_path / "tiny" / "latest"
    (latest / "run.json").write_bytes(damage)
    with pytest.raises(DataError, match="cannot be read as a run"):
        read_run(latest)


def test_latest_holds_the_newest_run_and_nothing_of_the_older(tmp_path: Path) -> None:
    finished(tmp_path)
    newer = RUN._replace(seed=8)
    folder = fill(claim(tmp_path, newer))
    folder.finish({"seats": TABLES["seats"]}, record(newer))
    latest = contents(tmp_path / "tiny" / "latest")
    assert sorted(latest) == ["run.json", "tables/seats.csv"]
    assert latest["run.json"] == (folder.path / "run.json").read_bytes()


def history(root: Path) -> list[dict[str, Any]]:
    with (root / "tiny" / "history.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_history_gains_a_line_a_run_by_date(tmp_path: Path) -> None:
    runs = [RUN._replace(as_of=day, seed=seed) for seed, day in ((1, "2018-02-01"), (2, None))]
    for run in (RUN, *runs):
        finished(tmp_path, run)
    lines = history(tmp_path)
    assert [line["as_of"] for line in lines] == ["", "2018-01-11", "2018-02-01"]
    assert lines[1] == {
        "as_of": "2018-01-11",
        "run": content_hash(RUN),
        "title": RUN.title,
        "replicates": "700",
        "seed": "7",
        "control.left": "0.25",
        "control.nobody": "0.25",
        "seats.clp.independent": "0",
        "seats.clp.left": "1",
    }


def test_the_same_run_again_replaces_its_line_and_order_does_not_matter(tmp_path: Path) -> None:
    other = RUN._replace(seed=8)
    finished(tmp_path / "a")
    finished(tmp_path / "a", other)
    finished(tmp_path / "b", other)
    finished(tmp_path / "b")
    claim(tmp_path / "b", RUN, force=True)
    finished(tmp_path / "b")
    made = [(tmp_path / root / "tiny" / "history.csv").read_bytes() for root in "ab"]
    assert made[0] == made[1]
    assert len(history(tmp_path / "a")) == 2


def test_csv_is_utf_8_with_crlf_and_quotes_only_where_needed(tmp_path: Path) -> None:
    lines = (finished(tmp_path).path / "tables" / "candidates.csv").read_bytes().split(b"\r\n")
    assert lines[0].decode() == ",".join(columns.schema("candidates"))
    expected = 'clp,ann,"Ann ""=1+1"" Ämes, MP","",left,0.25,0.01,0.23,0.27,700,0.3333333333333333'
    assert lines[1].decode() == f"{expected},100,200"
    assert lines[3] == b""


def test_the_data_package_describes_every_column(tmp_path: Path) -> None:
    path = finished(tmp_path).path
    package = json.loads((path / "datapackage.json").read_text())
    resources = {each["name"]: each for each in package["resources"]}
    assert set(resources) == {*TABLES, "draws"}
    for name, frame in (*TABLES.items(), ("draws", draws())):
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == frame.columns
        assert all(field["description"] and field["type"] for field in fields)
        assert (path / resources[name]["path"]).is_file()
    types = {field["name"]: field["type"] for field in resources["draws"]["schema"]["fields"]}
    assert types["elected.clp.ann"] == "boolean"
    assert types["seats.clp.left"] == "integer"
    assert types["margin.clp"] == "number"
