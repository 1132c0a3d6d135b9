"""Days as sources give them: whole, partial, or from one to another."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

_PARTS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Day(NamedTuple):
    """A date as written, and the first and last day it may mean."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text


def parse_day(text: str) -> Day:
    """Read 2018-01-15, 2018-01, 2018, or two of them as 2018-01-08/2018-01-13.

    Raises
    ------
    ValueError
        if it is none of these, or no day of the calendar.
    """
    begin, _, end = text.partition("/")
    first, last = _bounds(begin)[0], _bounds(end if "/" in text else begin)[1]
    if last < first:
        raise ValueError(f"{text!r} ends before it begins")
    return Day(text, first, last)


def _bounds(text: str) -> tuple[date, date]:
    match = _PARTS.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    last_month = month or 12
    first = date(year, month or 1, day or 1)
    return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
