"""What rows must hold of themselves and of each other; a row comes with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from necsim.errors import Fault
from necsim.history.tables import TABLES

Entries: TypeAlias = dict[str, list[tuple[str, Any]]]
# A contest's terms, and who sits on a committee, may be public before the date they are of.
_KNOWN_AFTERWARDS = tuple(name for name in TABLES if name not in ("contests", "committees"))
_ORDERED = (
    ("ballots", "ballots", "electorate"),
    ("ballots", "valid", "ballots"),
    ("results", "votes_low", "votes_high"),
    ("balances", "seats", "size"),
)


def check_clashes(packaged: Entries, own: Entries) -> Iterator[Fault]:
    """Check that no table of a user uses an id that the package's table has."""
    for name, table in TABLES.items():
        taken = {row[0] for _, row in packaged[name]}
        for place, row in own[name]:
            if row[0] is not None and row[0] in taken:
                wrong = f'"{row[0]}" is among the published {name} already'
                yield Fault(place, table.key[0], wrong, "give it another id")


def check_rows(entries: Entries) -> Iterator[Fault]:
    """Check keys, references, dates, orders of size, and the number elected."""
    for name in TABLES:
        yield from _check_keys(name, entries)
    for name in ("results", "nominations"):
        yield from _check_contests(name, entries)
    for name in _KNOWN_AFTERWARDS:
        yield from _check_dates(name, entries)
    for name, less, more in _ORDERED:
        yield from _check_order(name, less, more, entries)
    yield from _check_elected(entries)


def _check_keys(name: str, entries: Entries) -> Iterator[Fault]:
    key = TABLES[name].key
    seen: set[tuple[Any, ...]] = set()
    for place, row in entries[name]:
        found = tuple(getattr(row, column) for column in key)
        if found in seen:
            stated = ", ".join(str(part) for part in found)
            yield Fault(place, key[-1], f"{stated}: stands twice", "remove one of the rows")
        seen.add(found)


def _check_contests(name: str, entries: Entries) -> Iterator[Fault]:
    known = {row.contest for _, row in entries["contests"]}
    for place, row in entries[name]:
        if row.contest not in known:
            wrong = f'there is no contest "{row.contest}"'
            yield Fault(place, "contest", wrong, "give it a row in contests.csv, or mend the id")


def _check_dates(name: str, entries: Entries) -> Iterator[Fault]:
    for place, row in entries[name]:
        if row.published.last < row.date.first:
            wrong = f"{row.published} is before the day it happened, {row.date}"
            yield Fault(place, "published", wrong, "mend one of the two dates")


def _check_order(name: str, less: str, more: str, entries: Entries) -> Iterator[Fault]:
    for place, row in entries[name]:
        low, high = getattr(row, less), getattr(row, more)
        if low is not None and high is not None and low > high:
            yield Fault(
                place, less, f"{low:,} is more than {more}, {high:,}", "mend one of the two"
            )


def _check_elected(entries: Entries) -> Iterator[Fault]:
    for place, contest in entries["contests"]:
        fared = [row for _, row in entries["results"] if row.contest == contest.contest]
        elected = sum(row.elected is True for row in fared)
        if elected != contest.seats and any(row.elected is not None for row in fared):
            wrong = f"has {contest.seats} seats, but results.csv says {elected} were elected"
            yield Fault(place, "seats", wrong, "say yes or no under elected for each candidate")
