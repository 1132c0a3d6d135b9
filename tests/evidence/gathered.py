"""A club's scenario with evidence, and a past of its own to read it from."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from necsim.errors import Fault, ScenarioError
from necsim.evidence.gather import gather
from necsim.evidence.pieces import Pieces
from necsim.history import Ballots, Contest, Day, History, Nomination, Option, Result, parse_day
from necsim.scenario import make_scenario

CLUB: dict[str, Any] = {
    "format": 1,
    "as_of": date(2024, 6, 1),
    "factions": {"left": {"name": "The Left"}, "right": {}},
    "support": {"left": 0.4, "right": 0.4},
    "contests": {
        "clp": {
            "rule": "block",
            "seats": 2,
            "electorate": 1000,
            "turnout": 0.5,
            "slates": {"reds": {"faction": "left"}, "blues": {"faction": "right"}},
            "candidates": {
                "ann": {"name": "Ann Archer", "slate": "reds"},
                "bob": {"name": "Bob Best", "slate": "reds"},
                "cat": {"name": "Cat Cole", "slate": "blues"},
                "dan": {"name": "Dan Dale"},
            },
        }
    },
}
MAY, LATER = "2023-05-04", "2024-07-01"


def club(evidence: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """Give the club's scenario with evidence, and other keys replaced (`folder` for history)."""
    if "folder" in changes:
        changes["history"] = changes.pop("folder")
    return {**copy.deepcopy(CLUB), "evidence": dict(evidence), **changes}


def pieces(evidence: Mapping[str, Any], history: History | None = None, **changes: Any) -> Pieces:
    """Gather the evidence of the club."""
    return gather(make_scenario(club(evidence, **changes)), history)


def refusals(
    evidence: Mapping[str, Any], history: History | None = None, **changes: Any
) -> tuple[Fault, ...]:
    """Give the faults of the club's evidence."""
    with pytest.raises(ScenarioError) as caught:
        pieces(evidence, history, **changes)
    return caught.value.faults


def when(day: str, published: str | None) -> tuple[Day, Day]:
    """Read a row's two days."""
    return parse_day(day), parse_day(published or day)


def terms(id_: str, day: str = MAY, published: str | None = None) -> Contest:
    """Make the terms of a block vote for two seats."""
    return Contest(id_, *when(day, published), "", "", "", "block", 2, 2, None, None, "", "", "")


def fared(
    id_: str, who: str, slate: str, faction: str, votes: int | None, day: str = MAY
) -> Result:
    """Make the row of a candidate who was not elected."""
    name = f"{who.title()} {who[0].upper()}."
    return Result(id_, who, name, slate, faction, "", votes, None, None, None, False,
                  *when(day, None), "", "")  # fmt: skip


def nominated(id_: str, who: str, count: int, day: str, published: str | None = None) -> Nomination:
    """Make the row of a candidate's nominations."""
    return Nomination(id_, who, "", "", "", count, False, *when(day, published), "", "")


def option(id_: str, kind: str, which: str, faction: str, **known: Any) -> Option:
    """Make the row of an option."""
    days = when(known.pop("day", MAY), None)
    blank = Option(id_, kind, *days, "", "", None, None, "", which, "", faction, None, None, "", "")
    return blank._replace(**known)


def past() -> History:
    """Give the club's history: all of it public by the day of the scenario."""
    return History(
        contests=(terms("club-2023-05"),),
        results=(
            fared("club-2023-05", "ann", "reds", "left", 300),
            fared("club-2023-05", "eve", "reds", "left", 200),
            fared("club-2023-05", "cat", "blues", "right", 100),
            fared("club-2023-05", "fay", "", "independent", 50),
        ),
        nominations=(
            nominated("club-2023-05", "ann", 9, "2023-03-01"),
            nominated("club-2023-05", "cat", 4, "2023-03-01"),
            nominated("club-2023-05", "ann", 12, "2023-03-20"),
            nominated("club-2024-06", "ann", 7, "2024-05-10"),
            nominated("club-2024-06", "cat", 3, "2024-05-10"),
            nominated("club-2024-06", "dan", 1, "2024-05-10"),
            nominated("club-2024-06", "gus", 2, "2024-05-10"),
            nominated("club-2024-06", "ann", 8, "2024-05-20"),
        ),
        evidence=(
            option("poll-2024-04", "poll", "ruth", "left", share=0.5, size=400, by="Asker"),
            option("poll-2024-04", "poll", "rose", "left", share=0.1, size=400, by="Asker"),
            option("poll-2024-04", "poll", "carl", "right", share=0.3, size=400, by="Asker"),
            option("poll-2024-04", "poll", "odd", "", share=0.1, size=400, by="Asker"),
            option("chair-2024-01", "ballot", "ruth", "left", votes=590, share=0.6),
            option("chair-2024-01", "ballot", "odd", "", votes=410, share=0.4),
        ),
        ballots=(Ballots("club-2023-05", *when(MAY, None), None, None, 400, None, "", ""),),
    )


def later() -> History:
    """Give rows that became public after the day of the scenario, under old ids and new ones."""
    return History(
        contests=(terms("club-2024-06", LATER, "2024-05-01"),),
        results=(
            fared("club-2024-06", "ann", "reds", "left", 900, LATER),
            fared("club-2024-06", "cat", "blues", "right", 100, LATER),
        ),
        nominations=(
            *(nominated("club-2024-06", who, 50, LATER) for who in ("ann", "bob", "cat", "dan")),
            *(nominated("club-2023-05", who, 1, "2023-04-01", LATER) for who in ("ann", "cat")),
        ),
        evidence=(
            option("poll-2024-07", "poll", "ruth", "left", share=0.9, size=400, day=LATER),
            option("chair-2024-07", "ballot", "ruth", "left", votes=9, day=LATER),
        ),
        ballots=(Ballots("club-2024-06", *when(LATER, None), None, None, 950, None, "", ""),),
    )


def joined(one: History, other: History) -> History:
    """Lay the rows of two histories together."""
    return History(**{name: (*rows, *getattr(other, name)) for name, rows in one._asdict().items()})
