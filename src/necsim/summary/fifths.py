"""What moves an event, from one run's own draws: its chance in each fifth of every input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from necsim.summary.chance import Chance, summarise_chance

FIFTHS = 5
Outcomes: TypeAlias = NDArray[np.bool_] | NDArray[np.floating]


class Fifth(NamedTuple):
    """The chance in one fifth of an input, from its lowest to its highest value there.

    `spread` is the input's own: the largest less the smallest chance of its fifths.
    """

    key: str
    spread: float
    fifth: int
    low: float
    high: float
    p: float
    p_se: float
    p_lo: float
    p_hi: float
    n: int


def fifths(inputs: Mapping[str, NDArray[np.generic]], values: Outcomes) -> list[Fifth]:
    """Cut the replicates into five by each input and give the chance of the event in each.

    Inputs and values have shape (n,), n at least 5; values are counted if bool, averaged if float.
    Fifths are equal to within one replicate; replicates of one value are cut in their own order.
    Inputs come by spread, falling, without those that are constant. An input that moves nothing has
    a spread of some 2.3 standard errors of a fifth, not of 0.
    """
    blocks = [list(_rows(key, column, values)) for key, column in inputs.items()]
    blocks.sort(key=lambda rows: -rows[0].spread if rows else 0)
    return [row for rows in blocks for row in rows]


def _rows(key: str, column: NDArray[np.generic], values: Outcomes) -> Iterator[Fifth]:
    starts = -(-column.size * np.arange(FIFTHS) // FIFTHS)
    cut = np.partition(column, starts)
    lows, highs = np.minimum.reduceat(cut, starts), np.maximum.reduceat(cut, starts)
    if lows[0] == highs[-1]:
        return
    place = _place(column, starts[1:], cut[starts[1:]])
    chances: list[Chance] = [summarise_chance(values[place == k]) for k in range(FIFTHS)]
    spread = max(each.p for each in chances) - min(each.p for each in chances)
    edges = zip(lows.tolist(), highs.tolist(), chances, strict=True)
    for fifth, (low, high, chance) in enumerate(edges, start=1):
        yield Fifth(key, spread, fifth, float(low), float(high), *chance)


def _place(
    column: NDArray[np.generic], starts: NDArray[np.intp], edges: NDArray[np.generic]
) -> NDArray[np.int8]:
    """Give each replicate's fifth, from 0; a full stable sort would take four times as long."""
    place = np.zeros(column.size, np.int8)
    for start, edge in zip(starts.tolist(), edges, strict=True):
        below = column < edge
        ties = np.flatnonzero(column == edge)
        below[ties[: start - np.count_nonzero(below)]] = True
        place += ~below
    return place
