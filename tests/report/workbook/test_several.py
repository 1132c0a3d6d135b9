from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.report.workbook.conftest import N, make_run
from tests.report.workbook.looks import assert_holds, assert_is_a_table, opened, parts

from necsim.report.workbook.several import write_several
from necsim.store import Finished, run_name, side_by_side


@pytest.fixture
def book(tmp_path: Path, finished: Finished, other: Finished) -> Path:
    write_several(tmp_path / "several.xlsx", [finished, other])
    return tmp_path / "several.xlsx"


def test_tables_come_back_side_by_side(book: Path, finished: Finished, other: Finished) -> None:
    for name, table in side_by_side([finished, other]).items():
        assert_holds(book, name, table)
        assert_is_a_table(book, name, len(table), len(table.columns))
        assert opened(book)[name]["A1"].value == "run"


def test_equal_runs_give_equal_bytes(book: Path, finished: Finished, other: Finished) -> None:
    before = book.read_bytes()
    write_several(book, [finished, other])
    assert book.read_bytes() == before


def test_the_cover_names_runs_and_leads_to_what_made_them(
    book: Path, finished: Finished, other: Finished
) -> None:
    found = opened(book)
    cover, provenance = found["Cover"], found["Provenance"]
    for run in (finished, other):
        name = run_name(run)
        (cell,) = [cell for cell in cover["A"] if cell.value == name]
        said = cover.cell(cell.row, 2).value
        assert run.record["title"] in said
        assert run.record["headline"] in said
        sheet, _, place = cell.hyperlink.location.partition("!")
        assert sheet.strip("'") == "Provenance"
        assert provenance[place].value == name
        assert provenance.cell(provenance[place].row - 1, 1).value != name


def test_every_sheet_is_linked(book: Path) -> None:
    found = opened(book)
    linked = {cell.value for cell in found["Cover"]["A"] if cell.hyperlink}
    assert set(found.sheetnames[1:]) <= linked


def test_control_is_a_column_a_run(book: Path, finished: Finished, other: Finished) -> None:
    rows = list(opened(book)["control by run"].iter_rows(values_only=True))
    first, second = run_name(finished), run_name(other)
    assert rows[0] == ("holder", "name", first, f"± {first}", second, f"± {second}")
    said = {row[0]: row for row in rows[1:]}
    assert said["nobody"][1] == "Nobody"
    for run, place in ((finished, 2), (other, 4)):
        for holder, p, error in run.tables["control"].select("holder", "p", "p_se").iter_rows():
            assert said[holder][place] == pytest.approx(p, rel=1e-15)
            assert said[holder][place + 1] == pytest.approx(1.96 * error, rel=1e-12)


def test_seats_are_means_with_their_error(book: Path, finished: Finished) -> None:
    rows = list(opened(book)["seats by run"].iter_rows(values_only=True))[1:]
    row = next(row for row in rows if row[1] == "left")
    seats = finished.tables["seats"].filter(faction="left")
    mean = float((seats["seats"] * seats["p"]).sum())
    spread = float(((seats["seats"] - mean) ** 2 * seats["p"]).sum())
    assert row[2] == "Left"
    assert row[3] == pytest.approx(mean, rel=1e-12)
    assert row[4] == pytest.approx(1.96 * (spread / N) ** 0.5, rel=1e-9)


def test_charts_have_a_series_a_run(book: Path) -> None:
    charts = parts(book, "charts")
    assert [chart.count("<c:ser>") for chart in charts] == [2, 2]
    assert all("<c:errBars>" in chart for chart in charts)


def test_runs_of_different_elections_leave_gaps(tmp_path: Path, finished: Finished) -> None:
    other = finished._replace(
        record=finished.record | {"hash": "00000000"},
        tables=finished.tables
        | {"control": finished.tables["control"].filter(pl.col("holder") == "left")},
    )
    write_several(tmp_path / "x.xlsx", [finished, other])
    rows = list(opened(tmp_path / "x.xlsx")["control by run"].iter_rows(values_only=True))[1:]
    assert {row[0]: row[4] is None for row in rows} == {
        "left": False,
        "right": True,
        "nobody": True,
    }


def test_the_same_run_twice_has_columns_of_its_own(tmp_path: Path, finished: Finished) -> None:
    write_several(tmp_path / "x.xlsx", [finished, finished])
    header = [cell.value for cell in opened(tmp_path / "x.xlsx")["control by run"][1]]
    name = run_name(finished)
    assert header[2:] == [name, f"± {name}", f"{name} 2", f"± {name} 2"]


def test_without_a_committee_there_is_no_control(tmp_path: Path) -> None:
    runs = [
        run._replace(tables=run.tables | {"control": run.tables["control"].clear()})
        for run in (make_run(), make_run(hash_="1234abcd"))
    ]
    write_several(tmp_path / "x.xlsx", runs)
    names = opened(tmp_path / "x.xlsx").sheetnames
    assert "control by run" not in names
    assert "seats by run" in names
