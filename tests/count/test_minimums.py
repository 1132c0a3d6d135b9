from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from necsim.count import read_tags
from necsim.count.minimums import make_minimums
from necsim.errors import DataError

TAGS = {1: {"women"}, 2: {"women", "north"}, 3: {"north"}, 4: set[str]()}


def read(folder: Path, text: str) -> dict[int, set[str]]:
    path = folder / "tags.csv"
    path.write_text(text, encoding="utf-8")
    return read_tags(path, 4)


def test_tags_are_read_a_row_each(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeffnumber, tag\n1,women\n\n2,women\n,\n2, north \n")
    assert found == {1: {"women"}, 2: {"women", "north"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "row 1: names other columns than number and tag"),
        ("tag,number\nwomen,1\n", "row 1: names other columns than number and tag"),
        ("number,tag\n5,women\n", 'row 2: "5" is nobody\'s number'),
        ("number,tag\n0000000001,women\n", 'row 2: "0000000001" is nobody\'s number'),
        ("number,tag\n0,women\n", 'row 2: "0" is nobody\'s number'),
        ("number,tag\nAdam,women\n", 'row 2: "Adam" is nobody\'s number'),
        ("number,tag\n,women\n", 'row 2: "" is nobody\'s number'),
        ("number,tag\n²,women\n", 'row 2: "²" is nobody\'s number'),
        ("number,tag\n1\n", "row 2: needs one tag"),
        ("number,tag\n1,women,north\n", "row 2: needs one tag"),
        ('number,tag\n1,"women\n', "line 2: not CSV"),
    ],
)
def test_a_fault_in_tags_is_named_with_its_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, text)
    assert f"tags.csv: {said}" in str(raised.value)


def test_only_who_stands_counts_toward_a_minimum() -> None:
    standing = np.array([1, 1, 0, 1], np.uint8)
    made = make_minimums({"women": 2, "north": 1}, TAGS, standing, 2)
    assert made.needs.tolist() == [2, 1]
    assert made.tags.tolist() == [[1, 1, 0, 0], [0, 1, 0, 0]]
    assert make_minimums({}, {}, standing, 2).tags.shape == (0, 4)


@pytest.mark.parametrize(
    ("needs", "seats", "said"),
    [
        ({"women": 3}, 4, "minimum women=3: only 2 who stand have this tag"),
        ({"woman": 1}, 4, "only 0 who stand have this tag; tags known: north, women"),
        ({"women": 2}, 1, "minimum women=2: 1 seats are too few for it"),
        ({"women": 2, "north": 2}, 2, "minimum women=2 north=2: 2 seats are too few"),
    ],
)
def test_a_minimum_that_cannot_be_met_is_refused(
    needs: dict[str, int], seats: int, said: str
) -> None:
    with pytest.raises(DataError, match=said):
        make_minimums(needs, TAGS, np.ones(4, np.uint8), seats)


def test_one_person_may_serve_two_minimums() -> None:
    made = make_minimums({"women": 2, "north": 2}, TAGS, np.ones(4, np.uint8), 3)
    assert made.needs.tolist() == [2, 2]
