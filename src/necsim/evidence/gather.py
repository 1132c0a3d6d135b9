"""The words of evidence, and the history they name → numbers by id; nothing later than `as_of`."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from necsim import history
from necsim.errors import DataError, Fault, ScenarioError
from necsim.evidence.past import PastContest, past_contest, stated_contest
from necsim.evidence.pieces import Counts, Judged, PastResult, Pieces, Preceding, Sample
from necsim.history import History
from necsim.scenario import Scenario
from necsim.scenario.contest import Contest
from necsim.scenario.evidence import Ballot, Evidence, Judgement, Nominations, Poll, Result
from necsim.scenario.refusal import refusal

T = TypeVar("T")


class _WrongError(Exception):
    """Raised where a piece cannot be read: the key, what is wrong, and what to do."""


class Source(NamedTuple):
    """One piece: its id and words, the scenario, all of history and what was public of it."""

    id: str
    words: Evidence
    scenario: Scenario
    whole: History
    public: History

    @property
    def contest(self) -> str:
        """The contest it speaks to."""
        return self.words.contest or next(iter(self.scenario.contests))

    @property
    def stands(self) -> Contest:
        """The words of that contest."""
        return self.scenario.contests[self.contest]

    def named(self, name: str) -> str:
        """Give the id that a name in the source stands for."""
        return self.words.match.get(name, name)


def gather(scenario: Scenario) -> Pieces:
    """Read all evidence of a scenario.

    Raises
    ------
    ScenarioError
        With every piece that cannot be read, or that became public after `as_of`.
    """
    whole = _read_history(scenario.history)
    public = whole if scenario.as_of is None else _public(whole, scenario.as_of)
    faults: list[Fault] = []
    found: dict[type[Any], list[Any]] = {}
    for id_, words in scenario.evidence.items():
        try:
            piece = _READERS[type(words)](Source(id_, words, scenario, whole, public))
        except _WrongError as error:
            key, wrong, remedy = error.args
            faults.extend(refusal(scenario, f"evidence.{id_}{key}", wrong, remedy).faults)
        else:
            found.setdefault(type(piece), []).append(piece)
    if faults:
        raise ScenarioError(faults)
    kinds = (found.get(kind, []) for kind in (PastResult, Sample, Counts, Preceding, Judged))
    return Pieces(*(tuple(sorted(kind, key=lambda each: each.day)) for kind in kinds))


@lru_cache(maxsize=8)
def _read_history(folder: str | None) -> History:
    return history.read_history(folder)


@lru_cache(maxsize=32)
def _public(whole: History, day: date) -> History:
    return history.public_by(whole, day)


def _rows(source: Source, table: str, id_: str) -> tuple[Any, ...]:
    """Give the rows of a table under an id that were public in time, or say what is wrong."""
    rows = tuple(row for row in getattr(source.public, table) if row[0] == id_)
    if rows:
        return rows
    known = {row[0] for row in getattr(source.whole, table)}
    if id_ in known:
        later = min(row.published.last for row in getattr(source.whole, table) if row[0] == id_)
        wrong = f'"{id_}" was published on {later}, after as_of'
        raise _WrongError(".history", wrong, f"remove it, or move as_of ({source.scenario.as_of})")
    near = difflib.get_close_matches(id_, sorted(known), n=1)
    remedy = f'did you mean "{near[0]}"?' if near else "see `necsim show --history`"
    raise _WrongError(".history", f'history has no {table} of "{id_}"', remedy)


def _day(source: Source, known: Iterable[date] = ()) -> date:
    """Give the day that a piece describes: its own, else its source's, else `as_of`."""
    days = [source.words.date, max(known, default=None), source.scenario.as_of]
    return next(day for day in days if day is not None)


def _read_result(source: Source) -> PastResult:
    words = source.words
    assert isinstance(words, Result)
    if words.history is None:
        past = _readable(lambda: stated_contest(source.id, words, source.stands, source.named))
        return PastResult(source.id, _day(source), past, {})
    days = [row.date.last for row in _rows(source, "results", words.history)]
    past = _readable(lambda: past_contest(source.public, words.history or "", source.named))
    counts = newest_counts(source.public, words.history).items()
    return PastResult(
        source.id, _day(source, days), past, {source.named(who): n for who, n in counts}
    )


def _readable(read: Callable[[], PastContest]) -> PastContest:
    try:
        return read()
    except DataError as error:
        raise _WrongError("", str(error), "remove it") from None


