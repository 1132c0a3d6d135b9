"""The candidates table: the chance of a seat, and votes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from necsim.plan.labels import CandidateLabel, ContestLabels, Labels
from necsim.summary.chance import Chance, certain, summarise_count
from necsim.summary.frame import Draws, make_table, mean, quantile


class _Result(NamedTuple):
    candidate: CandidateLabel
    chance: Chance
    votes_mean: float
    votes_spread: tuple[int, int]


def summarise_candidates(draws: Draws, labels: Labels) -> pl.DataFrame:
    """Give one row a candidate: by contest, then chance, mean votes (both falling) and id."""
    rows = (row for contest in labels.contests for row in _contest_rows(draws, contest))
    return make_table("candidates", rows)


def _contest_rows(draws: Draws, contest: ContestLabels) -> Iterator[tuple[object, ...]]:
    results = [_result(draws, contest, candidate) for candidate in contest.candidates]
    results.sort(key=lambda each: (-each.chance.p, -each.votes_mean, each.candidate.id))
    for candidate, chance, votes_mean, spread in results:
        slates = " + ".join(candidate.slates)
        names = (contest.id, candidate.id, candidate.name, slates, candidate.faction)
        yield (*names, *chance, votes_mean, *spread)


def _result(draws: Draws, contest: ContestLabels, candidate: CandidateLabel) -> _Result:
    elected = int(draws[f"elected.{contest.id}.{candidate.id}"].sum())
    votes = draws[f"votes.{contest.id}.{candidate.id}"]
    unopposed = contest.filled == len(contest.candidates)
    chance = certain(1.0, len(votes)) if unopposed else summarise_count(elected, len(votes))
    low, high = (int(quantile(votes, level) or 0) for level in (0.1, 0.9))
    return _Result(candidate, chance, mean(votes), (low, high))
