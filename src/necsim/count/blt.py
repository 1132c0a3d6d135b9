"""Ballots in BLT form, as it is found in the wild.

Candidates and seats; withdrawn candidates as negative numbers; ballots, each a number of papers,
candidates in order of preference and a 0; a lone 0; the names, then title, source and comment.
First described by Hill, Wichmann and Woodall, "Algorithm 123: Single Transferable Vote by Meek's
method" (The Computer Journal 30, 1987).

Read beside it: line breaks anywhere or nowhere; ``# …`` and ``/* … */``; ballot ids ``(…)`` before
a ballot; ``-`` for a skipped preference; ``2=3`` or ``(2 3)`` for equal ones; no 0 at the end of
any ballot, if each is a line; names without quotes, one a line; quotes within names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from necsim.count import grammar
from necsim.count.ballots import MOST_CANDIDATES, MOST_SEATS, Ballots, Box
from necsim.count.files import MisreadError, line_at, misread, shown
from necsim.count.names import read_names
from necsim.count.plain import put_plain, read_plain

_LONE_ZERO = re.compile(r"^[ \t]*+0[ \t]*+(?:\#.*)?$", re.MULTILINE)
_ANY_ZERO = re.compile(r"(?<!\S)0(?!\S)")
_FILLED_LINE = re.compile(r"^(.*\S)", re.MULTILINE)


class Head(NamedTuple):
    """What stands before the ballots, and where they begin."""

    candidates: int
    seats: int
    withdrawn: tuple[int, ...]
    end: int


def read_blt(text: str, name: str) -> Ballots:
    """Read ballots in BLT form; `name` is the title of those that have none.

    A MisreadError where something cannot be read or may mean two things.
    """
    head = _read_head(text)
    text = _close_ballots(text, head.end)
    box, remarks, end = _read_ballots(text, head)
    ended = grammar.ENDED.match(text, end)
    if ended is None:
        raise _unread(text, end)
    end = ended.end()
    names, title = read_names(text[end:].split("\n"), line_at(text, end), head.candidates)
    return Ballots(
        title=title or name,
        candidates=names,
        seats=head.seats or None,
        withdrawn=head.withdrawn,
        papers=box.papers(),
        verdicts=box.verdicts(),
        remarks=remarks,
    )


def _read_head(text: str) -> Head:
    found = grammar.HEAD.match(text)
    if found is None:
        remedy = "it begins with the numbers of candidates and seats; a CSV's name ends with .csv"
        raise misread(1, "not in BLT form", remedy)
    candidates, seats, end = int(found[1]), int(found[2]), found.end()
    if not 1 <= candidates <= MOST_CANDIDATES:
        wrong = f"{candidates:,} candidates"
        raise misread(line_at(text, end), wrong, f"there may be 1 to {MOST_CANDIDATES:,}")
    if seats > MOST_SEATS:
        wrong = f"{seats:,} seats"
        raise misread(line_at(text, end), wrong, f"there may be {MOST_SEATS:,} at most")
    withdrawn = set()
    while found := grammar.WITHDRAWN.match(text, end):
        number, end = int(found[1]), found.end()
        if not 1 <= number <= candidates:
            wrong = f"candidate {number} has withdrawn, but there are only {candidates}"
            raise misread(line_at(text, end), wrong, "write the numbers of candidates")
        withdrawn.add(number)
    return Head(candidates, seats, tuple(sorted(withdrawn)), end)


def _close_ballots(text: str, start: int) -> str:
    """Put a 0 at the end of each ballot, where none of them has it and each is a line."""
    ended = _LONE_ZERO.search(text, start)
    if ended is None:
        return text
    body = grammar.without_comments(text[start : ended.start()])
    if _ANY_ZERO.search(body):
        return text
    # The rest of the line before is no ballot.
    rest, cut, ballots = body.partition("\n")
    return text[:start] + rest + cut + _FILLED_LINE.sub(r"\1 0", ballots) + text[ended.start() :]


def _read_ballots(text: str, head: Head) -> tuple[Box, tuple[str, ...], int]:
    """Read ballots up to what is none; give them, remarks, and where that is."""
    box, place, line = Box(), head.end, line_at(text, head.end)
    broken: list[int] = []
    in_bulk = True
    while True:
        plain = read_plain(text, place) if in_bulk else None
        if plain is not None:
            put_plain(plain, head.candidates, box, line)
            line, place = line + text.count("\n", place, plain.end), plain.end
        found = grammar.BALLOT.match(text, place)
        if found is None:
            return box, _remarks(broken), place
        line += text.count("\n", place, found.start(1))
        breaks = text.count("\n", found.start(1), found.end())
        _put_odd(found, head.candidates, box, line, breaks)
        broken += [line] * (breaks > 0)
        line, place, in_bulk = line + breaks, found.end(), plain is not None


def _put_odd(found: re.Match[str], candidates: int, box: Box, line: int, breaks: int) -> None:
    """Put in one ballot that may hold anything and may run over line breaks."""
    remedy = "end each ballot with 0" if breaks else grammar.REMEDY
    try:
        marks = grammar.read_marks(found[2], candidates)
    except ValueError as error:
        raise misread(line, str(error), remedy) from None
    fault = box.put(marks, int(found[1]), line)
    if fault and breaks:
        # A 0 that was forgotten would look the same.
        raise misread(line, f"a ballot over several lines is faulty ({fault})", remedy)


def _remarks(broken: list[int]) -> tuple[str, ...]:
    if not broken:
        return ()
    many = f"{len(broken):,} ballots run" if len(broken) > 1 else "a ballot runs"
    return (f"line {broken[0]}: {many} over several lines, up to the next 0",)


def _unread(text: str, place: int) -> MisreadError:
    """Say what stands where a ballot, or the 0 after the last, should."""
    found = grammar.UNREAD.match(text, place)
    assert found  # it matches anything
    word, line = found[3], line_at(text, found.start(3))
    begun = found[1] is not None
    in_ballot = begun and line == line_at(text, found.start(1))
    if word and (in_ballot or not (word[0] == '"' or word[0].isalpha())):
        return misread(line, f"cannot read {shown(word)} in a ballot", grammar.REMEDY)
    if begun:
        return misread(line, "the ballot before has no 0 at its end", "write it there")
    what = "names begin" if word else "the file ends"
    remedy = "write a line with 0 alone between ballots and names"
    return misread(line, f"{what} before the 0 that ends the ballots", remedy)
