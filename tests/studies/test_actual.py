from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from tests.engine.scenarios import cooperative

from necsim.errors import DataError, Fault
from necsim.history import read_history, results
from necsim.plan import make_plan
from necsim.plan.labels import Labels
from necsim.scenario import load_scenario
from necsim.studies.actual import Actual, read_actual

BOARD = "ann,yes,40\nbob,no,30\ncat,yes,35\ndan,no,20\neve,no,\n"


@pytest.fixture(scope="module")
def labels() -> Labels:
    return make_plan(cooperative()).labels


@pytest.fixture(scope="module")
def board() -> Labels:
    """Give the labels of one contest, two of whose candidates have the same name."""
    people = {"ann.name": "Ann Ames", "bob.name": "Bob Bell", "cat.name": "Bob  bell"}
    changes = {f"contests.board.candidates.{key}": name for key, name in people.items()}
    return make_plan(cooperative({**changes, "contests.youth": None})).labels


def read(folder: Path, text: str, labels: Labels) -> tuple[Actual, ...]:
    file = folder / "actual.csv"
    file.write_text(text, encoding="utf-8")
    return read_actual(file, labels)


def faults(folder: Path, text: str, labels: Labels) -> list[Fault]:
    with pytest.raises(DataError) as caught:
        read(folder, text, labels)
    return [fault._replace(file=Path(fault.file).name) for fault in caught.value.faults]


def said(folder: Path, text: str, labels: Labels) -> list[str]:
    return [str(fault) for fault in faults(folder, text, labels)]


def test_rows_come_in_the_order_of_the_scenario(tmp_path: Path, board: Labels) -> None:
    lines = BOARD.splitlines(keepends=True)
    (found,) = read(tmp_path, "candidate,elected,votes\n" + "".join(reversed(lines)), board)
    assert found.contest.id == "board"
    assert found.elected == (True, False, True, False, False)
    assert found.votes == (40, 30, 35, 20, None)
    assert [found.seats(holder) for holder in ("green", "blue", "independent")] == [1, 1, 0]


def test_names_do_for_ids_and_words_for_yes_and_no(tmp_path: Path, board: Labels) -> None:
    text = "candidate,elected\nANN  ames,TRUE\nbob,0\ncat,1\ndan,False\n\neve,No\n"
    (found,) = read(tmp_path, text, board)
    assert found.elected == (True, False, True, False, False)
    assert found.votes == (None,) * 5


def test_contests_without_rows_are_left_out(tmp_path: Path, labels: Labels) -> None:
    youth = "contest,candidate,elected\nyouth,fay,yes\nyouth,gus,no\n"
    assert [each.contest.id for each in read(tmp_path, youth, labels)] == ["youth"]
    both = youth + "".join(f"board,{line.rpartition(',')[0]}\n" for line in BOARD.splitlines())
    assert [each.contest.id for each in read(tmp_path, both, labels)] == ["board", "youth"]


