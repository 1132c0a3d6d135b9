from __future__ import annotations

import csv
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from necsim.errors import DataError
from necsim.history import TABLES, History, ballot_use, ids, read, read_history, results

CONTESTS = """\
contest,date,published,seats,votes,candidates,rule,source
board-2024-05,2024-05-20,2024-04,2,2,3,block,the returning officer
"""
RESULTS = """\
contest,candidate,name,faction,votes,elected,date,published,source
board-2024-05,lowe,Pat Lowe,repairs,120,yes,2024-05-20,2024-05-20,the returning officer
board-2024-05,byrne,Ann Byrne,growth,90,yes,2024-05-20,2024-05-20,the returning officer
board-2024-05,oduya,Tim Oduya,,60,no,2024-05-20,2024-05-20,the returning officer
"""
BALLOTS = """\
contest,date,published,electorate,ballots,valid,turnout,source
board-2024-05,2024-05-20,2024-05-20,400,160,150,0.4,the returning officer
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("contests", CONTESTS), ("results", RESULTS), ("ballots", BALLOTS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def faults(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_history(folder)
    return str(caught.value).split("\n")


def change(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_adds_to_the_published_contests(folder: Path, history: History) -> None:
    both = read_history(folder)
    assert set(ids(both)) == {*ids(history), "board-2024-05"}
    assert len(both.results) == len(history.results) + 3
    assert [row.votes for row in results(both, "board-2024-05")] == [120, 90, 60]
    assert results(both, "board-2024-05")[2].slate == ""
    assert [use.used_low for use in ballot_use(both) if use.contest == "board-2024-05"] == [0.9]


def test_a_folder_may_hold_one_table_only(tmp_path: Path) -> None:
    (tmp_path / "ballots.csv").write_text(BALLOTS, encoding="utf-8")
    assert read_history(tmp_path).ballots[-1].turnout == 0.4


def test_a_folder_may_fill_a_gap_in_what_was_published(tmp_path: Path) -> None:
    (tmp_path / "ballots.csv").write_text(BALLOTS.replace("board-2024-05", "nec-2014-08"))
    assert any(use.contest == "nec-2014-08" for use in ballot_use(read_history(tmp_path)))


def test_a_spreadsheets_mark_and_empty_rows_are_no_faults(folder: Path) -> None:
    (folder / "results.csv").write_text("\ufeff" + RESULTS + ",,,,\n\n", encoding="utf-8")
    assert len(results(read_history(folder), "board-2024-05")) == 3


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("results", ",120,", ',"1,120",', 'votes: must be a whole number, not "1,120"; write 1120'),
        ("results", "lowe,", "Lowe,", 'row 2: candidate: "Lowe" is no id; use a-z'),
        ("results", "lowe,", '"lo\nwe",', 'candidate: "lo\\nwe" is no id; use a-z'),
        ("results", "byrne,Ann", ",Ann", "row 3: candidate: is empty; state it: id of the person"),
        ("results", ",no,", ",lost,", 'row 4: elected: must be yes or no, not "lost"'),
        ("results", "60,no,2024-05-20", "60,no,20 May", 'row 4: date: "20 May" is no date'),
        ("results", ",2024-05-20,2024-05-20,", ",2024-05-20,,", "row 2: published: is empty"),
        ("results", "Pat Lowe", "Lowe, Pat", "row 2: has more cells than columns; put cells"),
        ("results", "byrne", "lowe", "row 3: candidate: board-2024-05, lowe: stands twice"),
        ("results", "2024-05-20,the", "2024-04,the", "row 2: published: 2024-04 is before the day"),
        ("results", "board-2024-05,lowe", "board-2025,lowe", 'there is no contest "board-2025"'),
        ("results", ",no,", ",yes,", "has 2 seats, but results.csv says 3 were elected"),
        ("results", "faction", "fractn", 'unknown column "fractn"; did you mean "faction"?'),
        ("results", "faction", "name", "row 1: name: stands twice; keep one"),
        ("results", ",source", "", 'row 1: has no column "source"; add it: addresses'),
        ("results", "Pat Lowe", '"Pat Lowe', "results.csv: cannot be read:"),
        ("contests", ",2,2,", ",,2,", "row 2: seats: is empty; state it: seats to fill"),
        ("contests", "block", "stv", 'row 2: rule: "stv" is not known here; write one of block'),
        ("contests", "board-2024-05,", "Board 2024,", 'contest: "Board 2024" is no id; name'),
        ("contests", "board-2024-05,", "nec-2018-01,", '"nec-2018-01" is among the published'),
        ("ballots", "0.4", "40%", "row 2: turnout: must be a share between 0 and 1"),
        ("ballots", "0.4", "nan", "row 2: turnout: must be a share between 0 and 1"),
        ("ballots", ",160,", ",1600,", "row 2: ballots: 1,600 is more than electorate, 400"),
        ("ballots", ",400,", f",{'4' * 5000},", "row 2: electorate: must be a whole number"),
    ],
)  # fmt: skip
def test_a_fault_names_file_row_column_and_remedy(
    folder: Path, table: str, old: str, new: str, said: str
) -> None:
    change(folder, table, old, new)
    place = "contests.csv" if "seats, but" in said else f"{table}.csv"
    found = faults(folder)
    assert any(place in fault and said in fault for fault in found), found


def test_all_faults_are_reported_at_once(folder: Path) -> None:
    change(folder, "results", ",120,", ",many,")
    change(folder, "results", ",90,", ",few,")
    change(folder, "ballots", "0.4", "40")
    assert len(faults(folder)) == 3


def test_a_fault_in_a_cell_is_reported_once(folder: Path) -> None:
    change(folder, "contests", "board-2024-05", "Board")
    assert len(faults(folder)) == 1


def test_a_misspelt_table_is_not_passed_over(folder: Path) -> None:
    (folder / "result.csv").write_text(RESULTS, encoding="utf-8")
    assert 'result.csv: is no table of history; did you mean "results"?' in faults(folder)[0]


def test_a_folder_must_be_there_and_hold_tables(tmp_path: Path) -> None:
    assert "holds no tables; name a folder" in faults(tmp_path)[0]
    assert "is no folder; name a folder" in faults(tmp_path / "absent")[0]


@pytest.mark.parametrize("raw", [b"", b"contest\xff\n", b"\x00\n"])
def test_what_is_no_table_is_a_fault(folder: Path, raw: bytes) -> None:
    (folder / "results.csv").write_bytes(raw)
    assert "results.csv" in faults(folder)[0]


def named_or_read() -> bool:
    try:
        return isinstance(read_history(), History)
    except DataError as error:
        return all(".csv" in fault for fault in str(error).split("\n"))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    table=st.sampled_from(sorted(TABLES)),
    row=st.integers(0, 40),
    column=st.integers(0, 15),
    cell=st.one_of(
        st.text(max_size=12),
        st.sampled_from(["", "-1", "1e9", "٣", "2018-02-30", "2018/", "yes", "nec-2018-01", '"']),
    ),
)
def test_a_mutated_cell_is_read_or_refused_by_name(
    table: str, row: int, column: int, cell: str
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        copied = Path(name) / "data"
        shutil.copytree(read.PACKAGED, copied)
        patch.setattr(read, "PACKAGED", copied)
        with (copied / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        line = lines[row % len(lines)]
        line[column % len(line)] = cell
        with (copied / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(lines)
        assert named_or_read()
