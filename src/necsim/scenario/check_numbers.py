"""Checks on the numbers that a piece of evidence states, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from necsim.scenario.contest import INDEPENDENT, Contest
from necsim.scenario.draft import Path
from necsim.scenario.evidence import Ballot, Evidence, Judgement, Nominations, Poll, Result
from necsim.scenario.matching import contests_of, groups, match_all, match_name, people
from necsim.scenario.model import Scenario
from necsim.scenario.problem import Problem, over_one, unknown_ids, unknown_keys


def check_numbers(at: Path, piece: Evidence, scenario: Scenario) -> Iterator[Problem]:
    """Check whom the numbers of a piece speak of, and that they can be."""
    shares = getattr(piece, "shares", {})
    yield from over_one((*at, "shares"), shares.values(), "they are shares: at most 1")
    if isinstance(piece, Result):
        yield from _result(at, piece, scenario)
    elif isinstance(piece, Poll):
        yield from _poll(at, piece, groups(scenario, piece))
    elif isinstance(piece, Nominations):
        yield from _nominations(at, piece, scenario)
    elif isinstance(piece, Ballot):
        yield from _ballot(at, piece, groups(scenario, piece))
    else:
        yield from _judgement(at, piece, scenario)


def wrong_counts(counts: Mapping[str, int], contest: Contest) -> tuple[str, str] | None:
    """Say what keeps nominations, by candidate, from telling anything, and the remedy."""
    if not any(counts.values()):
        return "are all zero: they say nothing", "remove it"
    if not any(contest.candidates[id_].slate for id_ in counts):
        return "are of nobody on a slate: they say nothing of support", "remove it"
    return None


def _result(at: Path, piece: Result, scenario: Scenario) -> Iterator[Problem]:
    yield from _twice((*at, "candidates"), piece.candidates, piece, people(scenario, piece))
    for name, who in piece.candidates.items():
        named = () if who.faction is None else (who.faction,)
        path = (*at, "candidates", name, "faction")
        yield from unknown_ids(path, "faction", named, scenario.factions, (INDEPENDENT,))
    contest = next(iter(contests_of(scenario, piece).values()), None)
    if contest is None or not piece.candidates:
        return
    if piece.seats is None and contest.rule != "block":
        wrong = "are not stated, and the contest is no block vote"
        yield Problem((*at, "seats"), wrong, "add seats = …, and votes = … if they were fewer")
    yield from _votes(at, piece, contest)


def _votes(at: Path, piece: Result, contest: Contest) -> Iterator[Problem]:
    """Check the votes of a past contest against its seats and its ballots."""
    seats, allowed = piece.terms(contest)
    needs = tuple((*at, name) for name in ("seats", "votes", "ballots", "candidates"))
    if allowed > seats:
        yield Problem(
            (*at, "votes"), f"{allowed} votes for {seats} seats", "at most one a seat", needs
        )
    votes = {name: who.votes for name, who in piece.candidates.items() if who.votes is not None}
    if votes and not any(votes.values()):
        yield Problem((*at, "candidates"), "have no votes: they say nothing", "remove it")
    if piece.ballots is None:
        return
    for name, count in votes.items():
        if count > piece.ballots:
            wrong = f"{count:,} votes from {piece.ballots:,} ballots"
            yield Problem((*at, "candidates", name, "votes"), wrong, "mend one of the two", needs)
    if sum(votes.values()) > piece.ballots * allowed:
        wrong = f"allow {piece.ballots * allowed:,} votes, and {sum(votes.values()):,} were counted"
        yield Problem((*at, "ballots"), wrong, "mend ballots, votes or a candidate's", needs)


def _poll(at: Path, piece: Poll, known: Mapping[str, str]) -> Iterator[Problem]:
    yield from _strangers((*at, "shares"), "slate or faction", piece.shares, piece, known)
    if piece.size is None and not piece.history:
        yield Problem((*at, "size"), "is missing", "add size = …, the members asked")


def _nominations(at: Path, piece: Nominations, scenario: Scenario) -> Iterator[Problem]:
    standing = people(scenario, piece)
    path = (*at, "counts")
    yield from _strangers(path, "candidate", piece.counts, piece, standing)
    yield from _twice(path, piece.counts, piece, standing)
    for contest in contests_of(scenario, piece).values():
        pairs = match_all(piece.counts, piece.match, standing)
        found = {id_: count for id_, count in pairs if id_ in contest.candidates}
        if found and (wrong := wrong_counts(found, contest)):
            yield Problem(path, *wrong, needs=(("contests",),))


def _ballot(at: Path, piece: Ballot, known: Mapping[str, str]) -> Iterator[Problem]:
    """Check that something is left: who has no slate or faction here is somebody else."""
    for name, stated in (("counts", piece.counts), ("shares", piece.shares)):
        if stated and all(match_name(each, piece.match, known) is None for each in stated):
            yield from _strangers((*at, name), "slate or faction", stated, piece, known)
    if piece.counts and not any(piece.counts.values()):
        yield Problem((*at, "counts"), "are all zero: nobody voted", "remove it")


def _judgement(at: Path, piece: Judgement, scenario: Scenario) -> Iterator[Problem]:
    errors = piece.give_or_take
    stated = errors if isinstance(errors, dict) else {}
    if piece.match:
        yield Problem((*at, "match"), "is of no use to a judgement", "name the factions by id")
    yield from unknown_keys((*at, "shares"), "faction", piece.shares, scenario.factions)
    yield from unknown_keys((*at, "give_or_take"), "faction", stated, piece.shares)
    for faction in piece.shares if stated else ():
        if faction not in stated:
            wrong, remedy = f"says nothing of {faction}", f"add {faction} = …"
            yield Problem((*at, "give_or_take"), wrong, remedy)
    typed = errors if isinstance(errors, dict) else {"": errors}
    for key, error in typed.items():
        path = (*at, "give_or_take", key) if key else (*at, "give_or_take")
        if error == 0:
            yield Problem(path, "is 0: nobody is that sure", "state [support] to hold it there")
        elif error > 1:
            yield Problem(path, f"is {error:g}", "it is in share points: at most 1")


def _strangers(
    path: Path, what: str, names: Iterable[str], piece: Evidence, known: Mapping[str, str]
) -> Iterator[Problem]:
    """Report each name that stands for nobody here."""
    strange = [name for name in names if match_name(name, piece.match, known) is None]
    yield from unknown_keys(path, what, strange, dict.fromkeys((*known, *known.values())))


def _twice(
    path: Path, names: Iterable[str], piece: Evidence, known: Mapping[str, str]
) -> Iterator[Problem]:
    """Report each name that stands for somebody whom another has stood for."""
    seen: dict[str, str] = {}
    for name in names:
        id_ = match_name(name, piece.match, known) or name
        if id_ in seen:
            wrong = f'stands for "{id_}", as "{seen[id_]}" does'
            yield Problem((*path, name), wrong, "keep one of the two")
        seen.setdefault(id_, name)
