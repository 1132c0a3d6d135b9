"""Checks on factions and their support."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from necsim.scenario.behaviour import UNALIGNED
from necsim.scenario.draft import Path
from necsim.scenario.model import Scenario
from necsim.scenario.problem import ROUNDING, Problem, over_one, unknown_keys


def check_support(scenario: Scenario) -> Iterator[Problem]:
    """Check shares, their spreads and correlations against one another."""
    yield from _names(scenario)
    for name in ("support", "support_from_votes"):
        shares: dict[str, float] = getattr(scenario, name)
        yield from over_one(
            (name,), shares.values(), "they are shares of voting members: at most 1"
        )
        if UNALIGNED in shares:
            yield Problem((name, UNALIGNED), "unaligned is what the factions leave", "take it out")
    if scenario.support and scenario.support_from_votes:
        wrong = "stands beside support"
        yield Problem(("support_from_votes",), wrong, "state one of the two", (("support",),))
    if not (scenario.support or scenario.support_from_votes or scenario.evidence):
        yield from _nothing_to_vary(scenario)
    if scenario.evidence and scenario.support_correlation and scenario.give_or_take is None:
        wrong = "is fitted too where the spread of support is"
        yield Problem(("support_correlation",), wrong, "state give_or_take, or take it out")
    yield from _silent(scenario)
    yield from _votes_of_nobody(scenario)
    yield from _spreads(scenario)
    yield from _correlations(scenario.support_correlation)


def _names(scenario: Scenario) -> Iterator[Problem]:
    factions, spread = scenario.factions, scenario.give_or_take
    rest = (UNALIGNED,)
    for name in ("support", "support_from_votes"):
        yield from unknown_keys((name,), "faction", getattr(scenario, name), factions, rest)
    if isinstance(spread, dict):
        yield from unknown_keys(("give_or_take",), "faction", spread, factions, rest)
    at = ("support_correlation",)
    yield from unknown_keys(at, "faction", scenario.support_correlation, factions)
    for faction, others in scenario.support_correlation.items():
        yield from unknown_keys((*at, faction), "faction", others, factions)


def _nothing_to_vary(scenario: Scenario) -> Iterator[Problem]:
    """Report errors and correlations of a support that is nowhere stated."""
    for name in ("give_or_take", "support_correlation"):
        if getattr(scenario, name):
            wrong = "there is no [support] for it to speak of"
            yield Problem((name,), wrong, "state support", (("support",),))


def _silent(scenario: Scenario) -> Iterator[Problem]:
    """Report factions with a slate for which no share is stated, where others' are.

    Beside evidence what is not stated is fitted.
    """
    if scenario.evidence:
        return
    name = "support" if scenario.support else "support_from_votes"
    shares: dict[str, float] = getattr(scenario, name)
    for id_, contest in scenario.contests.items():
        for slate_id, slate in contest.slates.items():
            if shares and slate.faction in scenario.factions and slate.faction not in shares:
                wrong = f"says nothing of {slate.faction}, which has the slate {slate_id} in {id_}"
                needs = (("contests", id_, "slates", slate_id),)
                yield Problem(
                    (name,), wrong, f"add {slate.faction} = its share (0 for none)", needs
                )


def _votes_of_nobody(scenario: Scenario) -> Iterator[Problem]:
    """Report shares of votes for factions that have no slate where those votes are cast."""
    for id_, contest in tuple(scenario.contests.items())[:1]:
        standing = {slate.faction for slate in contest.slates.values()}
        for faction, share in scenario.support_from_votes.items():
            if share > 0.0 and faction in scenario.factions and faction not in standing:
                wrong = f"{faction} has no slate in {id_}, the contest that these votes are of"
                remedy = "take it out, or state [support] instead"
                yield Problem(("support_from_votes", faction), wrong, remedy, (("contests", id_),))


def _spreads(scenario: Scenario) -> Iterator[Problem]:
    stated, at = scenario.give_or_take, ("give_or_take",)
    if stated is None or not scenario.support:
        return
    shares = {**scenario.support, UNALIGNED: max(0.0, 1 - sum(scenario.support.values()))}
    if not isinstance(stated, dict):
        narrowest = min((share * (1 - share), share) for share in scenario.support.values())[1]
        yield from too_wide(at, stated, narrowest)
        return
    for faction, spread in stated.items():
        yield from too_wide((*at, faction), spread, shares.get(faction, 0.5))
    moving = [faction for faction, share in shares.items() if share > 0]
    if all(faction in stated for faction in moving):
        yield from _balanced({faction: stated[faction] for faction in moving})


def too_wide(path: Path, spread: float, share: float) -> Iterator[Problem]:
    """Report a standard deviation that no share with this mean can have."""
    most = sqrt(share * (1 - share)) if 0 < share < 1 else spread
    if spread > most:
        wrong = f"{spread:g} is more than a share of {share:g} can vary"
        yield Problem(path, wrong, f"it is one standard deviation, at most {most:.3g}")


def _balanced(spreads: dict[str, float]) -> Iterator[Problem]:
    """Report a spread above the sum of the others: what one loses the others must gain."""
    total = sum(spreads.values())
    for faction, spread in spreads.items():
        others = total - spread
        if spread > others + ROUNDING:
            wrong = f"{spread:g} is more than all others together ({others:g})"
            remedy = "what one loses the others gain: lower it, or leave one unstated"
            yield Problem(("give_or_take", faction), wrong, remedy, (("give_or_take",),))


def _correlations(stated: dict[str, dict[str, float]]) -> Iterator[Problem]:
    for one, others in stated.items():
        for other, value in others.items():
            path = ("support_correlation", one, other)
            back = stated.get(other, {}).get(one, value)
            if one == other:
                yield Problem(path, "a faction's correlation with itself is 1", "take it out")
            elif value != back:
                yield Problem(
                    path, f"is {value:g} here and {back:g} the other way", "state it once"
                )
