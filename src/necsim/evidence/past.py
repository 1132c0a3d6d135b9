"""A published contest as words: the terms, slates and candidates that history has of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from necsim import history
from necsim.errors import DataError
from necsim.history import History
from necsim.kernels.types import Floats
from necsim.scenario.contest import INDEPENDENT, Candidate, Contest, Slate
from necsim.scenario.evidence import Result
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


class _Stood(NamedTuple):
    """Who stood: slate and faction, "" for none; votes where known."""

    slate: str
    faction: str
    votes: int | None


def past_contest(past: History, id_: str, named: Callable[[str], str] = str) -> PastContest:
    """Collect what is known of a contest, with the share of votes used where all votes are known.

    `named` gives the ids that candidates and factions have elsewhere.

    Raises
    ------
    DataError
        Where it was no block vote, no votes were published, or the ballots cannot be reckoned.
    """
    terms, rows = history.contest(past, id_), history.results(past, id_)
    if terms.rule != "block" or terms.votes is None:
        raise DataError(f"{id_} cannot be inverted: it was no block vote of known votes")
    if rows and all(row.elected for row in rows):
        raise DataError(f"{id_} cannot be inverted: only the winners' votes were published")
    people = {
        named(row.candidate): _Stood(row.slate, named(row.faction), row.votes) for row in rows
    }
    found = [row for row in past.ballots if row.contest == id_ and (row.valid or row.ballots)]
    papers = [Papers(row.valid or row.ballots, spoilt=not row.valid) for row in found]
    return _past(id_, (terms.seats, terms.votes), people, papers[0] if papers else None)


def stated_contest(
    id_: str, words: Result, now: Contest, named: Callable[[str], str]
) -> PastContest:
    """Collect a past contest that was typed or read from a file.

    Raises
    ------
    DataError
        As for one that was published.
    """
    people = {}
    for name, votes in words.counts.items():
        who = named(name)
        stood = now.candidates.get(who)
        slate = words.slates.get(name, stood.slate[0] if stood and stood.slate else "")
        slate = named(slate)
        faction = now.slates[slate].faction if slate in now.slates else slate
        people[who] = _Stood(slate, faction, votes)
    seats = words.seats or now.seats
    papers = None if words.ballots is None else Papers(words.ballots, spoilt=False)
    return _past(id_, (seats, words.votes or seats), people, papers)


class Papers(NamedTuple):
    """Ballots, and whether some spoilt ones may be among them."""

    returned: int | None
    spoilt: bool


def _past(
    id_: str, terms: tuple[int, int], people: Mapping[str, _Stood], papers: Papers | None
) -> PastContest:
    seats, allowed = terms
    _check_slates(id_, allowed, people.values())
    votes = np.array([np.nan if p.votes is None else p.votes for p in people.values()], np.float64)
    if np.isnan(votes).all():
        raise DataError(f"{id_} cannot be inverted: no candidate's votes were published")
    used, log_ballots, error = _use(id_, allowed, votes, papers)
    words = Contest(
        rule="block",
        seats=seats,
        votes=allowed,
        electorate=0,
        turnout=1.0,
        slates={p.slate: Slate(faction=p.faction) for p in people.values() if p.slate},
        candidates={
            who: Candidate(
                slate=(p.slate,) if p.slate else (),
                faction=None if p.slate else p.faction or INDEPENDENT,
            )
            for who, p in people.items()
        },
    )
    return PastContest(id_, words, votes, used, log_ballots, error)


def _check_slates(id_: str, allowed: int, people: Iterable[_Stood]) -> None:
    """Refuse what the words of a contest cannot say."""
    names = Counter(person.slate for person in people if person.slate)
    if not names:
        raise DataError(f"{id_} cannot be inverted: no candidate's slate is known")
    for slate, count in names.items():
        if count > allowed:
            wrong = f"{slate} had {count} names for {allowed} votes"
            raise DataError(f"{id_} cannot be inverted: {wrong}, and which it asked for is unknown")


def _use(
    id_: str, allowed: int, votes: Floats, papers: Papers | None
) -> tuple[float, float, float]:
    """Give the share of votes used, log ballots, and its standard deviation.

    All totals and the valid ballots together give the rate; totals alone give the ballots at the
    reference rate; ballots alone leave the rate as the reference has it.
    """
    rate, total = votes_used(allowed), float(votes.sum())
    if papers is not None and papers.returned:
        exact = min(total / (papers.returned * allowed), 1.0)
        error = _RETURNED if papers.spoilt else 0.0
        return (rate if np.isnan(total) else exact), float(np.log(papers.returned)), error
    if np.isnan(total):
        wrong = "neither its ballots nor all its votes were published"
        raise DataError(f"{id_} cannot be inverted: {wrong}")
    return rate, float(np.log(total / (rate * allowed))), _RECKONED
