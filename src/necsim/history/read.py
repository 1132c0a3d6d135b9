"""The one reader of history: the package's tables, and a user's folder laid beside them."""

from __future__ import annotations

import csv
import difflib
import io
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from necsim.errors import DataError, Fault
from necsim.history import cells
from necsim.history.checks import Entries, check_clashes, check_rows
from necsim.history.rows import History
from necsim.history.tables import TABLES, Column, Table
from necsim.limits import MOST_TABLE, LimitError, read_within

PACKAGED = Path(__file__).with_name("data")


def read_history(folder: str | os.PathLike[str] | None = None) -> History:
    """Read the published contests, and those of a folder of the same tables, any of them.

    Raises
    ------
    DataError
        with every fault at once: file, row, column, what is wrong, what to do.
    """
    faults: list[Fault] = []
    entries, wrong = _read_packaged(PACKAGED)
    faults.extend(wrong)
    if folder is not None:
        own = _read_folder(Path(folder), faults)
        faults.extend(check_clashes(entries, own))
        entries = {name: [*entries[name], *own[name]] for name in TABLES}
    # What one row says of another is checked only when every row has been read.
    if not faults:
        faults.extend(check_rows(entries))
    if faults:
        raise DataError(faults)
    return History(**{name: tuple(row for _, row in rows) for name, rows in entries.items()})


@lru_cache(maxsize=1)  # a session asks several times, and nobody edits an installed package
def _read_packaged(folder: Path) -> tuple[Entries, tuple[Fault, ...]]:
    faults: list[Fault] = []
    return _read_folder(folder, faults), tuple(faults)


def _read_folder(folder: Path, faults: list[Fault]) -> Entries:
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    known = [file for file in files if file.stem in TABLES]
    for file in files:
        if file not in known:
            faults.append(
                Fault(str(file), "", "is no table of history", _suggest(file.stem, tuple(TABLES)))
            )
    if not files:
        wrong = "holds no tables" if folder.is_dir() else "is no folder"
        faults.append(Fault(str(folder), "", wrong, "name a folder with a results.csv, or others"))
    found = {file.stem: list(_read_table(file, TABLES[file.stem], faults)) for file in known}
    return {name: found.get(name, []) for name in TABLES}


def _suggest(word: str, names: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, names, n=1)
    return f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(names)}"


def _read_table(file: Path, table: Table, faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    """Read rows with their places; the header is row 1."""
    lines = _read_lines(file, faults)
    header = [cell.strip() for cell in lines[0]] if lines else []
    wrong = list(_check_header(file, header, table)) if lines else []
    faults.extend(wrong)
    if wrong:
        return
    for number, line in enumerate(lines[1:], 2):
        place = f"{file}, row {number}"
        values = [cell.strip() for cell in line]
        if any(values[len(header) :]):
            remedy = "put cells that hold commas in quotes"
            faults.append(Fault(place, "", "has more cells than columns", remedy))
        elif any(values):
            by_column = dict(zip(header, values, strict=False))
            row = [_cell(place, column, by_column, faults) for column in table.columns]
            yield place, table.row(*row)


def _read_lines(file: Path, faults: list[Fault]) -> list[list[str]]:
    try:
        lines = io.StringIO(read_within(file, MOST_TABLE).decode("utf-8-sig"), newline="")
        read = list(csv.reader(lines, strict=True))
    except LimitError as error:
        faults.append(Fault(str(file), "", error.wrong, error.remedy))
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        faults.append(Fault(str(file), "", f"cannot be read: {error}", "save it as CSV in UTF-8"))
        return []
    if not read:
        faults.append(Fault(str(file), "", "is empty", "its first row names the columns"))
    return read


def _check_header(file: Path, header: list[str], table: Table) -> Iterator[Fault]:
    names = tuple(column.name for column in table.columns)
    place = f"{file}, row 1"
    for name in dict.fromkeys(header):
        if name not in names:
            yield Fault(place, "", f"unknown column {cells.shown(name)}", _suggest(name, names))
        elif header.count(name) > 1:
            yield Fault(place, name, "stands twice", "keep one of the columns")
    for column in table.columns:
        if column.needed and column.name not in header:
            yield Fault(place, "", f'has no column "{column.name}"', f"add it: {column.meaning}")


def _cell(place: str, column: Column, row: dict[str, str], faults: list[Fault]) -> Any:
    cell = row.get(column.name, "")
    try:
        if column.needed and not cell:
            raise cells.CellError("is empty", f"state it: {column.meaning}")
        return column.read(cell)
    except cells.CellError as bad:
        faults.append(Fault(place, column.name, bad.wrong, bad.remedy))
        return None
