"""Pydantic's errors → faults in the words of scenario files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import ErrorDetails

from necsim.scenario.draft import Path, shown, suggest
from necsim.scenario.evidence import KINDS
from necsim.scenario.schema import names_at

_TYPES = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller number",
    "string_type": "text",
    "string_sub_type": "text",
    "bool_type": "true or false",
    "date_type": "a date such as 2018-01-11",
    "date_from_datetime_inexact": "a date such as 2018-01-11",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "tuple_type": "a list",
    "finite_number": "a finite number",
}
_LIMITS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def path_of(error: ErrorDetails) -> Path:
    """Give the path a user would write: no union tags, no places in lists."""
    path: list[str] = []
    for part in error["loc"]:
        if isinstance(part, int):
            break
        if not part.startswith("<") and part != "[key]":
            path.append(part)
    return tuple(path)


def words_of(error: ErrorDetails) -> tuple[str, str]:
    """Say what is wrong, and what to do."""
    kind = error["type"]
    if kind in _TYPES:
        return f"must be {_TYPES[kind]}, not {shown(error['input'])}", _type_remedy(error)
    if kind in _LIMITS:
        return _limit(error)
    say = _OTHERS.get(kind)
    return say(error) if say else (error["msg"], "see the keys in `necsim check --schema`")


def _type_remedy(error: ErrorDetails) -> str:
    value = error["input"]
    if error["type"] == "float_type" and isinstance(value, str) and value.endswith("%"):
        return "shares in files are fractions: write 0.45 for 45%"
    if error["type"] in ("float_type", "int_type") and isinstance(value, str):
        return "write it without quotes"
    return "write one"


def _limit(error: ErrorDetails) -> tuple[str, str]:
    name, words = _LIMITS[error["type"]]
    limit, value = error["ctx"][name], error["input"]
    percent = name == "le" and limit == 1 and isinstance(value, int | float) and value <= 100
    remedy = f"shares are fractions: write {value / 100:g} for {value:g} %" if percent else ""
    return f"must be {words} {limit:g}, not {shown(value)}", remedy or "change it"


def _unknown(error: ErrorDetails) -> tuple[str, str]:
    path = path_of(error)
    return f'there is no key "{path[-1]}" here', suggest(path[-1], names_at(path[:-1]))


def _missing(error: ErrorDetails) -> tuple[str, str]:
    name = path_of(error)[-1]
    return "is missing", "write format = 1 first" if name == "format" else f"add {name} = …"


def _literal(error: ErrorDetails) -> tuple[str, str]:
    wanted, value = error["ctx"]["expected"], error["input"]
    names = [name.strip(" '") for name in wanted.replace(" or ", ",").split(",")]
    remedy = suggest(value, names) if isinstance(value, str) else f"write {wanted}"
    return f"must be {wanted}, not {shown(value)}", remedy


def _kind(error: ErrorDetails) -> tuple[str, str]:
    value = error["input"]
    stated = value.get("kind") if isinstance(value, dict) else None
    if stated is None:
        return "has no kind", f"add kind = one of {', '.join(KINDS)}"
    return f"there is no kind of evidence {shown(stated)}", suggest(str(stated), KINDS)


_OTHERS: dict[str, Callable[[Any], tuple[str, str]]] = {
    "necsim": lambda error: (error["ctx"]["wrong"], error["ctx"]["remedy"]),
    "extra_forbidden": _unknown,
    "missing": _missing,
    "literal_error": _literal,
    "union_tag_not_found": _kind,
    "union_tag_invalid": _kind,
    "string_pattern_mismatch": lambda error: (
        f"{shown(error['input'])} is no colour",
        'write "#rrggbb", such as "#d7191c"',
    ),
    "string_too_long": lambda error: (
        f"{len(error['input']):,} characters, at most {error['ctx']['max_length']} fit a table",
        "shorten it; a note may be as long as you like",
    ),
    "too_short": lambda _: ("is empty", "fill it, or take it out"),
}
