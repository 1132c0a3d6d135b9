"""What made an artefact: the version, and the hash of everything that its content depends on."""

from __future__ import annotations

import hashlib
import json
import platform
from typing import NamedTuple

__version__ = "0.1.0"

SCHEMA_VERSION = 1
_LIBRARIES = ("numpy", "numba", "polars")


class Provenance(NamedTuple):
    """All that a run's content depends on, beside the versions of the software.

    `content` is the resolved scenario as canonical JSON, without its run settings; `replicates`
    are those asked for, and `max_replicates` matters only beside a `precision`.
    """

    scenario: str
    title: str
    as_of: str | None
    content: str
    seed: int
    sampler: str
    replicates: int
    precision: float | None = None
    max_replicates: int = 1_000_000


def content_hash(provenance: Provenance) -> str:
    """Hash what the content of a run depends on: eight hexadecimal digits of SHA-256."""
    most = None if provenance.precision is None else provenance.max_replicates
    parts = (
        SCHEMA_VERSION,
        provenance.content,
        provenance.seed,
        provenance.replicates,
        provenance.sampler,
        provenance.precision,
        most,
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:8]


def environment(cpu: str) -> dict[str, str]:
    """Name the software versions and the CPU family for which equal bytes are promised."""
    from importlib.metadata import version  # costs every command 25 ms otherwise

    versions = {"necsim": __version__, "python": platform.python_version()}
    return versions | {name: version(name) for name in _LIBRARIES} | {"cpu": cpu}
