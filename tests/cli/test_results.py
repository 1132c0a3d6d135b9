"""The folder that a run leaves: its files, their content, and what they do not depend on."""

from __future__ import annotations

import csv
import io
import json
import platform
import shutil
import subprocess
from pathlib import Path

import polars as pl
import pytest
from tests.cli.calls import tree
from tests.cli.conftest import Call

from necsim import columns
from necsim.engine import pace

TABLES = (
    *("candidates", "seats", "committee", "control", "assumptions", "contests", "transfers"),
    "swing",
)
OWN = {
    "run.json",
    "draws.parquet",
    "datapackage.json",
    "forecast.xlsx",
    "report.html",
    *(f"tables/{name}.csv" for name in TABLES),
}


def test_the_files_are_exactly_those_promised(run: Path) -> None:
    linked = OWN - {"draws.parquet", "datapackage.json"}
    assert run.parent == Path("results/tiny")
    assert tree(run.parent).keys() == {
        *(f"{run.name}/{name}" for name in OWN),
        *(f"latest/{name}" for name in linked),
        "history.csv",
    }
    for name in linked:
        assert (run.parent / "latest" / name).read_bytes() == (run / name).read_bytes()


def test_run_json_says_what_was_run_and_lists_the_files(run: Path) -> None:
    said = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert (said["scenario"], said["title"], said["as_of"]) == ("tiny", "Tiny", "2018-01-11")
    assert (said["seed"], said["sampler"], said["replicates"]) == (5, "flows", 40)
    assert said["hash"] == run.name
    assert set(said["files"]) == OWN - {"run.json"}
    assert said["resolved"]["contests"]["clp"]["seats"] == 2
    draws = pl.read_parquet(run / "draws.parquet")
    assert said["ballots"] == draws["ballots.clp"].sum()


def test_tables_have_their_columns_and_draws_their_families(run: Path) -> None:
    for name in TABLES:
        text = (run / "tables" / f"{name}.csv").read_text(encoding="utf-8")
        assert next(csv.reader(io.StringIO(text))) == list(columns.schema(name))
    draws = pl.read_parquet(run / "draws.parquet")
    assert draws.columns[0] == "replicate"
    assert draws["replicate"].to_list() == list(range(40))
    for column, dtype in draws.schema.items():
        assert str(dtype) == columns.family(column).dtype, column
    resources = json.loads((run / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    described = {each["name"]: each["schema"]["fields"] for each in resources}
    assert [field["name"] for field in described["draws"]] == draws.columns


def test_no_file_names_the_host(run: Path) -> None:
    host = platform.node().encode()
    readable = [content for name, content in tree(run).items() if name.endswith((".json", ".csv"))]
    assert host
    assert not [content for content in readable if b'"' + host + b'"' in content]


def test_history_has_a_line_a_run_in_the_order_of_dates(call: Call, run: Path) -> None:
    call("run tiny.toml --seed 6 -q")
    call("run tiny.toml -q")
    lines = pl.read_csv(run.parent / "history.csv", schema_overrides={"run": pl.String})
    assert lines.columns[:5] == ["as_of", "run", "title", "replicates", "seed"]
    assert sorted(lines["seed"]) == [5, 6]
    assert run.name in set(lines["run"])
    assert "control.left" in lines.columns


def test_latest_is_the_run_asked_for_last(call: Call, run: Path) -> None:
    newer = Path(call("run tiny.toml --seed 6 -q").out.split()[-1])
    latest = run.parent / "latest" / "run.json"
    assert latest.read_bytes() == (newer / "run.json").read_bytes()
    call("run tiny.toml -q")
    assert latest.read_bytes() == (run / "run.json").read_bytes()


def test_the_workbook_reads_back_as_the_tables(run: Path) -> None:
    sheets = pl.read_excel(run / "forecast.xlsx", sheet_id=0, raise_if_empty=False)
    assert set(sheets) == {"Cover", "Dictionary", "Provenance", "all", *TABLES}
    for name in ("candidates", "seats", "control"):
        told = pl.read_csv(run / "tables" / f"{name}.csv")
        assert sheets[name].columns == told.columns
        assert sheets[name]["p"].to_list() == pytest.approx(told["p"].to_list(), abs=1e-12)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_the_workbook_opens_in_libreoffice(run: Path) -> None:
    convert = ["soffice", "--headless", "--convert-to", "csv", "--outdir", "converted"]
    subprocess.run([*convert, str(run / "forecast.xlsx")], check=True, capture_output=True)
    assert "Tiny" in Path("converted/forecast.csv").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("largest", [1, 7, 300])
def test_bytes_do_not_depend_on_slices_threads_or_place(
    reporting: Call, monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    replicates = 40 if largest == 1 else 700
    usual = reporting(f"run tiny.toml -n {replicates} -j 2 -o usual")
    monkeypatch.setattr(pace, "LARGEST_SLICE", largest)
    monkeypatch.setattr(pace, "TASK_SECONDS", 1e9)
    cut = reporting(f"run tiny.toml -n {replicates} -j 1 -o some/where")
    assert tree(Path("usual")) == tree(Path("some/where"))
    assert usual.out.splitlines()[:-1] == cut.out.splitlines()[:-1]
