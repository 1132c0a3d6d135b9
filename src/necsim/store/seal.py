"""Whether a results folder is as it was left: digests of its files, and of what is said of them.

A folder may come from anybody, and be read by what expects no more than runs leave. Digests catch
what was edited or damaged; they do not say who made it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from necsim.limits import MOST_RECORD, read_within

_DIGEST = partial(hashlib.blake2b, digest_size=16)
_SEAL = "seal"
# What folders are named by, so that a record leads nowhere else.
_NAMES = {"scenario": re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*"), "hash": re.compile(r"[0-9a-f]{8}")}


def seal(record: Mapping[str, Any], folder: Path, made: Iterable[Path]) -> dict[str, Any]:
    """Add to a record the digests of the files made, by path below the folder, and its own."""
    files = {path.relative_to(folder).as_posix(): _digest_of(path) for path in made}
    whole = {**record, "files": files}
    return {**whole, _SEAL: _digest(whole)}


def read_sealed(path: Path) -> dict[str, Any]:
    """Read a record as it was written; else a ValueError, or what reading a file raises."""
    try:
        record = json.loads(read_within(path, MOST_RECORD))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(record, dict) or record.pop(_SEAL, None) != _digest(record):
        raise ValueError("it is not as it was left, or another version made it")
    for name, pattern in _NAMES.items():
        if not pattern.fullmatch(record[name]):
            raise ValueError(f"{name} is no name of a folder")
    return record


def check_file(record: Mapping[str, Any], folder: Path, name: str) -> Path:
    """Give the path of a file that is as it was left; else a ValueError."""
    if record["files"].get(name) != _digest_of(folder / name):
        raise ValueError(f"{name} is not as it was left")
    return folder / name


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, _DIGEST).hexdigest()


def _digest(record: Mapping[str, Any]) -> str:
    return _DIGEST(json.dumps(record, sort_keys=True).encode()).hexdigest()
