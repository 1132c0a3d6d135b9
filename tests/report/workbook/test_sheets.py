from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.report.workbook.conftest import HOSTILE
from tests.report.workbook.looks import assert_holds, assert_is_a_table, opened, parts

from necsim.columns import Column, Table
from necsim.columns.form import text
from necsim.errors import UsageError
from necsim.report.workbook import sheets
from necsim.report.workbook.book import new_book
from necsim.report.workbook.sheets import write_frame

CELL = 32_767
FORM = Table("said", "one row a text", (text("words", "what is said"),))


def written(path: Path, *tables: tuple[Table, pl.DataFrame]) -> Path:
    with new_book(path / "x.xlsx", "=title") as book:
        for form, frame in tables:
            write_frame(book, form, frame)
    return path / "x.xlsx"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    frame = pl.DataFrame({"words": [*HOSTILE, "\t", " a ", "_x0041_", "\x01", "é 🗳", "<&>"]})
    path = written(tmp_path, (FORM, frame))
    assert_holds(path, "said", frame)
    assert "<f>" not in parts(path, "worksheets")[0]
    assert "<hyperlink" not in parts(path, "worksheets")[0]


@pytest.mark.parametrize(("mark", "units"), [("a", 1), ("é", 1), ("🗳", 2)])
def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(
    mark: str, units: int, tmp_path: Path
) -> None:
    fits, over = mark * (CELL // units), mark * (CELL // units + 1)
    path = written(tmp_path, (FORM, pl.DataFrame({"words": [fits, over]})))
    found = [row[0] for row in opened(path)["said"].iter_rows(min_row=2, values_only=True)]
    assert found == [fits, mark * ((CELL - 1) // units) + "…"]


def test_headers_that_differ_in_capitals_alone_are_told_apart(tmp_path: Path) -> None:
    names = ["Run", "run", "RUN", "=1+1", "@x", "two\nlines", "a" * 300, "a" * 301]
    form = Table("odd", "one row", tuple(text(name, "odd") for name in names))
    path = written(tmp_path, (form, pl.DataFrame({name: ["v"] for name in names})))
    assert_is_a_table(path, "odd", 1, len(names))
    headers = [cell.value for cell in opened(path)["odd"][1]]
    assert headers[:5] == ["Run", "run 2", "RUN 3", "=1+1", "@x"]
    assert max(map(len, headers)) == 255
    assert "<f>" not in parts(path, "worksheets")[0]


def test_sheets_and_tables_have_names_that_excel_allows(tmp_path: Path) -> None:
    wanted = ["a[]:*?/\\b", "A______ b", "'quoted'", "x" * 40, "X" * 40, "R1C1", "A1", "1", "é"]
    frame = pl.DataFrame({"words": ["v"]})
    path = written(tmp_path, *((FORM._replace(name=name), frame) for name in wanted))
    book = opened(path)
    names = book.sheetnames
    assert len({name.lower() for name in names}) == len(wanted)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert not any(name.startswith("'") or name.endswith("'") for name in names)
    tables = [name for sheet in book for name in sheet.tables]
    assert len({name.lower() for name in tables}) == len(wanted)
    assert not {"R1C1", "A1", "1"} & set(tables)


def test_an_empty_table_is_a_table_yet(tmp_path: Path) -> None:
    path = written(tmp_path, (FORM, pl.DataFrame({"words": []}, schema={"words": pl.String})))
    assert_is_a_table(path, "said", 0, 1)


def test_each_type_of_column_is_kept(tmp_path: Path) -> None:
    form = Table(
        "kinds",
        "one row a value",
        (
            Column("whole", "integer", "", "#,##0", "a count"),
            Column("share", "chance", "", "0.0%", "a chance"),
            Column("so", "yes/no", "", "", "whether"),
        ),
    )
    frame = pl.DataFrame(
        {"whole": [1, None, 2**53], "share": [0.1, 1 / 3, None], "so": [True, None, False]}
    )
    path = written(tmp_path, (form, frame))
    assert_holds(path, "kinds", frame)
    found = opened(path)["kinds"]
    assert [found.cell(2, k).number_format for k in (1, 2)] == ["#,##0", "0.0%"]
    assert found["C2"].value is True


def test_more_rows_than_a_sheet_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "ROWS", 3)
    with pytest.raises(UsageError, match="no room for 3 rows"):
        written(tmp_path, (FORM, pl.DataFrame({"words": ["a", "b", "c"]})))
