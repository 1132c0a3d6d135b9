"""Count real papers by a rule, and say what happened stage by stage."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.errors import DataError
from necsim.kernels import ers97, fixed_point, meek, scottish
from necsim.kernels._numba import kernel
from necsim.kernels.ers97 import count_ers97
from necsim.kernels.meek import MeekRoom, count_meek, make_meek_room
from necsim.kernels.rankings import load_rankings
from necsim.kernels.scottish import count_scottish
from necsim.kernels.stream import seed_stream
from necsim.kernels.stv import CountState, make_state
from necsim.kernels.stv_shapes import (
    ACTED,
    DONE,
    DRAWN,
    ELECTED_AT,
    EXCLUDED_AT,
    FULL,
    KEYED,
    PAPERS,
    PLACE,
    STAGE_DRAWN,
    STAGES,
    SURPLUS,
    WAITING,
    RankedPapers,
    Rankings,
    StageLog,
    StvContest,
)
from necsim.kernels.types import Counts, Flags


@kernel
def _ers97(source: Rankings, state: CountState) -> int:
    return count_ers97(source, state)


@kernel
def _scottish(source: Rankings, state: CountState) -> int:
    return count_scottish(source, state)


@kernel
def _meek(papers: RankedPapers, state: CountState, room: MeekRoom) -> int:
    return count_meek(papers, state, room)


def _count(rule: str, papers: RankedPapers, state: CountState) -> int:
    """Count by a rule."""
    candidates, values = state.piles.papers.shape
    if rule == "meek":
        return _meek(papers, state, make_meek_room(papers, candidates))
    source = load_rankings(papers, candidates, values)
    return _ers97(source, state) if rule == "ers97" else _scottish(source, state)


UNITS = {"ers97": ers97.UNIT, "scottish": scottish.UNIT, "meek": fixed_point.UNIT}


class Lot(NamedTuple):
    """Who was drawn, and from among whom."""

    chosen: int
    among: tuple[int, ...]


class Stage(NamedTuple):
    """One stage at its end: figures in the rule's units, candidates by number.

    `kind` is FIRST, SURPLUS or EXCLUSION; `moved` whose papers it transferred, `elected` in order
    of election; `lots` those drawn to begin it, the last stage also those drawn after it.
    """

    kind: int
    quota: int
    totals: Counts
    non_transferable: int
    moved: tuple[int, ...]
    elected: tuple[int, ...]
    excluded: tuple[int, ...]
    lots: tuple[Lot, ...]


class Count(NamedTuple):
    """A count of real papers: `unit` to the vote, valid papers, stages, winners in order.

    `fault` is DONE, TIED or MISDRAWN: at a tie that looking back does not settle the count stops
    for want of a lot, or of a declared lot that is one of those in `tied`.
    """

    unit: int
    papers: int
    stages: tuple[Stage, ...]
    winners: tuple[int, ...]
    minimum_acted: bool
    fault: int
    tied: tuple[int, ...]


def _numbers(flags: Flags) -> tuple[int, ...]:
    return tuple(int(c) for c in np.nonzero(flags)[0])


def _lots(log: StageLog, start: int, stop: int) -> tuple[Lot, ...]:
    rows = log.draws[start:stop]
    return tuple(Lot(int(np.argmax(row)), _numbers(row)) for row in rows)


def _stage(state: CountState, row: int) -> Stage:
    """Read a stage, from 0, out of a finished state."""
    (counts, flags, figures), _, log, _ = state
    kind, mover, end, quota, lost, drawn = log.stages[row]
    last = row == figures[STAGES] - 1
    excluded = _numbers(counts[EXCLUDED_AT] == row + 1)
    elected = _numbers(counts[ELECTED_AT] == row + 1)
    moved = (int(mover),) if mover >= 0 else excluded
    if kind == SURPLUS and mover < 0:  # Meek's rule transfers all surpluses together
        moved = _numbers((counts[ELECTED_AT] == row) & (flags[WAITING] == 1))
    return Stage(
        int(kind),
        int(quota),
        log.history[end].copy(),
        int(lost),
        moved,
        tuple(sorted(elected, key=lambda c: counts[PLACE, c])),
        excluded,
        _lots(
            log,
            log.stages[row - 1, STAGE_DRAWN] if row else 0,
            figures[DRAWN] if last else drawn,
        ),
    )


def _read(state: CountState, unit: int, fault: int) -> Count:
    """Say what happened."""
    figures = state.table.figures
    stages = tuple(_stage(state, row) for row in range(figures[STAGES]))
    return Count(
        unit,
        int(figures[PAPERS]),
        stages,
        tuple(c for stage in stages for c in stage.elected),
        bool(figures[ACTED]),
        fault,
        _numbers(state.log.draws[figures[DRAWN]]) if fault != DONE else (),
    )


def check_size(rule: str, papers: int, candidates: int) -> None:
    """Refuse more papers than a rule can count exactly."""
    most = {"scottish": scottish.MOST_PAPERS, "meek": meek.MOST_HOPS // candidates}
    if rule in most and papers > most[rule]:
        raise DataError(
            f"{rule} counts at most {most[rule]:,} papers exactly, and these are {papers:,}: "
            "count them by ers97"
        )


def count_rankings(
    rule: str,
    papers: RankedPapers,
    contest: StvContest,
    declared: tuple[int, ...] = (),
    lots_key: np.uint64 | None = None,
) -> Count:
    """Count rankings by `ers97`, `scottish` or `meek`.

    Lots are taken as declared, first drawn first, then from a stream with the key given; the
    minimums must be such that those who stand can meet them. Raises DataError where the figures
    would not fit into 64 bits.
    """
    candidates = len(contest.standing)
    check_size(rule, int(papers.numbers.sum()), candidates)
    values, points = contest.seats + 2, 4 * (candidates + contest.seats + 1)
    while True:
        state = make_state(contest, values, points, declared)
        if lots_key is not None:
            state.table.figures[KEYED] = 1
            seed_stream(state.guard.room.lots, lots_key, 0, np.uint64(0))
        fault = _count(rule, papers, state)
        if fault != FULL:
            return _read(state, UNITS[rule], fault)
        values, points = 2 * values, 2 * points
