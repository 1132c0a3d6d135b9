"""One scenario's words, and its variants: the same words with some keys changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from necsim.errors import Fault, ScenarioError
from necsim.scenario import Scenario, make_draft, read_draft, resolve
from necsim.scenario.draft import FLAG, Draft

Source: TypeAlias = str | os.PathLike[str] | Mapping[str, Any]
Change: TypeAlias = str | tuple[str, Any]
Changes: TypeAlias = Mapping[str, Any] | Iterable[Change] | None


class Words(NamedTuple):
    """A scenario before it is resolved: what its files say, and what the call changes."""

    draft: Draft
    changes: tuple[Change, ...]

    def variant(self, changes: Changes = None, flag: str = FLAG) -> Scenario:
        """Resolve the words with some more changes, all laid at once.

        A ScenarioError says of a fault in those that `flag` set it.
        """
        more = as_changes(changes)
        try:
            return resolve(self.draft, (*self.changes, *more))
        except ScenarioError as error:
            keys = [_key(change) for change in more]
            raise ScenarioError(_blame(fault, keys, flag) for fault in error.faults) from None


def read_words(source: Source, changes: Changes = None) -> Words:
    """Read a scenario's words from its file, or from a mapping with the keys of one."""
    draft = make_draft(source) if isinstance(source, Mapping) else read_draft(source)
    return Words(draft, as_changes(changes))


def as_changes(changes: Changes) -> tuple[Change, ...]:
    """List changes one by one: texts such as "support.left=45%", and pairs of key and value."""
    if isinstance(changes, str):
        return (changes,)
    return tuple(changes.items() if isinstance(changes, Mapping) else changes or ())


def _key(change: Change) -> str:
    return change.partition("=")[0].strip() if isinstance(change, str) else change[0]


def _blame(fault: Fault, keys: Iterable[str], flag: str) -> Fault:
    """Name the flag that a fault came from: its key is one of these, or holds one."""
    ours = any(key.endswith(fault.key) or fault.key.endswith(key) for key in keys)
    return fault._replace(file=flag) if fault.file == FLAG and ours else fault
