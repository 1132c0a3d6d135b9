"""A workbook to fill: opened, its sheets named within Excel's limits, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from necsim.columns import Table

# Fixed, so that equal inputs give equal bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_A4, _MARGIN = 9, 0.4
_LONGEST_NAME, _LONGEST_HEADER, _LONGEST_CELL = 31, 255, 32_767
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
# Excel takes these for the addresses of cells.
_ADDRESS = re.compile(r"[a-z]{1,3}\d+|r\d*(c\d*)?|c\d*", re.IGNORECASE)


class Book(NamedTuple):
    """A workbook being written.

    `sheets` says what each holds, in order; `forms` are those of its tables, and `styles` keeps
    each look that was asked for.
    """

    raw: Any
    sheets: dict[str, str]
    forms: dict[str, Table]
    styles: dict[tuple[tuple[str, object], ...], Any]

    def style(self, **look: object) -> Any:
        """Give a cell's look, as xlsxwriter names its parts; equal looks are one."""
        key = tuple(sorted(look.items()))
        if key not in self.styles:
            self.styles[key] = self.raw.add_format(look)
        return self.styles[key]

    def add_sheet(self, wanted: str, meaning: str) -> Any:
        """Add a sheet under a name that Excel allows and no other has."""
        cleaned = _NOT_IN_A_NAME.sub("_", wanted)
        name = _unused(cleaned, " ", self.sheets, _LONGEST_NAME)
        self.sheets[name] = meaning
        sheet = self.raw.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(*(_MARGIN,) * 4)
        return sheet

    def table_name(self, wanted: str) -> str:
        """Choose a name for a table that Excel allows and no other has."""
        cleaned = re.sub(r"\W+", "_", wanted)
        if _ADDRESS.fullmatch(cleaned) or not cleaned[:1].isalpha():
            cleaned = f"_{cleaned}"
        return _unused(cleaned, "_", self.forms, 2 * _LONGEST_NAME)


@contextmanager
def new_book(path: Path, title: str) -> Iterator[Book]:
    """Make a workbook to fill, and write it to a file; equal content gives equal bytes."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as raw:
        raw.set_properties({"title": title, "created": _CREATED})
        yield Book(raw, {}, {}, {})
    path.write_bytes(content.getvalue())


def distinct(wanted: Iterable[str]) -> list[str]:
    """Make headers of one table that Excel allows, none like another whatever its capitals."""
    found = list[str]()
    for each in wanted:
        found.append(_unused(each or "_", " ", found, _LONGEST_HEADER))
    return found


def fitting(text: str) -> str:
    """Cut a text to what a cell holds, as Excel counts it; what was cut ends in a mark."""
    if len(text) <= _LONGEST_CELL // 2:
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * _LONGEST_CELL:
        return text
    return units[: 2 * (_LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _unused(wanted: str, mark: str, others: Iterable[str], longest: int) -> str:
    """Cut a name to its length, and number it if another has it, whatever its capitals."""
    taken = {name.lower() for name in others}
    name, number = wanted[:longest], 1
    while name.lower() in taken:
        number += 1
        end = f"{mark}{number}"
        name = wanted[: longest - len(end)] + end
    return name
