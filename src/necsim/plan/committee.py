"""The committee as units: sitting seats by who may hold them, and who breaks a tie."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from necsim.kernels.units import Casting, CommitteePlan, Unit, make_committee
from necsim.scenario import Scenario
from necsim.scenario.committee import Committee, Seat


def plan_committee(scenario: Scenario) -> CommitteePlan | None:
    """Lay the committee out as units; None where the scenario has none."""
    committee = scenario.committee
    if committee is None:
        return None
    factions = tuple(scenario.factions)
    coalitions = (frozenset(map(factions.index, ids)) for ids in committee.coalitions.values())
    return _make(
        tuple(unit for seat in committee.seats.values() for unit in _units(seat, factions)),
        tuple(coalitions),
        _casting(committee, factions),
        factions=len(factions),
        open_seats=sum(contest.seats for contest in scenario.contests.values()),
        spread=committee.shift,
    )


# The cells of a study nearly always have one committee.
_make = lru_cache(maxsize=64)(make_committee)


def total_votes(scenario: Scenario) -> int:
    """Count the committee's votes when every seat is filled; an open seat has one."""
    seats = scenario.committee.seats.values() if scenario.committee else ()
    sitting = sum(seat.votes * seat.count for seat in seats)
    return sitting + sum(contest.seats for contest in scenario.contests.values())


def _units(seat: Seat, factions: tuple[str, ...]) -> Iterator[Unit]:
    """Give the units of one entry: a bloc moves as one, seats that are merely alike do not."""
    shares = {seat.faction: 1.0} if seat.faction else dict(seat.chances)
    known = [shares.get(faction, 0.0) for faction in factions]
    chances = (*known, max(0.0, 1.0 - sum(known)))
    chances = tuple(chance / sum(chances) for chance in chances)
    if seat.bloc:
        yield Unit(seat.votes * seat.count, seat.count, chances, seat.vacant)
    else:
        yield from [Unit(seat.votes, 1, chances, seat.vacant)] * seat.count


def _casting(committee: Committee, factions: tuple[str, ...]) -> Casting:
    """Find who breaks a tie: a seat, by the place of its first unit, or a faction."""
    name = committee.casting_vote
    if name is None:
        return Casting()
    if name not in committee.seats:
        return Casting(option=factions.index(name))
    before = 0
    for id_, seat in committee.seats.items():
        if id_ == name:
            break
        before += 1 if seat.bloc else seat.count
    return Casting(unit=before)
