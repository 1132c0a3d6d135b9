"""The seats table: how many seats of a contest each faction wins."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import polars as pl

from necsim.plan.labels import ContestLabels, Labels
from necsim.summary.chance import Chance, certain, summarise_count
from necsim.summary.frame import Draws, make_table


def summarise_seats(draws: Draws, labels: Labels) -> pl.DataFrame:
    """Give one row a contest, faction (then independent) and number of seats, zeros included."""
    return make_table(
        "seats",
        (
            (contest.id, holder, seats, *chance)
            for contest in labels.contests
            for holder in labels.holders
            for seats, chance in enumerate(_chances(draws, contest, holder))
        ),
    )


def seat_bounds(contest: ContestLabels, factions: Collection[str]) -> tuple[int, int]:
    """Give the fewest and most seats of factions together that who stands leaves possible."""
    own = sum(candidate.faction in factions for candidate in contest.candidates)
    others = len(contest.candidates) - own
    return max(0, contest.filled - others), min(contest.filled, own)


def open_bounds(labels: Labels, factions: Collection[str]) -> tuple[int, int]:
    """Give the same over all contests."""
    bounds = [seat_bounds(contest, factions) for contest in labels.contests]
    return sum(fewest for fewest, _ in bounds), sum(most for _, most in bounds)


def _chances(draws: Draws, contest: ContestLabels, holder: str) -> Iterator[Chance]:
    won = draws[f"seats.{contest.id}.{holder}"].to_numpy()
    fewest, most = seat_bounds(contest, (holder,))
    for seats, k in enumerate(np.bincount(won, minlength=contest.seats + 1).tolist()):
        if seats < fewest or seats > most:
            yield certain(0.0, won.size)
        elif fewest == most:
            yield certain(1.0, won.size)
        else:
            yield summarise_count(k, won.size)
