"""Workbook and page: when they are written, and what export makes of runs and studies."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.cli.calls import tree
from tests.cli.conftest import Call

REPORTS = {"forecast.xlsx", "report.html"}
SWEEP = 'sweep tiny.toml --vary support.left=0.4,0.5,0.6 --of "seats.left >= 1" -n 100 -q'


def folder(call: Call, line: str) -> Path:
    code, out, err = call(line)
    assert code == 0, err
    return Path(out.split()[-1])


@pytest.fixture
def swept(reporting: Call) -> Path:
    return folder(reporting, SWEEP)


@pytest.mark.parametrize("line", ["run tiny.toml -q", SWEEP])
def test_reports_stand_beside_the_tables_unless_told_otherwise(reporting: Call, line: str) -> None:
    made = folder(reporting, f"{line} -o with")
    bare = folder(reporting, f"{line} -o without --no-report")
    assert tree(made).keys() - tree(bare).keys() == REPORTS
    # Asked again without the flag, what lacks is written; bytes are those of the first.
    again = folder(reporting, f"{line} -o without")
    assert {name: tree(again)[name] for name in REPORTS} == {
        name: tree(made)[name] for name in REPORTS
    }


@pytest.mark.slow
def test_a_page_and_pictures_of_a_run(reporting: Call) -> None:
    run = folder(reporting, "run tiny.toml -q")
    code, out, err = reporting(f"export {run} --to html,svg,png -o out")
    assert (code, err) == (0, "")
    made = tree(Path("out"))
    assert made["report.html"] == tree(run)["report.html"]
    pictures = [name for name in made if name.startswith("figures/")]
    assert {name.rpartition(".")[2] for name in pictures} == {"svg", "png"}
    assert sorted(out.split()[1::2]) == sorted(f"out/{name}" for name in made)
    for name in pictures:
        assert made[name].startswith(b"<svg" if name.endswith("svg") else b"\x89PNG")


def test_a_study_in_every_format_says_the_same(reporting: Call, swept: Path) -> None:
    before = tree(swept)
    code, _, err = reporting(f"export {swept} --to csv,xlsx,parquet,json,html,svg -o out")
    assert (code, err) == (0, "")
    made = tree(Path("out"))
    for name in ("tables/sweep.csv", *REPORTS):
        assert made[name] == before[name]
    frame = pl.read_parquet("out/tables/sweep.parquet")
    assert_frame_equal(frame, pl.read_json(made["sweep.json"], infer_schema_length=None)
                       ["sweep"].explode().struct.unnest(), check_dtypes=False)  # fmt: skip
    assert any(name.startswith("figures/") for name in made)
    assert reporting(f"export {swept / 'study.json'} --to csv").code == 0


@pytest.mark.slow
def test_runs_and_studies_stand_on_one_page(reporting: Call, swept: Path) -> None:
    runs = [folder(reporting, f"run tiny.toml -q --seed {seed}") for seed in (1, 2)]
    line = f"export {runs[0]} {runs[1]} {swept} -o out"
    assert reporting(f"{line} --to html,svg").code == 0
    page = Path("out/report.html").read_text(encoding="utf-8")
    for each in (*runs, swept):
        assert each.name in page
        assert list(Path("out/figures").glob(f"tiny-{each.name}-*.svg"))
    code, out, err = reporting(f"{line}/more --to html,csv")
    assert (code, out) == (2, "")
    assert not Path("out/more").exists()
    assert "one at a time" in err


def test_a_damaged_study_is_refused(reporting: Call, swept: Path) -> None:
    (swept / "study.json").write_text("{}", encoding="utf-8")
    code, out, err = reporting(f"export {swept} --to html -o out")
    assert (code, out) == (3, "")
    assert "--force" in err
