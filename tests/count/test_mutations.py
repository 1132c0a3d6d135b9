from __future__ import annotations

import gzip
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.count.samples import MODEL, PLAIN, faults, pooled, rankings
from tests.count.test_table import TABLE
from tests.count.test_write import same

from necsim.count import Ballots, blt_text, read_ballots
from necsim.count.blt import read_blt
from necsim.count.table import read_table
from necsim.errors import DataError

ODD = PLAIN.replace("4 1 3 2 0", "(7) 4 1 - 3=2 0 # x\n /* y */ 2 (1 2) 3\n 4 0").replace(
    '"', "", 4
)
BYTES = st.binary(max_size=3) | st.sampled_from(
    [b"0", b"\n", b" ", b"-", b"=", b"(", b")", b"#", b'"', b"\\", b"\0", b"\r", b",", b"99", b"/*"]
)


def sound(ballots: Ballots) -> bool:
    """Say whether every ranking names people, each once, and every number of papers counts."""
    candidates = len(ballots.candidates)
    each = all(
        ranking and len(set(ranking)) == len(ranking) and 1 <= min(ranking) <= max(ranking)
        and max(ranking) <= candidates
        for ranking in rankings(ballots)
    )  # fmt: skip
    return each and bool(np.all(ballots.papers.numbers > 0)) and all(map(str, ballots.candidates))


def try_out(content: bytes, name: str, folder: Path) -> None:
    """Read ballots: they are sound, or every fault has file, place, what is wrong, what to do."""
    path = folder / name
    path.write_bytes(content)
    fault = re.compile(rf"{re.escape(str(path))}: ((line|row) \d+|damaged): .+; .+|.* faults more")
    ballots, said = read_or_fault(path)
    assert all(fault.fullmatch(line) for line in said)
    if ballots:
        assert sound(ballots)
        assert same(read_blt(blt_text(ballots), "x"), ballots)


def read_or_fault(path: Path) -> tuple[Ballots | None, list[str]]:
    try:
        return read_ballots(path), []
    except DataError as error:
        return None, str(error).split("\n")


@st.composite
def mutated(draw: st.DrawFn, texts: tuple[str, ...]) -> bytes:
    content = draw(st.sampled_from(texts)).encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 12))
        content = content[:start] + draw(BYTES) + content[start + length :]
    return content


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


@pytest.mark.slow
@settings(max_examples=600, deadline=None, derandomize=True)
@given(mutated((PLAIN, ODD, MODEL)))
def test_mutated_blt_never_gives_a_traceback(folder: Path, content: bytes) -> None:
    try_out(content, "ward.blt", folder)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, derandomize=True)
@given(mutated((TABLE, "A;B\n1;2\n", "A\n1\n")))
def test_mutated_tables_never_give_a_traceback(folder: Path, content: bytes) -> None:
    try_out(content, "ward.csv", folder)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 400), BYTES)
def test_damaged_compression_never_gives_a_traceback(folder: Path, start: int, new: bytes) -> None:
    content = gzip.compress(MODEL.encode(), mtime=0)
    try_out(content[:start] + new + content[start + len(new) :], "ward.blt.gz", folder)


LINES = st.lists(
    st.tuples(st.integers(1, 9), st.lists(st.integers(1, 5), max_size=6)), min_size=1, max_size=30
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, derandomize=True)
@given(LINES)
def test_lines_read_in_bulk_and_one_by_one_say_the_same(
    lines: list[tuple[int, list[int]]],
) -> None:
    rows = [" ".join(map(str, (many, *marks, 0))) for many, marks in lines] * 40
    text = "\n".join(("5 2", *rows, "0", *"ABCDE"))
    bulk = read_blt(text, "x")
    # A comment on each line keeps it from being read in bulk.
    single = read_blt(text.replace(" 0\n", " 0 #\n"), "x")
    assert pooled(bulk) == pooled(single)
    assert bulk.verdicts == single.verdicts
    assert sum(bulk.papers.numbers) + faults(bulk).get("no blank", 0) == 40 * sum(
        many for many, _ in lines
    )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=1, max_size=30))
def test_a_table_says_the_same_as_its_ballots_in_blt(rows: list[list[int]]) -> None:
    table = read_table("\n".join(("A,B,C,D", *(",".join(map(str, row)) for row in rows))), "x")
    lines = []
    for row in rows:
        marks = [
            "=".join(str(n) for n, k in enumerate(row, 1) if k == place) for place in range(1, 5)
        ]
        lines.append(" ".join(("1", *(mark or "-" for mark in marks), "0")))
    blt = read_blt("\n".join(("4 0", *lines, "0", *"ABCD")), "x")
    assert pooled(table) == pooled(blt)
    assert faults(table) == faults(blt)
