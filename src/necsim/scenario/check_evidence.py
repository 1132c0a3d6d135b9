"""Checks on evidence: dates, contests, and that each piece says where its numbers are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from necsim.scenario.check_numbers import check_numbers
from necsim.scenario.draft import Path
from necsim.scenario.evidence import Ballot, Evidence, Judgement, Result
from necsim.scenario.matching import groups, people
from necsim.scenario.model import Scenario
from necsim.scenario.problem import Problem, unknown_ids

_SOURCES = ("history", "candidates", "counts", "shares")
_TERMS = ("seats", "votes", "ballots")


def check_evidence(scenario: Scenario) -> Iterator[Problem]:
    """Check every piece of evidence."""
    for id_, piece in scenario.evidence.items():
        at = ("evidence", id_)
        yield from _contest(at, piece, scenario)
        yield from _dates(at, piece, scenario)
        yield from _source(at, piece)
        if piece.contest is not None and piece.contest not in scenario.contests:
            continue  # whom it speaks of cannot be told
        known = (*groups(scenario, piece), *people(scenario, piece))
        yield from unknown_ids((*at, "match"), "id", piece.match.values(), known)
        yield from check_numbers(at, piece, scenario)


def _contest(at: Path, piece: Evidence, scenario: Scenario) -> Iterator[Problem]:
    names = (piece.contest,) if piece.contest is not None else ()
    yield from unknown_ids((*at, "contest"), "contest", names, scenario.contests)
    if not names and len(scenario.contests) > 1 and not isinstance(piece, Judgement):
        wrong = "does not say which contest it speaks to"
        yield Problem(at, wrong, f"add contest = one of {', '.join(scenario.contests)}")


def _dates(at: Path, piece: Evidence, scenario: Scenario) -> Iterator[Problem]:
    name = "date" if piece.published is None else "published"
    known = piece.published or piece.date
    if scenario.as_of is not None and known is not None and known > scenario.as_of:
        remedy = f"remove it, or move as_of ({scenario.as_of})"
        yield Problem((*at, name), f"{known}, after as_of", remedy, (("as_of",),))
    if piece.date and piece.published and piece.published < _first_day(piece.date):
        wrong = f"{piece.published}, is before the day it describes, {piece.date}"
        yield Problem((*at, "published"), wrong, "mend one of the two dates", ((*at, "date"),))
    happened = isinstance(piece, Result | Ballot)
    stands_in = None if happened else scenario.as_of
    if not (known or stands_in or getattr(piece, "history", None)):
        remedy = "add date = …, the day of the result" if happened else "add date = …, or as_of"
        yield Problem((*at, "date"), "has no date", remedy, (("as_of",), (*at, "published")))


def _first_day(day: date) -> date:
    """Give the first day that a date may mean: a last day may stand for its month or year."""
    following = date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
    if following.day > 1:
        return day
    return day.replace(month=1, day=1) if following.month == 1 else day.replace(day=1)


def _source(at: Path, piece: Evidence) -> Iterator[Problem]:
    """Check that a piece has its numbers from one source, and its terms from the same."""
    stated = [name for name in _SOURCES if getattr(piece, name, None)]
    if len(stated) != 1:
        names = [name for name in _SOURCES if name in type(piece).model_fields]
        tables = [] if isinstance(piece, Judgement) else ["file"]
        wrong = f"states {' and '.join(stated)}" if stated else "holds no numbers"
        yield Problem(at, wrong, f"state one of {', '.join((*names[:1], *tables, *names[1:]))}")
    if isinstance(piece, Result) and piece.history:
        for name in _TERMS:
            if getattr(piece, name) is not None:
                yield Problem((*at, name), "is stated beside history", "take it out")
