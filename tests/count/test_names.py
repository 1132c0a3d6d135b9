from __future__ import annotations

import pytest

from necsim.count.files import MisreadError
from necsim.count.names import quoted, read_names


def names(*lines: str, candidates: int = 2) -> tuple[tuple[str, ...], str]:
    return read_names(lines, 9, candidates)


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (['"Ann Ames"', '"Bob Bell"', '"Title"'], ("Ann Ames", "Bob Bell")),
        (["Ann Ames", "Bob Bell (Ind)", "Title"], ("Ann Ames", "Bob Bell (Ind)")),
        (['"Ann"  "Bob"', '"Title"'], ("Ann", "Bob")),
        (['"Ann" "Bob" "Title" "Source" # x'], ("Ann", "Bob")),
        (['"Rob "Bob" Bell"', '"Al ""X"" Ek"'], ('Rob "Bob" Bell', 'Al "X" Ek')),
        ([r'"Rob \"Bob\" Bell"', r'"A\B\\C"'], ('Rob "Bob" Bell', r"A\B\C")),
        (['"Ann # 1" # first', '"Bob "B" #2" # x'], ("Ann # 1", 'Bob "B" #2')),
        (["Ann # 1", '"Bob'], ("Ann", "Bob")),
        (["", "# names", "Ann", "\t", "Bob"], ("Ann", "Bob")),
        (['""', '"Bob"'], ("Candidate 1", "Bob")),
        (['"Ann \x1b[1m\tAmes"', '"Bob"'], ("Ann [1m Ames", "Bob")),
        (['"7"', '"12"'], ("7", "12")),
        (["O'Neil", "Łódź 日本"], ("O'Neil", "Łódź 日本")),
    ],
)
def test_names_are_read_as_they_are_found(lines: list[str], read: tuple[str, ...]) -> None:
    assert names(*lines)[0] == read


def test_the_title_is_what_stands_behind_the_names() -> None:
    assert names('"Ann"', '"Bob"', '"A title"', '"Source"')[1] == "A title"
    assert names('"Ann"', '"Bob"')[1] == ""
    assert names('"Ann" "Bob"', candidates=1) == (("Ann",), "Bob")


@pytest.mark.parametrize("name", ['"', "\\", 'a" "b', r"\"", '""', "#", " # 1", "1 2 0", "-"])
def test_what_is_quoted_is_read_back(name: str) -> None:
    assert names(quoted(name), quoted("Bob"))[0] == (name.strip(), "Bob")


@pytest.mark.parametrize("line", ["3 1 2 0", "0", "12", "3 1=2 0", "4 - 1 0"])
def test_ballots_are_no_names(line: str) -> None:
    with pytest.raises(MisreadError, match="line 10"):
        names('"Ann"', line, '"Bob"')
