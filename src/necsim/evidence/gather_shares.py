"""Polls and preceding ballots, from history or typed: shares by slate or faction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from necsim.evidence.pieces import Preceding, Sample
from necsim.evidence.sources import Sources, dated, day_of, has, identify, refused, rows
from necsim.history import Option
from necsim.scenario.evidence import Ballot, Poll
from necsim.scenario.matching import contests_of, groups, match_all


class _Part(NamedTuple):
    """What one option or candidate had: whom it may stand for, votes and share where known."""

    id: str
    name: str
    faction: str
    votes: int | None
    share: float | None


def gather_poll(sources: Sources, id_: str, piece: Poll) -> Sample:
    """Collect a poll.

    Raises
    ------
    RefusedError
        Where history does not have it by `as_of`, or it speaks of nobody here or of no number.
    """
    known, day, size, by = groups(sources.scenario, piece), None, piece.size, ""
    if piece.history is None:
        shares = _sum(match_all(piece.shares, piece.match, known))
    else:
        options = _options(sources, piece.history, "poll")
        shares = _shares(sources, piece, map(_option, options))
        day, by = day_of(options[0]), options[0].by
        size = piece.size or options[0].size
    if size is None:
        raise refused("size", "is not known to history", "add size = …, the members asked")
    return Sample(
        id_, dated(piece, day, sources.scenario), next(iter(contests_of(sources.scenario, piece))),
        piece.asks, piece.house or by or id_, size, piece.design_effect, piece.undecided, shares,
    )  # fmt: skip


def gather_ballot(sources: Sources, id_: str, piece: Ballot) -> Preceding:
    """Collect a ballot on something else, or a contest read as one.

    Raises
    ------
    RefusedError
        Where history does not have it by `as_of`, or it speaks of nobody here.
    """
    known, day = groups(sources.scenario, piece), None
    if piece.history is not None:
        day, parts = _past_ballot(sources, piece.history)
        shares = _shares(sources, piece, parts)
    elif piece.counts:
        whole = sum(piece.counts.values())
        named = match_all(piece.counts, piece.match, known)
        shares = _sum((group, count / whole) for group, count in named)
    else:
        shares = _sum(match_all(piece.shares, piece.match, known))
    contest = next(iter(contests_of(sources.scenario, piece)))
    return Preceding(id_, dated(piece, day, sources.scenario), contest, shares)


def _sum(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for group, share in pairs:
        total[group] = total.get(group, 0.0) + share
    return total


def _options(sources: Sources, id_: str, kind: str) -> tuple[Option, ...]:
    options: tuple[Option, ...] = rows(sources, "evidence", id_)
    if options[0].kind != kind:
        wrong = f"{id_} is a {options[0].kind}"
        raise refused("history", wrong, f'write kind = "{options[0].kind}", or name another')
    return options


def _option(row: Option) -> _Part:
    return _Part(row.option, row.name, row.faction, row.votes, row.share)


def _past_ballot(sources: Sources, id_: str) -> tuple[date, list[_Part]]:
    """Find a ballot among the evidence, else among the results."""
    if not has(sources, "results", id_):
        options = _options(sources, id_, "ballot")
        return day_of(options[0]), list(map(_option, options))
    fared = rows(sources, "results", id_)
    if all(row.elected for row in fared):
        wrong = f"of {id_} only the winners are known: no share of its votes"
        raise refused("history", wrong, "remove it")
    # A candidate's own id stands for no slate or faction; only the faction does.
    return day_of(fared[0]), [_Part("", "", row.faction, row.votes, row.share) for row in fared]


def _shares(sources: Sources, piece: Poll | Ballot, parts: Iterable[_Part]) -> dict[str, float]:
    """Add up shares by slate or faction; options that stand for nobody here are left out."""
    known, factions = groups(sources.scenario, piece), sources.scenario.factions
    pairs: list[tuple[str, float]] = []
    published = _known_shares(list(parts))
    if not published:
        raise refused("history", f"{piece.history} has no votes and no shares", "remove it")
    for part, share in published:
        faction = piece.match.get(part.faction, part.faction)
        group = identify(part.id, part.name, piece.match, known) if part.id else None
        group = group or (faction if faction in factions else None)
        if group is not None:
            pairs.append((group, share))
    if not pairs:
        wrong = f"{piece.history} has no share of any slate or faction here"
        raise refused("history", wrong, 'add match = { option = "faction" }, or remove it')
    return _sum(pairs)


def _known_shares(parts: list[_Part]) -> list[tuple[_Part, float]]:
    """Give shares of all votes where every option's are known, else shares as published.

    Where no share was published they are of the votes that are known. Rounded shares may add up
    to a little more than 1: then they are of their sum.
    """
    votes = [(part, float(part.votes)) for part in parts if part.votes is not None]
    shares = [(part, part.share) for part in parts if part.share is not None]
    if votes and (len(votes) == len(parts) or not shares):
        whole = sum(count for _, count in votes)
        return [(part, count / whole) for part, count in votes] if whole else []
    whole = max(1.0, sum(share for _, share in shares))
    return [(part, share / whole) for part, share in shares]
