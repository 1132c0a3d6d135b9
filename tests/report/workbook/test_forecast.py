from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from necsim import columns
from necsim.report.workbook.forecast import write_workbook

Tables = dict[str, pl.DataFrame]


@pytest.fixture
def book(tmp_path: Path, tables: Tables, record: dict[str, Any]) -> Path:
    path = tmp_path / "forecast.xlsx"
    write_workbook(path, tables, record)
    return path


def part(book: Path, name: str) -> str:
    with zipfile.ZipFile(book) as archive:
        return archive.read(name).decode()


def test_tables_come_back_as_they_went_in(book: Path, tables: Tables) -> None:
    sheets = pl.read_excel(book, sheet_id=0)
    assert list(sheets) == ["Notes", *tables]
    for name, table in tables.items():
        # XLSX keeps 16 digits of a number.
        assert_frame_equal(sheets[name].cast(table.schema), table, rel_tol=1e-14)


def test_equal_content_gives_equal_bytes(
    book: Path, tmp_path: Path, tables: Tables, record: dict[str, Any]
) -> None:
    write_workbook(tmp_path / "again.xlsx", tables, record)
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()
    assert "2000-01-01" in part(book, "docProps/core.xml")


def test_no_name_becomes_a_formula_or_a_link(
    tmp_path: Path, tables: Tables, record: dict[str, Any]
) -> None:
    names = ["=1+1", "+1", "-1", "@SUM(A1)", "https://example.org"]
    tables["candidates"] = tables["candidates"].with_columns(pl.Series("name", names))
    path = tmp_path / "forecast.xlsx"
    write_workbook(path, tables, record | {"title": "=2+2", "headline": "@x"})
    for sheet in range(1, 6):
        xml = part(path, f"xl/worksheets/sheet{sheet}.xml")
        assert not re.search("<f>|<hyperlink", xml)
    found = pl.read_excel(path, sheet_name="candidates", schema_overrides={"name": pl.String})
    assert found["name"].to_list() == names


def test_headers_stay_in_view_and_numbers_have_formats(book: Path) -> None:
    assert 'state="frozen"' in part(book, "xl/worksheets/sheet2.xml")
    styles = part(book, "xl/styles.xml")
    assert 'formatCode="0.0%"' in styles
    assert "<b/>" in styles


def test_notes_explain_every_column_and_say_what_made_the_run(
    book: Path, tables: Tables, record: dict[str, Any]
) -> None:
    rows = pl.read_excel(book, sheet_name="Notes", has_header=False).rows()
    assert rows[0][0] == record["title"]
    assert rows[1][0] == record["headline"]
    facts = {row[0]: row[1] for row in rows}
    assert facts["run"] == "3f9c2a17"
    assert facts["seed"] == "2018"
    assert "finitely many" in facts["simulation error"]
    explained = {(row[0], row[1]): row[4] for row in rows}
    for name in tables:
        for column in columns.TABLES[name].columns:
            assert explained[name, column.name] == column.meaning


def test_a_number_that_is_not_finite_stays_empty(
    tmp_path: Path, tables: Tables, record: dict[str, Any]
) -> None:
    tables["contests"] = tables["contests"].with_columns(margin_p10=pl.lit(float("nan")))
    write_workbook(tmp_path / "x.xlsx", tables, record)
    found = pl.read_excel(tmp_path / "x.xlsx", sheet_name="contests")
    assert found["margin_p10"].to_list() == [None]
