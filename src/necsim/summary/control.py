"""The control table: who holds more than half of the committee's votes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from necsim.committee import bounds
from necsim.kernels.types import Floats
from necsim.kernels.units import CommitteePlan
from necsim.plan.labels import NOBODY, Labels
from necsim.summary.chance import certain, summarise_chance
from necsim.summary.frame import Draws, make_table
from necsim.summary.seats import open_bounds


def summarise_control(
    draws: Draws, labels: Labels, committee: CommitteePlan | None
) -> pl.DataFrame:
    """Give one row a holder: factions, coalitions, nobody; headers only without a committee."""
    return make_table("control", _rows(draws, labels, committee) if committee else ())


def _rows(draws: Draws, labels: Labels, committee: CommitteePlan) -> Iterator[tuple[object, ...]]:
    kinds = dict.fromkeys(labels.factions, "faction")
    kinds |= dict.fromkeys(labels.coalitions, "coalition")
    kinds[NOBODY] = "none"
    possible = _bounds(labels, committee).tolist()
    for (holder, kind), (least, most) in zip(kinds.items(), possible, strict=True):
        chances = draws[f"control.{holder}"].to_numpy()
        settled = least == most
        chance = certain(least, chances.size) if settled else summarise_chance(chances)
        yield (holder, kind, *chance)


def _bounds(labels: Labels, committee: CommitteePlan) -> Floats:
    """Bound the chance of control of each holder, (H + 1, 2), by the open seats it may win."""
    sets = [*((faction,) for faction in labels.factions), *labels.coalitions.values()]
    won = np.array([open_bounds(labels, factions) for factions in sets], np.int64).reshape(-1, 2)
    filled = sum(contest.filled for contest in labels.contests)
    return bounds(committee, won[:, 0], won[:, 1], filled)
