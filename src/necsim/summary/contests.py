"""The contests table: ballots, turnout, and how close the last seat is."""

from __future__ import annotations

import numpy as np
import polars as pl

from necsim.plan.labels import ContestLabels, Labels
from necsim.summary.frame import Draws, make_table, mean, quantile


def summarise_contests(draws: Draws, labels: Labels) -> pl.DataFrame:
    """Give one row a contest; what a contest cannot have (a loser, a minimum) is null."""
    return make_table("contests", (_row(draws, contest) for contest in labels.contests))


def _row(draws: Draws, contest: ContestLabels) -> tuple[object, ...]:
    margin, ballots = draws[f"margin.{contest.id}"], draws[f"ballots.{contest.id}"]
    points = margin.set(ballots == 0, None) / ballots
    return (
        contest.id,
        mean(ballots),
        mean(draws[f"turnout.{contest.id}"]),
        *(quantile(lead, level) for lead in (margin, points) for level in (0.1, 0.5, 0.9)),
        *_most_frequent(draws[f"last_in.{contest.id}"], contest),
        *_most_frequent(draws[f"first_out.{contest.id}"], contest),
        _mean_if_any(draws, f"exhausted.{contest.id}"),
        _mean_if_any(draws, f"minimum_acted.{contest.id}"),
        _mean_if_any(draws, f"minimum_changed.{contest.id}"),
    )


def _mean_if_any(draws: Draws, column: str) -> float | None:
    """Average a column of the draws; None where this scenario has no such column."""
    return mean(draws[column]) if column in draws else None


def _most_frequent(
    indices: pl.Series, contest: ContestLabels
) -> tuple[str, float] | tuple[None, None]:
    """Name the candidate that is there most often, the first of equals, and in what share."""
    counts = np.bincount(indices.drop_nulls().to_numpy())
    if not counts.size:
        return None, None
    most = int(counts.argmax())
    return contest.candidates[most].id, int(counts[most]) / len(indices)
