"""How members of one contest vote, in arrays: pulls, names asked for, ticks, minimums."""

from __future__ import annotations

import numpy as np

from necsim.kernels.pull import FAINTEST, camp_pull
from necsim.kernels.shapes import BlockLaw, Minimums
from necsim.kernels.types import Counts, Flags, Floats
from necsim.plan.labels import ContestLabels
from necsim.plan.votes_used import Group, further_ticks, solve_tick_law
from necsim.scenario import Scenario
from necsim.scenario.behaviour import DEFAULT, NONE, UNALIGNED, of
from necsim.scenario.contest import Contest
from necsim.scenario.reference import votes_used
from necsim.scenario.refusal import refusal
from necsim.streams import name_key


def block_law(scenario: Scenario, id_: str, labels: ContestLabels, camps: Floats) -> BlockLaw:
    """Lay out how members vote; `camps` (G,) are the mean shares, which set free ticks."""
    contest = scenario.contests[id_]
    pull = _pull(scenario, contest, labels)
    attraction = np.maximum(np.exp(pull - pull.max(axis=1, keepdims=True)), FAINTEST)
    asked = _asked(contest, labels)
    free = _free_ticks(scenario, id_, labels, camps, asked)
    names = asked.sum(axis=1)
    further = np.array([further_ticks(law, k) for law, k in zip(free, names, strict=True)])
    keys = [name_key("camp", id_, slate.id) for slate in labels.slates]
    return BlockLaw(
        contest.invalid,
        attraction,
        asked,
        free,
        further,
        np.array([*keys, name_key("camp", id_, UNALIGNED)], np.uint64),
    )


def minimums(contest: Contest) -> Minimums:
    """Lay out the minimums: winners needed (M,) and who counts toward each (M, C)."""
    tags = [
        [minimum.tag in who.tags for who in contest.candidates.values()]
        for minimum in contest.minimums.values()
    ]
    needs = [minimum.at_least for minimum in contest.minimums.values()]
    shape = (len(needs), len(contest.candidates))
    return Minimums(np.array(needs, np.int64), np.array(tags, np.uint8).reshape(shape))


def _pull(scenario: Scenario, contest: Contest, labels: ContestLabels) -> Floats:
    reference, typed = scenario.reference, contest.behaviour
    camps = [*(slate.id for slate in labels.slates), UNALIGNED]
    factions = [slate.faction for slate in labels.slates]
    on = [[slate.id in who.slates for who in labels.candidates] for slate in labels.slates]
    affinity = [
        [
            typed.affinity_of(
                camp,
                target,
                kin=g < len(factions) and j < len(factions) and factions[g] == factions[j],
                reference=reference,
            )
            for j, target in enumerate([*camps[:-1], NONE])
        ]
        for g, camp in enumerate(camps)
    ]
    return camp_pull(
        np.array(on, np.uint8).reshape(len(factions), len(labels.candidates)),
        np.array([factions.index(faction) for faction in factions], np.int64),
        np.array([of(typed.loyalty, slate, reference.loyalty) for slate in camps[:-1]]),
        np.array([of(typed.kinship, slate, reference.kinship) for slate in camps[:-1]]),
        np.array(affinity),
    )


def _asked(contest: Contest, labels: ContestLabels) -> Flags:
    """Say which names each camp's slate asks for (G, C): all of its own unless it says which."""
    asked = [
        [
            who.id in contest.slates[slate.id].asks
            if contest.slates[slate.id].asks
            else slate.id in who.slates
            for who in labels.candidates
        ]
        for slate in labels.slates
    ]
    return np.array([*asked, [False] * len(labels.candidates)], np.uint8)


def _free_ticks(
    scenario: Scenario, id_: str, labels: ContestLabels, camps: Floats, asked: Flags
) -> Floats:
    """Solve the free members' ticks (G, votes + 1) from the votes used by all ballots.

    Camps with a rate of their own are solved alone, the rest together from the common rate.
    """
    contest = scenario.contests[id_]
    typed, names = contest.behaviour.votes_used, [*(s.id for s in labels.slates), UNALIGNED]
    common = of(typed, DEFAULT, votes_used(contest.allowed))
    own = {g for g, name in enumerate(names) if isinstance(typed, dict) and name in typed}
    together = [g for g in range(len(names)) if g not in own]
    discipline = mean_discipline(scenario, contest, labels)
    laws = np.zeros((len(names), labels.votes + 1))
    for members in [together, *([g] for g in own)]:
        if not members:
            continue
        share = of(typed, names[members[0]], common) if members[0] in own else common
        counts: Counts = asked.sum(axis=1)[members].astype(np.int64)
        law = solve_tick_law(
            share, labels.votes, Group(camps[members], discipline[members], counts)
        )
        if law is None:
            raise refusal(
                scenario,
                f"contests.{id_}.behaviour.votes_used",
                f"{share:g} is too few: members who follow their slate already use more",
                "raise it, or lower discipline",
            )
        laws[members] = law
    return laws


def mean_discipline(scenario: Scenario, contest: Contest, labels: ContestLabels) -> Floats:
    """Give each camp's mean discipline (G,); the unaligned have none."""
    typed, reference = contest.behaviour.discipline, scenario.reference.discipline
    return np.array([*(of(typed, slate.id, reference) for slate in labels.slates), 0.0])
