from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from tests.report.workbook.conftest import HOSTILE
from tests.report.workbook.looks import assert_holds, assert_is_a_table, opened, parts, sheet

from necsim import columns
from necsim.report.words.names import names_of
from necsim.report.workbook.forecast import write_workbook
from necsim.report.workbook.long import all_rows
from necsim.store import Finished


@pytest.fixture
def book(tmp_path: Path, finished: Finished) -> Path:
    write_workbook(tmp_path / "forecast.xlsx", finished.tables, finished.record)
    return tmp_path / "forecast.xlsx"


def test_tables_come_back_as_they_went_in(book: Path, finished: Finished) -> None:
    whole = all_rows(finished.tables, names_of(finished.record))
    assert opened(book).sheetnames == [
        "Cover",
        *finished.tables,
        *("all", "Dictionary", "Provenance"),
    ]
    for name, table in {**finished.tables, "all": whole}.items():
        assert_holds(book, name, table)
        assert_is_a_table(book, name, len(table), len(table.columns))


def test_equal_content_gives_equal_bytes(book: Path, finished: Finished) -> None:
    before = book.read_bytes()
    write_workbook(book, finished.tables, finished.record)
    assert book.read_bytes() == before


def test_no_name_becomes_a_formula_or_a_link(tmp_path: Path, finished: Finished) -> None:
    people = finished.tables["candidates"]
    names = HOSTILE[: len(people)]
    tables = finished.tables | {"candidates": people.with_columns(pl.Series("name", names))}
    path = tmp_path / "forecast.xlsx"
    write_workbook(path, tables, finished.record | {"title": "=2+2", "headline": "@x"})
    assert not [xml for xml in parts(path, "worksheets") if "<f>" in xml]
    assert not [xml for xml in parts(path, "worksheets")[1:] if "<hyperlink" in xml]
    assert sheet(path, "candidates", people)["name"].to_list() == names
    assert opened(path)["Cover"]["A1"].value == "=2+2"
    assert opened(path)["Cover"]["A1"].data_type == "s"


def test_headers_stay_in_view_and_numbers_have_formats(book: Path) -> None:
    found = opened(book)["candidates"]
    forms = {cell.value: found.cell(2, cell.column).number_format for cell in found[1]}
    assert (forms["p"], forms["p_se"], forms["votes_mean"]) == ("0.0%", "0.00%", "#,##0")
    assert found.freeze_panes == "D2"
    assert all(cell.font.bold for cell in found[1])


def test_charts_read_the_tables_beside_them(book: Path) -> None:
    charts = parts(book, "charts")
    assert len(charts) >= 4
    for chart in charts:
        read = re.findall(r"<c:f>'?(\w+)'?!\$[A-Z]+\$\d+", chart)
        assert read
        assert set(read) <= {"candidates", "seats", "committee", "control"}
    alts = re.findall(r'descr="([^"]+)"', "".join(parts(book, "drawings")))
    assert len(alts) == len(charts)
    assert all(re.search(r"\d", each) for each in alts)


def test_bars_lie_along_the_axis_of_chances(book: Path) -> None:
    bars = [chart for chart in parts(book, "charts") if '<c:barDir val="bar"/>' in chart]
    assert len(bars) == 2
    for chart in bars:
        values = chart[chart.index("<c:valAx>") : chart.index("</c:valAx>")]
        assert '<c:max val="1.0"/>' in values
        assert 'formatCode="0%"' in values


def test_the_dictionary_explains_every_column(book: Path, finished: Finished) -> None:
    rows = list(opened(book)["Dictionary"].iter_rows(values_only=True))[1:]
    explained = {(row[0], row[1]): row[4] for row in rows}
    for name in finished.tables:
        for column in columns.TABLES[name].columns:
            assert explained[name, column.name] == column.meaning


def test_provenance_holds_the_whole_record(book: Path) -> None:
    rows = list(opened(book)["Provenance"].iter_rows(values_only=True))[1:]
    facts = {row[0]: row[1] for row in rows}
    assert (facts["hash"], facts["seed"]) == ("3f9c2a17", "1")
    assert facts["resolved.contests.clp.candidates.reds_0.name"] == "Reds 0"
    assert not any(str(key).startswith("files") for key in facts)


def test_a_number_that_is_not_finite_stays_empty(tmp_path: Path, finished: Finished) -> None:
    contests = finished.tables["contests"].with_columns(margin_p10=pl.lit(float("nan")))
    path = tmp_path / "x.xlsx"
    write_workbook(path, finished.tables | {"contests": contests}, finished.record)
    assert_holds(path, "contests", contests)
