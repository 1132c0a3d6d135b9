"""The headline: one sentence that says what a run found."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

import polars as pl

from necsim.plan.labels import ContestLabels, Labels
from necsim.report.words.numbers import Z, about, surnames
from necsim.scenario.contest import INDEPENDENT

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EVEN = 0.5


class _Telling(NamedTuple):
    """Exactly or at least so many seats, and the chance of that with its interval."""

    seats: int
    exactly: bool
    chance: tuple[float, float, float]


def headline(tables: Mapping[str, pl.DataFrame], labels: Labels) -> str:
    """Say who wins how many seats and how likely that is, a clause a contest."""
    clauses = {contest: _clause(tables["seats"], contest, labels) for contest in labels.contests}
    if len(clauses) > 1:
        return "; ".join(f"{contest.name}: {said}" for contest, said in clauses.items()) + "."
    return "".join(said + _last_seat(tables, contest) for contest, said in clauses.items()) + "."


def telling_events(tables: Mapping[str, pl.DataFrame], labels: Labels) -> tuple[str, ...]:
    """Name the events that the headline speaks of, and the likeliest control: as --of takes them.

    An event that is so in every replicate, or in none, is left out: nothing can move it.
    """
    events = {}
    for contest in labels.contests:
        faction, (seats, exactly, (p, *_)) = _spoken_of(tables["seats"], contest, labels)
        sign = "==" if exactly and seats < contest.filled else ">="
        events[f"seats.{contest.id}.{faction} {sign} {seats}"] = p
    held = tables["control"].filter(pl.col("kind") == "faction").sort("p", descending=True)
    for holder, p in held.select("holder", "p").head(1).iter_rows():
        events[f"control.{holder}"] = p
    return tuple(event for event, p in events.items() if 0.0 < p < 1.0)


def holder_name(holder: str, labels: Labels) -> str:
    """Name a faction by its name; coalitions, independents and nobody by their ids."""
    return labels.factions.get(holder) or holder.replace("_", " ").capitalize()


def _clause(seats: pl.DataFrame, contest: ContestLabels, labels: Labels) -> str:
    """Speak of the faction that wins most seats on average."""
    faction, (won, exactly, chance) = _spoken_of(seats, contest, labels)
    name = "Independents" if faction == INDEPENDENT else holder_name(faction, labels)
    verb = "win" if faction == INDEPENDENT else "wins"
    bound = "" if exactly or won == contest.filled else "at least "
    said = about(*chance, of="of")
    worlds = "world" if said.endswith("every") else "worlds"
    return f"{name} {verb} {bound}{_seats(won, contest.filled)} in {said} {worlds}"


def _spoken_of(seats: pl.DataFrame, contest: ContestLabels, labels: Labels) -> tuple[str, _Telling]:
    """Give the faction that wins most seats on average, and what to say of it."""
    means = expected_seats(seats, contest, labels)
    faction = max(means, key=means.__getitem__)
    return faction, _telling(seats.filter(contest=contest.id, faction=faction))


def expected_seats(seats: pl.DataFrame, contest: ContestLabels, labels: Labels) -> dict[str, float]:
    """Give the mean number of seats that each holder wins in a contest."""
    rows = seats.filter(contest=contest.id)
    return {
        holder: float((rows["seats"] * rows["p"]).filter(rows["faction"] == holder).sum())
        for holder in labels.holders
    }


def _telling(rows: pl.DataFrame) -> _Telling:
    """Choose what to say of a faction: its likeliest number of seats if that has an even chance.

    Else the largest number of which it has at least so many with an even chance, or one.
    """
    numbers = rows.filter(pl.col("seats") > 0).sort("seats", descending=True)
    likeliest = numbers.row(int(numbers["p"].arg_max() or 0), named=True)
    if likeliest["p"] >= _EVEN:
        chance = likeliest["p"], likeliest["p_lo"], likeliest["p_hi"]
        return _Telling(likeliest["seats"], True, chance)
    reached = list(zip(numbers["seats"], accumulate(numbers["p"]), strict=True))
    seats, p = next((each for each in reached if each[1] >= _EVEN), reached[-1])
    half = Z * sqrt(p * (1 - p) / numbers["n"][0])
    return _Telling(seats, False, (p, p - half, p + half))


def _seats(won: int, filled: int) -> str:
    if filled == 1:
        return "the seat"
    if won == filled:
        return "both seats" if filled == 2 else f"all {_word(filled)} seats"
    return f"{_word(won)} of the {_word(filled)} seats"


def _word(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else str(number)


def _last_seat(tables: Mapping[str, pl.DataFrame], contest: ContestLabels) -> str:
    """Name who most often has the last seat and who just misses it; nothing if nobody can."""
    found = rivals(tables, contest)
    if found is None:
        return ""
    last, first, mostly = found
    seat = "the seat" if contest.filled == 1 else "the last seat"
    often = "" if mostly else "most often "
    return f"; {seat} {often}hangs on {last if last == first else f'{last} against {first}'}"


def rivals(
    tables: Mapping[str, pl.DataFrame], contest: ContestLabels
) -> tuple[str, str, bool] | None:
    """Name the likeliest last in and first out, and say whether both are so in most replicates.

    None where nobody can lose.
    """
    row = tables["contests"].row(by_predicate=pl.col("contest") == contest.id, named=True)
    if row["first_out"] is None:
        return None
    names = surnames({each.id: each.name.strip() or each.id for each in contest.candidates})
    mostly = min(row["last_in_p"], row["first_out_p"]) >= _EVEN
    return names[row["last_in"]], names[row["first_out"]], mostly
