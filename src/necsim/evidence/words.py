"""What a fit says, written into the words of a scenario wherever they are silent."""

from __future__ import annotations

from collections.abc import Mapping

from necsim.scenario import Scenario
from necsim.scenario.behaviour import DEFAULT
from necsim.scenario.contest import Contest


def filled(
    scenario: Scenario, id_: str, discipline: Mapping[str, float], appeals: Mapping[str, float]
) -> Scenario:
    """Fill discipline, by faction, and appeals, by candidate, into one contest's silent places."""
    contest = scenario.contests[id_]
    people = {
        who: words.model_copy(update={"appeal": appeals.get(who, 0.0)})
        if words.appeal is None
        else words
        for who, words in contest.candidates.items()
    }
    typed = contest.behaviour.discipline
    sides = {slate: contest.slates[slate].faction for slate in silent_slates(contest)}
    fitted = {slate: discipline[side] for slate, side in sides.items() if side in discipline}
    behaviour = contest.behaviour
    if fitted:
        stated = typed if isinstance(typed, dict) else {}
        behaviour = behaviour.model_copy(update={"discipline": {**stated, **fitted}})
    new = contest.model_copy(update={"candidates": people, "behaviour": behaviour})
    return scenario.model_copy(update={"contests": {**scenario.contests, id_: new}})


def silent_slates(contest: Contest) -> tuple[str, ...]:
    """Name the slates whose discipline nobody typed."""
    typed = contest.behaviour.discipline
    if typed is None:
        return tuple(contest.slates)
    if isinstance(typed, dict) and DEFAULT not in typed:
        return tuple(slate for slate in contest.slates if slate not in typed)
    return ()
