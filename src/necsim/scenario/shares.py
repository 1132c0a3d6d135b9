"""Shares changed from outside: those not named make room in proportion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from necsim.scenario.draft import Draft, Path
from necsim.scenario.fields import is_number

# What has no key of its own in a closed set of shares.
_REST = {"support": "unaligned", "support_from_votes": "unaligned", "chances": "independent"}

_NOTHING = 1e-12
# Enough that sums stay within the checks' rounding, and 0.3 prints as 0.3.
_DIGITS = 12


def rescale_shares(draft: Draft, named: Mapping[Path, Any]) -> dict[Path, float]:
    """Give new values for the shares that share a whole with the named ones.

    Each is multiplied by (1 − sum of the named) / (1 − their old sum), and so is what has no
    key: the unaligned, or the independent of a seat's chances.
    """
    room: dict[Path, float] = {}
    done: set[Path] = set()
    for path in named:
        whole = _whole(draft, path)
        if path in done or not whole:
            continue
        ours = {p: v for p, v in named.items() if p in whole or _whole(draft, p) == whole}
        done.update(ours)
        if all(is_number(value) for value in ours.values()):
            room.update(_make_room(whole, ours))
    return room


def _make_room(whole: Mapping[Path, float], named: Mapping[Path, float]) -> dict[Path, float]:
    rest = max(0.0, 1 - sum(whole.values()))
    before = 1 - sum(whole.get(path, rest if is_rest(path) else 0.0) for path in named)
    after = max(0.0, 1 - sum(named.values()))
    others = {path: old for path, old in whole.items() if path not in named}
    if after == before or before <= _NOTHING:
        return others
    return {path: round(old * after / before, _DIGITS) for path, old in others.items()}


def is_rest(path: Path) -> bool:
    """Say whether a path is of what has no key: the unaligned, a seat's independent."""
    return len(path) > 1 and _REST.get(path[-2]) == path[-1]


def _whole(draft: Draft, path: Path) -> dict[Path, float]:
    """Give the shares, by path, that add up to a whole with this one; none if it is no share."""
    if len(path) > 1 and path[-2] in _REST:
        table = draft.get(path[:-1])
        pairs = table.items() if isinstance(table, dict) else ()
        found = {(*path[:-1], key): value for key, value in pairs if is_number(value)}
        return found or {path: 0.0}
    if len(path) == 5 and path[-1] == "share" and path[2] in ("slates", "segments"):
        return _among_entries(draft, path)
    return {}


def _among_entries(draft: Draft, path: Path) -> dict[Path, float]:
    table = path[:3]
    entries = draft.entries(table)
    if path[2] == "slates":
        faction = entries.get(path[3], {}).get("faction")
        entries = {k: entry for k, entry in entries.items() if entry.get("faction") == faction}
    stated = {k: e["share"] for k, e in entries.items() if is_number(e.get("share"))}
    silent = [k for k, entry in entries.items() if entry.get("share") is None]
    rest = max(0.0, 1 - sum(stated.values())) / len(silent) if silent else 0.0
    shares = {key: stated.get(key, rest) for key in entries if key in stated or key in silent}
    return {(*table, key, "share"): share for key, share in shares.items()}
