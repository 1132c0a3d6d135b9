from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from tests.report.counts import NAMES, SMALL, long_count

from necsim import columns
from necsim.count.tables import stage_table
from necsim.report.workbook.count import write_count


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write_count(tmp_path / "count.xlsx", SMALL)
    return tmp_path / "count.xlsx"


def sheet(book: Path) -> list[list[str]]:
    """Read the published sheet, cells as text, empty ones as ""."""
    frame = pl.read_excel(
        book, sheet_name="Count", has_header=False, infer_schema_length=0, drop_empty_rows=False
    )
    return [[cell or "" for cell in row] for row in frame.rows()]


def test_the_sheet_is_laid_out_as_it_is_published(book: Path) -> None:
    rows = sheet(book)
    assert rows[0][0] == "Ward 7"
    assert rows[1][0] == "ers97 rule · 2 seats · 10 valid ballots · quota 3.30 · at first 3.34"
    assert rows[2][0] == "Elected: Ann Ames (Lab) and Bob Bell."
    assert rows[4][:5] == ["Candidate", "", "Stage 1", "Stage 2", ""]
    surplus, exclusion = "Surplus of Ann Ames (Lab)", "Exclusion of Dee Dunn"
    assert rows[5][2:7] == ["First preferences", surplus, "", exclusion, ""]
    assert rows[6][:4] == ["1", "Ann Ames (Lab)", "5", "-1.66"]
    assert rows[6][-1] == "Elected, stage 1"
    assert rows[8] == ["4", "Dee Dunn", "1", "0", "1", "-1", "0", "Excluded, stage 3"]
    assert rows[9][1] == "=Eve Eck"
    assert [row[1] for row in rows[10:13]] == ["Non-transferable", "Total", "Quota"]
    assert rows[12][2:7] == ["3.34", "", "3.34", "", "3.3"]
    assert any("lot between Dee Dunn and =Eve Eck" in row[0] for row in rows[13:])


def test_columns_add_up_to_the_totals_shown(tmp_path: Path) -> None:
    count = long_count(20)
    write_count(tmp_path / "long.xlsx", count)
    rows = sheet(tmp_path / "long.xlsx")
    people, lost, total = rows[6:26], rows[26], rows[27]
    for place in range(2, 2 + 2 * len(count.stages) - 1):
        held = [Decimal(row[place] or "0") for row in (*people, lost)]
        is_total = place == 2 or place % 2 == 0
        assert sum(held) == (Decimal(total[place]) if is_total else 0)


def test_no_name_becomes_a_formula_or_a_link(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        for number in (1, 2):
            xml = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert not re.search("<f>|<hyperlink", xml)
        assert 'formatCode="+#,##0.00;-#,##0.00;"' in archive.read("xl/styles.xml").decode()


def test_equal_counts_give_equal_bytes(book: Path, tmp_path: Path) -> None:
    write_count(tmp_path / "again.xlsx", SMALL)
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()


def test_the_long_table_has_the_columns_agreed_and_every_figure(book: Path) -> None:
    table = stage_table(SMALL)
    assert table.columns == [column.name for column in columns.STAGES.columns]
    assert table.columns[:6] == ["stage", "kind", "number", "name", "transfer", "total"]
    assert len(table) == 3 * 5
    assert NAMES[2] not in table["name"].to_list()
    sums = table.group_by("stage").agg(pl.col("transfer", "total").sum()).sort("stage")
    assert sums["total"].to_list() == [Decimal("10.00")] * 3
    assert sums["transfer"].to_list() == [Decimal("0.00")] * 3
    row = table.row(by_predicate=(pl.col("stage") == 3) & (pl.col("number") == 4))
    assert row == (3, "exclusion", 4, "Dee Dunn", Decimal("-1.00"), Decimal("0.00"), "excluded")
    assert "1,first,1,Ann Ames (Lab),0.00,5.00,elected" in table.write_csv()
    again = pl.read_excel(book, sheet_name="stages")
    assert again["total"].to_list() == [float(each) for each in table["total"]]
    assert again["name"].to_list() == table["name"].to_list()
