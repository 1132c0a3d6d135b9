from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from necsim.errors import Fault, ScenarioError
from necsim.scenario import Scenario, canonical, load_scenario, starter_files

FILES = starter_files(tables=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def load(folder: Path, *overrides: str) -> Scenario:
    return load_scenario(folder / "board-election.toml", overrides)


def faults(folder: Path, table: str, text: str) -> tuple[Fault, ...]:
    (folder / table).write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(folder)
    return caught.value.faults


def test_tables_say_the_same_as_the_file(folder: Path, tmp_path: Path) -> None:
    inline = tmp_path / "inline"
    inline.mkdir()
    (inline / "board-election.toml").write_text(starter_files()["board-election.toml"])
    assert canonical(load(folder)) == canonical(load(inline))


def test_typed_keys_win_over_rows(folder: Path) -> None:
    path = folder / "board-election.toml"
    path.write_text(path.read_text() + "\n[contests.board.candidates.lowe]\nappeal = 2.0\n")
    lowe = load(folder).contests["board"].candidates["lowe"]
    assert (lowe.appeal, lowe.name) == (2.0, "Pat Lowe")
    assert load(folder, "candidates.lowe.appeal=3").contests["board"].candidates["lowe"].appeal == 3


def test_origins_name_the_row(folder: Path) -> None:
    source = load(folder).origins["contests.board.candidates.byrne.name"].source
    assert source == f"{folder / 'candidates.csv'}, row 3"


def test_cells_are_read_by_column(folder: Path) -> None:
    (folder / "candidates.csv").write_text(
        "\ufeffid,slate,appeal,tags,copies\n"
        "a,repairs growth,0.5,tenant; new,\n\nb,repairs;growth,,,\nm,,-1,,2\n",
        encoding="utf-8",
    )
    people = load(folder).contests["board"].candidates
    assert people["a"].slate == people["b"].slate == ("repairs", "growth")
    assert people["a"].tags == ("tenant", "new")
    assert list(people) == ["a", "b", "m_1", "m_2"]


def test_seats_are_read_by_column(folder: Path) -> None:
    (folder / "seats.csv").write_text(
        "id,chances,count,bloc,vacant,faction\n"
        "chair,repairs=0.5; growth=0.25,1,no,0.1,\nrest,,4,yes,,growth\n"
    )
    committee = load(folder).committee
    assert committee is not None
    chair, rest = committee.seats["chair"], committee.seats["rest"]
    assert chair.chances == {"repairs": 0.5, "growth": 0.25}
    assert (chair.vacant, chair.bloc, rest.bloc, rest.count) == (0.1, False, True, 4)


@pytest.mark.parametrize(
    ("table", "text", "file", "key", "wrong"),
    [
        ("candidates.csv", "id,nmae\na,b\n", "row 1", "", 'unknown column "nmae"'),
        ("candidates.csv", "name\nAnn\n", "candidates.csv", "", "has no column id"),
        ("candidates.csv", "", "candidates.csv", "", "is empty"),
        ("candidates.csv", "id,name\na,b\na,c\n", "row 3", "id", '"a" stands twice'),
        ("candidates.csv", "id,name\n,b\n", "row 2", "id", "is empty"),
        ("candidates.csv", "id,appeal\na,high\n", "row 2", "appeal", "a number, not 'high'"),
        ("candidates.csv", "id,appeal\na,nan\n", "row 2", "appeal", "a number"),
        ("candidates.csv", "id,copies\na,1.5\n", "row 2", "copies", "a whole number"),
        ("candidates.csv", "id,name\na,b,c\n", "row 2", "", "more cells than columns"),
        (
            "candidates.csv",
            "id,slate\na,repair\n",
            "row 2",
            "contests.board.candidates.a.slate",
            "",
        ),
        ("candidates.csv", 'id,name\na,"b\n', "candidates.csv", "", "not CSV"),
        ("seats.csv", "id,bloc\na,perhaps\n", "row 2", "bloc", "yes or no"),
        ("seats.csv", "id,chances\na,left:1\n", "row 2", "chances", "such as"),
        ("seats.csv", "id,count\na,1e999\n", "row 2", "count", "a whole number"),
        ("seats.csv", "id,faction\nA b,growth\n", "row 2", 'committee.seats."A b"', "cannot be"),
    ],
)
def test_a_bad_table_names_the_row_and_the_column(
    folder: Path, table: str, text: str, file: str, key: str, wrong: str
) -> None:
    found = [f for f in faults(folder, table, text) if f.key == key and f.file.endswith(file)]
    assert any(wrong in fault.wrong for fault in found), found


def test_a_missing_table_is_a_fault(folder: Path) -> None:
    (folder / "seats.csv").unlink()
    with pytest.raises(ScenarioError) as caught:
        load(folder)
    assert caught.value.faults[0] == Fault(
        str(folder / "seats.csv"), "", "there is no such file", "check the path"
    )


def workbook(path: Path, rows: list[list[Any]]) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


def test_a_workbook_reads_like_the_csv(folder: Path) -> None:
    rows: list[list[Any]] = [["id", "name", "slate", "appeal", "copies"]]
    rows += [["a", "Ann", "repairs", 0.5, None], ["t", "", "growth", None, None]]
    rows += [["m", "Minor", None, None, 2], ["k", "", None, None, 1]]
    workbook(folder / "people.xlsx", rows)
    path = folder / "board-election.toml"
    path.write_text(
        path.read_text().replace("candidates.csv", "people.xlsx").replace("tenants = {", "# {")
    )
    people = load(folder).contests["board"].candidates
    assert list(people) == ["a", "t", "m_1", "m_2", "k"]
    assert (people["a"].appeal, people["a"].name) == (0.5, "Ann")


def test_a_broken_workbook_is_a_fault(folder: Path) -> None:
    (folder / "seats.xlsx").write_bytes(b"no workbook")
    path = folder / "board-election.toml"
    path.write_text(path.read_text().replace("seats.csv", "seats.xlsx"))
    with pytest.raises(ScenarioError) as caught:
        load(folder)
    assert caught.value.faults[0].file.endswith("seats.xlsx")
    assert "cannot be read" in caught.value.faults[0].wrong
