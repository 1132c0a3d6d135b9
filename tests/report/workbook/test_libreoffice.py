"""Another program reads the files, counts them again and writes the same values."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.report.workbook.conftest import HOSTILE, make_compare, make_drivers, make_sweep
from tests.report.workbook.looks import opened, sheet

from necsim.report.workbook.forecast import write_workbook
from necsim.report.workbook.several import write_several
from necsim.report.workbook.study import write_study
from necsim.store import Finished, FinishedStudy

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed"),
]
Again = Callable[[Path], Path]


@pytest.fixture
def again(tmp_path: Path) -> Again:
    """Let LibreOffice open a file and save it as XLSX of its own."""

    def convert(path: Path) -> Path:
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        call = [str(OFFICE), profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        folder = tmp_path / "again"
        subprocess.run([*call, "--outdir", str(folder), str(path)], check=True, capture_output=True)
        return folder / path.name

    return convert


def assert_same(first: Path, second: Path, tables: dict[str, pl.DataFrame]) -> None:
    assert opened(second).sheetnames == opened(first).sheetnames
    for name, table in tables.items():
        # LibreOffice writes 15 digits of a number.
        found = (sheet(path, name, table) for path in (second, first))
        assert_frame_equal(*found, rel_tol=1e-14, abs_tol=0.0)


def test_it_reads_a_run(tmp_path: Path, finished: Finished, again: Again) -> None:
    people = finished.tables["candidates"]
    names = pl.Series("name", HOSTILE[: len(people)])
    tables = finished.tables | {"candidates": people.with_columns(names)}
    path = tmp_path / "run.xlsx"
    write_workbook(path, tables, finished.record)
    assert_same(path, again(path), dict(tables))


def test_it_reads_several_runs(
    tmp_path: Path, finished: Finished, other: Finished, again: Again
) -> None:
    path = tmp_path / "several.xlsx"
    write_several(path, [finished, other])
    assert_same(path, again(path), {})


@pytest.mark.parametrize("make", [make_drivers, make_compare, lambda: make_sweep(0.3, 0.4)])
def test_it_reads_a_study(tmp_path: Path, again: Again, make: Callable[[], FinishedStudy]) -> None:
    study = make()
    path = tmp_path / "study.xlsx"
    write_study(path, study.table, study.record)
    assert_same(path, again(path), {study.record["study"]: study.table})
