"""What makes outcomes vary: sources, each drawn anew while all others stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from necsim.outcomes import Event, Measure, measure_columns, measure_values
from necsim.plan import Plan
from necsim.plan.contest import ContestPlan
from necsim.rules import Sampler
from necsim.streams import Purpose, Seeds, name_key
from necsim.studies.cells import Cell
from necsim.summary.variance import Share, event_effect, sitting_share, total_effect

SHIFT, SITTING = "sitting seats: shared shift", "sitting seats: each by itself"
# Outcomes that depend on the sitting seats.
_COMMITTEE = ("control", "committee", "shift")


class Source(NamedTuple):
    """A source of variance, and the purposes that its streams have."""

    name: str
    purposes: tuple[Purpose, ...]

    def redraw(self, seed: int) -> Seeds:
        """Give seeds that draw this source anew; the same for the same run."""
        other = int(name_key(seed, "redrawn", self.name)) % 2**32
        return Seeds(seed, dict.fromkeys(self.purposes, other))


def sources(plan: Plan, sampler: Sampler) -> list[Source]:
    """List what is drawn in a plan's replicates, the world first."""
    drawn: list[tuple[str, tuple[Purpose, ...], bool]] = [
        ("support", ("tail", "support", "split"), _draws_support(plan)),
        ("segments", ("segment",), any(_draws_segments(each) for each in plan.contests)),
        ("turnout", ("turnout",), any(np.any(c.segments.turnout.tau) for c in plan.contests)),
        ("discipline", ("discipline",), any(_draws_discipline(c) for c in plan.contests)),
        ("appeal", ("appeal",), any(np.any(c.appeal.spread) for c in plan.contests)),
        ("ballots", (sampler, "lots"), True),
        (SHIFT, ("shift",), plan.committee is not None and plan.committee.spread > 0),
    ]
    return [Source(name, purposes) for name, purposes, there in drawn if there]


def _draws_support(plan: Plan) -> bool:
    split = any(np.any(split.law.tau) for c in plan.contests for split in c.splits)
    return bool(split or plan.belief.varies)


def _draws_discipline(contest: ContestPlan) -> bool:
    law = contest.discipline
    return bool(np.any(law.fitted >= 0) or np.any(law.stated.tau))


def _draws_segments(contest: ContestPlan) -> bool:
    parts = contest.segments
    return parts.spread > 0 and len(parts.names) > 1 and len(contest.labels.slates) > 0


def shares(base: Cell, redrawn: Mapping[str, Cell], k: int) -> Iterator[tuple[str, Share]]:
    """Give each source's share of the variance of measure k.

    The sitting seats, which only the committee's outcomes turn on, have two: what their shared
    shift moves, a total effect like the others, and what each seat does by itself, E[c(1 − c)] /
    p(1 − p) for chances c. The second is apart from all sources. They are not added: a shift
    that matters in some worlds only is counted in other sources' shares too.
    """
    measure = base.measures[k]
    families = {column.partition(".")[0] for column in measure_columns(measure)}
    has_sitting = bool(families & set(_COMMITTEE))
    for name, cell in redrawn.items():
        if name != SHIFT or has_sitting:
            yield name, _share(measure, base, cell)
    values = measure_values(measure, base.draws)
    if isinstance(measure, Event) and values.dtype != np.bool_:
        yield SITTING, sitting_share(values.astype(np.float64))


def _share(measure: Measure, base: Cell, redrawn: Cell) -> Share:
    """Give the total effect of what was redrawn; replicates without a value are left out."""
    first, second = (measure_values(measure, cell.draws) for cell in (base, redrawn))
    if isinstance(measure, Event):
        return event_effect(first, second)
    known = ~(np.isnan(first) | np.isnan(second))
    if not known.any():
        return Share(np.nan, np.nan, np.nan, np.nan)
    return total_effect(first[known], second[known])
