"""A published contest as it could have been forecast: from history alone, the day before.

Nothing here is typed by hand: terms and slates are the contest's own, evidence is whatever history
holds of the same members that was public, and what history does not say is a fixed assumption.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

from necsim import history
from necsim.errors import DataError
from necsim.evidence.past import past_contest
from necsim.evidence.pieces import PastResult
from necsim.evidence.sources import counts_of
from necsim.history import History
from necsim.rules import RULES
from necsim.scenario.contest import INDEPENDENT

CONTEST = "members"
# Where history does not say: how many may vote, and how many of them do. They bear on the noise
# of the ballots alone.
_ELECTORATE, _TURNOUT, _TURNOUT_SPREAD = 200_000, 0.25, 0.08
# Where no order is printed nobody can follow one: who keeps to a slate does so by loyalty. Voters
# of Scottish parties, 2007 to 2017, keep to their names with 3.2 over a rival's (affinity −0.5):
# docs/stv-calibration.md.
_UNORDERED = 2.7
_WHO = ("full members", "all who may vote")  # the members' own figure where there is one


class Published(NamedTuple):
    """One contest: its id, the day before its first day, and the words of its scenario."""

    id: str
    as_of: date
    tree: dict[str, Any]


def contests_to_test(past: History) -> tuple[str, ...]:
    """List the members' contests whose slates and winners are known, oldest first."""
    return tuple(row.contest for row in history.contests(past) if _is_testable(past, row))


def _is_testable(past: History, terms: history.Contest) -> bool:
    rows = [row for row in past.results if row.contest == terms.contest]
    won = [row.elected for row in rows]
    sides = {row.faction for row in rows if row.slate}
    whole = sum(each is True for each in won) == terms.seats and None not in won
    return (
        terms.voters == "members"
        and terms.rule in RULES
        and whole
        and len(sides) > 1
        and not all(won)
    )


def before(past: History, id_: str) -> Published:
    """Make the words of a contest's scenario as of the day before it.

    Neither votes nor winners are looked at, nor the order of the rows, which is that of the result.
    """
    terms = history.contest(past, id_)
    as_of = terms.date.first - timedelta(days=1)
    public = history.public_by(past, as_of)
    rows = sorted(history.results(past, id_), key=lambda row: row.candidate)
    slates = {row.slate: row.faction for row in rows if row.slate}
    contest = {
        "rule": terms.rule,
        "seats": terms.seats,
        **({"votes": terms.votes} if terms.votes and terms.rule == "block" else {}),
        **_turnout(public),
        "behaviour": _behaviour(terms, rows),
        "slates": _slates(terms, rows, slates),
        "candidates": _candidates(terms, rows),
    }
    tree = {
        "format": 1,
        "id": id_,
        "as_of": as_of,
        "factions": {_side(faction): {} for faction in slates.values()},
        "contests": {CONTEST: contest},
        "evidence": _evidence(past, public, id_, set(slates.values())),
    }
    return Published(id_, as_of, tree)


def later_results(past: History, id_: str) -> tuple[PastResult, ...]:
    """Read the contests after one that scales may be learned from when it is left out."""
    day = history.contest(past, id_).date.last
    after = [row for row in history.contests(past) if row.date.first > day]
    found = []
    for row in after:
        result = readable(past, row.contest)
        if result is not None:
            found.append(result)
    return tuple(found)


def readable(past: History, id_: str) -> PastResult | None:
    """Read a members' contest as a past result; None where it cannot be inverted."""
    terms = history.contest(past, id_)
    if terms.voters != "members":
        return None
    try:
        found = past_contest(past, id_)
    except DataError:
        return None
    return PastResult(id_.replace("-", "_"), terms.date.last, found, counts_of(past, id_))


def _evidence(past: History, public: History, id_: str, own: set[str]) -> dict[str, Any]:
    """Name what was public: results that can be inverted, ballots of members, nominations."""
    found: dict[str, Any] = {}
    for row in history.contests(past):
        known = any(each.contest == row.contest for each in public.results)
        if known and readable(public, row.contest) is not None:
            found[_key(row.contest)] = {"kind": "result", "history": row.contest}
    for ballot in _ballots(public, own):
        found[_key(ballot)] = {"kind": "ballot", "history": ballot}
    counts = counts_of(public, id_)
    listed = [row for row in history.results(past, id_) if row.slate]
    if len({row.faction for row in listed if row.candidate in counts}) > 1:
        found["nominations"] = {"kind": "nominations", "history": id_}
    return found


def _ballots(public: History, own: set[str]) -> list[str]:
    """Name the ballots on something else, of members where they were told apart.

    Of ballots held together, which say much the same, the one between fewest sides.
    """
    groups: dict[str, dict[tuple[int, int], str]] = {}
    for row in public.evidence:
        if row.kind == "ballot" and row.population in _WHO and row.faction in own:
            sides = sum(each.evidence == row.evidence for each in public.evidence)
            key = _WHO.index(row.population), sides
            groups.setdefault(str(row.date), {})[key] = row.evidence
    return [ids[min(ids)] for ids in groups.values()]


def _side(faction: str) -> str:
    """Name a slate's faction; a slate of independents is one by itself."""
    return "others" if faction == INDEPENDENT else faction


def _key(id_: str) -> str:
    return id_.replace("-", "_")


def _turnout(public: History) -> dict[str, Any]:
    """Take the newest number of members, and the mean turnout of their ballots."""
    newest = max(public.membership, key=lambda row: row.date.last, default=None)
    own = {row.contest for row in public.contests if row.voters == "members"}
    known = [row.turnout for row in public.ballots if row.contest in own and row.turnout]
    return {
        "electorate": newest.members if newest else _ELECTORATE,
        "turnout": sum(known) / len(known) if known else _TURNOUT,
        "turnout_give_or_take": _TURNOUT_SPREAD,
    }


def _behaviour(terms: history.Contest, rows: list[history.Result]) -> dict[str, Any]:
    """Leave lists unfollowed where what they asked for is unknown: no order, or too many names."""
    if terms.rule != "block":
        return {"discipline": 0.0, "discipline_give_or_take": 0.0, "loyalty": _UNORDERED}
    unknown = dict.fromkeys(_too_long(terms, rows), 0.0)
    return {"discipline": unknown, "discipline_give_or_take": unknown} if unknown else {}


def _too_long(terms: history.Contest, rows: list[history.Result]) -> list[str]:
    names = Counter(row.slate for row in rows if row.slate)
    return [slate for slate, count in names.items() if count > (terms.votes or terms.seats)]


def _slates(
    terms: history.Contest, rows: list[history.Result], slates: dict[str, str]
) -> dict[str, Any]:
    """Lay out slates; those of one faction share its support as they share its names."""
    allowed, long = terms.votes or terms.seats, _too_long(terms, rows)
    found: dict[str, Any] = {}
    for slate, faction in slates.items():
        names = [row.candidate for row in rows if row.slate == slate]
        side = [row for row in rows if row.slate and slates[row.slate] == faction]
        found[slate] = {"faction": _side(faction), "share": len(names) / len(side)}
        if terms.rule == "block" and slate in long:
            # Nobody follows the list, so which names it asks for does not matter.
            found[slate]["asks"] = names[:allowed]
    return found


def _candidates(terms: history.Contest, rows: list[history.Result]) -> dict[str, Any]:
    people: dict[str, Any] = {
        row.candidate: {"name": row.name, **({"slate": row.slate} if row.slate else {})}
        for row in rows
    }
    missing = (terms.candidates or 0) - len(rows)
    return people | ({"other": {"copies": missing}} if missing > 0 else {})
