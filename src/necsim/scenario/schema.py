"""What may be written where: the model's own keys, walked by path; and its JSON Schema."""

from __future__ import annotations

from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from necsim.scenario.committee import Committee
from necsim.scenario.contest import Candidate, Contest
from necsim.scenario.draft import Path
from necsim.scenario.evidence import Ballot, Nominations, Poll, Result
from necsim.scenario.model import Scenario

_TABLE = {"type": "string", "description": "A CSV or XLSX table of its numbers."}
# Keys of the files that are gone once they are resolved.
FILE_KEYS: dict[type[BaseModel], dict[str, Any]] = {
    Scenario: {"extends": {"anyOf": [{"type": "string"}, {"type": "array"}]}},
    Contest: {"candidates_from": {"type": "string"}},
    Candidate: {"copies": {"type": "integer", "minimum": 1}},
    Committee: {"seats_from": {"type": "string"}},
    Result: {"file": _TABLE},
    Poll: {"file": _TABLE},
    Nominations: {"file": _TABLE},
    Ballot: {"file": _TABLE},
}
# Paths of tables keyed by id, whose entries take `withdrawn`; * is any id.
ENTRIES: tuple[Path, ...] = (
    ("factions",),
    ("contests",),
    ("contests", "*", "slates"),
    ("contests", "*", "candidates"),
    ("contests", "*", "segments"),
    ("contests", "*", "minimums"),
    ("committee", "seats"),
    ("evidence",),
)


def _options(kind: Any) -> list[Any]:
    """Unwrap annotations and unions to the plain types that may stand there."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _options(get_args(kind)[0])
    if origin in (Union, UnionType):
        return [inner for part in get_args(kind) for inner in _options(part)]
    return [kind]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _step(kind: Any, key: str) -> list[Any]:
    if _is_model(kind):
        known = kind.model_fields.get(key)
        return _options(known.annotation) if known else []
    return _options(get_args(kind)[1]) if get_origin(kind) is dict else []


def kinds_at(path: Path) -> list[Any]:
    """Give the types that may stand at a path; none where the model has no such path."""
    kinds: list[Any] = [Scenario]
    for key in path:
        kinds = [inner for kind in kinds for inner in _step(kind, key)]
    return kinds


def is_entry(path: Path) -> bool:
    """Say whether a path is that of an entry keyed by id."""
    return any(_fits(path[:-1], table) for table in ENTRIES)


def _fits(path: Path, pattern: Path) -> bool:
    return len(path) == len(pattern) and all(
        b in ("*", a) for a, b in zip(path, pattern, strict=True)
    )


@lru_cache(maxsize=4_096)
def names_at(path: Path) -> tuple[str, ...]:
    """List the keys that a table of fixed keys takes; empty where keys are ids."""
    models = [kind for kind in kinds_at(path) if _is_model(kind)]
    names = [n for kind in models for n in (*kind.model_fields, *FILE_KEYS.get(kind, ()))]
    extra = ["withdrawn"] if is_entry(path) and models else []
    return tuple(dict.fromkeys((*names, *extra)))


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of scenario files, for editors (draft 2020-12).

    Nothing but `format` is required, since any table may be inherited through `extends`.
    """
    schema = Scenario.model_json_schema()
    tables = {"Scenario": schema, **schema["$defs"]}
    for table in tables.values():
        table.pop("required", None)
    for model, keys in FILE_KEYS.items():
        tables[model.__name__]["properties"].update(keys)
    for path in ENTRIES:
        for kind in kinds_at((*(key.replace("*", "a") for key in path), "a")):
            tables[kind.__name__]["properties"]["withdrawn"] = {"type": "boolean"}
    schema["required"] = ["format"]
    return schema
