"""Numbers of evidence from CSV or XLSX, laid where the scenario would have stated them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as File
from typing import Any, NamedTuple

from necsim.errors import Fault
from necsim.scenario.draft import FLAG, Draft, Path, Tree, shown
from necsim.scenario.tables import Row, read_cell, read_rows


class _Form(NamedTuple):
    """The columns of a table, the first of which names a row, and where each one is laid.

    A row of many cells is an entry of its own (`entries`); else each cell goes to the table that
    its column names here.
    """

    columns: tuple[str, ...]
    needed: tuple[str, ...]
    entries: str = ""
    cells: Mapping[str, str] = {}


_FORMS = {
    "result": _Form(
        ("candidate", "votes", "slate", "faction", "elected", "name"),
        ("candidate", "votes"),
        entries="candidates",
    ),
    "poll": _Form(("option", "share", "undecided"), ("option", "share"), cells={"share": "shares"}),
    "nominations": _Form(
        ("candidate", "nominations"), ("candidate", "nominations"), cells={"nominations": "counts"}
    ),
    "ballot": _Form(
        ("option", "votes", "share"), ("option",), cells={"votes": "counts", "share": "shares"}
    ),
}


def lay_evidence(draft: Draft) -> None:
    """Read every table that a piece of evidence names by `file`."""
    for id_, piece in draft.entries(("evidence",)).items():
        kind = piece.get("kind")
        form = _FORMS.get(kind) if isinstance(kind, str) else None
        if form and "file" in piece:
            _lay(draft, ("evidence", id_), piece, form)


def _lay(draft: Draft, at: Path, piece: Tree, form: _Form) -> None:
    stated = piece.pop("file")
    if not isinstance(stated, str) or not stated:
        draft.blame((*at, "file"), f"must name a file, not {shown(stated)}", "write it in quotes")
        return
    others = [name for name in ("history", form.entries, *form.cells.values()) if piece.get(name)]
    if others:
        draft.blame(at, f"states file and {' and '.join(others)}", "state one of them")
        return
    source = draft.source((*at, "file"))
    file = (File() if source == FLAG else File(source).parent) / stated
    before, typed = len(draft.faults), {name: piece[name] for name in form.columns if name in piece}
    for number, row in _named(file, form, draft.faults):
        place = f"{file}, row {number}"
        draft.merge(_laid(place, row, form, draft.faults), place, at)
    piece.update(typed)
    for name in (form.entries, *form.cells.values()):
        draft.sources[(*at, name)] = str(file)
    if len(draft.faults) > before:
        # Half a table would bring faults of its own, and its own have been told.
        draft.table(("evidence",)).pop(at[-1])


def _named(file: File, form: _Form, faults: list[Fault]) -> Iterator[tuple[int, Row]]:
    """Read the rows that hold anything; each must have a name of its own."""
    name, seen = form.columns[0], set[str]()
    for number, row in read_rows(file, form.columns, form.needed, faults):
        if not any(row.values()):
            continue
        if not row.get(name) or row[name] in seen:
            wrong = f'"{row[name]}" stands twice' if row.get(name) else "is empty"
            faults.append(Fault(f"{file}, row {number}", name, wrong, "name each row once"))
            continue
        seen.add(row[name])
        yield number, row


def _laid(place: str, row: Row, form: _Form, faults: list[Fault]) -> Tree:
    """Turn a row into the tables that the scenario would have stated."""
    name, *columns = form.columns
    cells = {
        column: _cell(place, column, row[column], faults) for column in columns if row.get(column)
    }
    if form.entries:
        return {form.entries: {row[name]: cells}}
    tree: Tree = {}
    for column, cell in cells.items():
        table = form.cells.get(column)
        tree |= {table: {row[name]: cell}} if table else {column: cell}
    return tree


def _cell(place: str, column: str, cell: str, faults: list[Fault]) -> Any:
    # Candidates here stand on several slates; in a past contest each stood on one.
    return cell if column == "slate" else read_cell(place, column, cell, faults)
