"""Scenarios that hold more than any election does, refused before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from necsim.errors import ScenarioError
from necsim.limits import MOST_ENTRIES, MOST_VALUES
from necsim.scenario.draft import Draft, Path


def refuse_crowds(draft: Draft) -> None:
    """Refuse a table or list of too many entries, and a tree of too many values."""
    values = 0
    for path, holder in _holders((), draft.tree):
        values += len(holder)
        if len(holder) > MOST_ENTRIES:
            wrong = f"holds {len(holder):,} entries"
            draft.blame(path, wrong, f"there may be {MOST_ENTRIES:,} at most")
            raise ScenarioError(dict.fromkeys(draft.faults))
        if values > MOST_VALUES:
            draft.blame(
                (), f"states more than {MOST_VALUES:,} values", "leave out what no contest needs"
            )
            raise ScenarioError(dict.fromkeys(draft.faults))


def _holders(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    """Walk all tables and lists, outer ones first; the draft has no more levels than it may."""
    waiting = [(path, value)]
    while waiting:
        at, holder = waiting.pop()
        yield at, holder
        if isinstance(holder, dict):
            pairs = [((*at, str(key)), each) for key, each in holder.items()]
        else:
            pairs = [(at, each) for each in holder]
        waiting += [pair for pair in pairs if isinstance(pair[1], dict | list | tuple)]
