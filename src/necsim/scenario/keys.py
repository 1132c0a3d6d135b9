"""Input addresses: reading `--set`, where a key leads, and shares changed from outside."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from necsim.scenario.behaviour import DEFAULT, Behaviour
from necsim.scenario.contest import Contest
from necsim.scenario.draft import FLAG, Draft, Path, leaves, shown, suggest
from necsim.scenario.fields import is_number
from necsim.scenario.problem import ROUNDING
from necsim.scenario.schema import is_entry, kinds_at, names_at
from necsim.scenario.shares import is_rest, rescale_shares

Overrides: TypeAlias = Mapping[str, Any] | Iterable[str | tuple[str, Any]] | None
_PERCENT = re.compile(r"[+-]?\d+(\.\d*)? *%")
_FILE_ONLY = ("format", "extends", "why")
_TABLES = ("candidates_from", "seats_from", "file")


def read_value(text: str) -> Any:
    """Read what stands after the = of `--set`: a TOML value, number% or a bare word."""
    text = text.strip()
    if _PERCENT.fullmatch(text):
        return float(text[:-1]) / 100
    try:
        table = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return table["value"] if set(table) == {"value"} else text


def full_path(key: str, contests: Iterable[str]) -> Path:
    """Turn an address into a path; `contests.<id>.` may be left out if there is one."""
    path = tuple(part.strip() for part in key.strip().split("."))
    only = tuple(contests)
    if path[0] in names_at(()) or len(only) != 1:
        return path
    return ("contests", only[0], *path) if path[0] in names_at(("contests", "a")) else path


def split_overrides(draft: Draft, overrides: Overrides) -> tuple[dict[Path, Any], dict[Path, Any]]:
    """Read overrides by path: those that name table files, and all others."""
    pairs = overrides.items() if isinstance(overrides, Mapping) else _pairs(draft, overrides)
    contests = draft.entries(("contests",))
    files: dict[Path, Any] = {}
    others: dict[Path, Any] = {}
    for key, value in pairs:
        path = full_path(str(key), contests)
        if wrong := _wrong_key(path, draft):
            draft.sources[path] = FLAG
            draft.blame(path, *wrong)
        else:
            inner = value if isinstance(value, Mapping) else ()
            named = any(name in inner or name == path[-1] for name in _TABLES)
            (files if named else others)[path] = value
    return files, others


def _pairs(
    draft: Draft, texts: Iterable[str | tuple[str, Any]] | None
) -> Iterable[tuple[str, Any]]:
    for text in (texts,) if isinstance(texts, str) else texts or ():
        if isinstance(text, tuple):
            yield text
            continue
        key, equals, value = text.partition("=")
        if equals and key.strip() and value.strip():
            yield key, read_value(value)
        else:
            draft.sources[(text,)] = FLAG
            draft.blame((text,), "is not key=value", "write, say, support.left=0.45")


def _wrong_key(path: Path, draft: Draft) -> tuple[str, str] | None:
    """Say what is wrong with a path, and the remedy; None if the model has it."""
    if path[0] in _FILE_ONLY:
        return "can only be set in a file", "write a file that extends this one"
    for end in range(1, len(path) + 1):
        names = names_at(path[: end - 1])
        if not kinds_at(path[:end]) and path[end - 1] not in names:
            return _unknown(path, end, draft)
    return None


def _unknown(path: Path, end: int, draft: Draft) -> tuple[str, str]:
    key, names = path[end - 1], names_at(path[: end - 1])
    wrong = f'there is no key "{key}"' + (f" in {'.'.join(path[: end - 1])}" if end > 1 else "")
    if end > 1:
        return wrong, suggest(key, names)
    contests = list(draft.entries(("contests",)))
    if key in Contest.model_fields and contests:
        return "which contest?", f"write contests.{contests[0]}.{'.'.join(path)}"
    if key in Behaviour.model_fields:
        return wrong, f'did you mean "behaviour.{key}"?'
    return wrong, suggest(key, (*names, *Contest.model_fields))


def apply_overrides(draft: Draft, values: Mapping[Path, Any]) -> None:
    """Lay overrides over the draft; shares not named make room (SCENARIO 1)."""
    flat: dict[Path, Any] = {}
    for path, value in values.items():
        if isinstance(value, Mapping) and value:
            flat.update({(*path, *inner): leaf for inner, leaf in leaves(value)})
        else:
            flat[path] = value
        _want_entry(draft, path)
    room = rescale_shares(draft, flat)
    for path, value in {**flat, **room}.items():
        if not is_rest(path):
            _spread_out(draft, path[:-1])
            draft.merge({path[-1]: value}, FLAG, path[:-1])
    for path, value in flat.items():
        if is_rest(path):
            _agree(draft, path, value)


def _spread_out(draft: Draft, path: Path) -> None:
    """Turn one number for all into a table that says the same, so that one key can change."""
    number = draft.get(path)
    if not is_number(number):
        return
    if path == ("give_or_take",):
        support = draft.get(("support",))
        names = tuple(support) if isinstance(support, dict) else ()
    else:
        names = (DEFAULT,) if path[2:3] == ("behaviour",) else ()
    draft.merge(dict.fromkeys(names, number), draft.source(path), path)


def _agree(draft: Draft, path: Path, rest: Any) -> None:
    """Check that what has no key of its own is what the others leave."""
    draft.sources[path] = FLAG
    stated = draft.get(path[:-1])
    shares = stated.values() if isinstance(stated, dict) else ()
    left = 1 - sum(share for share in shares if is_number(share))
    if not is_number(rest):
        draft.blame(path, f"must be a number, not {shown(rest)}", "write it without quotes")
    elif abs(left - rest) > ROUNDING:
        draft.blame(path, f"is {rest:g}, but the others leave {left:g}", "name fewer shares")


def _want_entry(draft: Draft, path: Path) -> None:
    """Refuse a key inside an entry that is not there: a slip would add a candidate unseen."""
    for end in range(1, len(path)):
        entry = path[:end]
        ids = draft.entries(entry[:-1])
        if is_entry(entry) and entry[-1] not in ids and not _is_copy(entry[-1], ids):
            draft.sources[path] = FLAG
            whole = f"to add one, set the whole entry: {'.'.join(entry)}={{…}}"
            remedy = suggest(entry[-1], ids, whole)
            draft.blame(path, f'there is no "{entry[-1]}" in {".".join(entry[:-1])}', remedy)
            return


def _is_copy(id_: str, ids: Mapping[str, Mapping[str, Any]]) -> bool:
    base, _, number = id_.rpartition("_")
    return number.isdigit() and "copies" in ids.get(base, {})
