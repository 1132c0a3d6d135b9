"""`file` in a piece of evidence: the table's numbers, as if the scenario had stated them."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from tests.cli.calls import TINY

from necsim.errors import Fault, ScenarioError
from necsim.scenario import Scenario, canonical, load_scenario
from necsim.scenario.evidence import Ballot, Nominations, Poll, Result

KINDS = {
    "result": 'kind = "result"\ndate = 2018-01-02',
    "poll": 'kind = "poll"\nasks = "votes"\nsize = 80\ndate = 2018-01-02',
    "nominations": 'kind = "nominations"\ndate = 2018-01-02',
    "ballot": 'kind = "ballot"\ndate = 2018-01-02',
}


def load(folder: Path, kind: str, table: str, more: str = "", *overrides: str) -> Scenario:
    (folder / "sheets").mkdir(exist_ok=True)
    (folder / "sheets" / "a.csv").write_text(table, encoding="utf-8")
    words = f'{TINY}\n[evidence.a]\n{KINDS[kind]}\nfile = "sheets/a.csv"\n{more}\n'
    (folder / "club.toml").write_text(words, encoding="utf-8")
    return load_scenario(folder / "club.toml", overrides)


def faults(folder: Path, kind: str, table: str, more: str = "") -> tuple[Fault, ...]:
    with pytest.raises(ScenarioError) as caught:
        load(folder, kind, table, more)
    return caught.value.faults


def test_a_table_of_a_result_says_who_stood(tmp_path: Path) -> None:
    table = (
        "candidate,votes,slate,faction,elected,name\n"
        'ann,300,reds,,yes,\n,,,,,\n"Moe, J.",,old,left,no,Jo Moe\n'
    )
    piece = load(tmp_path, "result", table, "seats = 3\nvotes = 2").evidence["a"]
    assert isinstance(piece, Result)
    assert (piece.seats, piece.votes) == (3, 2)
    ann, moe = piece.candidates["ann"], piece.candidates["Moe, J."]
    assert (ann.votes, ann.slate, ann.faction, ann.elected) == (300, "reds", None, True)
    assert (moe.votes, moe.slate, moe.faction, moe.elected, moe.name) == (
        *(None, "old", "left", False),
        "Jo Moe",
    )


def test_a_table_of_a_poll_holds_shares_and_who_would_not_say(tmp_path: Path) -> None:
    table = "option,share,undecided\nreds,0.5,0.2\nRight,0.3,\n"
    piece = load(tmp_path, "poll", table).evidence["a"]
    assert isinstance(piece, Poll)
    assert (piece.shares, piece.undecided) == ({"reds": 0.5, "Right": 0.3}, 0.2)
    typed = load(tmp_path, "poll", table, "undecided = 0.1").evidence["a"]
    assert isinstance(typed, Poll)
    assert typed.undecided == 0.1


def test_a_table_of_nominations_holds_counts(tmp_path: Path) -> None:
    piece = load(tmp_path, "nominations", "candidate,nominations\nAnn Ames,7\ncy,0\n").evidence["a"]
    assert isinstance(piece, Nominations)
    assert piece.counts == {"Ann Ames": 7, "cy": 0}


def test_a_table_of_a_ballot_holds_votes_or_shares(tmp_path: Path) -> None:
    votes = load(tmp_path, "ballot", "option,votes\nleft,30\nsmith,20\n").evidence["a"]
    shares = load(tmp_path, "ballot", "option,share\nleft,0.6\n").evidence["a"]
    assert isinstance(votes, Ballot)
    assert isinstance(shares, Ballot)
    assert (votes.counts, votes.shares) == ({"left": 30, "smith": 20}, {})
    assert (shares.counts, shares.shares) == ({}, {"left": 0.6})


def test_a_workbook_reads_the_same(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [["option", "share"], ["reds", 0.5], ["right", 0.25]]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    table = "".join(",".join(map(str, row)) + "\n" for row in rows)
    typed = load(tmp_path, "poll", table)
    words = (tmp_path / "club.toml").read_text("utf-8").replace("sheets/a.csv", "a.xlsx")
    (tmp_path / "club.toml").write_text(words, encoding="utf-8")
    assert canonical(load_scenario(tmp_path / "club.toml")) == canonical(typed)


def test_a_table_says_the_same_as_the_file_would_and_where_from(tmp_path: Path) -> None:
    laid = load(tmp_path, "nominations", "candidate,nominations\nann,7\ncy,2\n")
    words = (tmp_path / "club.toml").read_text("utf-8")
    typed = words.replace('file = "sheets/a.csv"', "counts = { ann = 7, cy = 2 }")
    (tmp_path / "club.toml").write_text(typed, encoding="utf-8")
    assert canonical(load_scenario(tmp_path / "club.toml")) == canonical(laid)
    sheet = tmp_path / "sheets" / "a.csv"
    assert laid.origins["evidence.a.counts.cy"].source == f"{sheet}, row 3"


def test_a_base_file_names_a_table_beside_itself(tmp_path: Path) -> None:
    load(tmp_path, "poll", "option,share\nreds,0.5\n")
    (tmp_path / "deep").mkdir()
    other = tmp_path / "deep" / "other.toml"
    other.write_text('format = 1\nextends = "../club.toml"\n', encoding="utf-8")
    assert load_scenario(other).evidence == load_scenario(tmp_path / "club.toml").evidence


def test_a_flag_names_a_table_or_changes_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table = "option,share\nreds,0.5\n"
    named = load(tmp_path, "poll", table, "", "evidence.a.shares.reds=40%").evidence["a"]
    assert isinstance(named, Poll)
    assert named.shares == {"reds": 0.4}
    Path("b.csv").write_text("option,share\nblues,0.1\n", encoding="utf-8")
    other = load(tmp_path, "poll", table, "", "evidence.a.file=b.csv").evidence["a"]
    assert isinstance(other, Poll)
    assert other.shares == {"blues": 0.1}
    whole = "evidence.b={kind='ballot', date='2017', file='b.csv'}"
    added = load(tmp_path, "poll", table, "", whole).evidence["b"]
    assert isinstance(added, Ballot)
    assert added.shares == {"blues": 0.1}


@pytest.mark.parametrize(
    ("kind", "table", "file", "key", "wrong"),
    [
        ("poll", "option,share,n\nreds,1,9\n", "row 1", "", 'unknown column "n"'),
        ("poll", "option\nreds\n", "a.csv", "", "has no column share"),
        ("poll", "", "a.csv", "", "is empty"),
        ("poll", "option,share\n", "club.toml", "evidence.a", "holds no numbers"),
        ("poll", "option,share\nreds,45%\n", "row 2", "share", "a number, not '45%'"),
        ("poll", "option,share\nreds,4\n", "row 2", "evidence.a.shares.reds", "at most 1"),
        ("poll", "option,share\nred,0.4\n", "row 2", "evidence.a.shares.red", 'no slate or fac'),
        ("poll", "option,share\nreds,0.7\nright,0.6\n", "a.csv", "evidence.a.shares", "1.3"),
        ("poll", "option,share\nreds,0.7\nreds,0.1\n", "row 3", "option", "stands twice"),
        ("poll", "option,share\n,0.7\n", "row 2", "option", "is empty"),
        ("nominations", "candidate,nominations\nann,-4\n", "row 2", "evidence.a.counts.ann",
         "at least 0, not -4"),
        ("nominations", "candidate,nominations\nann,1.5\n", "row 2", "nominations", "a whole"),
        ("nominations", "candidate,nominations\nAn Ames,1\n", "row 2",
         'evidence.a.counts."An Ames"', "no candidate"),
        ("ballot", "option,votes,share\nleft,9,0.3\n", "club.toml", "evidence.a",
         "states counts and shares"),
        ("result", "candidate,votes,elected\nann,9,perhaps\n", "row 2", "elected", "yes or no"),
        ("result", "candidate,votes,faction\nann,9,lft\n", "row 2",
         "evidence.a.candidates.ann.faction", 'no faction "lft"'),
    ],
)  # fmt: skip
def test_a_fault_names_the_row_and_the_column(
    tmp_path: Path, kind: str, table: str, file: str, key: str, wrong: str
) -> None:
    (fault,) = faults(tmp_path, kind, table)
    assert (fault.key, fault.file.endswith(file), wrong in fault.wrong) == (key, True, True), fault
    assert fault.remedy


@pytest.mark.parametrize("more", ["shares = { reds = 0.5 }", 'history = "yougov-2016-08-all"'])
def test_a_table_beside_another_source_is_refused(tmp_path: Path, more: str) -> None:
    (fault,) = faults(tmp_path, "poll", "option,share\nreds,0.5\n", more)
    assert (fault.key, "states file and" in fault.wrong) == ("evidence.a", True)


@pytest.mark.parametrize(
    ("stated", "wrong"),
    [('"none.csv"', "no such file"), ("3", "must name a file"), ('""', "must name a file")],
)
def test_what_names_no_table_is_told(tmp_path: Path, stated: str, wrong: str) -> None:
    load(tmp_path, "poll", "option,share\nreds,0.5\n")
    file = tmp_path / "club.toml"
    words = file.read_text("utf-8").replace('"sheets/a.csv"', stated)
    file.write_text(words, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    assert wrong in caught.value.faults[0].wrong
