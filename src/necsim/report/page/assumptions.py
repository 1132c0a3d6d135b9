"""What a forecast rests on: values that share a subject and a reason stand together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import NamedTuple

import polars as pl

# How many parts of an address name a thing, such as a candidate or a sitting seat.
_THING, _THING_WITH_REASON = 4, 3
_LONG = 8
_Row = tuple[str, str, str, str]


class Assumed(NamedTuple):
    """Values of one subject: its address, the values, where they are from, and why."""

    key: str
    value: str
    origin: str
    why: str


def assumed(assumptions: pl.DataFrame) -> tuple[Assumed, ...]:
    """Give the values in order, those of one subject and reason together.

    Values at their defaults beside stated ones are left out, and colours.
    """
    told = assumptions.filter(~pl.col("key").str.ends_with(".colour"))
    rows = (
        (key, short(value or ""), origin, why or "")
        for key, value, origin, why in told.select("key", "value", "origin", "why").iter_rows()
    )
    return tuple(_together(list(each)) for _, each in groupby(rows, key=_subject))


def short(value: str) -> str:
    """Print a number of many digits with four; what is no such number stays as it is."""
    if len(value) <= _LONG:
        return value
    try:
        return f"{float(value):.4g}"
    except ValueError:
        return value


def _subject(row: _Row) -> tuple[str, tuple[str, ...]]:
    parts = row[0].split(".")
    depth = _THING_WITH_REASON if row[3] else _THING
    return row[3], tuple(parts[: max(1, min(depth, len(parts) - 1))])


def _together(rows: list[_Row]) -> Assumed:
    stated = [row for row in rows if row[2] != "default"] or rows
    if len(stated) == 1:
        return Assumed(stated[0][0], stated[0][1], stated[0][2], stated[0][3])
    subject = ".".join(_shared([row[0].split(".")[:-1] for row in stated]))
    values = "; ".join(f"{row[0].removeprefix(subject + '.')} {row[1]}" for row in stated)
    origins = ", ".join(dict.fromkeys(row[2] for row in stated))
    return Assumed(subject, values, origins, rows[0][3])


def _shared(addresses: list[list[str]]) -> Iterator[str]:
    places = takewhile(lambda place: len(set(place)) == 1, zip(*addresses, strict=False))
    return (place[0] for place in places)
