"""Labels of scenarios whose outcomes tests ask for, and a frame of draws made by hand."""

from __future__ import annotations

from typing import Any

import polars as pl

from necsim.plan.labels import CandidateLabel, ContestLabels, Labels, SlateLabel

CLP = ContestLabels(
    id="clp",
    name="CLP",
    rule="block",
    seats=3,
    votes=3,
    candidates=(
        CandidateLabel("dar", "Dar", ("momentum",), "left"),
        CandidateLabel("garnham", "Garnham", ("momentum",), "left"),
        CandidateLabel("izzard", "Izzard", ("diversity",), "centre_right"),
        CandidateLabel("donovan", "Donovan", (), "independent"),
    ),
    slates=(
        SlateLabel("momentum", "Momentum", "left"),
        SlateLabel("diversity", "Diversity", "centre_right"),
    ),
    has_minimums=False,
)
YOUTH = ContestLabels(
    id="youth",
    name="Youth",
    rule="scottish",
    seats=2,
    votes=2,
    candidates=(CandidateLabel("fay", "Fay", ("leaf",), "left"),),
    slates=(SlateLabel("leaf", "Leaf", "left"),),
    has_minimums=True,
)


def labels(*contests: ContestLabels, **changes: Any) -> Labels:
    """Give labels of a committee with contests, one block vote unless others are given."""
    return Labels(
        scenario="tiny",
        title="Tiny",
        factions={"left": "Left", "centre_right": "Centre right", "soft": "Soft"},
        coalitions={"not_left": ("centre_right", "soft")},
        contests=contests or (CLP,),
        has_committee=True,
    )._replace(**changes)


ONE = labels()
TWO = labels(CLP, YOUTH)
ALONE = labels(has_committee=False, coalitions={})

# Nobody is out in the last replicate; 9 of 20 is less in 32 bits than in 64.
DRAWS = pl.DataFrame(
    {
        "seats.clp.left": pl.Series([0, 1, 2, 3], dtype=pl.UInt8),
        "elected.clp.dar": [False, True, True, True],
        "elected.clp.izzard": [True, True, False, True],
        "votes.clp.dar": pl.Series([10, 1_000, 2_000, 2_000_000_000], dtype=pl.Int32),
        "share.clp.left": pl.Series([0.2, 9 / 20, 0.5, 1.0], dtype=pl.Float32),
        "margin.clp": pl.Series([5.0, 0.0, -2.5, None], dtype=pl.Float64),
        "last_in.clp": pl.Series([2, 0, 1, 3], dtype=pl.Int16),
        "first_out.clp": pl.Series([0, 2, 2, None], dtype=pl.Int16),
        "control.left": [0.0, 0.25, 0.75, 1.0],
        "committee.left": [17.5, 18.0, 19.5, 21.0],
    }
)
