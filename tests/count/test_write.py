from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.count.conftest import Read
from tests.count.samples import PLAIN, rankings

from necsim.count import Ballots, blt_text, read_ballots, write_blt
from necsim.count.blt import read_blt
from necsim.errors import RunError

LETTERS = st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(' "\\#')
NAME = st.text(LETTERS, min_size=1, max_size=12).map(lambda name: " ".join(name.split()))


def same(one: Ballots, other: Ballots) -> bool:
    arrays: list[tuple[Any, Any]] = list(zip(one.papers, other.papers, strict=True))
    alike = [np.array_equal(mine, its) for mine, its in arrays]
    return one[:4] == other[:4] and all(alike)


def test_the_form_is_plain(read: Read) -> None:
    assert blt_text(read(PLAIN)) == PLAIN


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    candidates = data.draw(st.integers(1, 12))
    names = st.lists(NAME.filter(bool), min_size=candidates + 1, max_size=candidates + 1)
    order = st.permutations(range(1, candidates + 1))
    ballots = st.tuples(st.integers(1, 10**6), order, st.integers(1, candidates))
    lines = [
        f"{many} {' '.join(map(str, ranking[:length]))} 0"
        for many, ranking, length in data.draw(st.lists(ballots, max_size=60))
    ]
    gone = data.draw(st.lists(st.integers(1, candidates), max_size=2))
    head = f"{candidates} 3\n{' '.join(f'-{number}' for number in gone)}"
    first = read_blt("\n".join((head, *lines, "0", *(["x"] * candidates))), "y")
    *people, title = data.draw(names)
    first = first._replace(candidates=tuple(people), title=title)
    assert len(rankings(first)) == len(lines)
    assert same(read_blt(blt_text(first), "z"), first)


def test_faulty_ballots_are_written_as_they_count(read: Read, tmp_path: Path) -> None:
    first = read(PLAIN.replace("4 1 3 2 0", "4 1 3=2 0\n5 - 1 0").replace("4 2\n", "4 2\n-3\n"))
    assert first.verdicts
    write_blt(tmp_path / "again.blt", first)
    again = read_ballots(tmp_path / "again.blt")
    assert again.verdicts == ()
    assert same(again, first)


def test_a_name_that_ends_with_gz_is_compressed_and_equal_ballots_give_equal_bytes(
    read: Read, tmp_path: Path
) -> None:
    ballots = read(PLAIN)
    for name in ("one.blt.gz", "two.blt.gz", "three.blt"):
        write_blt(tmp_path / name, ballots)
        assert same(read_ballots(tmp_path / name), ballots)
    assert (tmp_path / "one.blt.gz").read_bytes() == (tmp_path / "two.blt.gz").read_bytes()
    assert gzip.decompress((tmp_path / "one.blt.gz").read_bytes()).decode() == PLAIN


def test_where_nothing_can_be_written_the_place_is_named(read: Read, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="it is a folder"):
        write_blt(tmp_path, read(PLAIN))


def test_real_elections_come_back_as_they_were(stv_data: Path, tmp_path: Path) -> None:
    for file in sorted(stv_data.glob("blt/*.blt.gz")):
        ballots = read_ballots(file)
        write_blt(tmp_path / file.name, ballots)
        assert same(read_ballots(tmp_path / file.name), ballots)
