"""Sweep files: which scenario, which outcomes, and what varies.

::

    format = 1
    scenario = "../nec-2018-january.toml"
    of = ["control.left", "seats.left >= 3"]
    [grid]                              # or [zip], or [sample] with n
    "support.left" = "0.30:0.70:0.01"
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from necsim.errors import Fault, ScenarioError, UsageError
from necsim.scenario.draft import leaves, shown, suggest
from necsim.scenario.read import read_toml
from necsim.studies.axes import Axis, Values, grid, make_axis, read_range, sample, side_by_side
from necsim.studies.sweep import Sweep
from necsim.studies.variants import Changes, read_words

_KINDS = ("grid", "zip", "sample")
_KEYS = ("format", "title", "scenario", "of", *_KINDS)
_SAMPLE_SEED = 0


class SweepFile(NamedTuple):
    """What a sweep file says."""

    scenario: Path
    of: tuple[str, ...]
    cells: tuple[Values, ...]
    axes: tuple[Axis, ...]


class _Reader(NamedTuple):
    """A sweep file being read, and the faults found so far."""

    file: Path
    faults: list[Fault]

    def blame(self, key: str, wrong: str, remedy: str) -> None:
        self.faults.append(Fault(str(self.file), key, wrong, remedy))


def is_sweep(file: Path) -> bool:
    """Say whether a file is a sweep's: one that names a scenario."""
    tree = read_toml(file, [])
    return tree is not None and "scenario" in tree


def read_sweep(file: Path, changes: Changes = None) -> Sweep:
    """Read a sweep file and its scenario's words; a ScenarioError with every fault found."""
    said = read_sweep_file(file)
    return Sweep(read_words(said.scenario, changes), said.cells, said.of, said.axes)


def read_sweep_file(file: Path) -> SweepFile:
    """Read a sweep file; a ScenarioError with every fault found in it."""
    reader = _Reader(file, [])
    tree = read_toml(file, reader.faults)
    if tree is None:
        raise ScenarioError(reader.faults)
    for key in tree:
        if key not in _KEYS:
            reader.blame(key, f'there is no key "{key}" in a sweep file', suggest(key, _KEYS))
    if tree.get("format") != 1:
        reader.blame("format", "must be 1", "write format = 1 first")
    said = SweepFile(_scenario(reader, tree), _of(reader, tree), *_cells(reader, tree))
    if reader.faults:
        raise ScenarioError(reader.faults)
    return said


def _scenario(reader: _Reader, tree: Mapping[str, Any]) -> Path:
    name = tree.get("scenario")
    if not isinstance(name, str) or not name:
        reader.blame("scenario", "must name a scenario file", 'write scenario = "x.toml"')
        return reader.file
    return Path(os.path.normpath(reader.file.parent / name))


def _of(reader: _Reader, tree: Mapping[str, Any]) -> tuple[str, ...]:
    texts = tree.get("of", [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        reader.blame("of", "must be a list of outcomes", 'write of = ["control.left"]')
        return ()
    return tuple(texts)


def _cells(reader: _Reader, tree: Mapping[str, Any]) -> tuple[tuple[Values, ...], tuple[Axis, ...]]:
    """Make the cells of whichever of the three tables is there; axes only of a grid."""
    kinds = [kind for kind in _KINDS if kind in tree]
    if len(kinds) != 1 or not isinstance(tree[kinds[0]], dict) or not tree[kinds[0]]:
        wrong = "there must be exactly one of [grid], [zip] and [sample], with keys to vary"
        reader.blame(kinds[-1] if kinds else "", wrong, 'write, say, [grid] "support.left" = …')
        return (), ()
    kind, table = kinds[0], dict(tree[kinds[0]])
    if kind == "sample":
        return tuple(_sample(reader, table)), ()
    axes = [_try(reader, kind, key, make_axis, values) for key, values in _flat(table)]
    if None in axes:
        return (), ()
    join = grid if kind == "grid" else side_by_side
    cells = _try(reader, kind, "", lambda _, made: join(made), axes)
    return tuple(cells or ()), tuple(axes) if kind == "grid" else ()


def _sample(reader: _Reader, table: dict[str, Any]) -> list[Values]:
    n, seed = table.pop("n", None), table.pop("seed", _SAMPLE_SEED)
    if type(n) is not int or n < 1:
        reader.blame("sample.n", "must be a whole number from 1", "write n = 100")
    if type(seed) is not int or seed < 0:
        reader.blame("sample.seed", "must be a whole number from 0", "write seed = 1")
    found = {key: _try(reader, "sample", key, read_range, text) for key, text in _flat(table)}
    ranges = {key: each for key, each in found.items() if each}
    if reader.faults:
        return []
    return sample(ranges, n, seed)


def _flat(table: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Walk keys and values; keys may be quoted addresses or nested tables."""
    for path, value in leaves(table):
        yield ".".join(path), value


def _try(reader: _Reader, kind: str, key: str, make: Callable[[str, Any], Any], said: Any) -> Any:
    """Make something of what is said of a key; a usage error becomes a fault of the file."""
    place = f'{kind}."{key}"' if key else kind
    if key and not isinstance(said, str | list):
        reader.blame(place, f"must be a range or a list, not {shown(said)}", "write [0.3, 0.4]")
        return None
    try:
        return make(key, said)
    except UsageError as error:
        wrong, _, remedy = str(error).removeprefix(f"{key}: ").partition(": ")
        reader.blame(place, wrong, remedy)
        return None
