"""Past results, from history or typed: a contest as words and numbers, with nominations."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from necsim import history
from necsim.errors import DataError
from necsim.evidence.past import PastContest, past_contest
from necsim.evidence.pieces import PastResult
from necsim.evidence.sources import (
    RefusedError,
    Sources,
    dated,
    day_of,
    identify,
    refused,
    rows,
    widest_count,
)
from necsim.history import Ballots, Day, History
from necsim.scenario.contest import INDEPENDENT, Contest
from necsim.scenario.evidence import Fared, Result
from necsim.scenario.fields import RESERVED
from necsim.scenario.matching import contests_of, people
from necsim.scenario.problem import Problem

_REMEDY = "remove it"


def gather_result(sources: Sources, id_: str, piece: Result) -> PastResult:
    """Collect a past contest, its people by the ids they have here.

    Raises
    ------
    RefusedError
        Where history does not have it by `as_of`, or it cannot be inverted.
    """
    if piece.history is not None:
        return _published(sources, id_, piece, piece.history)
    day = dated(piece, None, sources.scenario)
    past = _typed(sources, id_, piece, Day(day.isoformat(), day, day))
    return PastResult(id_, day, _inverted(past, id_, ""), {})


def _inverted(past: History, id_: str, key: str) -> PastContest:
    try:
        return past_contest(past, id_)
    except DataError as error:
        raise refused(key, str(error), _REMEDY) from None


def _published(sources: Sources, id_: str, piece: Result, contest: str) -> PastResult:
    """Take a contest from history, renamed to the ids of the scenario."""
    fared: tuple[history.Result, ...] = rows(sources, "results", contest)
    terms = rows(sources, "contests", contest)
    known, match = people(sources.scenario, piece), piece.match

    def renamed(row: history.Result) -> history.Result:
        who = identify(row.candidate, row.name, match, known) or row.candidate
        slate, faction = match.get(row.slate, row.slate), match.get(row.faction, row.faction)
        return row._replace(candidate=who, slate=slate, faction=faction)

    renames = {row.candidate: renamed(row).candidate for row in fared}
    _check_apart(renames.values(), "history")
    past = sources.public._replace(contests=terms, results=tuple(map(renamed, fared)))
    nominated = (row for row in sources.public.nominations if row.contest == contest)
    counts = {renames[row.candidate]: row.nominations for row in widest_count(nominated, renames)}
    day = dated(piece, day_of(fared[0]), sources.scenario)
    return PastResult(id_, day, _inverted(past, contest, "history"), counts)


def _check_apart(ids: Iterable[str], key: str) -> None:
    for id_, count in Counter(ids).items():
        if count > 1:
            wrong = f'{count} of its candidates stand for "{id_}"'
            raise refused(key, wrong, "mend match, or give another candidate here another id")


def _typed(sources: Sources, id_: str, piece: Result, day: Day) -> History:
    """Write what was typed as the tables that history would have of it."""
    contest = next(iter(contests_of(sources.scenario, piece).values()))
    seats, votes = piece.terms(contest)
    terms = history.Contest(
        id_, day, day, "", "", "", "block", seats, votes, None, None, "", "", ""
    )
    fared = _candidates(sources, piece, contest, terms)
    valid = Ballots(id_, day, day, None, None, piece.ballots, None, "", "")
    return History((terms,), fared, ballots=(valid,) if piece.ballots else ())


def _candidates(
    sources: Sources, piece: Result, contest: Contest, terms: history.Contest
) -> tuple[history.Result, ...]:
    """Give a row a candidate; slates and factions not stated are those of the scenario."""
    known, day = people(sources.scenario, piece), terms.date
    ids = {
        name: identify(name, who.name or "", piece.match, known) or slug(name)
        for name, who in piece.candidates.items()
    }
    _check_apart(ids.values(), "candidates")
    slates = {name: _slate(who, ids[name], contest) for name, who in piece.candidates.items()}
    factions = _factions(sources, piece, contest, slates)
    return tuple(
        history.Result(
            terms.contest, ids[name], who.name or name, slates[name], factions[name], "",
            who.votes, None, None, None, who.elected, day, day, "", "",
        )
        for name, who in piece.candidates.items()
    )  # fmt: skip


def _slate(who: Fared, id_: str, contest: Contest) -> str:
    """Give the slate stated, else the candidate's here unless it is of another faction."""
    if who.slate is not None or id_ not in contest.candidates:
        return who.slate or ""
    here = contest.candidates[id_].slate
    ours = here and who.faction in (None, contest.slates[here[0]].faction)
    return here[0] if ours else ""


def _factions(
    sources: Sources, piece: Result, contest: Contest, slates: dict[str, str]
) -> dict[str, str]:
    """Give each candidate's faction: a slate's is stated by any of its names, else as here."""
    by_slate = {id_: slate.faction for id_, slate in contest.slates.items()}
    by_slate |= {id_: id_ for id_ in sources.scenario.factions if id_ not in by_slate}
    for name, who in piece.candidates.items():
        if slates[name] and who.faction:
            by_slate[slates[name]] = who.faction
    lost = [name for name, slate in slates.items() if slate and slate not in by_slate]
    if lost:
        remedy = "add faction = … to one of its names"
        raise RefusedError(
            *(Problem(("candidates", name, "slate"), f"{slates[name]} has no known faction", remedy)
              for name in lost)
        )  # fmt: skip
    return {
        name: by_slate[slates[name]] if slates[name] else who.faction or INDEPENDENT
        for name, who in piece.candidates.items()
    }


def slug(name: str) -> str:
    """Make an id of a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return word if word[:1].isalpha() and word not in RESERVED else f"candidate_{word}".rstrip("_")
