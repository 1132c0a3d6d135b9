"""Candidates and seats from CSV or XLSX, laid under what the scenario itself says."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator
from pathlib import Path as File
from typing import Any

from necsim.errors import Fault
from necsim.limits import MOST_TABLE, MOST_WORKBOOK, LimitError, check_workbook, read_within
from necsim.scenario.draft import FLAG, Draft, Path, shown, suggest
from necsim.scenario.read import read_text

Row = dict[str, str]


def _number(cell: str) -> float:
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError
    return value


def _whole(cell: str) -> int:
    value = _number(cell)
    if value != int(value):
        raise ValueError
    return int(value)


def _yes(cell: str) -> bool:
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[
        cell.lower()
    ]


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(cell.replace(";", " ").split())


def _chances(cell: str) -> dict[str, float]:
    pairs = [part.split("=") for part in cell.split(";") if part.strip()]
    return {faction.strip(): _number(chance) for faction, chance in pairs}


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "slate": (_ids, "ids"),
    "tags": (_ids, "words"),
    "appeal": (_number, "a number"),
    "vacant": (_number, "a number"),
    "copies": (_whole, "a whole number"),
    "count": (_whole, "a whole number"),
    "votes": (_whole, "a whole number"),
    "nominations": (_whole, "a whole number"),
    "share": (_number, "a number"),
    "undecided": (_number, "a number"),
    "elected": (_yes, "yes or no"),
    "bloc": (_yes, "yes or no"),
    "chances": (_chances, 'such as "left=0.5; right=0.5"'),
}
CANDIDATES = ("id", "name", "slate", "faction", "appeal", "tags", "copies")
SEATS = ("id", "holder", "section", "faction", "chances", "count", "bloc", "votes", "vacant")


def lay_tables(draft: Draft) -> None:
    """Read every table named by `candidates_from` and `seats_from`; typed keys win."""
    for contest in draft.entries(("contests",)):
        _lay(draft, ("contests", contest), "candidates", CANDIDATES)
    _lay(draft, ("committee",), "seats", SEATS)


def _lay(draft: Draft, at: Path, what: str, columns: tuple[str, ...]) -> None:
    owner = draft.get(at)
    name = f"{what}_from"
    if not isinstance(owner, dict) or name not in owner:
        return
    stated = owner.pop(name)
    if not isinstance(stated, str):
        draft.blame((*at, name), f"must name a file, not {shown(stated)}", "write it in quotes")
        return
    source = draft.source((*at, name))
    folder = File() if source == FLAG else File(source).parent
    typed, sources = owner.pop(what, None), dict(draft.sources)
    for number, entry in _entries(folder / stated, columns, draft.faults):
        draft.merge({entry.pop("id"): entry}, f"{folder / stated}, row {number}", (*at, what))
    if isinstance(typed, dict):
        draft.merge(typed, source, (*at, what))
    elif typed is not None:
        owner[what] = typed
    draft.sources.update(sources)


def _entries(
    file: File, columns: tuple[str, ...], faults: list[Fault]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read rows as entries of a scenario, with their row numbers (the header is row 1)."""
    seen: set[str] = set()
    for number, row in read_rows(file, columns, ("id",), faults):
        place = f"{file}, row {number}"
        name = row.get("id", "")
        if not any(row.values()):
            continue
        if not name or name in seen:
            wrong = f'"{name}" stands twice' if name else "is empty"
            faults.append(Fault(place, "id", wrong, "give each row an id of its own"))
            continue
        seen.add(name)
        cells = {column: cell for column, cell in row.items() if cell}
        yield number, {key: read_cell(place, key, cell, faults) for key, cell in cells.items()}


def read_cell(place: str, column: str, cell: str, faults: list[Fault]) -> Any:
    """Read a cell as its column wants it; on a fault record it, and give something of the kind."""
    reader, wanted = _READERS.get(column, (str, "text"))
    try:
        return reader(cell)
    except (ValueError, KeyError, OverflowError):
        faults.append(Fault(place, column, f"must be {wanted}, not {shown(cell)}", "mend the cell"))
        # Something of the right kind stands in, so that one fault is not reported twice.
        return {"appeal": 0.0, "vacant": 0.0, "bloc": False, "chances": {}}.get(column, 1)


def read_rows(
    file: File, columns: tuple[str, ...], needed: tuple[str, ...], faults: list[Fault]
) -> Iterator[tuple[int, Row]]:
    """Read the cells of a CSV or XLSX file as text by column, with row numbers (the header is 1).

    Faults of the whole file give no rows.
    """
    lines = _read_xlsx(file, faults) if file.suffix == ".xlsx" else _read_csv(file, faults)
    if not lines:
        return
    header = [cell.strip() for cell in lines[0][1]]
    wrong = [name for name in header if name not in columns]
    for name in wrong:
        place = f"{file}, row {lines[0][0]}"
        faults.append(Fault(place, "", f'unknown column "{name}"', suggest(name, columns)))
    missing = [name for name in needed if name not in header]
    for name in missing:
        faults.append(
            Fault(str(file), "", f"has no column {name}", f"columns: {', '.join(columns)}")
        )
    if not missing and not wrong:
        yield from _matched(file, header, lines[1:], faults)


def _matched(
    file: File, header: list[str], lines: list[tuple[int, list[str]]], faults: list[Fault]
) -> Iterator[tuple[int, Row]]:
    for number, cells in lines:
        if any(cell.strip() for cell in cells[len(header) :]):
            remedy = "put cells that hold commas in quotes"
            faults.append(Fault(f"{file}, row {number}", "", "has more cells than columns", remedy))
        else:
            yield number, {k: c.strip() for k, c in zip(header, cells, strict=False)}


def _read_csv(file: File, faults: list[Fault]) -> list[tuple[int, list[str]]]:
    text = read_text(file, faults, MOST_TABLE)
    if text is None:
        return []
    try:
        lines = list(enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1))
    except csv.Error as error:
        faults.append(Fault(str(file), "", f"not CSV: {error}", "save it again as CSV"))
        return []
    if not lines:
        faults.append(Fault(str(file), "", "is empty", "its first row names the columns"))
    return lines


def _read_xlsx(file: File, faults: list[Fault]) -> list[tuple[int, list[str]]]:
    import polars

    try:
        content = read_within(file, MOST_WORKBOOK)
        check_workbook(content)
        frame = polars.read_excel(
            io.BytesIO(content),
            has_header=False,
            infer_schema_length=0,
            raise_if_empty=False,
            drop_empty_rows=False,
        )
    except LimitError as error:
        faults.append(Fault(str(file), "", error.wrong, error.remedy))
        return []
    except Exception as error:  # the reader has a class of its own for each way to be broken
        faults.append(
            Fault(str(file), "", f"cannot be read: {error}", "save it again as XLSX or CSV")
        )
        return []
    rows = ([cell or "" for cell in row] for row in frame.rows())
    return list(enumerate(rows, 1))
