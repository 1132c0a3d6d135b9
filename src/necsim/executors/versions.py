"""What makes the bytes of draws: versions, kernels and the CPU family."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from necsim.kernels._numba import FINGERPRINT, cpu_family
from necsim.provenance import environment


class Made(NamedTuple):
    """What draws are made by; for equal ones equal bytes are promised."""

    versions: dict[str, str]
    kernels: str
    cpu: str


@lru_cache
def made_here() -> Made:
    """Say what draws are made by in this process."""
    versions = environment(cpu_family())
    return Made(versions, FINGERPRINT, versions.pop("cpu"))


def apart(here: Made, there: Made) -> str:
    """Say what keeps two from giving the same draws, and the remedy; nothing where all is well.

    Of Python the minor version counts: what is sent between two may not be read.
    """
    named = {**there.versions, "python": _minor(there)}
    wanted = {**here.versions, "python": _minor(here)}
    for name, version in wanted.items():
        if named.get(name) != version:
            return f"has {name} {named.get(name)}, and here is {version}; install the same on both"
    if there.kernels != here.kernels:
        return "has other kernels of the same version; install the same necsim on both"
    return ""


def _minor(made: Made) -> str:
    return ".".join(made.versions["python"].split(".")[:2])
