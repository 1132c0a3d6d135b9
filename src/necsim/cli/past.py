"""What `necsim show --history` prints: the published contests, or all that is known of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from necsim.history import History


def list_history(past: History, json: bool) -> str:
    """List every id with the tables that speak of it, oldest first."""
    from necsim.history import ids

    found = ids(past)
    if json:
        return _as_json({id_: list(tables) for id_, tables in found.items()})
    wide = max(map(len, found))
    return "\n".join(f"{id_:<{wide}}  {', '.join(tables)}" for id_, tables in found.items())


def show_history(past: History, id_: str, json: bool) -> str:
    """Print all rows under one id, table by table; a DataError where there is none.

    A block vote whose votes were published is read back as support beside.
    """
    from necsim.history import rows_of

    tables = rows_of(past, id_)
    read = _read_back(past, id_)
    if json:
        listed = {name: [_plain(row) for row in rows] for name, rows in tables.items()}
        return _as_json({id_: listed | ({"read_back": read} if read else {})})
    parts = [f"{name}\n{_rows(rows)}" for name, rows in tables.items()]
    return "\n\n".join((*parts, *([_reading(read)] if read else [])))


def _read_back(past: History, id_: str) -> dict[str, dict[str, Any]]:
    """Invert a contest at the reference values; nothing where it cannot be."""
    from necsim.errors import DataError
    from necsim.evidence.invert import invert
    from necsim.evidence.past import past_contest
    from necsim.scenario.reference import Reference

    if not any(row.contest == id_ for row in past.contests):
        return {}
    try:
        found = invert(past_contest(past, id_), Reference())
    except DataError:
        return {}
    by_slate = (found.support, found.support_error, found.discipline, found.discipline_error)
    names = ("support", "support_error", "discipline", "discipline_error")
    columns = [dict(zip(names, map(float, row), strict=True))
               for row in zip(*by_slate, strict=True)]  # fmt: skip
    appeals = zip(found.candidates, found.appeal, found.appeal_error, strict=True)
    return {
        "slates": dict(zip(found.slates, columns, strict=True)),
        "appeals": {who: {"appeal": float(a), "error": float(e)} for who, a, e in appeals},
    }


def _reading(read: dict[str, dict[str, Any]]) -> str:
    """Put a contest read backwards into words."""
    lines = ["read back at the reference values, each ± one standard deviation"]
    lines += [
        f"  {slate}: support {found['support']:.3f} ± {found['support_error']:.3f}, "
        f"discipline {found['discipline']:.2f} ± {found['discipline_error']:.2f}"
        for slate, found in read["slates"].items()
    ]
    appeals = ", ".join(f"{who} {of['appeal']:+.2f}" for who, of in read["appeals"].items())
    return "\n".join((*lines, f"  appeal: {appeals}"))


def _rows(rows: tuple[Any, ...]) -> str:
    """Lay rows out in columns; sources and notes, which are long, below each."""
    fields = [field for field in rows[0]._fields if field not in ("source", "note")]
    lines = [fields, *([_text(getattr(row, field)) for field in fields] for row in rows)]
    wide = [max(map(len, column)) for column in zip(*lines, strict=True)]
    laid = ["  ".join(map(str.ljust, line, wide)).rstrip() for line in lines]
    said = [""] + [f"\n    {row.note}" if row.note else "" for row in rows]
    sources = dict.fromkeys(row.source for row in rows)
    body = "\n".join(line + note for line, note in zip(laid, said, strict=True))
    return "\n".join((body, *(f"  source: {source}" for source in sources)))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _plain(row: Any) -> dict[str, object]:
    plain = (bool, int, float, str, type(None))
    return {
        name: value if isinstance(value, plain) else str(value)
        for name, value in row._asdict().items()
    }


def _as_json(content: dict[str, Any]) -> str:
    import json

    return json.dumps(content, indent=2, ensure_ascii=False)
