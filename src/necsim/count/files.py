"""Text files of ballots, plain or compressed, and what is said of those that cannot be read."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from necsim.errors import DataError, Fault
from necsim.limits import MOST_BALLOTS, LimitError, gunzip_within, read_within

_GZIP = b"\x1f\x8b"
_MOST_FAULTS = 10
_MOST_SHOWN = 40


class Wrong(NamedTuple):
    """What is wrong at a place of a file, such as "line 7", and what to do about it."""

    place: str
    wrong: str
    remedy: str


class MisreadError(ValueError):
    """Raised with all that is wrong in a file, by readers that know no file's name."""

    def __init__(self, *found: Wrong) -> None:
        super().__init__(str(found))
        self.found = found


def misread(line: int, wrong: str, remedy: str) -> MisreadError:
    """Make the error for one line."""
    return MisreadError(Wrong(f"line {line}", wrong, remedy))


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Turn what is wrong with a file into one DataError that names it; at most ten faults."""
    try:
        yield
    except MisreadError as error:
        found = error.found
    except LimitError as error:
        found = (Wrong("", error.wrong, error.remedy),)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        found = (Wrong("", f"damaged: {error}", "compress it again"),)
    except OSError as error:
        found = (Wrong("", _refused(error), "check the path"),)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = (Wrong(f"line {line}", "not UTF-8 text", "save the file as UTF-8"),)
    else:
        return
    said = [str(Fault(str(file), *each)) for each in found]
    more = [f"{file}: {len(said) - _MOST_FAULTS:,} faults more"] if said[_MOST_FAULTS:] else []
    raise DataError("\n".join(said[:_MOST_FAULTS] + more))


def _refused(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    return f"cannot be read: {error.strerror or error}"


def read_text(file: Path) -> str:
    r"""Read a UTF-8 file, compressed or not, with or without a mark at its start.

    Lines end with ``\n`` whatever they ended with.
    """
    if "\0" in str(file):
        raise FileNotFoundError
    content = read_within(file, MOST_BALLOTS)
    if content.startswith(_GZIP):
        content = gunzip_within(content, MOST_BALLOTS)
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def csv_rows(text: str) -> Iterator[list[str]]:
    """Read rows of cells, parted by comma, semicolon or tab: whichever the first line has most."""
    part = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=part, strict=True)
    try:
        yield from rows
    except csv.Error as error:
        raise misread(rows.line_num, f"not CSV: {error}", "save it again as CSV") from None


def compressed(text: str, file: Path) -> bytes:
    """Encode a text, compressed if the file's name ends so; the same bytes every time."""
    content = text.encode()
    return gzip.compress(content, mtime=0) if file.suffix == ".gz" else content


def line_at(text: str, place: int) -> int:
    """Give the number of the line on which a place in a text stands."""
    return text.count("\n", 0, place) + 1


def tidy(name: str) -> str:
    """Put a name on one line, without characters that cannot be printed."""
    printed = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(printed.split())


def shown(text: str) -> str:
    """Quote a text on one line, cut short."""
    line = tidy(text)
    return f'"{line}"' if len(line) <= _MOST_SHOWN else f'"{line[:_MOST_SHOWN]}…"'
