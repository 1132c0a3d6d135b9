"""The transfers table: what moves from slate to slate under STV."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from necsim.draws import transfer_groups, transfer_key
from necsim.plan.labels import NOBODY, ContestLabels, Labels
from necsim.rules import RULES
from necsim.summary.frame import Draws, make_table


def summarise_transfers(draws: Draws, labels: Labels) -> pl.DataFrame:
    """Give one row a pair of slates in each contest of rankings."""
    ranked = (contest for contest in labels.contests if contest.ranked)
    return make_table("transfers", (row for contest in ranked for row in _rows(draws, contest)))


def _rows(draws: Draws, contest: ContestLabels) -> Iterator[tuple[object, ...]]:
    units = len(draws) * 10 ** RULES[contest.rule].decimals
    groups = transfer_groups(contest)
    for giver in groups:
        for taker in (*groups, NOBODY):
            # Python's integers: exact however the replicates were cut, and however many.
            moved = draws[transfer_key(contest.id, giver, taker)]
            yield contest.id, giver, taker, sum(moved.filter(moved != 0)) / units
