"""Cells of a table → values; an empty cell is a value not known."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from necsim.history.day import Day, parse_day

_NAME = "[a-z][a-z0-9_]*"
_ID = re.compile(_NAME)
_DATED_ID = re.compile(rf"{_NAME}(-[a-z0-9_]+)*")
_MOST_DIGITS = 15
_MOST_SHOWN = 40
_YES_NO = {"yes": True, "no": False, "": None}


class CellError(ValueError):
    """Raised with what is wrong with a cell, and what to do."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong, self.remedy = wrong, remedy


def shown(cell: str) -> str:
    """Quote a cell on one line, cut short."""
    short = cell if len(cell) <= _MOST_SHOWN else f"{cell[:_MOST_SHOWN]}…"
    return json.dumps(short, ensure_ascii=False)


def text(cell: str) -> str:
    """Take the cell as it is."""
    return cell


def whole(cell: str) -> int | None:
    """Read a count."""
    if cell and not (cell.isascii() and cell.isdigit() and len(cell) <= _MOST_DIGITS):
        digits = re.sub(r"[,\s]", "", cell)
        grouped = digits.isdigit() and digits != cell
        remedy = f"write {digits}" if grouped else "write digits only, or leave it empty"
        raise CellError(f"must be a whole number, not {shown(cell)}", remedy)
    return int(cell) if cell else None


def share(cell: str) -> float | None:
    """Read a fraction between 0 and 1."""
    try:
        value = float(cell) if cell else None
    except ValueError:
        value = -1.0
    if value is not None and not 0 <= value <= 1:
        remedy = "shares are fractions: write 0.45 for 45 %"
        raise CellError(f"must be a share between 0 and 1, not {shown(cell)}", remedy)
    return value


def yes_no(cell: str) -> bool | None:
    """Read yes or no."""
    if cell not in _YES_NO:
        raise CellError(f"must be yes or no, not {shown(cell)}", "or leave it empty")
    return _YES_NO[cell]


def day(cell: str) -> Day:
    """Read a date, whole or partial."""
    try:
        return parse_day(cell)
    except ValueError as error:
        raise CellError(f"{shown(cell)} is no date", "write 2018-01-15, 2018-01 or 2018") from error


def id_(cell: str) -> str:
    """Read an id that may stand in an expression."""
    if cell and not _ID.fullmatch(cell):
        raise CellError(f"{shown(cell)} is no id", "use a-z, 0-9 and _, a letter first")
    return cell


def dated_id(cell: str) -> str:
    """Read an id that names a body and a date, such as nec-2018-01."""
    if not _DATED_ID.fullmatch(cell):
        raise CellError(f"{shown(cell)} is no id", "name the body and the date, as in nec-2018-01")
    return cell


def one_of(*words: str) -> Callable[[str], str]:
    """Make a reader that takes only these words, or nothing."""

    def read(cell: str) -> str:
        if cell and cell not in words:
            raise CellError(f"{shown(cell)} is not known here", f"write one of {', '.join(words)}")
        return cell

    return read
