"""Four replicates of two contests, small enough to know every answer by heart."""

from __future__ import annotations

import polars as pl
import pytest

from necsim.kernels.units import CommitteePlan, Unit, make_committee
from necsim.plan.labels import CandidateLabel, ContestLabels, Labels, SlateLabel

CLP = ContestLabels(
    id="clp",
    name="Members' section",
    rule="block",
    seats=2,
    votes=2,
    candidates=(
        CandidateLabel("dee", "Dee Dunn", (), "independent"),
        CandidateLabel("cy", "Cy Cole", ("centre", "joint"), "right"),
        CandidateLabel("bea", "Bea Bell", ("grassroots",), "left"),
        CandidateLabel("ann", "Ann Ames", ("grassroots",), "left"),
    ),
    slates=(
        SlateLabel("grassroots", "Grassroots", "left"),
        SlateLabel("centre", "Centre", "right"),
        SlateLabel("joint", "Joint", "right"),
    ),
    has_minimums=True,
)
YOUTH = ContestLabels(
    id="youth",
    name="Youth",
    rule="ers97",
    seats=2,
    votes=2,
    candidates=(CandidateLabel("eve", "Eve East", ("young",), "left"),),
    slates=(SlateLabel("young", "Young", "left"),),
    has_minimums=False,
)


@pytest.fixture
def labels() -> Labels:
    return Labels(
        scenario="tiny",
        title="Tiny",
        factions={"left": "Left", "right": "Right"},
        coalitions={"both": ("left", "right")},
        contests=(CLP, YOUTH),
        has_committee=True,
    )


@pytest.fixture
def committee() -> CommitteePlan:
    """One seat surely right, one left seven times in ten and else right, four open ones."""
    units = [Unit(1, 1, (0.0, 1.0, 0.0)), Unit(1, 1, (0.7, 0.3, 0.0))]
    return make_committee(units, [{0, 1}], factions=2, open_seats=4)


@pytest.fixture
def draws() -> pl.DataFrame:
    """Ann wins always; the other seat goes to Bea, Cy, Cy, Bea."""
    yes, no = True, False
    columns: dict[str, tuple[type[pl.DataType], list[object]]] = {
        "replicate": (pl.Int32, [0, 1, 2, 3]),
        "seats.clp.left": (pl.UInt8, [2, 1, 1, 2]),
        "seats.clp.right": (pl.UInt8, [0, 1, 1, 0]),
        "seats.clp.independent": (pl.UInt8, [0, 0, 0, 0]),
        "elected.clp.dee": (pl.Boolean, [no, no, no, no]),
        "elected.clp.cy": (pl.Boolean, [no, yes, yes, no]),
        "elected.clp.bea": (pl.Boolean, [yes, no, no, yes]),
        "elected.clp.ann": (pl.Boolean, [yes, yes, yes, yes]),
        "votes.clp.dee": (pl.Int32, [7, 8, 9, 12]),
        "votes.clp.cy": (pl.Int32, [500, 700, 800, 600]),
        "votes.clp.bea": (pl.Int32, [600, 600, 700, 800]),
        "votes.clp.ann": (pl.Int32, [120_456, 130_567, 110_456, 115_000]),
        "margin.clp": (pl.Float64, [100.0, 100.4, 100.4, 2345.0]),
        "last_in.clp": (pl.Int16, [2, 1, 3, 2]),
        "first_out.clp": (pl.Int16, [1, 2, 2, 1]),
        "ballots.clp": (pl.Int32, [1000, 2000, 3000, 4000]),
        "turnout.clp": (pl.Float32, [0.125, 0.25, 0.375, 0.5]),
        "minimum_acted.clp": (pl.Boolean, [no, no, yes, no]),
        "seats.youth.left": (pl.UInt8, [1, 1, 1, 1]),
        "seats.youth.right": (pl.UInt8, [0, 0, 0, 0]),
        "seats.youth.independent": (pl.UInt8, [0, 0, 0, 0]),
        "elected.youth.eve": (pl.Boolean, [yes, yes, yes, yes]),
        "votes.youth.eve": (pl.Int32, [10, 10, 10, 10]),
        "margin.youth": (pl.Float64, [None, None, None, None]),
        "last_in.youth": (pl.Int16, [0, 0, 0, 0]),
        "first_out.youth": (pl.Int16, [None, None, None, None]),
        "ballots.youth": (pl.Int32, [10, 10, 10, 10]),
        "turnout.youth": (pl.Float32, [0.5, 0.5, 0.5, 0.5]),
        "exhausted.youth": (pl.Float64, [0.0, 1.5, 2.5, 0.0]),
        "transfers.youth.young.young": (pl.Int64, [0, 0, 0, 0]),
        "transfers.youth.young.none": (pl.Int64, [0, 0, 0, 0]),
        "transfers.youth.young.nobody": (pl.Int64, [1000, 0, 634, 0]),
        "transfers.youth.none.young": (pl.Int64, [40, 0, 2, 0]),
        "transfers.youth.none.none": (pl.Int64, [0, 0, 0, 0]),
        "transfers.youth.none.nobody": (pl.Int64, [0, 0, 0, 0]),
        "control.left": (pl.Float64, [0.5, 1.0, 1.0, 0.5]),
        "control.right": (pl.Float64, [0.25, 0.0, 0.0, 0.25]),
        "control.both": (pl.Float64, [1.0, 1.0, 1.0, 1.0]),
        "control.nobody": (pl.Float64, [0.25, 0.0, 0.0, 0.25]),
        "shift": (pl.Float64, [0.0, 0.0, 0.0, 0.0]),
    }
    return pl.DataFrame([pl.Series(c, values, dtype=t) for c, (t, values) in columns.items()])
