"""What is too large is refused before it is laid out in memory, wherever it is read."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest

from necsim.cli.app import main
from necsim.limits import (
    MEBIBYTE,
    MOST_BALLOTS,
    MOST_CELLS,
    MOST_TEXT,
    TooLargeError,
    read_bytes,
    read_workbook,
    unpack,
)


def test_a_file_at_its_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 100)
    assert read_bytes(file, 100) == b"x" * 100
    with pytest.raises(TooLargeError, match="larger than 0 MiB"):
        read_bytes(file, 99)


def test_what_gzip_made_is_unpacked_as_far_as_the_limit() -> None:
    assert unpack(gzip.compress(b"x" * 100), 100) == b"x" * 100
    with pytest.raises(TooLargeError):
        unpack(gzip.compress(b"x" * 101), 100)


@pytest.mark.parametrize("name", ["big.toml", "/dev/zero"])
def test_a_scenario_without_end_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    if not file.exists():
        file.write_bytes(b"#" * (MOST_TEXT + 1))
    assert main(["check", str(file)]) == 3
    said = capsys.readouterr().out
    assert f"{file}\n    cannot be read: larger than 16 MiB" in said


def test_a_bomb_of_ballots_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bomb = tmp_path / "bomb.blt.gz"
    with gzip.open(bomb, "wb", compresslevel=1) as out:
        out.write(b"2 1\n")
        for _ in range(MOST_BALLOTS // MEBIBYTE):
            out.write(b"\n" * MEBIBYTE)
    assert bomb.stat().st_size < 2 * MEBIBYTE
    assert main(["count", str(bomb), "--rule", "ers97"]) == 3
    assert capsys.readouterr().err.startswith(f"{bomb}: cannot be read: larger than 256 MiB")


def workbook(folder: Path, sheet: bytes | None = None, name: str = "xl/padding") -> Path:
    """Write a small sound workbook; with one part more, or its sheet replaced."""
    sound = folder / "sound.xlsx"
    pl.DataFrame({"option": ["reds"], "share": [0.5]}).write_excel(sound)
    if sheet is None:
        return sound
    changed = folder / "changed.xlsx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, sheet)
    return changed


def test_a_sound_workbook_is_read(tmp_path: Path) -> None:
    sound = workbook(tmp_path)
    assert read_workbook(sound) == sound.read_bytes()


def test_a_bomb_of_a_workbook_is_refused(tmp_path: Path) -> None:
    bomb = workbook(tmp_path, bytes(65 * MEBIBYTE))
    assert bomb.stat().st_size < MEBIBYTE
    with pytest.raises(TooLargeError, match="larger than 64 MiB unpacked"):
        read_workbook(bomb)


def test_two_cells_far_apart_are_refused_by_the_rectangle_they_span(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet><sheetData><row><c r="A1"/><c r="XFD1048576"/></row></sheetData></worksheet>'
    )
    far = workbook(tmp_path, sheet, "xl/worksheets/sheet1.xml")
    with pytest.raises(TooLargeError, match=re.escape(f"more than {MOST_CELLS:,} cells")):
        read_workbook(far)


def test_a_workbook_that_lies_of_its_sizes_is_refused(tmp_path: Path) -> None:
    lying = workbook(tmp_path, bytes(65 * MEBIBYTE))
    told, lie = (65 * MEBIBYTE).to_bytes(4, "little"), (10).to_bytes(4, "little")
    lying.write_bytes(lying.read_bytes().replace(told, lie))
    with pytest.raises(zipfile.BadZipFile):
        read_workbook(lying)
