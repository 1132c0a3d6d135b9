"""The bars of a tornado: each assumption at its two points, beside the base on the same worlds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from necsim.studies.cells import Cell
from necsim.studies.compare import difference
from necsim.studies.estimate import Estimate, estimate
from necsim.studies.points import Point
from necsim.summary.paired import Difference


class End(NamedTuple):
    """One end of a bar for one outcome; neither estimate nor difference where it is refused."""

    point: Point
    estimate: Estimate | None
    apart: Difference | None

    @property
    def length(self) -> float:
        """How far it reaches from the base, whichever way."""
        return abs(self.apart.diff) if self.apart else 0.0

    @property
    def still(self) -> bool:
        """Whether it was simulated and no replicate differs from the base."""
        return self.apart is not None and not self.apart.changed


class Bar(NamedTuple):
    """Both ends of one assumption's bar, for one outcome."""

    driver: str
    ends: tuple[End, ...]

    @property
    def length(self) -> float:
        """How far the longer end reaches."""
        return max(end.length for end in self.ends)

    @property
    def still(self) -> bool:
        """Whether nothing changes at either end."""
        return all(end.still for end in self.ends)


def measure_ends(point: Point, base: Cell, cell: Cell | None, outcomes: int) -> list[End]:
    """Set one point beside the base, an end for each of the base's first `outcomes` measures.

    Without a cell the point is refused.
    """
    if cell is None:
        return [End(point, None, None)] * outcomes
    return [
        End(point, estimate(cell.measures[k], cell.draws), difference(base, cell, k))
        for k in range(outcomes)
    ]


def rank_bars(ends: Sequence[End]) -> Iterator[Bar]:
    """Put the ends of each assumption together, the longest bar first."""
    by_driver = groupby(ends, key=attrgetter("point.driver"))
    bars = [Bar(driver, tuple(both)) for driver, both in by_driver]
    return iter(sorted(bars, key=attrgetter("length"), reverse=True))
