from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from tests.count.conftest import Read
from tests.count.samples import NAMES, PAPERS, PLAIN, faults, pooled

from necsim.count import read_ballots
from necsim.errors import DataError

STRINGS = '"Adam"\n"Basil"\n"Charlotte"\n"Donald"\n"A title"\n'


def with_lines(*ballots: str) -> str:
    return "\n".join(("4 2", *ballots, "0", STRINGS))


def test_the_form_as_first_described(read: Read) -> None:
    ballots = read(PLAIN)
    assert pooled(ballots) == PAPERS
    assert (ballots.candidates, ballots.seats, ballots.withdrawn) == (NAMES, 2, ())
    assert (ballots.title, ballots.verdicts, ballots.remarks) == ("A title", (), ())


VARIANTS = {
    "no line breaks": PLAIN.replace("\n", " "),
    "no break at the end": PLAIN.rstrip(),
    "Windows": PLAIN.replace("\n", "\r\n"),
    "old Macintosh": PLAIN.replace("\n", "\r"),
    "a mark at the start": "\ufeff" + PLAIN,
    "blank lines": PLAIN.replace("\n", "\n\n \n"),
    "spaces and tabs": re.sub(r"(\d)\n", "\\1 \t\n", PLAIN.replace("3 1 3", "\t3  1\t3")),
    "comments": "# made by hand\n" + PLAIN.replace("\n", " # 5 1 0\n"),
    "comments of C": PLAIN.replace("1 2 0", "1 /* one */ 2 0 /* 3 4 0\n*/"),
    "ids": re.sub(r"(?m)^(\d.* 0)$", r"(id 4 \1) \1", PLAIN),
    "no quotes": PLAIN.replace('"', ""),
    "no quotes, comments": PLAIN.replace('"', "").replace("Basil", "Basil # Candidate 2"),
    "no zeros": PLAIN.replace(" 0\n", "\n"),
    "no zeros, comments": "4 2 # head\n" + PLAIN[4:].replace(" 0\n", " # no 0 here\n"),
    "a source and a comment": PLAIN + '"A source"\n"A comment"\n',
    "names on one line": PLAIN.replace('"\n"', '" "'),
    "two ballots a line": PLAIN.replace("1 2 0\n", "1 2 0 "),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_variants_in_the_wild_say_the_same(read: Read, name: str) -> None:
    ballots = read(VARIANTS[name])
    assert pooled(ballots) == PAPERS
    assert (ballots.candidates, ballots.seats, ballots.title) == (NAMES, 2, "A title")
    assert (ballots.verdicts, ballots.withdrawn) == ((), ())


@pytest.mark.parametrize("name", [name for name in VARIANTS if name != "comments"])
def test_long_files_are_read_the_same_way(read: Read, name: str) -> None:
    # So many lines that they are read in bulk where they are plain.
    head, _, rest = VARIANTS[name].partition("4 2")
    body, mark, names = rest.partition("A" if "no quotes" in name else '"')
    ballots, end = body.rsplit("0", 1)
    text = f"{head}4 2{ballots * 60}0{end}{mark}{names}"
    assert pooled(read(text)) == {ranking: 60 * many for ranking, many in PAPERS.items()}


def test_compressed_files_are_read_whatever_their_name(read: Read) -> None:
    assert pooled(read(gzip.compress(PLAIN.encode()), "ward.blt")) == PAPERS
    assert pooled(read(PLAIN, "ward.blt.gz")) == PAPERS


def test_withdrawn_candidates_stay_on_the_ballots(read: Read) -> None:
    for stated in ("-2 -3\n", "-2\n-3\n", "# who went\n-3 -2 # both\n"):
        ballots = read(PLAIN.replace("4 2\n", f"4 2\n{stated}"))
        assert ballots.withdrawn == (2, 3)
        assert pooled(ballots) == PAPERS
    assert read(PLAIN.replace("\n", " ").replace("4 2 ", "4 2 -2 ", 1)).withdrawn == (2,)


def test_ballots_are_cut_at_their_faults_and_lines_are_named(read: Read) -> None:
    ballots = read(
        with_lines(
            "5 1 2 0",
            "3 1 2=3 4 0",
            "1 4 (2 3) 0",
            "2 2 = 3 0",
            "6 1 - 3 0",
            "7 - 3 0",
            "8 1 2 - - 0",
            "9 3 1 3 0",
            "10 0",
            "11 - 0",
        )
    )
    assert pooled(ballots) == {(1, 2): 13, (1,): 9, (4,): 1, (3, 1): 9}
    found = {(each.fault, each.invalid): each[2:] for each in ballots.verdicts}
    assert found == {
        ("equal", False): (4, (3, 4)),
        ("equal", True): (2, (5,)),
        ("skipped", False): (6, (6,)),
        ("skipped", True): (7, (7,)),
        ("repeated", False): (9, (9,)),
        ("blank", True): (21, (10, 11)),
    }


def test_faults_are_found_among_many_plain_lines(read: Read) -> None:
    plain = ["1 1 2 0"] * 200
    ballots = read(with_lines(*plain, "2 3 1 3 0", "", "3 0", *plain, "4 2 2 0 5 0", *plain))
    assert pooled(ballots) == {(1, 2): 600, (3, 1): 2, (2,): 4}
    assert [tuple(each) for each in ballots.verdicts] == [
        ("repeated", False, 6, (202, 405)),
        ("blank", True, 8, (204, 405)),
    ]


def test_a_ballot_over_several_lines_is_read_and_remarked_on(read: Read) -> None:
    ballots = read(PLAIN.replace("2 4 3 1 0", "2 4\n3 1 0").replace("3 4 2 0", "3\n\n4 2\n0"))
    assert pooled(ballots) == PAPERS
    assert ballots.remarks == ("line 6: 2 ballots run over several lines, up to the next 0",)


def test_a_zero_that_was_forgotten_is_no_ballot_over_several_lines(read: Read) -> None:
    with pytest.raises(DataError, match="line 2: a ballot over several lines is faulty") as raised:
        read(PLAIN.replace("3 1 3 4 0", "3 1 3 4"))
    assert "end each ballot with 0" in str(raised.value)


def test_a_file_without_a_title_goes_by_its_name(read: Read) -> None:
    assert read(PLAIN.replace('"A title"\n', ""), "ward 7.blt").title == "ward 7"
    assert read(PLAIN.replace("A title", " "), "ward 7.blt.gz").title == "ward 7"


def test_seats_of_0_are_none(read: Read) -> None:
    assert read(PLAIN.replace("4 2\n", "4 0\n")).seats is None


def test_no_ballots_at_all(read: Read) -> None:
    ballots = read(f"4 2\n0\n{STRINGS}")
    assert (pooled(ballots), faults(ballots)) == ({}, {})


def test_every_real_election_is_read(stv_data: Path) -> None:
    files = sorted(stv_data.glob("blt/*.blt.gz"))
    assert len(files) >= 50
    for file in files:
        ballots = read_ballots(file)
        text = gzip.decompress(file.read_bytes()).decode()
        lines = text.splitlines()
        candidates, seats = map(int, lines[0].split())
        end = lines.index("0")
        expected = [list(map(int, line.split())) for line in lines[1:end]]
        assert (len(ballots.candidates), ballots.seats) == (candidates, seats)
        assert pooled(ballots) == {tuple(row[1:-1]): row[0] for row in expected}
        assert [f'"{name}"' for name in (*ballots.candidates, ballots.title)] == lines[end + 1 :]
        assert (ballots.verdicts, ballots.remarks, ballots.withdrawn) == ((), (), ())
