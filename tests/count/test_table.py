from __future__ import annotations

import pytest
from tests.count.conftest import Read
from tests.count.samples import NAMES, PAPERS, faults, pooled

from necsim.errors import DataError

TABLE = """\
Adam,Basil,Charlotte,Donald,count
1,,2,3,3
1,3,2,,4
2,,3,1,2
,1,,,1
4,1,3,2,2
,3,1,2,1
"""


def test_a_row_holds_the_preferences_of_a_ballot(read: Read) -> None:
    ballots = read(TABLE, "ward.csv")
    assert pooled(ballots) == PAPERS
    assert (ballots.candidates, ballots.seats, ballots.title) == (NAMES, None, "ward")
    assert (ballots.verdicts, ballots.withdrawn) == ((), ())


def test_without_a_count_every_row_is_one_paper(read: Read) -> None:
    assert pooled(read("Ann,Bob\n1,2\n1,2\n,1\n", "x.csv")) == {(1, 2): 2, (2,): 1}


@pytest.mark.parametrize(
    "text",
    [
        TABLE.replace(",", ";"),
        TABLE.replace(",", "\t"),
        TABLE.replace("\n", "\r\n"),
        "\ufeff" + TABLE.replace("count", " Count "),
        TABLE.replace(",,", ",0,").replace("\n,", "\n-,"),
        TABLE.replace("1", "1.0").replace("3", " 3 "),
        TABLE.replace("Basil", '"Basil"').replace("1,3,2", '"1","3","2"'),
        TABLE.replace("\n", ",,\n"),
        TABLE + "\n\n9,9,9,9,0\n".replace("9", "1"),
        "\n".join(",".join(line.split(",")[4:] + line.split(",")[:4]) for line in TABLE.split()),
    ],
)
def test_tables_as_spreadsheets_save_them(read: Read, text: str) -> None:
    assert pooled(read(text, "ward.csv")) == PAPERS


def test_rows_are_judged_and_named(read: Read) -> None:
    rows = ("1,2,3", "1,2,2", "1,1,", "1,3,", "2,3,", ",,", "3,2,1", "1,1,2", "2,1,2")
    ballots = read("A,B,C\n" + "\n".join(rows) + "\n", "x.csv")
    assert pooled(ballots) == {(1, 2, 3): 1, (1,): 2, (3, 2, 1): 1, (2,): 1}
    assert [tuple(each) for each in ballots.verdicts] == [
        ("equal", False, 2, (3, 10)),
        ("skipped", False, 1, (5,)),
        ("blank", True, 1, (7,)),
        ("equal", True, 2, (4, 9)),
        ("skipped", True, 1, (6,)),
    ]


def test_a_row_that_ends_early_leaves_the_rest_without_preference(read: Read) -> None:
    ballots = read("A,B,C\n1\n2,1\n", "x.csv")
    assert (pooled(ballots), faults(ballots)) == ({(1,): 1, (2, 1): 1}, {})


def test_no_rows_at_all(read: Read) -> None:
    ballots = read("A,B,C\n", "x.csv")
    assert (pooled(ballots), ballots.candidates) == ({}, ("A", "B", "C"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "row 1: names no candidates"),
        ("\n1,2\n", "row 1: names no candidates"),
        ("count\n1\n", "row 1: names no candidates"),
        ("1,2,3\n1,2,3\n", "row 1: numbers stand where names should"),
        (",".join(f"A{n}" for n in range(1_001)), "row 1: names 1,001 candidates"),
        ("A,,C\n1,2,3\n", "row 1: a column among the others has no name"),
        ("A,B,A\n1,2,3\n", 'row 1: "A" names two columns'),
        ("A,count,COUNT\n1,2,3\n", "row 1: two columns are named count"),
        ("A,B\n1,3\n", 'row 2: "3" is no preference for B'),
        ("A,B\n1,2\n\n1,x\n", 'row 4: "x" is no preference for B'),
        ("A,B\n1,-1\n", 'row 2: "-1" is no preference for B'),
        ("A,B\n1,1.5\n", 'row 2: "1.5" is no preference for B'),
        ("A,B\n1,2,3\n", "row 2: more cells than columns"),
        ("A,B,count\n1,2,\n", 'row 2: "" is no number of papers'),
        ("A,B,count\n1,2\n", 'row 2: "" is no number of papers'),
        ("A,B,count\n1,2,-4\n", 'row 2: "-4" is no number of papers'),
        ("1st choice,2nd choice\nAdam,Basil\n", 'row 2: "Adam" is no preference for 1st choice'),
        ('A,B\n1,"2\n', "line 2: not CSV: "),
        ('A,B\n1,"2"x\n', "line 2: not CSV: "),
        ("A,B\n1,²\n", 'row 2: "²" is no preference for B'),
        ("A,B\n1," + "9" * 5000 + "\n", 'row 2: "9999999999999999999999999999999999999999…"'),
    ],
)
def test_a_fault_is_named_with_its_row(read: Read, text: str, said: str) -> None:
    with pytest.raises(DataError) as raised:
        read(text, "ward.csv")
    assert f"ward.csv: {said}" in str(raised.value)


def test_every_fault_is_reported_up_to_ten(read: Read) -> None:
    with pytest.raises(DataError) as raised:
        read("A,B\n" + "x,y\n" * 30, "ward.csv")
    lines = str(raised.value).split("\n")
    assert len(lines) == 11
    assert lines[1].startswith(str(lines[0].split(": row")[0]) + ': row 2: "y"')
    assert lines[10].endswith("ward.csv: 50 faults more")
