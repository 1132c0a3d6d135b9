"""Evidence from CSV or XLSX, laid into the words as if it had been typed there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import Any, NamedTuple

from necsim.scenario.draft import FLAG, Draft, Path, shown
from necsim.scenario.tables import read_cell, read_rows


class _Form(NamedTuple):
    """A file's columns: the name, then those of which one is needed, each with its key."""

    name: str
    values: dict[str, str]
    others: dict[str, str]


_FORMS = {
    "result": _Form("candidate", {"votes": "counts"}, {"slate": "slates"}),
    "poll": _Form("option", {"share": "shares"}, {}),
    "nominations": _Form("candidate", {"nominations": "counts"}, {}),
    "ballot": _Form("option", {"votes": "counts", "share": "shares"}, {}),
}


def lay_evidence(draft: Draft) -> None:
    """Read every table that a piece of evidence names; typed numbers win."""
    for id_, piece in draft.entries(("evidence",)).items():
        kind = piece.get("kind")
        if "file" in piece and isinstance(kind, str) and kind in _FORMS:
            _lay(draft, ("evidence", id_), _FORMS[kind])


def _lay(draft: Draft, at: Path, form: _Form) -> None:
    piece = draft.table(at)
    stated = piece.pop("file")
    if not isinstance(stated, str):
        draft.blame((*at, "file"), f"must name a file, not {shown(stated)}", "write it in quotes")
        return
    source = draft.source((*at, "file"))
    file = (File() if source == FLAG else File(source).parent) / stated
    typed = {key: piece.pop(key, None) for key in ("counts", "shares", "slates")}
    names = _names(draft, piece)
    for number, row in read_rows(file, (form.name, *form.values, *form.others), (form.name,),
                                 draft.faults):  # fmt: skip
        place = f"{file}, row {number}"
        for key, value in _cells(row, form, place, draft):
            name = names.get(row[form.name].casefold(), row[form.name])
            draft.merge({name: value}, place, (*at, key))
    for key, own in typed.items():
        if isinstance(own, dict):
            draft.merge(own, source, (*at, key))
        elif own is not None:
            piece[key] = own


def _cells(row: dict[str, str], form: _Form, place: str, draft: Draft) -> Iterator[tuple[str, Any]]:
    if not row.get(form.name):
        return
    for column, key in (form.values | form.others).items():
        if row.get(column):
            yield key, read_cell(place, column, row[column], draft.faults)


def _names(draft: Draft, piece: dict[str, Any]) -> dict[str, str]:
    """Give the ids that names in a file stand for: people, slates, factions, and what `match` says.

    Case does not matter.
    """
    contests = draft.entries(("contests",))
    own = [piece["contest"]] if piece.get("contest") in contests else list(contests)
    kinds = ("slates", "candidates")
    tables: list[Path] = [("factions",), *(("contests", c, kind) for c in own for kind in kinds)]
    names: dict[str, str] = {}
    for table in tables:
        for id_, entry in draft.entries(table).items():
            names[str(entry.get("name") or id_).casefold()] = id_
    match = piece.get("match")
    stated = match if isinstance(match, dict) else {}
    return names | {str(name).casefold(): id_ for name, id_ in stated.items()}
