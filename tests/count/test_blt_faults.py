from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.count.conftest import Read
from tests.count.samples import PLAIN

from necsim.count import read_ballots
from necsim.errors import DataError

LONG = PLAIN.replace("1 2 0\n", "1 2 0\n" * 100)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("4 2\n", "", 1, "names candidate 4, but"),
        ("4 2\n", "Adam,Basil\n", 1, "not in BLT form"),
        ("4 2\n", "0 2\n", 1, "0 candidates"),
        ("4 2\n", "1001 2\n", 1, "1,001 candidates; there may be 1 to 1,000"),
        ("4 2\n", "4 999999999\n", 1, "999,999,999 seats; there may be 1,000 at most"),
        ("4 2\n", "4 2\n-5\n", 2, "candidate 5 has withdrawn, but there are only 4"),
        ("4 2\n", "4 2\n-0\n", 2, "candidate 0 has withdrawn"),
        ("4 1 3 2 0", "4 1 7 2 0", 3, "names candidate 7, but the first line"),
        ("4 1 3 2 0", "4 1 3=7 0", 3, "names candidate 7, but the first line"),
        ("4 1 3 2 0", "4 1 3= 0", 3, 'cannot read "3=" in a ballot'),
        ("4 1 3 2 0", "4 1 (3 0", 3, 'cannot read "(3" in a ballot'),
        ("4 1 3 2 0", "4 1 -3 2 0", 3, 'cannot read "-3" in a ballot'),
        ("4 1 3 2 0", "4 1 03 2 0", 3, 'cannot read "03" in a ballot'),
        ("4 1 3 2 0", "4 1,3,2 0", 3, 'cannot read "1,3,2" in a ballot'),
        ("4 1 3 2 0", "4.5 1 3 2 0", 3, 'cannot read "4.5" in a ballot'),
        ("4 1 3 2 0", "-4 1 3 2 0", 3, 'cannot read "-4" in a ballot'),
        ("4 1 3 2 0", "0 1 3 2 0", 3, 'cannot read "0" in a ballot'),
        ("4 1 3 2 0", "1234567890 1 0", 3, 'cannot read "1234567890" in a ballot'),
        ("4 1 3 2 0", "4 1 3 2 0 [nick a b c d]", 3, 'cannot read "[nick" in a ballot'),
        ("4 1 3 2 0", "4 1 x\x1b 2 0", 3, 'cannot read "x"'),
        ("1 3 4 2 0\n0\n", "1 3 4 2 0\n", 8, "names begin before the 0 that ends the ballots"),
        ("1 3 4 2 0\n0\n", "1 3 4 2\n", 8, "the ballot before has no 0 at its end"),
        ("4 1 3 2 0", "0", 4, '"2 4 1 3 0" stands where a name should'),
        ('"Donald"\n"A title"\n', "", 11, "3 names and titles for 4 candidates"),
        ('"A title"\n', '"a"\n"b"\n"c"\n"d"\n', 16, "8 names and titles for 4 candidates"),
    ],
)
def test_a_fault_is_named_with_its_line(
    read: Read, old: str, new: str, line: int, words: str
) -> None:
    with pytest.raises(DataError) as raised:
        read(PLAIN.replace(old, new, 1))
    place, said = str(raised.value).split(": ", 1)
    assert place.endswith("ward.blt")
    assert said.startswith(f"line {line}: {words}")
    assert "; " in said


def test_a_number_of_nobody_is_found_among_many_lines(read: Read) -> None:
    with pytest.raises(
        DataError, match="line 106: names candidate 9, but the first line says there are 4"
    ):
        read(LONG.replace("1 3 4 2 0", "1 3 9 2 0"))


@pytest.mark.parametrize("cut", [0, 1, 3, 10, 40, 60, 66, 80])
def test_a_file_cut_short_is_refused(read: Read, cut: int) -> None:
    with pytest.raises(DataError, match=r"ward\.blt: line \d+: "):
        read(PLAIN[:cut])


def test_names_with_parties_beside_them_are_refused(read: Read) -> None:
    text = PLAIN.replace('m"\n', 'm" "Lab"\n').replace('l"\n', 'l" "Con"\n')
    text = text.replace('e"\n', 'e" "Ind"\n', 1).replace('d"\n', 'd" "SNP"\n')
    with pytest.raises(DataError, match="line 9: several names on each line"):
        read(text)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PLAIN.encode("utf-16"), "line 1: not UTF-8 text"),
        (PLAIN.replace("Basil", "Bas\xedl").encode("latin-1"), "line 10: not UTF-8 text"),
        (gzip.compress(PLAIN.encode(), mtime=0)[:-12], "damaged: "),
        (gzip.compress(PLAIN.encode(), mtime=0)[:30] + b"x" * 60, "damaged: "),
        (b"\x1f\x8bnonsense", "damaged: "),
    ],
)
def test_what_is_no_text_is_refused(read: Read, content: bytes, words: str) -> None:
    with pytest.raises(DataError, match=rf"ward\.blt: {words}"):
        read(content)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.blt: there is no such file; check the path"):
        read_ballots(tmp_path / "absent.blt")
    with pytest.raises(DataError, match="cannot be read: Is a directory"):
        read_ballots(tmp_path)
    with pytest.raises(DataError, match="there is no such file"):
        read_ballots("a\0b.blt")
