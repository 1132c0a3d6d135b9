"""Names in a source of evidence → the ids they stand for here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from necsim.scenario.contest import Contest
from necsim.scenario.evidence import Evidence
from necsim.scenario.model import Scenario

N = TypeVar("N", int, float)


def contests_of(scenario: Scenario, piece: Evidence) -> dict[str, Contest]:
    """Give the contests that a piece may speak to: one, unless it fails to say which."""
    return {id_: c for id_, c in scenario.contests.items() if piece.contest in (None, id_)}


def groups(scenario: Scenario, piece: Evidence) -> dict[str, str]:
    """Give the factions, and the slates where a piece speaks to a contest, with their names."""
    slates = (contest.slates for contest in contests_of(scenario, piece).values())
    named = {id_: slate.name for each in slates for id_, slate in each.items()}
    return named | {id_: faction.name for id_, faction in scenario.factions.items()}


def people(scenario: Scenario, piece: Evidence) -> dict[str, str]:
    """Give the candidates of the contest that a piece speaks to, with their names."""
    standing = (contest.candidates for contest in contests_of(scenario, piece).values())
    return {id_: who.name for each in standing for id_, who in each.items()}


def match_name(name: str, match: Mapping[str, str], known: Mapping[str, str]) -> str | None:
    """Find whom a source means: by `match`, by id, or by name in whatever case; else nobody."""
    if name in match:
        return match[name]
    if name in known:
        return name
    folded = name.strip().casefold()
    return next((id_ for id_, other in known.items() if folded in (id_, other.casefold())), None)


def match_all(
    numbers: Mapping[str, N], match: Mapping[str, str], known: Mapping[str, str]
) -> list[tuple[str, N]]:
    """Give each number with the id that its name stands for; names of nobody are left out."""
    pairs = ((match_name(name, match, known), number) for name, number in numbers.items())
    return [(id_, number) for id_, number in pairs if id_ is not None]
