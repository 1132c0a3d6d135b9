"""Every table of a run, and the chances among them that lead it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from necsim.kernels.units import CommitteePlan
from necsim.link.swing import Swing
from necsim.plan.labels import Labels
from necsim.summary.assumptions import Assumption, summarise_assumptions
from necsim.summary.candidates import summarise_candidates
from necsim.summary.chance import Chance
from necsim.summary.committee import summarise_committee
from necsim.summary.contests import summarise_contests
from necsim.summary.control import summarise_control
from necsim.summary.frame import Draws
from necsim.summary.seats import summarise_seats
from necsim.summary.swing import summarise_swing
from necsim.summary.transfers import summarise_transfers

HEADLINE = ("control", "seats", "candidates")


def summarise(
    draws: Draws,
    labels: Labels,
    *,
    committee: CommitteePlan | None = None,
    assumptions: Iterable[Assumption] = (),
    swings: Iterable[Swing] = (),
) -> dict[str, pl.DataFrame]:
    """Make every table from the draws, with the columns, data types and order of `columns.TABLES`.

    Without a `committee` the tables that speak of it have headers only.
    """
    return {
        "candidates": summarise_candidates(draws, labels),
        "seats": summarise_seats(draws, labels),
        "committee": summarise_committee(draws, labels, committee),
        "control": summarise_control(draws, labels, committee),
        "assumptions": summarise_assumptions(assumptions),
        "contests": summarise_contests(draws, labels),
        "transfers": summarise_transfers(draws, labels),
        "swing": summarise_swing(swings),
    }


def headline(tables: Mapping[str, pl.DataFrame]) -> list[float]:
    """List the half-widths of the intervals that `--precision` asks to be small."""
    return [
        Chance(*row).half_width
        for name in HEADLINE
        for row in tables[name].select(Chance._fields).iter_rows()
    ]
