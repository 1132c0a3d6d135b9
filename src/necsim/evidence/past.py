"""A published contest as words: the terms, slates and candidates that history has of it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np

from necsim import history
from necsim.errors import DataError
from necsim.history import History
from necsim.kernels.types import Floats
from necsim.scenario.contest import INDEPENDENT, Candidate, Contest, Slate
from necsim.scenario.reference import votes_used

# How far log ballots may be off: papers returned hold some spoilt ones; else a rate is assumed.
_RETURNED, _RECKONED = 0.01, 0.05


class PastContest(NamedTuple):
    """One block vote as it was: words, votes (C,) with NaN where unknown, and log ballots.

    `log_ballots` has a standard deviation beside it, 0 where the valid ballots were published.
    """

    id: str
    words: Contest
    votes: Floats
    used: float
    log_ballots: float
    log_ballots_error: float


def past_contest(past: History, id_: str) -> PastContest:
    """Collect what is known of a contest, with the share of votes used where all votes are known.

    Raises
    ------
    DataError
        Where it was no block vote, no votes were published, or the ballots cannot be reckoned.
    """
    terms, rows = history.contest(past, id_), history.results(past, id_)
    if terms.rule != "block" or terms.votes is None:
        raise DataError(f"{id_} cannot be inverted: it was no block vote of known votes")
    _check_slates(id_, terms.votes, rows)
    votes = np.array([np.nan if row.votes is None else row.votes for row in rows], np.float64)
    if np.isnan(votes).all():
        raise DataError(f"{id_} cannot be inverted: no candidate's votes were published")
    slates = {row.slate: Slate(faction=row.faction) for row in rows if row.slate}
    people = {row.candidate: Candidate(slate=(row.slate,) if row.slate else (),
                                       faction=None if row.slate else row.faction or INDEPENDENT)
              for row in rows}  # fmt: skip
    used, log_ballots, error = _use(past, id_, terms.votes, votes)
    words = Contest(
        rule="block",
        seats=terms.seats,
        votes=terms.votes,
        electorate=0,
        turnout=1.0,
        slates=slates,
        candidates=people,
    )
    return PastContest(id_, words, votes, used, log_ballots, error)


def _check_slates(id_: str, allowed: int, rows: tuple[history.Result, ...]) -> None:
    """Refuse what the words of a contest cannot say."""
    names = Counter(row.slate for row in rows if row.slate)
    if not names:
        raise DataError(f"{id_} cannot be inverted: no candidate's slate is known")
    if all(row.elected for row in rows):
        raise DataError(f"{id_} cannot be inverted: only the winners' votes were published")
    for slate, count in names.items():
        if count > allowed:
            wrong = f"{slate} had {count} names for {allowed} votes"
            raise DataError(f"{id_} cannot be inverted: {wrong}, and which it asked for is unknown")


def _use(past: History, id_: str, allowed: int, votes: Floats) -> tuple[float, float, float]:
    """Give the share of votes used, log ballots, and its standard deviation.

    All totals and the valid ballots together give the rate; totals alone give the ballots at the
    reference rate; ballots alone leave the rate as the reference has it.
    """
    rate, total = votes_used(allowed), float(votes.sum())
    found = [row for row in past.ballots if row.contest == id_ and (row.valid or row.ballots)]
    if found:
        papers = found[0].valid or found[0].ballots or 0
        error = 0.0 if found[0].valid else _RETURNED
        exact = min(total / (papers * allowed), 1.0)
        return (rate if np.isnan(total) else exact), float(np.log(papers)), error
    if np.isnan(total):
        wrong = "neither its ballots nor all its votes were published"
        raise DataError(f"{id_} cannot be inverted: {wrong}")
    return rate, float(np.log(total / (rate * allowed))), _RECKONED
