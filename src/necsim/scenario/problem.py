"""What a check says, and the sentences that several checks share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from necsim.scenario.draft import Path, suggest

# Sums of shares may be off by this, since 0.1 + 0.2 is not 0.3.
ROUNDING = 1e-9


class Problem(NamedTuple):
    """Something wrong at a path; void when that path or one it `needs` is itself faulty."""

    path: Path
    wrong: str
    remedy: str
    needs: tuple[Path, ...] = ()


def unknown_ids(
    path: Path, what: str, ids: Iterable[str], known: Iterable[str], also: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Report each id that names nothing; `also` are words allowed beside the known ids."""
    names = (*known, *also)
    for id_ in ids:
        if id_ not in names:
            add = f"there is no {what} yet: add it, or take this out"
            yield Problem(path, f'no {what} "{id_}"', suggest(id_, names) if names else add)


def unknown_keys(
    path: Path, what: str, ids: Iterable[str], known: Iterable[str], also: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Report each key of a table that names nothing, at the key itself."""
    names = tuple(known)
    for id_ in ids:
        yield from unknown_ids((*path, id_), what, (id_,), names, also)


def twice(path: Path, ids: Iterable[str]) -> Iterator[Problem]:
    """Report each id that a list holds more than once."""
    for id_, count in Counter(ids).items():
        if count > 1:
            yield Problem(path, f'names "{id_}" {count} times', "name each once")


def over_one(path: Path, shares: Iterable[float], remedy: str) -> Iterator[Problem]:
    """Report shares that add up to more than 1."""
    total = sum(shares)
    if total > 1 + ROUNDING:
        yield Problem(path, f"add up to {total:.6g}", remedy)
