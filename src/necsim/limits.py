"""How much is read of files that may come from anybody: each limit is far beyond honest use."""

from __future__ import annotations

import errno
import gzip
import io
import re
import zipfile
from pathlib import Path

MEBIBYTE = 2**20
# A scenario with a thousand candidates and their reasons takes a fifth of one.
MOST_TEXT = 16 * MEBIBYTE
# Ten million ballots of a dozen preferences.
MOST_BALLOTS = 256 * MEBIBYTE
# A workbook's parts, unpacked, and the rectangle that its cells span: readers lay it out in full.
MOST_WORKBOOK = 64 * MEBIBYTE
MOST_CELLS = 2_000_000
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")


class TooLargeError(OSError):
    """Raised for a file that is larger than a limit; `strerror` says which."""

    def __init__(self, wrong: str) -> None:
        super().__init__(errno.EFBIG, wrong)


def read_bytes(file: Path, most: int = MOST_TEXT) -> bytes:
    """Read a file of at most so many bytes; else a TooLargeError."""
    with file.open("rb") as source:
        return _bounded(source.read(most + 1), most)


def unpack(content: bytes, most: int) -> bytes:
    """Decompress what gzip made, if it is at most so many bytes; else a TooLargeError."""
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as source:
        return _bounded(source.read(most + 1), most)


def _bounded(content: bytes, most: int) -> bytes:
    if len(content) > most:
        raise TooLargeError(f"larger than {most // MEBIBYTE} MiB")
    return content


def read_workbook(file: Path) -> bytes:
    """Read an XLSX file whose parts and sheets are within limits; else a TooLargeError.

    Every part is unpacked once, as far as the limit: what a file says of its own sizes is not
    believed. A damaged file raises what zipfile raises.
    """
    content = read_bytes(file, MOST_WORKBOOK)
    left = MOST_WORKBOOK
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for info in parts.infolist():
            with parts.open(info) as part:
                unpacked = part.read(left + 1)
            left -= len(unpacked)
            if left < 0:
                raise TooLargeError(f"larger than {MOST_WORKBOOK // MEBIBYTE} MiB unpacked")
            if info.filename.startswith("xl/worksheets/"):
                _check_span(unpacked)
    return content


def _check_span(sheet: bytes) -> None:
    places = _CELL.findall(sheet)
    wide = max((_column(letters) for letters, _ in places), default=0)
    high = max((int(row) for _, row in places), default=0)
    if wide * high > MOST_CELLS:
        raise TooLargeError(f"a sheet spans more than {MOST_CELLS:,} cells")


def _column(letters: bytes) -> int:
    """Give the number of a column by its letters, A being 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
