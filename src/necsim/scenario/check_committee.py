"""Checks on the committee: who sits, who may hold control, who breaks a tie."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.scenario.committee import Committee, Seat
from necsim.scenario.draft import Path, suggest
from necsim.scenario.model import Scenario
from necsim.scenario.problem import Problem, over_one, twice, unknown_ids, unknown_keys

AT: Path = ("committee",)
SEATS: Path = ("committee", "seats")


def check_committee(scenario: Scenario, committee: Committee) -> Iterator[Problem]:
    """Check the committee against the factions and the contests' open seats."""
    factions = tuple(scenario.factions)
    for id_, seat in committee.seats.items():
        yield from _seat((*SEATS, id_), seat, factions)
    for id_, members in committee.coalitions.items():
        path = (*AT, "coalitions", id_)
        yield from unknown_ids(path, "faction", members, factions)
        yield from twice(path, members)
        if not members:
            yield Problem(path, "has no members", "name its factions")
        if id_ in factions:
            yield Problem(path, "is the id of a faction too", "choose another id")
    yield from _casting_vote(committee, factions)
    yield from _size(scenario, committee)


def _seat(at: Path, seat: Seat, factions: tuple[str, ...]) -> Iterator[Problem]:
    if seat.faction is not None:
        path = (*at, "faction")
        yield from unknown_ids(path, "faction", (seat.faction,), factions, ("independent",))
        if seat.chances:
            yield Problem(at, "has both a faction and chances", "state one of the two")
    elif not seat.chances:
        remedy = 'state faction (or "independent"), or chances by faction'
        yield Problem(at, "nobody is said to hold it", remedy)
    path = (*at, "chances")
    yield from unknown_keys(path, "faction", seat.chances, factions)
    yield from over_one(path, seat.chances.values(), "what is left of 1 is independent: at most 1")


def _casting_vote(committee: Committee, factions: tuple[str, ...]) -> Iterator[Problem]:
    who, path = committee.casting_vote, (*AT, "casting_vote")
    if who is None:
        return
    seat = committee.seats.get(who)
    if seat is None and who not in factions:
        remedy = suggest(who, (*committee.seats, *factions), "name a seat or a faction")
        yield Problem(path, f'no seat or faction "{who}"', remedy, (SEATS,))
    elif seat is not None and who in factions:
        yield Problem(path, f'"{who}" is a seat and a faction', "give the seat another id")
    elif seat is not None and seat.count > 1 and not seat.bloc:
        wrong = f"{who} stands for {seat.count} seats, which need not agree"
        yield Problem(path, wrong, "give the chair an entry of its own", ((*SEATS, who),))


def _size(scenario: Scenario, committee: Committee) -> Iterator[Problem]:
    sitting = sum(seat.count for seat in committee.seats.values())
    open_seats = sum(contest.seats for contest in scenario.contests.values())
    if committee.size not in (None, sitting + open_seats):
        wrong = f"{committee.size}, but {sitting} sit and {open_seats} are open"
        needs = (SEATS, *(("contests", id_, "seats") for id_ in scenario.contests))
        yield Problem((*AT, "size"), wrong, f"add seats, or write {sitting + open_seats}", needs)
