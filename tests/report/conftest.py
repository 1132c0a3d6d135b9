"""A forecast small enough to read: three seats, two factions, a committee."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from necsim import columns
from necsim.plan.labels import CandidateLabel, ContestLabels, Labels, SlateLabel

N = 10_000


def table(name: str, *rows: tuple[object, ...]) -> pl.DataFrame:
    schema = {column: getattr(pl, dtype) for column, dtype in columns.schema(name).items()}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def chance(p: float) -> tuple[float, float, float, float, int]:
    error = (p * (1 - p) / N) ** 0.5 or 0.00014
    return p, error, max(0.0, p - 1.96 * error), min(1.0, p + 1.96 * error), N


CERTAIN = (1.0, 0.0, 1.0, 1.0, N)
NEVER = (0.0, 0.0, 0.0, 0.0, N)

CLP = ContestLabels(
    id="clp",
    name="Members' section",
    rule="block",
    seats=3,
    votes=3,
    candidates=(
        CandidateLabel("dar", "Yasmine Dar", ("left",), "left"),
        CandidateLabel("garnham", "Rachel Garnham", ("left",), "left"),
        CandidateLabel("lansman", "Jon Lansman", ("left",), "left"),
        CandidateLabel("izzard", "Eddie Izzard", ("centre_right",), "centre_right"),
        CandidateLabel("donovan", "[bold]=Nick Donovan", (), "independent"),
    ),
    slates=(
        SlateLabel("left", "Momentum and CLGA", "left"),
        SlateLabel("centre_right", "Independence and Diversity", "centre_right"),
    ),
    has_minimums=False,
)


@pytest.fixture
def labels() -> Labels:
    return Labels(
        scenario="tiny",
        title="NEC members' section, January 2018",
        factions={"left": "Left", "centre_right": "Centre right"},
        coalitions={"not_left": ("centre_right",)},
        contests=(CLP,),
        has_committee=True,
    )


@pytest.fixture
def record() -> dict[str, Any]:
    return {
        "schema_version": 1,
        "scenario": "tiny",
        "title": "NEC members' section, January 2018",
        "as_of": "2018-01-11",
        "hash": "3f9c2a17",
        "seed": 2018,
        "sampler": "flows",
        "replicates": N,
        "replicates_asked": N,
        "precision": {"asked": None, "reached": 0.01, "stopped": "replicates asked"},
        "ballots": 1_105_000_000,
        "headline": "Left wins all three seats in about 4 of 5 worlds.",
        "environment": {"necsim": "0.1.0", "cpu": "any"},
        "resolved": {},
    }


# Neither exhausted votes nor minimums.
MARGIN = (-1_200.0, 2_900.0, 9_990.0, -0.012, 0.0261, 0.09)
NO_STV = (None, None, None)


@pytest.fixture
def tables() -> dict[str, pl.DataFrame]:
    left = (0.021, 0.06, 0.113, 0.806)
    right = (0.839, 0.102, 0.0588, 0.0002)
    people = (
        ("dar", "left", 0.938, 64_000, 51_234, 78_111),
        ("garnham", "left", 0.82, 60_000, 48_000, 73_000),
        ("lansman", "left", 0.91, 62_000, 50_000, 75_000),
        ("izzard", "centre_right", 0.33, 40_000, 30_000, 52_000),
        ("donovan", "independent", 0.0, 900.5, 400, 1_500),
    )
    names = {each.id: each.name for each in CLP.candidates}
    return {
        "candidates": table(
            "candidates",
            *(
                ("clp", who, names[who], "left", faction, *chance(p), *votes)
                for who, faction, p, *votes in people
            ),
        ),
        "seats": table(
            "seats",
            *(("clp", "left", k, *chance(p)) for k, p in enumerate(left)),
            *(("clp", "centre_right", k, *chance(p)) for k, p in enumerate(right)),
            ("clp", "independent", 0, *CERTAIN),
            *(("clp", "independent", k, *NEVER) for k in (1, 2, 3)),
        ),
        "control": table(
            "control",
            ("left", "faction", *chance(0.973)),
            ("centre_right", "faction", *chance(0.0)),
            ("not_left", "coalition", *chance(0.0)),
            ("nobody", "none", *chance(0.027)),
        ),
        "contests": table(
            "contests",
            (*("clp", 1e5, 0.2), *MARGIN, *("garnham", 0.6, "izzard", 0.7), *NO_STV),
        ),
        "swing": table(
            "swing",
            *(("clp", "left", k, swing) for k, swing in enumerate((-0.5, -0.3, -0.0611), start=1)),
            *(("clp", "centre_right", k, x) for k, x in enumerate((0.0422, 0.2, None), start=1)),
        ),
    }