def test_a_workbook_says_the_same(tmp_path: Path, board: Labels) -> None:
    with xlsxwriter.Workbook(tmp_path / "actual.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["candidate", "elected", "votes"])
        for number, line in enumerate(BOARD.splitlines(), 1):
            name, elected, votes = line.split(",")
            sheet.write_row(number, 0, [name, elected, int(votes) if votes else ""])
    text = "candidate,elected,votes\n" + BOARD
    assert read_actual(tmp_path / "actual.xlsx", board) == read(tmp_path, text, board)


def test_every_fault_of_the_rows_is_told_at_once(tmp_path: Path, labels: Labels) -> None:
    text = (
        "contest,candidate,elected,votes\n"
        "board,annn,yes,-4\nbord,bob,maybe,6.5\n,cat,,\nboard,dan,no,3\nboard,dan,no,3\n"
        "board,,no,9999999999999\n"
    )
    assert said(tmp_path, text, labels) == [
        "actual.csv, row 2: candidate: there is no candidate 'annn' in board;"
        ' did you mean "ann"?',
        "actual.csv, row 2: votes: must be 0 or more, not -4; mend the cell, or leave it empty",
        "actual.csv, row 3: contest: there is no contest 'bord'; did you mean \"board\"?",
        "actual.csv, row 3: elected: must be yes or no, not 'maybe'; mend the cell",
        "actual.csv, row 3: votes: must be a whole number, not '6.5'; mend the cell",
        "actual.csv, row 4: contest: is empty: which contest?; known here: board, youth",
        "actual.csv, row 4: elected: is empty; write yes or no",
        "actual.csv, row 7: candidate: is empty; known here: ann, bob, cat, dan, eve",
        "actual.csv, row 7: votes: 9999999999999 are too many; mend the cell, or leave it empty",
        "actual.csv, row 6: candidate: dan stands twice; remove one of the rows",
    ]


def test_a_name_of_two_candidates_asks_for_the_id(tmp_path: Path, board: Labels) -> None:
    text = "candidate,elected\nBob Bell,yes\n"
    (fault,) = said(tmp_path, text, board)
    assert fault.endswith("candidate: 'Bob Bell' names 2 candidates; write bob or cat")


def test_candidates_without_a_row_are_named(tmp_path: Path, board: Labels) -> None:
    found = said(tmp_path, "candidate,elected\nbob,yes\ncat,yes\ndan,no\n", board)
    assert found == [
        "actual.csv: candidate: ann (Ann Ames) of board has no row; add one",
        "actual.csv: candidate: eve of board has no row; add one",
    ]


@pytest.mark.parametrize(("cat", "won"), [("no", 1), ("yes", 3)])
def test_as_many_are_elected_as_there_are_seats(
    tmp_path: Path, board: Labels, cat: str, won: int
) -> None:
    bob = "yes" if won == 3 else "no"
    text = f"candidate,elected\nann,yes\nbob,{bob}\ncat,{cat}\ndan,no\neve,no\n"
    wrong = f"elected: {won} elected in board, which fills 2 seats; write yes for just 2"
    assert said(tmp_path, text, board) == [f"actual.csv: {wrong}"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "is empty"),
        ("candidate,elected\n", "has no rows"),
        ("candidate,votes\nann,3\n", "has no column elected"),
        ("candidate,elected,vote\nann,yes,3\n", 'unknown column "vote"; did you mean "votes"?'),
        ("candidate,elected\nann,yes,3\n", "has more cells than columns"),
    ],
)
def test_files_of_another_form_are_refused(
    tmp_path: Path, board: Labels, text: str, wrong: str
) -> None:
    assert wrong in said(tmp_path, text, board)[0]


@pytest.mark.compiled  # evidence is fitted, past contests inverted
def test_a_published_contest_is_known_by_its_id() -> None:
    labels = make_plan(load_scenario("configs/nec-2018-january.toml")).labels
    (found,) = read_actual("nec-2018-01", labels)
    won = {who.id for who, so in zip(found.contest.candidates, found.elected, strict=True) if so}
    assert won == {"dar", "lansman", "garnham"}
    published = {row.name: row.votes for row in results(read_history(), "nec-2018-01")}
    assert {who.name: n for who, n in zip(found.contest.candidates, found.votes, strict=True)} == (
        published
    )


def test_what_is_neither_a_file_nor_published_is_said_so(labels: Labels, board: Labels) -> None:
    with pytest.raises(DataError, match=r'neither a file nor a contest.*mean "nec-2018-01"'):
        read_actual("nec-2018-1", board)
    with pytest.raises(DataError, match="no such file"):
        read_actual("nowhere.csv", board)
    with pytest.raises(
        DataError, match=r"may be more than one contest.*write a file with a column contest"
    ):
        read_actual("nec-2018-01", labels)


@pytest.mark.compiled  # evidence is fitted, past contests inverted
def test_a_published_contest_of_numbered_others_needs_no_file() -> None:
    labels = make_plan(load_scenario("configs/nec-2020-november.toml")).labels
    (actual,) = read_actual("nec-2020-11", labels)
    won = {
        who.id for who, won in zip(actual.contest.candidates, actual.elected, strict=True) if won
    }
    assert len(won) == 9
    assert {"akehurst", "pidcock", "black"} <= won
    assert len(actual.elected) == 42
    assert set(actual.votes) == {None}


def test_of_several_contests_the_one_with_the_same_people_is_meant() -> None:
    labels = make_plan(load_scenario("configs/nec-2020-april.toml")).labels
    (members,) = read_actual("nec-2020-04", labels)
    (bame,) = read_actual("nec-2020-04-bame", labels)
    assert (members.contest.id, bame.contest.id) == ("clp", "bame")
    assert (sum(members.elected), sum(bame.elected)) == (2, 1)
