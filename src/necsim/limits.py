"""Limits on files that anybody may have written: how much of one is read, and what is refused.

A file is never read further than its limit, so that what it claims of itself need not be believed.
Sizes are in bytes. docs/hostile-input.md gives the reason for each.
"""

from __future__ import annotations

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1 << 20
MOST_TOML = MEGABYTE
MOST_TABLE = 16 * MEGABYTE
MOST_WORKBOOK = 8 * MEGABYTE
MOST_UNPACKED_WORKBOOK = 64 * MEGABYTE
MOST_BALLOTS = 256 * MEGABYTE
MOST_RECORD = 16 * MEGABYTE
MOST_RUN_TABLE = 256 * MEGABYTE
MOST_READ_BACK = 100_000_000  # replicates: eight bytes each, for one column at a time

# Of a workbook: files in it, cells of the rectangle they span, bytes if all hold its longest text.
_MOST_PARTS = 1_000
_MOST_CELLS = 1_000_000
_MOST_TEXT = 256 * MEGABYTE
# Of a scenario: files it extends, entries of one table, values in all.
MOST_EXTENDED = 100
MOST_ENTRIES = 1_000
MOST_VALUES = 50_000
# Parts of a dotted key: the parser takes time by their square.
MOST_DOTS = 32

_KEY_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DOTTED = re.compile(rf"(?:{_KEY_PART}[ \t]*+\.[ \t]*+){{{MOST_DOTS}}}")
_PLACE_OF_CELL = re.compile(rb"""\br\s*+=\s*+["']([A-Za-z]{0,9})(\d{1,19})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_SHARED_TEXT = re.compile(rb"</(?:\w+:)?si\s*>")


class LimitError(ValueError):
    """Raised where a file goes beyond a limit; the reader knows its name."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(f"{wrong}; {remedy}")
        self.wrong = wrong
        self.remedy = remedy


def read_within(file: Path, most: int) -> bytes:
    """Read a file of at most so many bytes; a LimitError if it holds more, a pipe included."""
    with file.open("rb") as source:
        content = source.read(most + 1)
    if len(content) > most:
        raise _too_large(f"holds more than {_megabytes(most)}", most)
    return content


def gunzip_within(content: bytes, most: int) -> bytes:
    """Unpack gzip of at most so many bytes; a LimitError before more is held in memory."""
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as source:
        unpacked = source.read(most + 1)
    if len(unpacked) > most:
        raise _too_large(f"unpacks to more than {_megabytes(most)}", most)
    return unpacked


def check_toml(text: str) -> None:
    """Refuse keys of more parts than any table has levels; a LimitError names the line."""
    if found := _DOTTED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        wrong = f"line {line}: nested too deeply: more than {MOST_DOTS} words joined by dots"
        raise LimitError(wrong, "write plain tables")


def check_workbook(content: bytes) -> None:
    """Refuse a workbook that unpacks to too much, or to too many cells, with a LimitError.

    So is what cannot be unpacked.
    """
    try:
        parts = list(_parts(content))
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError) as error:
        if isinstance(error, LimitError):
            raise
        raise LimitError(f"cannot be read: {error}", "save it again as XLSX or CSV") from None
    rows, columns, cells, longest = 1, 1, 0, 0
    for part in parts:
        for letters, digits in _PLACE_OF_CELL.findall(part):
            rows, columns = max(rows, int(digits)), max(columns, _column(letters))
        cells += sum(1 for _ in _CELL.finditer(part))
        if _SHARED_TEXT.search(part):
            longest = max(longest, *map(len, _SHARED_TEXT.split(part)))
    if max(rows * columns, cells) > _MOST_CELLS:
        wrong = f"its cells span more than {_MOST_CELLS:,}"
        raise LimitError(wrong, "keep rows and columns that hold the table, or save it as CSV")
    if cells * longest > _MOST_TEXT:
        raise LimitError("its cells repeat a text that is too long", "save it as CSV")


def _parts(content: bytes) -> Iterator[bytes]:
    """Unpack each part by what is really there, not by the sizes that the file states."""
    left = MOST_UNPACKED_WORKBOOK
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = archive.infolist()
    if len(listed) > _MOST_PARTS:
        raise LimitError(f"holds more than {_MOST_PARTS:,} files", "save it again as XLSX or CSV")
    for part in listed:
        begins = part.header_offset + 30
        name, extra = struct.unpack_from("<HH", content, part.header_offset + 26)
        packed = content[begins + name + extra :][: part.compress_size]
        unpacked = _unpacked(packed, part.compress_type, left)
        left -= len(unpacked)
        if left < 0:
            wrong = f"unpacks to more than {_megabytes(MOST_UNPACKED_WORKBOOK)}"
            raise _too_large(wrong, MOST_UNPACKED_WORKBOOK)
        yield unpacked


def _unpacked(packed: bytes, method: int, left: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return packed
    if method != zipfile.ZIP_DEFLATED:
        wrong = "is packed in another way than workbooks are"
        raise LimitError(wrong, "save it again as XLSX or CSV")
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, left + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _megabytes(most: int) -> str:
    return f"{most // MEGABYTE} MB"


def _too_large(wrong: str, most: int) -> LimitError:
    return LimitError(wrong, f"no file of its kind needs as much: keep it under {_megabytes(most)}")
