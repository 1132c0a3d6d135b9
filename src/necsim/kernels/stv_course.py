"""What is kept of a finished count of rankings."""

from __future__ import annotations

import numpy as np

from necsim.kernels._numba import inner
from necsim.kernels.ranking_shapes import Course, RankingOutcome
from necsim.kernels.shapes import Winners
from necsim.kernels.stv_shapes import (
    ACTED,
    ELECTED,
    ELECTED_AT,
    END,
    EXCLUDED_AT,
    LOST,
    PLACE,
    STAGE_LOST,
    STAGES,
    StageLog,
    Table,
)


def make_ranking_outcome(replicates: int, candidates: int, depth: int) -> RankingOutcome:
    """Make room for the outcome of a slice, with the totals of the first `depth` stages."""
    winners = Winners(
        np.zeros((replicates, candidates), np.uint8),
        np.zeros(replicates, np.int16),
        np.zeros(replicates, np.int16),
        np.zeros(replicates, np.uint8),
    )
    course = Course(
        np.zeros((replicates, candidates), np.int16),
        np.zeros(replicates, np.int16),
        np.zeros(replicates),
        np.zeros(replicates),
        np.zeros((candidates, candidates + 1), np.int64),
        np.zeros((replicates, depth, candidates + 1), np.int64),
    )
    votes = np.zeros((replicates, candidates), np.int32)
    return RankingOutcome(votes, np.zeros(replicates, np.int32), winners, course)


@inner
def keep_count(table: Table, log: StageLog, unit: int, outcome: RankingOutcome, i: int) -> None:
    """Keep what is asked of a finished count as replicate i."""
    for c in range(table.counts.shape[1]):
        outcome.votes[i, c] = log.history[0, c] // unit
        outcome.winners.elected[i, c] = table.flags[ELECTED, c]
        outcome.course.elected_at[i, c] = table.counts[ELECTED_AT, c]
    outcome.winners.acted[i] = table.figures[ACTED]
    outcome.course.stages[i] = table.figures[STAGES]
    outcome.course.exhausted[i] = table.figures[LOST] / unit
    _keep_margin(table, log, unit, outcome, i)
    _keep_totals(table, log, outcome.course, i)
    for stage in range(1, table.figures[STAGES]):
        _add_transfers(log, stage, outcome.course)


@inner
def _is_later(table: Table, log: StageLog, c: int, other: int) -> bool:
    """Say whether c, not elected, stayed in longer than another, or had more votes at the end."""
    gone, went = table.counts[EXCLUDED_AT, c], table.counts[EXCLUDED_AT, other]
    if gone != went:
        return bool(gone == 0 or (went > 0 and gone > went))
    row = log.stages[_last_together(table, c), END]
    return bool(log.history[row, c] > log.history[row, other])


@inner
def _last_together(table: Table, c: int) -> int:
    """Give the last stage, from 0, with c still in."""
    gone = table.counts[EXCLUDED_AT, c]
    return int(gone - 2 if gone > 0 else table.figures[STAGES] - 1)


@inner
def _keep_margin(table: Table, log: StageLog, unit: int, outcome: RankingOutcome, i: int) -> None:
    """Find who was last in and first out, and the votes between them when both last continued."""
    last_in, first_out = -1, -1
    for c in range(table.counts.shape[1]):
        if table.flags[ELECTED, c]:
            if last_in < 0 or table.counts[PLACE, c] > table.counts[PLACE, last_in]:
                last_in = c
        elif first_out < 0 or _is_later(table, log, c, first_out):
            first_out = c
    outcome.winners.last_in[i] = last_in
    outcome.winners.first_out[i] = first_out
    outcome.course.margin[i] = np.nan
    if last_in >= 0 and first_out >= 0:
        row = log.stages[_last_together(table, first_out), END]
        ahead = log.history[row, last_in] - log.history[row, first_out]
        outcome.course.margin[i] = ahead / unit


@inner
def _keep_totals(table: Table, log: StageLog, course: Course, i: int) -> None:
    """Keep the totals of as many stages as there is room for."""
    candidates = table.counts.shape[1]
    for stage in range(min(course.totals.shape[1], table.figures[STAGES])):
        for c in range(candidates):
            course.totals[i, stage, c] = log.history[log.stages[stage, END], c]
        course.totals[i, stage, candidates] = log.stages[stage, STAGE_LOST]


@inner
def _add_transfers(log: StageLog, stage: int, course: Course) -> None:
    """Add who gained in a stage to whoever lost, each loser giving in proportion to its loss."""
    before = log.history[log.stages[stage - 1, END]]
    after = log.history[log.stages[stage, END]]
    given, first, last = 0, len(after), -1
    for c in range(len(after)):
        if after[c] < before[c]:
            given += before[c] - after[c]
            first = min(first, c)
            last = c
    if last < 0:
        return
    lost = log.stages[stage, STAGE_LOST] - log.stages[stage - 1, STAGE_LOST]
    for to in range(len(after) + 1):
        gain = lost if to == len(after) else after[to] - before[to]
        if gain <= 0:
            continue
        left = gain
        for c in range(first, last):
            if after[c] < before[c]:
                part = int(gain * ((before[c] - after[c]) / given))
                course.transfers[c, to] += part
                left -= part
        course.transfers[last, to] += left
