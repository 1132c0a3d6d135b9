"""Questions to a history. An id that no table has is an error; no rows of a known id are none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from necsim.errors import DataError
from necsim.history.rows import Contest, History, Nomination, Option, Result, Sitting

Row = TypeVar("Row", bound=tuple[Any, ...])


def ids(history: History) -> dict[str, tuple[str, ...]]:
    """List every id, oldest first, with the names of the tables that have it."""
    found: dict[str, tuple[date, list[str]]] = {}
    for name, rows in history._asdict().items():
        for row in rows:
            tables = found.setdefault(row[0], (row.date.last, []))[1]
            if name not in tables:
                tables.append(name)
    return {id_: tuple(found[id_][1]) for id_ in sorted(found, key=lambda id_: found[id_][0])}


def rows_of(history: History, id_: str) -> dict[str, tuple[Any, ...]]:
    """Collect all that is known under one id, by table."""
    tables = {name: _of(rows, id_, history) for name, rows in history._asdict().items()}
    return {name: rows for name, rows in tables.items() if rows}


def contests(history: History) -> tuple[Contest, ...]:
    """List the contests, oldest first."""
    return tuple(sorted(history.contests, key=lambda row: row.date.last))


def contest(history: History, id_: str) -> Contest:
    """Find one contest."""
    found = [row for row in history.contests if row.contest == id_]
    if not found:
        raise _unknown(id_, [row.contest for row in history.contests])
    return found[0]


def results(history: History, id_: str) -> tuple[Result, ...]:
    """List the candidates of a contest."""
    return _of(history.results, id_, history)


def nominations(history: History, id_: str, by: date | None = None) -> tuple[Nomination, ...]:
    """Give the newest count of nominations for a contest, of those public by the end of a day."""
    rows = [
        row
        for row in _of(history.nominations, id_, history)
        if by is None or row.published.last <= by
    ]
    newest = max((row.date.last for row in rows), default=None)
    return tuple(row for row in rows if row.date.last == newest)


def evidence(history: History, id_: str) -> tuple[Option, ...]:
    """List the options of a poll or a preceding ballot."""
    return _of(history.evidence, id_, history)


def committee(history: History, id_: str) -> tuple[Sitting, ...]:
    """List the seats of a committee."""
    return _of(history.committees, id_, history)


def public_by(history: History, day: date) -> History:
    """Keep the rows that were public by the end of a day, as `as_of` means it."""
    kept = {
        name: tuple(row for row in rows if row.published.last <= day)
        for name, rows in history._asdict().items()
    }
    return History(**kept)


def _of(rows: Iterable[Row], id_: str, history: History) -> tuple[Row, ...]:
    found = tuple(row for row in rows if row[0] == id_)
    if not found and id_ not in ids(history):
        raise _unknown(id_, list(ids(history)))
    return found


def _unknown(id_: str, known: list[str]) -> DataError:
    near = difflib.get_close_matches(id_, known, n=1)
    remedy = f'did you mean "{near[0]}"?' if near else "see `necsim show --history`"
    return DataError(f'history has no "{id_}"; {remedy}')
