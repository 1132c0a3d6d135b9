from __future__ import annotations

import errno
import os
from pathlib import Path

import polars as pl
import pytest
from tests.store.samples import RUN, finished

from necsim import columns
from necsim.errors import RunError
from necsim.store import claim, files


def test_what_a_writer_could_not_complete_is_not_there(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_text("half")
        raise ValueError("no more")

    folder = claim(tmp_path, RUN)
    with pytest.raises(ValueError, match="no more"):
        folder.write({"report.html": fail})
    assert not list(folder.path.iterdir())


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        PermissionError(errno.EACCES, "Permission denied"),
        pl.exceptions.ComputeError("underlying IO error: No space left on device"),
    ],
)
def test_a_refusal_by_the_disk_names_path_and_remedy(tmp_path: Path, error: Exception) -> None:
    def fail(_path: Path) -> None:
        raise error

    folder = claim(tmp_path, RUN)
    with pytest.raises(RunError, match=r"forecast\.xlsx: cannot be written \(.*\); free space"):
        folder.write({"forecast.xlsx": fail})


@pytest.mark.skipif(os.name != "posix", reason="no other system can be asked after a process")
def test_what_a_killed_writer_left_is_swept_and_what_another_may_be_writing_is_not(
    tmp_path: Path,
) -> None:
    names = [f".writing-{who}-seats.csv" for who in (999_999_999, os.getpid(), os.getppid(), "x")]
    for name in (*names, "seats.csv"):
        (tmp_path / name).write_text("half")
    files.sweep_shared([tmp_path, tmp_path / "not there"])
    assert {path.name for path in tmp_path.iterdir()} == {*names[2:], "seats.csv"}


def test_csv_is_utf_8_with_crlf_and_quotes_only_where_needed(tmp_path: Path) -> None:
    lines = (finished(tmp_path).path / "tables" / "candidates.csv").read_bytes().split(b"\r\n")
    assert lines[0].decode() == ",".join(columns.schema("candidates"))
    expected = 'clp,ann,"Ann ""=1+1"" Ämes, MP","",left,0.25,0.01,0.23,0.27,700,0.3333333333333333'
    assert lines[1].decode() == f"{expected},100,200"
    assert lines[3] == b""
