"""Checks on one contest: slates, candidates, segments, minimums, behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose, prod

from necsim.rules import MOST_PAPERS
from necsim.scenario.behaviour import of
from necsim.scenario.check_support import too_wide
from necsim.scenario.contest import Contest, Slate
from necsim.scenario.draft import Path
from necsim.scenario.problem import Problem, over_one, twice, unknown_ids, unknown_keys

Factions = tuple[str, ...]

# Ways to have met some of the minimums; the count keeps a number for each.
_MOST_STATES = 10_000


def check_contest(at: Path, contest: Contest, factions: Factions) -> Iterator[Problem]:
    """Check one contest."""
    if not contest.candidates:
        yield Problem((*at, "candidates"), "nobody stands", "add candidates, or candidates_from")
    yield from _votes(at, contest)
    yield from _papers(at, contest)
    yield from too_wide(
        (*at, "turnout_give_or_take"), contest.turnout_give_or_take, contest.turnout
    )
    yield from unknown_keys((*at, "lean"), "faction", contest.lean, factions)
    yield from unknown_ids((*at, "vacate"), "candidate", contest.vacate, contest.candidates)
    for id_, slate in contest.slates.items():
        yield from _slate((*at, "slates", id_), id_, slate, contest, factions)
    yield from _slate_shares(at, contest)
    for id_, who in contest.candidates.items():
        path = (*at, "candidates", id_)
        yield from unknown_ids((*path, "slate"), "slate", who.slate, contest.slates)
        yield from twice((*path, "slate"), who.slate)
        if who.faction is not None:
            names = (who.faction,)
            yield from unknown_ids((*path, "faction"), "faction", names, factions, ("independent",))
    yield from _segments(at, contest, factions)
    yield from _minimums(at, contest)
    yield from _behaviour(at, contest)


def _votes(at: Path, contest: Contest) -> Iterator[Problem]:
    if contest.votes is None:
        return
    path = (*at, "votes")
    if contest.rule != "block":
        wrong = f"votes are counted out under block only, not under {contest.rule}"
        yield Problem(path, wrong, "take it out", ((*at, "rule"),))
    elif contest.votes > contest.seats:
        wrong = f"{contest.votes} votes for {contest.seats} seats"
        remedy = "a member may tick at most as many names as there are seats"
        yield Problem(path, wrong, remedy, ((*at, "seats"),))


def _papers(at: Path, contest: Contest) -> Iterator[Problem]:
    """Report more papers than a rule counts exactly; a run checks those that it draws."""
    papers, most = contest.electorate * contest.turnout, MOST_PAPERS.get(contest.rule)
    if most is not None and papers > most:
        wrong = f"{papers:,.0f} vote, and {contest.rule} counts at most {most:,} papers exactly"
        yield Problem((*at, "electorate"), wrong, "count them by ers97", ((*at, "turnout"),))


def _slate(
    at: Path, id_: str, slate: Slate, contest: Contest, factions: Factions
) -> Iterator[Problem]:
    names = contest.names_on(id_)
    yield from unknown_ids((*at, "faction"), "faction", (slate.faction,), factions)
    lists = [((*at, "order"), slate.order), ((*at, "asks"), slate.asks)]
    lists += [((*at, "orders", segment), order) for segment, order in slate.orders.items()]
    for path, stated in lists:
        yield from unknown_ids(path, "candidate", stated, contest.candidates)
        yield from _off_slate(path, stated, names, contest)
        yield from twice(path, stated)
    yield from unknown_keys((*at, "orders"), "segment", slate.orders, contest.segments)
    people = (*at[:2], "candidates")
    if not names:
        yield Problem(at, "no candidate stands on it", "add one, or withdraw it", (people,))
    elif contest.rule == "block":
        yield from _asks(at, slate, len(names), contest)


def _off_slate(
    path: Path, stated: tuple[str, ...], names: tuple[str, ...], contest: Contest
) -> Iterator[Problem]:
    for name in stated:
        if name in contest.candidates and name not in names:
            remedy = "name those who stand on it, or add the slate to the candidate"
            yield Problem(path, f'"{name}" does not stand on this slate', remedy)


def _asks(at: Path, slate: Slate, names: int, contest: Contest) -> Iterator[Problem]:
    if slate.asks and len(slate.asks) > contest.allowed:
        wrong = f"asks for {len(slate.asks)} names with {contest.allowed} votes"
        yield Problem((*at, "asks"), wrong, f"ask for at most {contest.allowed}")
    elif not slate.asks and names > contest.allowed:
        wrong = f"has {names} names for {contest.allowed} vote{'s' if contest.allowed > 1 else ''}"
        remedy = f"add asks = the {contest.allowed} names it asks members to tick"
        yield Problem(at, wrong, remedy, ((*at[:2], "seats"), (*at[:2], "votes")))


def _slate_shares(at: Path, contest: Contest) -> Iterator[Problem]:
    for faction in {slate.faction: None for slate in contest.slates.values()}:
        shares = [s.share or 0.0 for s in contest.slates.values() if s.faction == faction]
        remedy = f"they are shares of the support of {faction}: at most 1"
        for problem in over_one((*at, "slates"), shares, remedy):
            yield problem._replace(wrong=f"shares of the slates of {faction} {problem.wrong}")
        stated = all(s.share is not None for s in contest.slates.values() if s.faction == faction)
        if stated and sum(shares) < 1 - 1e-6:
            wrong = f"shares of the slates of {faction} add up to {sum(shares):.6g}"
            yield Problem((*at, "slates"), wrong, "make them add up to 1, or leave one out")


def _segments(at: Path, contest: Contest, factions: Factions) -> Iterator[Problem]:
    path = (*at, "segments")
    for id_, segment in contest.segments.items():
        yield from unknown_keys((*path, id_, "lean"), "faction", segment.lean, factions)
        if (segment.share is None) == (segment.electorate is None):
            yield Problem((*path, id_), "needs either share or electorate", "state one of the two")
    shares = [s.share for s in contest.segments.values() if s.share is not None]
    sizes = [s.electorate for s in contest.segments.values() if s.electorate is not None]
    if shares and sizes:
        wrong = "some state a share and some an electorate"
        yield Problem(path, wrong, "state the same for all")
    elif shares and not isclose(sum(shares), 1, abs_tol=1e-6):
        yield Problem(path, f"shares add up to {sum(shares):.6g}", "they must add up to 1")
    elif sizes and sum(sizes) != contest.electorate:
        wrong = f"electorates add up to {sum(sizes):,}, the contest's is {contest.electorate:,}"
        yield Problem(path, wrong, "make them agree", ((*at, "electorate"),))


def _minimums(at: Path, contest: Contest) -> Iterator[Problem]:
    able: dict[str, set[str]] = {}
    alone = True
    people = (*at, "candidates")
    for id_, minimum in contest.minimums.items():
        path, who = (*at, "minimums", id_), contest.candidates
        able[id_] = {name for name, person in who.items() if minimum.tag in person.tags}
        if minimum.at_least > contest.seats:
            wrong = f"{minimum.at_least} winners of {contest.seats} seats"
            alone = False
            yield Problem(path, wrong, f"ask for at most {contest.seats}", ((*at, "seats"),))
        elif minimum.at_least > len(able[id_]):
            wrong = f'only {len(able[id_])} candidates have the tag "{minimum.tag}"'
            remedy = f"tag {minimum.at_least} candidates, or lower at_least"
            alone = False
            yield Problem(path, wrong, remedy, (people,))
    needs = [minimum.at_least for minimum in contest.minimums.values()]
    if not alone or len(needs) < 2:
        return
    around = ((*at, "seats"), people)
    if prod(need + 1 for need in needs) > _MOST_STATES:
        wrong = "too many winners are asked for in too many ways to count them out"
        yield Problem((*at, "minimums"), wrong, "ask for fewer minimums, or lower some", around)
    elif (fewest := _fewest_winners(needs, list(able.values()), contest)) > contest.seats:
        wrong = f"together they take {fewest} winners of {contest.seats} seats"
        yield Problem((*at, "minimums"), wrong, "lower one", around)


def _fewest_winners(needs: list[int], able: list[set[str]], contest: Contest) -> int:
    """Count the fewest winners who meet every minimum at once, whoever's tags overlap."""
    fewest = {(0,) * len(needs): 0}
    for name in contest.candidates:
        for met, winners in list(fewest.items()):
            helped = zip(met, needs, able, strict=True)
            more = tuple(min(have + (name in who), need) for have, need, who in helped)
            fewest[more] = min(fewest.get(more, winners + 1), winners + 1)
    return fewest[tuple(needs)]


