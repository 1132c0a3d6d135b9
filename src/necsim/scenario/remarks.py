"""What follows from a scenario's values that no single one of them shows."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.scenario.contest import Contest
from necsim.scenario.model import Scenario


def warnings(scenario: Scenario) -> Iterator[str]:
    """Say what makes a forecast rest on nothing."""
    if not (scenario.support or scenario.support_from_votes or scenario.evidence):
        yield (
            "no support is stated: every faction is given an equal share and a spread of 1 on the "
            "log scale, so the chances say little; add [support] or [evidence]"
        )


def remarks(scenario: Scenario) -> Iterator[str]:
    """Say what a reader of the values might not expect of them."""
    yield from warnings(scenario)
    for id_, contest in scenario.contests.items():
        yield from _without_slate(scenario, id_, contest)
        yield from _turnout(id_, contest)


def _turnout(id_: str, contest: Contest) -> Iterator[str]:
    """Say where turnout, or a change of what is stated of it, can move nobody's share."""
    moved = contest.behaviour.mobilisation
    mobilised = any(moved.values()) if isinstance(moved, dict) else bool(moved)
    if len(contest.segments) < 2 and not mobilised:
        yield (
            f"contests.{id_}: one electorate, one turnout, no mobilisation: under these "
            "assumptions turnout moves the number of votes but nobody's share of them"
        )
    elif contest.support_turnout is None:
        yield (
            f"contests.{id_}: support is as stated at the stated turnout, so stating another moves "
            "nobody's share; to ask what another turnout would do, add "
            f"support_turnout = {contest.turnout:g} and then change turnout"
        )


def _without_slate(scenario: Scenario, id_: str, contest: Contest) -> Iterator[str]:
    standing = {slate.faction for slate in contest.slates.values()}
    for faction, share in scenario.support.items():
        if faction not in standing and share > 0.0:
            yield (
                f"contests.{id_}: {faction} has no slate here; its supporters vote as unaligned "
                "members"
            )
