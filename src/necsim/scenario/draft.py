"""A scenario on its way in: the merged tree, where each part came from, what is wrong."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from necsim.errors import Fault

Path: TypeAlias = tuple[str, ...]
Tree: TypeAlias = dict[str, Any]
FLAG = "--set"
DEEPEST = 12
MOST_NAMES = 12


@dataclass
class Draft:
    """A tree of tables and values; `sources` says by path which file or flag set it."""

    file: str
    tree: Tree = field(default_factory=dict)
    sources: dict[Path, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    files: int = 0

    def copy(self) -> Draft:
        """Copy all that later steps change."""
        return Draft(self.file, _copied(self.tree), dict(self.sources), list(self.faults))

    def source(self, path: Path) -> str:
        """Name the file or flag that set this path, or the nearest table above it.

        A table in which a flag set anything is the flag's, the likelier culprit.
        """
        if isinstance(self.get(path), dict) and self._flagged(path):
            return FLAG
        for end in range(len(path), 0, -1):
            if path[:end] in self.sources:
                return self.sources[path[:end]]
        return self.file

    def _flagged(self, path: Path) -> bool:
        under = (at for at, source in self.sources.items() if source == FLAG)
        return any(at[: len(path)] == path for at in under)

    def blame(self, path: Path, wrong: str, remedy: str) -> None:
        """Record a fault at a path."""
        self.faults.append(Fault(self.source(path), address(path), wrong, remedy))

    def merge(self, new: Mapping[str, Any], source: str, at: Path = ()) -> None:
        """Lay a tree over this one: tables merge, all else replaces."""
        table = self.table(at)
        for key, value in new.items():
            path = (*at, str(key))
            self.sources[path] = source
            if len(path) > DEEPEST:
                self.blame(path, "tables are nested too deeply", "no key lies this deep")
            elif isinstance(value, Mapping):
                if not isinstance(table.get(path[-1]), dict):
                    table[path[-1]] = {}
                self.merge(value, source, path)
            else:
                table[path[-1]] = _settled(value)

    def table(self, path: Path) -> Tree:
        """Give the table at a path, made if it is not there; a value in its place gives way."""
        node = self.tree
        for key in path:
            if not isinstance(node.get(key), dict):
                node[key] = {}
            node = node[key]
        return node

    def get(self, path: Path) -> Any:
        """Give what stands at a path, or None."""
        node: Any = self.tree
        for key in path:
            node = node.get(key) if isinstance(node, dict) else None
        return node

    def entries(self, path: Path) -> dict[str, Tree]:
        """Give the tables keyed by id at a path, leaving out whatever is no table."""
        node = self.get(path)
        pairs = node.items() if isinstance(node, dict) else ()
        return {key: value for key, value in pairs if isinstance(value, dict)}

    def move(self, old: Path, new: Path) -> None:
        """Let a new path have the sources of an old one, unless it has its own."""
        for path, source in list(self.sources.items()):
            if path[: len(old)] == old:
                self.sources.setdefault((*new, *path[len(old) :]), source)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return value


def _settled(value: Any) -> Any:
    return tuple(_settled(item) for item in value) if isinstance(value, list | tuple) else value


def leaves(tree: Mapping[str, Any], at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Walk all values of a tree with their paths; an empty table counts as a value."""
    for key, value in tree.items():
        path = (*at, str(key))
        if isinstance(value, Mapping) and value:
            yield from leaves(value, path)
        else:
            yield path, value


@lru_cache(maxsize=16_384)  # written for every path of every cell of a sweep
def address(path: Path) -> str:
    """Write a path as an address, quoting keys that are not bare."""
    return ".".join(key if key.replace("-", "_").isidentifier() else f'"{key}"' for key in path)


def shown(value: object) -> str:
    """Show a value in a message, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    short = reprlib.Repr()
    short.maxstring = short.maxother = 60
    return "a table" if isinstance(value, dict) else short.repr(value)


def suggest(word: str, names: Iterable[str], otherwise: str = "") -> str:
    """Ask whether the nearest of some names was meant; else list them, if they are few."""
    known = list(dict.fromkeys(names))
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    more = ", …" if len(known) > MOST_NAMES else ""
    listed = f"known here: {', '.join(known[:MOST_NAMES])}{more}" if known else "take it out"
    return otherwise or listed
