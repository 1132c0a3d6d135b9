from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.cli.calls import tree
from tests.cli.conftest import Call

TABLES = (
    *("candidates", "seats", "committee", "control", "assumptions", "contests", "transfers"),
    "swing",
)


def test_every_format_says_the_same(call: Call, run: Path) -> None:
    before = tree(run)
    code, out, err = call(f"export {run} --to csv,xlsx,parquet,json -o out")
    assert (code, err) == (0, "")
    made = tree(Path("out"))
    assert out.split()[1::2] == [f"out/{name}" for name in sorted(made, key=out.index)]
    said = json.loads(made["forecast.json"])
    for table in TABLES:
        assert made[f"tables/{table}.csv"] == before[f"tables/{table}.csv"]
        frame = pl.read_parquet(f"out/tables/{table}.parquet")
        assert frame.to_dicts() == said[table]
    assert made["forecast.xlsx"] == before["forecast.xlsx"]
    assert tree(run) == before


def test_without_a_place_it_goes_into_the_run_s_own_folder(call: Call, run: Path) -> None:
    before = tree(run)
    for place in (run, run / "run.json", run.parent / "latest"):
        (run / "forecast.json").unlink(missing_ok=True)
        assert call(f"export {place} --to json,csv").code == 0
        assert tree(run).keys() - before.keys() == {"forecast.json"}
    assert {name: tree(run)[name] for name in before} == before
    assert not (run.parent / "latest" / "forecast.json").exists()


def test_a_forecast_in_json_holds_no_time_and_no_place(call: Call, run: Path) -> None:
    call(f"export {run} --to json -o out")
    said = json.loads(Path("out/forecast.json").read_text(encoding="utf-8"))
    assert (said["elapsed_seconds"], said["path"]) == ({}, None)


@pytest.mark.parametrize("formats", ["gif", "", "csv,", "CSV", "csv,docx"])
def test_what_is_no_format_is_refused(call: Call, formats: str) -> None:
    code, out, err = call(f"export nowhere --to '{formats}'")
    assert (code, out) == (2, "")
    assert "not a format; there are csv, xlsx, parquet, json, html, svg, png" in err


@pytest.mark.parametrize("place", ["absent", ".", "tiny.toml", "results/tiny"])
def test_what_is_no_finished_run_is_refused(call: Call, run: Path, place: str) -> None:
    code, out, err = call(f"export {place} --to csv")
    assert (code, out) == (3, "")
    assert "is no finished run" in err


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"schema_version": 0}'])
def test_a_damaged_run_is_refused(call: Call, run: Path, damage: str) -> None:
    (run / "run.json").write_text(damage)
    for line in (f"export {run} --to csv", "run tiny.toml"):
        code, out, err = call(line)
        assert (code, out) == (3, "")
        assert "--force" in err


def test_several_runs_stand_side_by_side(call: Call, run: Path) -> None:
    other = Path(call("run tiny.toml -q --seed 77").out.split()[-1])
    code, _, err = call(f"export {run} {other} --to csv,xlsx,parquet,json -o both")
    assert (code, err) == (0, "")
    names = [f"tiny/{run.name}", f"tiny/{other.name}"]
    for table in TABLES:
        frame = pl.read_parquet(f"both/tables/{table}.parquet")
        alone = [pl.read_csv(folder / "tables" / f"{table}.csv") for folder in (run, other)]
        assert frame.columns == ["run", *alone[0].columns]
        assert frame["run"].to_list() == [
            name for name, part in zip(names, alone, strict=True) for _ in range(len(part))
        ]
    seats = pl.read_excel("both/forecast.xlsx", sheet_name="seats")
    # A workbook keeps fifteen digits of a number.
    assert_frame_equal(seats, pl.read_csv("both/tables/seats.csv"), check_dtypes=False)
    documents = json.loads(Path("both/forecast.json").read_text(encoding="utf-8"))
    assert [document["seed"] for document in documents] == [5, 77]


def test_several_runs_need_a_place(call: Call, run: Path) -> None:
    code, _, err = call(f"export {run} {run} --to csv")
    assert code == 2
    assert "--output" in err
