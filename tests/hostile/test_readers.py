"""Any bytes at all, given to every reader: a value or an error of ours, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.hostile.readers import READERS

pytestmark = pytest.mark.slow


def _made_of(*pieces: str, between: str = "") -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(pieces), max_size=60).map(lambda p: between.join(p).encode())


ANY = st.binary(max_size=200) | st.sampled_from([b"[" * 100_000, b"1", b"[]", b'{"seal": 1}'])
BLT = _made_of(
    *("4", "2", "0", "-1", "1", "999999999", "(", ")", "=", "-", "#", "/*", "*/"),
    *("\n", '"', "A", "\\", "\0", "\u2028", "٣"),
    between=" ",
)
TOML = _made_of(
    *("format = 1\n", "[", "]", "a", ".", "=", '"', "'", "\n", "{", "}", ",", "1"),
    *("[contests.a]\n", "support", "extends", "1e9", "2018-01-01", "\0", "é"),
)
CSV = _made_of(
    *("id", "A", "B", "count", "number", "tag", ",", ";", "\t", "\n", "\r", '"'),
    *("1", "2", "=1", "\0", "contest", "٣"),
)
WORDS = _made_of(
    *("seats.left", "control.left", " and ", " or ", "not ", "(", ")", ">=", "<", "0", "2", "%"),
    *("support.left", "=", ".", " ", "\x1e", "٣", "{", "[", '"', "\0"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readers")


@pytest.mark.parametrize("name", READERS)
def test_any_bytes_are_read_or_refused(folder: Path, name: str) -> None:
    @settings(max_examples=150, deadline=None, derandomize=True)
    @example(b"support.left=45\x1e%")
    @given(ANY | BLT | TOML | CSV | WORDS)
    def read(content: bytes) -> None:
        READERS[name](folder, content)

    read()
