"""Where a piece of evidence has its numbers: history as it was on a day, and names matched."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from necsim.history import History, Nomination, public_by
from necsim.scenario import Scenario
from necsim.scenario.draft import suggest
from necsim.scenario.evidence import Evidence
from necsim.scenario.matching import match_name
from necsim.scenario.problem import Problem

_SEE = "see `necsim show --history`"


class RefusedError(Exception):
    """Raised with all that is wrong with one piece; paths begin at the piece."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def refused(key: str, wrong: str, remedy: str) -> RefusedError:
    """Make the error for one key of a piece, or for the whole piece."""
    return RefusedError(Problem((key,) if key else (), wrong, remedy))


class Sources(NamedTuple):
    """A scenario and the history it may read.

    `every` is asked for nothing but whether an id is there and when it became public.
    """

    scenario: Scenario
    every: History
    public: History


def open_sources(scenario: Scenario, history: History) -> Sources:
    """Cut a history to what was public by `as_of`."""
    day = scenario.as_of
    return Sources(scenario, history, history if day is None else public_by(history, day))


def rows(sources: Sources, table: str, id_: str) -> tuple[Any, ...]:
    """Give the rows of one table that have an id; of nominations, those public by `as_of`.

    Raises
    ------
    RefusedError
        Where the table has no such id, or had not all of it by `as_of`.
    """
    found = tuple(row for row in getattr(sources.public, table) if row[0] == id_)
    every = tuple(row for row in getattr(sources.every, table) if row[0] == id_)
    # Counts of nominations follow one another; half a result would be a result of its own.
    if len(found) < len(every) and not (found and table == "nominations"):
        day = max(row.published.last for row in every)
        remedy = f"remove it, or move as_of ({sources.scenario.as_of})"
        raise refused("history", f"{id_} was published on {day}, after as_of", remedy)
    if not found:
        known = (row[0] for row in getattr(sources.public, table))
        raise refused("history", f'history has no {table} of "{id_}"', suggest(id_, known, _SEE))
    return found


def has(sources: Sources, table: str, id_: str) -> bool:
    """Say whether a table of the whole history has an id."""
    return any(row[0] == id_ for row in getattr(sources.every, table))


def day_of(row: Any) -> date:
    """Give the last day that a row may speak of: no later than it was published."""
    day: date = min(row.date.last, row.published.last)
    return day


def dated(piece: Evidence, known: date | None, scenario: Scenario) -> date:
    """Give the day of a piece: its own, history's, when published, else `as_of`.

    A partial date may end after the piece was published: then it is the day it was.
    """
    day = piece.date or known or piece.published or scenario.as_of
    if day is None:
        raise refused("date", "has no date", "add date = …")
    return min(day, piece.published or day)


def identify(id_: str, name: str, match: Mapping[str, str], known: Mapping[str, str]) -> str | None:
    """Find whom a row of history means: by its id, else by its name; else nobody."""
    return match_name(id_, match, known) or (match_name(name, match, known) if name else None)


def widest_count(
    nominations: Iterable[Nomination], standing: Container[str]
) -> tuple[Nomination, ...]:
    """Give the count that has the most of those standing; of several, the newest.

    A count at the close is often reported for a few names only.
    """
    counts: dict[date, list[Nomination]] = {}
    for row in nominations:
        if row.candidate in standing:
            counts.setdefault(row.date.last, []).append(row)
    best = max(counts.items(), key=lambda count: (len(count[1]), count[0]), default=None)
    return tuple(best[1]) if best else ()


def counts_of(history: History, contest: str) -> dict[str, int]:
    """Give the nominations of a contest at its widest count, by candidate."""
    known = [row for row in history.nominations if row.contest == contest]
    found = widest_count(known, {row.candidate for row in known})
    return {row.candidate: row.nominations for row in found}
