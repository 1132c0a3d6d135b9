"""What `necsim show --history` prints: the published contests, or all that is known of one."""

from __future__ import annotations

from typing import Any


def list_history(json: bool) -> str:
    """List every id with the tables that speak of it, oldest first."""
    from necsim.history import ids, read_history

    found = ids(read_history())
    if json:
        return _as_json({id_: list(tables) for id_, tables in found.items()})
    wide = max(map(len, found))
    return "\n".join(f"{id_:<{wide}}  {', '.join(tables)}" for id_, tables in found.items())


def show_history(id_: str, json: bool) -> str:
    """Print all rows under one id, table by table; a DataError where there is none."""
    from necsim.history import read_history, rows_of

    tables = rows_of(read_history(), id_)
    if json:
        listed = {name: [_plain(row) for row in rows] for name, rows in tables.items()}
        return _as_json({id_: listed})
    return "\n\n".join(f"{name}\n{_rows(rows)}" for name, rows in tables.items())


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
