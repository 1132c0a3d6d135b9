"""Checks on evidence: names, dates, and that each piece says where its numbers are."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.scenario.draft import Path
from necsim.scenario.evidence import Evidence, Judgement, Nominations, Poll, Result
from necsim.scenario.model import Scenario
from necsim.scenario.problem import Problem, over_one, unknown_ids, unknown_keys

_SOURCES = ("history", "counts", "shares")


def check_evidence(scenario: Scenario) -> Iterator[Problem]:
    """Check every piece of evidence."""
    for id_, piece in scenario.evidence.items():
        at = ("evidence", id_)
        yield from _contest(at, piece, scenario)
        yield from _dates(at, piece, scenario)
        yield from _names(at, piece, scenario)
        yield from _numbers(at, piece)


def _numbers(at: Path, piece: Evidence) -> Iterator[Problem]:
    """Check that numbers come from one place, and that there are some."""
    stated = [name for name in _SOURCES if getattr(piece, name, None)]
    if len(stated) != 1:
        names = [name for name in _SOURCES if name in type(piece).model_fields]
        file = () if isinstance(piece, Judgement) else ("file",)
        wrong = f"states {' and '.join(stated)}" if stated else "holds no numbers"
        yield Problem(at, wrong, f"state one of {', '.join((*names, *file))}")
    if isinstance(piece, Poll) and piece.size is None and piece.history is None:
        yield Problem((*at, "size"), "is missing", "say how many were asked")
    counts = getattr(piece, "counts", {})
    if counts and not any(counts.values()):
        yield Problem((*at, "counts"), "are all 0", "leave the piece out: it says nothing")


def _contest(at: Path, piece: Evidence, scenario: Scenario) -> Iterator[Problem]:
    names = (piece.contest,) if piece.contest is not None else ()
    yield from unknown_ids((*at, "contest"), "contest", names, scenario.contests)
    if not names and len(scenario.contests) > 1 and not isinstance(piece, Judgement):
        wrong = "does not say which contest it speaks to"
        yield Problem(at, wrong, f"add contest = one of {', '.join(scenario.contests)}")


def _dates(at: Path, piece: Evidence, scenario: Scenario) -> Iterator[Problem]:
    for name in ("date", "published"):
        day = getattr(piece, name)
        if scenario.as_of is not None and day is not None and day > scenario.as_of:
            remedy = f"remove it, or move as_of ({scenario.as_of})"
            yield Problem((*at, name), f"{day}, after as_of", remedy, (("as_of",),))
    if piece.date and piece.published and piece.date > piece.published:
        wrong = f"{piece.published}, before the day it describes ({piece.date})"
        yield Problem((*at, "published"), wrong, "change one of the two")
    if piece.date is None and scenario.as_of is None and not getattr(piece, "history", None):
        yield Problem((*at, "date"), "is missing, and as_of too", "say of which day it is")


def _names(at: Path, piece: Evidence, scenario: Scenario) -> Iterator[Problem]:
    contests = [c for id_, c in scenario.contests.items() if piece.contest in (None, id_)]
    slates = [id_ for contest in contests for id_ in contest.slates]
    people = [id_ for contest in contests for id_ in contest.candidates]
    groups = [*scenario.factions, *slates]
    own = tuple(piece.match)  # names in the source that `match` turns into ids
    yield from unknown_ids((*at, "match"), "id", piece.match.values(), (*groups, *people))
    if isinstance(piece, Result):
        # Whoever stood then need not stand now.
        wanted = tuple(slate for slate in piece.slates.values() if slate)
        yield from unknown_ids((*at, "slates"), "slate or faction", wanted, groups, own)
        return
    counted = people if isinstance(piece, Nominations) else groups
    for name, known in (("counts", counted), ("shares", groups)):
        stated = getattr(piece, name, {})
        what = "candidate" if known is people else "slate or faction"
        yield from unknown_keys((*at, name), what, stated, known, own)
    shares = getattr(piece, "shares", {})
    yield from over_one((*at, "shares"), shares.values(), "they are shares: at most 1")
