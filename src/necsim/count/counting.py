"""Real ballots through the kernels that count simulated ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from necsim.count.ballots import Ballots
from necsim.count.minimums import Tags, make_minimums
from necsim.count.result import Count, Kind, Lot, Stage
from necsim.errors import DataError, UsageError
from necsim.kernels.stv_shapes import (
    DONE,
    EXCLUSION,
    FIRST,
    MISDRAWN,
    SURPLUS,
    RankedPapers,
    StvContest,
)
from necsim.kernels.types import Flags
from necsim.rules import RULES
from necsim.streams import Seeds, kernel_key

if TYPE_CHECKING:
    from necsim.kernels.count_rankings import Count as Counted
    from necsim.kernels.count_rankings import Stage as Row

_KINDS: dict[int, Kind] = {FIRST: "first", SURPLUS: "surplus", EXCLUSION: "exclusion"}


def count_ballots(
    ballots: Ballots,
    rule: str,
    seats: int | None = None,
    lots: Sequence[int] = (),
    *,
    seed: int | None = None,
    vacate: Collection[int] = (),
    minimums: Mapping[str, int] | None = None,
    tags: Tags | None = None,
) -> Count:
    """Count ballots by an STV rule, exactly, in the rule's own units.

    Parameters
    ----------
    seats
        How many to fill; those the file states, unless given.
    lots
        Candidates' numbers as drawn: at each tie that looking back over the count does not settle,
        the next of them is the one transferred or excluded.
    seed
        Draws the lots that are not declared.
    vacate
        Numbers of candidates who count as if they had never stood; so do withdrawn ones.
    minimums
        At least so many winners with a tag; `tags` are those of each candidate, by number.

    Raises
    ------
    UsageError
        for a rule that counts no rankings, or without seats.
    DataError
        if nobody stands, there is nothing to count, a minimum cannot be met, or a lot is needed
        that is neither declared nor to be drawn: it names the tie and the remedy.
    """
    from necsim.kernels.count_rankings import count_rankings

    _check_rule(rule)
    seats = seats or ballots.seats
    if not seats:
        raise UsageError("these ballots do not say how many seats there are: add --seats N")
    standing = _standing(ballots, vacate)
    papers = _naming(ballots.papers, standing)
    if not len(papers.numbers) and standing.sum() > seats:
        raise DataError("no valid ballot names anybody who stands: there is nothing to count")
    needed = make_minimums(minimums or {}, tags or {}, standing, seats)
    declared = tuple(_index(ballots, number, "lots") for number in lots)
    key = None if seed is None else kernel_key(Seeds(seed), "lots", "count")
    found = count_rankings(rule, papers, StvContest(seats, standing, needed), declared, key)
    if found.fault != DONE:
        raise DataError(_tie(ballots, found, lots))
    unnamed = int(ballots.papers.numbers.sum()) - found.papers
    return Count(
        title=ballots.title,
        rule=rule,
        seats=seats,
        candidates=ballots.candidates,
        standing=_numbers(np.flatnonzero(standing)),
        unit=found.unit,
        papers=found.papers,
        unnamed=unnamed,
        stages=_stages(rule, found, len(lots)),
        minimum_acted=found.minimum_acted,
        verdicts=ballots.verdicts,
    )


def _check_rule(rule: str) -> None:
    rankings = [name for name, each in RULES.items() if each.ballot == "ranking"]
    if rule not in rankings:
        what = "counts ticks, not rankings" if rule in RULES else "is no counting rule"
        raise UsageError(f"--rule {rule} {what}; choose {', '.join(rankings)}")


def _index(ballots: Ballots, number: int, flag: str) -> int:
    if not 1 <= number <= len(ballots.candidates):
        raise DataError(
            f"--{flag} {number}: candidates are numbered 1 to {len(ballots.candidates)}"
        )
    return number - 1


def _standing(ballots: Ballots, vacate: Collection[int]) -> Flags:
    """Flag who stands (C,): neither withdrawn nor vacated."""
    standing = np.ones(len(ballots.candidates), np.uint8)
    for number in (*ballots.withdrawn, *vacate):
        standing[_index(ballots, number, "vacate")] = 0
    if not standing.any():
        raise DataError("nobody stands: all candidates have withdrawn")
    return standing


def _naming(papers: RankedPapers, standing: Flags) -> RankedPapers:
    """Keep the papers that name somebody who stands."""
    if standing.all() or not len(papers.numbers):
        return papers
    named = np.logical_or.reduceat(standing[papers.preferences], papers.starts[:-1])
    lengths = np.diff(papers.starts)
    starts = np.concatenate(([0], np.cumsum(lengths[named])))
    return RankedPapers(
        papers.preferences[np.repeat(named, lengths)], starts, papers.numbers[named]
    )


def _numbers(indices: Collection[int]) -> tuple[int, ...]:
    """Give the numbers, from 1, of candidates by their indices, from 0."""
    return tuple(int(index) + 1 for index in indices)


def _stages(rule: str, found: Counted, declared: int) -> tuple[Stage, ...]:
    before = 0
    stages = []
    for row in found.stages:
        stage = _stage(row, declared - before)
        if rule == "meek":
            # Each total is rounded; what that leaves over is on top of what papers lost.
            left = found.papers * found.unit - sum(stage.totals)
            stage = stage._replace(non_transferable=left)
        stages.append(stage)
        before += len(row.lots)
    return tuple(stages)


def _stage(row: Row, declared: int) -> Stage:
    return Stage(
        kind=_KINDS[row.kind],
        quota=row.quota,
        moved=_numbers(row.moved),
        totals=tuple(row.totals.tolist()),
        non_transferable=row.non_transferable,
        elected=_numbers(row.elected),
        excluded=_numbers(row.excluded),
        lots=tuple(
            Lot(_numbers(lot.among), lot.chosen + 1, place < declared)
            for place, lot in enumerate(row.lots)
        ),
    )


def _tie(ballots: Ballots, found: Counted, lots: Sequence[int]) -> str:
    """Say which candidates tie at which stage, and how the lot is stated."""
    tied = _numbers(found.tied)
    names = ", ".join(f"{number} {ballots.candidates[number - 1]}" for number in tied)
    drawn = sum(len(stage.lots) for stage in found.stages)
    stage = f"after stage {len(found.stages)} a lot is needed between {names}"
    if found.fault == MISDRAWN:
        return f"{stage}: candidate {lots[drawn]}, declared for it, is not among them"
    example = ",".join(map(str, (*lots, tied[0])))
    return f"{stage}: name who was drawn, as in --lots {example}, or draw it with --seed N"
