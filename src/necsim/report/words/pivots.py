"""What the last seat turns on, in words: who against whom, by how much, at what swing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from necsim.plan.labels import ContestLabels, Labels
from necsim.report.words.numbers import thousands
from necsim.report.words.sentence import expected_seats, holder_name, rivals


def pivot_lines(
    tables: Mapping[str, pl.DataFrame], contest: ContestLabels, labels: Labels
) -> Iterator[str]:
    """Give a line on the last seat, if anybody can lose, and under block vote one on swings."""
    found = rivals(tables, contest)
    if found is not None:
        seat = "Seat" if contest.filled == 1 else "Last seat"
        yield f"{seat}: {_duel(*found, tables['contests'].filter(contest=contest.id))}"
    swings = tables["swing"].filter(pl.col("swing").is_not_null(), contest=contest.id)
    if len(swings):
        means = expected_seats(tables["seats"], contest, labels)
        clauses = ", ".join(_clauses(swings, means, labels))
        yield f"Swing of support: {clauses}" + (", minimums apart" if contest.has_minimums else "")


def _duel(last: str, first: str, mostly: bool, row: pl.DataFrame) -> str:
    pair = f"{last} in or out" if last == first else f"{last} over {first}"
    votes, share = row["margin_p50"].item(), row["margin_points_p50"].item()
    points = "" if share is None else f" ({_points(share)} points)"
    often = "" if mostly else "most often "
    return f"{often}{pair}; median {thousands(votes)} votes{points}"


def _clauses(swings: pl.DataFrame, means: Mapping[str, float], labels: Labels) -> Iterator[str]:
    """Say what the faction with most expected seats can bear, and whose next seat is nearest."""
    leader = max(swings["faction"].unique(maintain_order=True), key=means.__getitem__)
    kept = swings.filter(pl.col("swing") <= 0, faction=leader)
    if len(kept):
        seats, swing = kept.select("seats", "swing").row(-1)
        yield f"{holder_name(leader, labels)} keeps {seats} to {_signed(swing)} points"
    others = swings.filter(pl.col("swing") > 0, (pl.col("faction") != leader) | (not len(kept)))
    if len(others):
        rival, seats, swing = others.sort("swing").select("faction", "seats", "swing").row(0)
        yield f"{holder_name(rival, labels)} wins {seats} from {_signed(swing)}"


def _points(share: float) -> str:
    return f"{100 * share:.1f}".replace("-", "−")


def _signed(share: float) -> str:
    return f"{100 * share:+.1f}".replace("-", "−")
