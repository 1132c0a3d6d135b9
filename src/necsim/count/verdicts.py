"""The law of valid ballots, the same for every kind of file and every rule.

A ballot is read in order of preference up to its first fault and cut there: what stands before it
counts, what stands behind does not. The faults are

- ``equal``: two or more candidates at one preference (an overvote);
- ``skipped``: a preference is left out and another follows;
- ``repeated``: a candidate who has a preference already is named again.

A ballot with nothing before its fault is invalid, and so is a ``blank`` one. So the British rules
have it: a paper without one clear first preference is void, and a paper stops where the next
preference is shared or does not follow in sequence, whether the candidates there continue or not.
(Read strictly they stop at a candidate's first preference where a second follows; files record
repetition by mistakes of entry too, and the first is plain.)

A withdrawn candidate is passed over as if never there: the preferences behind move up. Ballots
that name nobody who stands are set aside before the count. A candidate who does not exist is no
voter's fault: the file is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

Fault: TypeAlias = Literal["blank", "equal", "repeated", "skipped"]
Mark: TypeAlias = int | tuple[int, ...] | None


def judge(marks: Sequence[Mark]) -> tuple[tuple[int, ...], Fault | None]:
    """Read a ballot's marks up to the first fault; give the ranking and the fault.

    A mark is the candidate at that preference, a tuple of several, or None for nobody.
    """
    ranking: list[int] = []
    last = max((place for place, mark in enumerate(marks) if mark is not None), default=-1)
    for mark in marks[: last + 1]:
        if mark is None:
            return tuple(ranking), "skipped"
        if isinstance(mark, tuple):
            return tuple(ranking), "equal"
        if mark in ranking:
            return tuple(ranking), "repeated"
        ranking.append(mark)
    return tuple(ranking), None if ranking else "blank"