def newest_counts(past: History, id_: str) -> dict[str, int]:
    """Give a contest's nominations at the count that covers most candidates, the newest of such."""
    rows = [row for row in past.nominations if row.contest == id_]
    counts = [{r.candidate: r.nominations for r in rows if r.date.last == day}
              for day in sorted({row.date.last for row in rows})]  # fmt: skip
    return max(reversed(counts), key=len, default={})


def _read_nominations(source: Source) -> Counts:
    words, days = source.words, list[date]()
    assert isinstance(words, Nominations)
    counts: Mapping[str, int] = words.counts
    if words.history is not None:
        days = [row.date.last for row in _rows(source, "nominations", words.history)]
        counts = _with_unlisted(source, newest_counts(source.public, words.history))
    people = source.stands.candidates
    found = {source.named(name): n for name, n in counts.items() if source.named(name) in people}
    if not any(found[id_] for id_ in found if people[id_].slate):
        wrong = "no candidate on a slate here has any"
        raise _WrongError("", wrong, "leave it out, or use match to name the candidates")
    return Counts(source.id, _day(source, days), source.contest, found)


def _with_unlisted(source: Source, counts: Mapping[str, int]) -> dict[str, int]:
    """Count whoever a published count leaves out at half of its last: it lists the first ones."""
    least = min(counts.values(), default=0) // 2
    listed = {source.named(name): n for name, n in counts.items()}
    return {id_: listed.get(id_, least) for id_ in source.stands.candidates}


def _read_poll(source: Source) -> Sample:
    words, days = source.words, list[date]()
    assert isinstance(words, Poll)
    shares, size, house = dict(words.shares), words.size, words.house
    if words.history is not None:
        rows = _rows(source, "evidence", words.history)
        days = [row.date.last for row in rows]
        shares, size = _shares(source, rows), size or rows[0].size
        house = house or rows[0].by
    if size is None:
        raise _WrongError(".size", "is missing", "say how many were asked")
    groups = _groups(source, shares, by_faction=words.asks == "loyalty")
    return Sample(
        source.id, _day(source, days), source.contest, words.asks, house or "", size,
        words.design_effect, words.undecided, groups,
    )  # fmt: skip


def _read_ballot(source: Source) -> Preceding:
    words, days = source.words, list[date]()
    assert isinstance(words, Ballot)
    shares = dict(words.shares)
    if words.counts:
        total = sum(words.counts.values())
        shares = {name: votes / total for name, votes in words.counts.items()}
    if words.history is not None:
        rows = _rows(source, "evidence", words.history)
        days = [row.date.last for row in rows]
        shares = _shares(source, rows)
    groups = _groups(source, shares, by_faction=len(shares) == 1)
    return Preceding(source.id, _day(source, days), source.contest, groups)


def _shares(source: Source, rows: tuple[history.Option, ...]) -> dict[str, float]:
    """Give shares by faction of the options that stand for one with a slate here."""
    own = {slate.faction for slate in source.stands.slates.values()}
    total = sum(row.votes or 0 for row in rows)
    found: dict[str, float] = {}
    for row in rows:
        faction = source.words.match.get(row.option, source.named(row.faction))
        share = row.share if row.share is not None else (row.votes or 0) / max(total, 1)
        if faction in own:
            found[faction] = found.get(faction, 0.0) + share
    if not found:
        wrong = "none of its options stands for a faction with a slate here"
        raise _WrongError(".history", wrong, "remove it, or use match to say which does")
    return found


def _groups(source: Source, shares: Mapping[str, float], *, by_faction: bool) -> dict[str, float]:
    """Name groups by id, in the order of factions where support is asked."""
    groups: dict[str, float] = {}
    for name, share in shares.items():
        id_ = source.named(name)
        slates = source.stands.slates
        id_ = slates[id_].faction if by_faction and id_ in slates else id_
        groups[id_] = groups.get(id_, 0.0) + share
    return groups


def _read_judgement(source: Source) -> Judged:
    words = source.words
    assert isinstance(words, Judgement)
    shares = _groups(source, words.shares, by_faction=True)
    stated = words.give_or_take
    off = stated if isinstance(stated, dict) else dict.fromkeys(words.shares, stated)
    missing = [name for name in words.shares if name not in off]
    if missing:
        wrong = f"says nothing of {', '.join(missing)}"
        raise _WrongError(".give_or_take", wrong, "state one for each share")
    spreads = _groups(source, off, by_faction=True)
    return Judged(source.id, _day(source), shares, spreads)


_READERS: dict[type[Any], Callable[[Source], Any]] = {
    Result: _read_result,
    Poll: _read_poll,
    Nominations: _read_nominations,
    Ballot: _read_ballot,
    Judgement: _read_judgement,
}
