"""Whom evidence can tell of: factions with a slate and members, and whoever stands for votes."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.evidence.pieces import Judged, Preceding, Sample
from necsim.evidence.sources import refused
from necsim.scenario import Scenario
from necsim.scenario.contest import Contest
from necsim.scenario.evidence import Evidence

_REMEDY = "give it a slate with candidates, or take it out"


def fitted_factions(scenario: Scenario) -> tuple[str, ...]:
    """Name the factions with a slate in some contest, but those typed to have nobody."""
    own = {s.faction for contest in scenario.contests.values() for s in contest.slates.values()}
    return tuple(f for f in scenario.factions if f in own and scenario.support.get(f) != 0.0)


def members(contest: Contest, name: str) -> list[bool]:
    """Say of each candidate whether on a slate, or of a faction."""
    if name in contest.slates:
        return [name in who.slate for who in contest.candidates.values()]
    return [contest.faction_of(id_) == name for id_ in contest.candidates]


def check_standing(scenario: Scenario, piece: Evidence, found: object) -> None:
    """Refuse shares of those of whom there is nothing to fit.

    Raises
    ------
    RefusedError
        Where a share is of a faction without slate or support, of votes that nobody could get, or
        of all there are.
    """
    if not isinstance(found, Sample | Preceding | Judged):
        return
    from_history = getattr(piece, "history", None) is not None
    stated = "counts" if getattr(piece, "counts", None) else "shares"
    for wrong in _wrong(scenario, found):
        raise refused("history" if from_history else stated, wrong, _REMEDY)


def _wrong(scenario: Scenario, found: Sample | Preceding | Judged) -> Iterator[str]:
    fitted, shares = fitted_factions(scenario), tuple(found.shares)
    contest = None if isinstance(found, Judged) else scenario.contests[found.contest]
    slates = {} if contest is None else contest.slates
    for name in shares:
        if (slates[name].faction if name in slates else name) not in fitted:
            yield f"{name} has no slate that stands, or no support: it cannot be fitted"
    if contest is None or isinstance(found, Judged):
        return
    alone = len(shares) == 1
    if not (found.asks == "votes" if isinstance(found, Sample) else not alone):
        if isinstance(found, Preceding) and len(fitted) == 1:
            yield f"nobody stands against {shares[0]}, so that its share says nothing"
        return
    for name in shares:
        if not any(members(contest, name)):
            yield f"nobody stands for {name} in {found.contest}, so that nobody could vote for it"
    if alone and all(members(contest, shares[0])):
        yield f"nobody stands against {shares[0]} in {found.contest}: its share says nothing"
