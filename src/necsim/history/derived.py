"""What follows from the tables: votes by slate, and the part of the allowed votes that was used."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, pstdev
from typing import NamedTuple

from necsim.history.queries import contest, evidence, results
from necsim.history.rows import Ballots, History, Option, Result


class SlateVotes(NamedTuple):
    """How a slate fared: votes of its candidates whose totals are known."""

    slate: str
    faction: str
    candidates: int
    known: int
    votes: int
    share: float
    best: int
    worst: int
    mean: float
    variation: float


class BallotUse(NamedTuple):
    """The part of the allowed votes that was used, between two bounds if totals are missing."""

    contest: str
    papers: int
    allowed: int
    votes_low: int
    votes_high: int
    used_low: float
    used_high: float


def slates(history: History, id_: str) -> tuple[SlateVotes, ...]:
    """Add up a contest's votes by slate, independents on none together; the largest share first.

    `share` is of all votes known in the contest; `variation` is the standard deviation of the
    candidates' votes over their mean. Candidates of unknown faction count in the whole only.
    """
    rows = results(history, id_)
    whole = sum(row.votes or 0 for row in rows)
    groups: dict[tuple[str, str], list[Result]] = {}
    for row in rows:
        if row.faction:
            groups.setdefault((row.slate, row.faction), []).append(row)
    found = [_slate(*key, group, whole) for key, group in groups.items() if _votes(group)]
    return tuple(sorted(found, key=lambda slate: -slate.share))


def _votes(rows: Sequence[Result | Option]) -> list[int]:
    return [row.votes for row in rows if row.votes is not None]


def _slate(slate: str, faction: str, rows: Sequence[Result], whole: int) -> SlateVotes:
    votes = _votes(rows)
    mean, total = fmean(votes), sum(votes)
    best, worst, variation = max(votes), min(votes), pstdev(votes) / mean
    share = total / whole
    return SlateVotes(
        slate, faction, len(rows), len(votes), total, share, best, worst, mean, variation
    )


def ballot_use(history: History) -> tuple[BallotUse, ...]:
    """Give the votes used, of those allowed, wherever ballots and all totals or bounds are known.

    Papers are the valid ballots, or where their number is not known all ballots.
    """
    found = (_use(history, row) for row in history.ballots)
    return tuple(use for use in found if use is not None)


def _use(history: History, row: Ballots) -> BallotUse | None:
    papers = row.ballots if row.valid is None else row.valid
    options = evidence(history, row.contest)
    counted = _option_votes(options) if options else _result_votes(history, row.contest)
    if papers is None or counted is None:
        return None
    allowed, low, high = counted
    most = papers * allowed
    return BallotUse(row.contest, papers, allowed, low, high, low / most, high / most)


def _option_votes(options: Sequence[Option]) -> tuple[int, int, int] | None:
    """Give votes allowed, and votes cast twice: they are known exactly."""
    votes, allowed = _votes(options), options[0].choices
    if allowed is None or len(votes) < len(options):
        return None
    return allowed, sum(votes), sum(votes)


def _result_votes(history: History, id_: str) -> tuple[int, int, int] | None:
    """Give votes allowed, and the least and most that were cast, if every candidate is listed."""
    rows = results(history, id_)
    terms = contest(history, id_) if rows else None
    if terms is None or terms.votes is None or len(rows) != terms.candidates:
        return None
    low = [row.votes_low if row.votes is None else row.votes for row in rows]
    high = [row.votes_high if row.votes is None else row.votes for row in rows]
    if None in low or None in high:
        return None
    return terms.votes, sum(n or 0 for n in low), sum(n or 0 for n in high)
