"""Errors, one tree; each class owns the exit code of the command that meets it.

::

    NecsimError            1  a fault of ours
    ├─ UsageError          2  the call makes no sense
    ├─ ScenarioError       3  a scenario says something that cannot be
    ├─ DataError           3  a file is missing, unreadable or wrong
    ├─ SamplerError        3  the sampler asked for cannot answer this
    └─ RunError            4  a run failed, or a folder holds one that was begun
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong, where it stands, and what to do about it."""

    file: str
    key: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.wrong}; {self.remedy}" if self.remedy else f"{place}: {self.wrong}"


class NecsimError(Exception):
    """The base of all errors that necsim raises on purpose."""

    exit_code = 1


class UsageError(NecsimError):
    """Raised when a call makes no sense, whatever the files say."""

    exit_code = 2


class ScenarioError(NecsimError):
    """Raised with every fault found in a scenario, at once."""

    exit_code = 3

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class DataError(NecsimError):
    """Raised when a data file is missing, unreadable or wrong; with every fault that was found."""

    exit_code = 3

    def __init__(self, wrong: str | Iterable[Fault]) -> None:
        self.faults = () if isinstance(wrong, str) else tuple(wrong)
        super().__init__(wrong if isinstance(wrong, str) else "\n".join(map(str, self.faults)))


class SamplerError(NecsimError):
    """Raised when the chosen sampler cannot answer; the message names the remedy."""

    exit_code = 3


class RunError(NecsimError):
    """Raised when a run fails or its folder cannot be used."""

    exit_code = 4