def _behaviour(at: Path, contest: Contest) -> Iterator[Problem]:
    path, words = (*at, "behaviour"), ("default", "unaligned")
    for name in type(contest.behaviour).model_fields:
        value = getattr(contest.behaviour, name)
        if isinstance(value, dict) and name != "affinity":
            yield from unknown_keys((*path, name), "slate", value, contest.slates, words)
    yield from _discipline((*path, "discipline_give_or_take"), contest)
    affinity = contest.behaviour.affinity
    yield from unknown_keys((*path, "affinity"), "slate", affinity, contest.slates, ("unaligned",))
    for camp, targets in affinity.items():
        inner = (*path, "affinity", camp)
        yield from unknown_keys(inner, "slate", targets, contest.slates, ("none",))
    yield from _votes_used((*path, "votes_used"), contest)
    yield from _length(path, contest)


def _length(path: Path, contest: Contest) -> Iterator[Problem]:
    """Report a mean number of preferences that cannot be, or that stands beside a stop."""
    stated, at = contest.behaviour.preferences, (*path, "preferences")
    for slate, number in stated.items() if isinstance(stated, dict) else (("", stated),):
        if number is not None and number < 1:
            wrong = f"{number:g} is less than one preference a ballot"
            yield Problem((*at, slate) if slate else at, wrong, "a mean of at least 1")
    if stated is not None and contest.behaviour.stop is not None:
        wrong = "stands beside stop, and both say where rankings end"
        yield Problem(at, wrong, "state one of the two", ((*path, "stop"),))


def _discipline(path: Path, contest: Contest) -> Iterator[Problem]:
    """Report spreads that a stated discipline cannot have."""
    spread, centre = contest.behaviour.discipline_give_or_take, contest.behaviour.discipline
    if spread is None or centre is None:
        return
    pairs = {(of(spread, slate, 0.0), of(centre, slate, 0.5)) for slate in contest.slates}
    for stated, share in sorted(pairs):
        yield from too_wide(path, stated, share)


def _votes_used(path: Path, contest: Contest) -> Iterator[Problem]:
    stated = contest.behaviour.votes_used
    for slate, rate in stated.items() if isinstance(stated, dict) else (("", stated),):
        if rate is not None and rate * contest.allowed < 1:
            wrong = f"{rate:g} of {contest.allowed} votes is less than one name a ballot"
            remedy = f"it is a share of the votes allowed: at least {1 / contest.allowed:.3g}"
            yield Problem((*path, slate) if slate else path, wrong, remedy, ((*path[:2], "seats"),))
