"""How members of one contest vote, in arrays: pulls, names asked for, ticks."""

from __future__ import annotations

import numpy as np

from necsim.kernels.pull import FAINTEST, camp_pull
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Counts, Flags, Floats, Keys
from necsim.link.votes_used import Group, further_ticks, solve_tick_law
from necsim.scenario.behaviour import DEFAULT, NONE, UNALIGNED, of
from necsim.scenario.contest import Contest
from necsim.scenario.reference import Reference, votes_used
from necsim.streams import name_key


class TooFewVotesError(ValueError):
    """Raised where members who follow their slate already use more votes than all are to use."""

    def __init__(self, share: float) -> None:
        super().__init__(f"{share:g} is too few: members who follow their slate already use more")


def block_law(id_: str, contest: Contest, reference: Reference, camps: Floats) -> BlockLaw:
    """Lay out how members vote; `camps` (G,) are the mean shares, which set free ticks.

    Raises
    ------
    TooFewVotesError
        Where no law of free ticks is low enough for the stated share of votes used.
    """
    pull = camp_pulls(contest, reference)
    attraction = np.maximum(np.exp(pull - pull.max(axis=1, keepdims=True)), FAINTEST)
    asked = _asked(contest)
    free = _free_ticks(contest, mean_discipline(contest, reference), camps, asked)
    keys = [name_key("camp", id_, camp) for camp in camp_ids(contest)]
    return BlockLaw(
        contest.invalid,
        attraction,
        asked,
        free,
        _list_ticks(free, asked),
        np.array(keys, np.uint64),
    )


def with_ticks(law: BlockLaw, share: float, camps: Floats, discipline: Floats) -> BlockLaw:
    """Solve free ticks afresh, one law for all camps (G,), where all use `share` of the votes.

    Raises
    ------
    TooFewVotesError
        Where no law of free ticks is low enough.
    """
    names: Counts = law.asked.sum(axis=1).astype(np.int64)
    free = solve_tick_law(share, law.free_ticks.shape[1] - 1, Group(camps, discipline, names))
    if free is None:
        raise TooFewVotesError(share)
    everyone = np.tile(free, (len(camps), 1))
    return law._replace(free_ticks=everyone, list_ticks=_list_ticks(everyone, law.asked))


def _list_ticks(free: Floats, asked: Flags) -> Floats:
    """Give the chances of further ticks (G, votes + 1) for those who have ticked all asked for."""
    return np.array([further_ticks(f, k) for f, k in zip(free, asked.sum(axis=1), strict=True)])


def central_camps(contest: Contest, support: dict[str, float]) -> Floats:
    """Give the mean share of each camp (G,) before segments, from the mean support of factions."""
    whole = leaned(contest, support)
    camps = [
        support.get(slate.faction, 0.0)
        * leaning(contest, slate.faction)
        * contest.slate_shares(slate.faction)[id_]
        / whole
        for id_, slate in contest.slates.items()
    ]
    return np.array([*camps, max(0.0, 1.0 - sum(camps))])


def leaned(contest: Contest, support: dict[str, float]) -> float:
    """Add up support, the unaligned included, as the contest's leans weigh it."""
    rest = max(0.0, 1.0 - sum(support.values()))
    return rest + sum(share * leaning(contest, faction) for faction, share in support.items())


def leaning(contest: Contest, faction: str) -> float:
    """Give how much a member of a faction's support weighs in this electorate: 1 as elsewhere."""
    return float(np.exp(contest.lean.get(faction, 0.0)))


def mean_discipline(contest: Contest, reference: Reference) -> Floats:
    """Give each camp's mean discipline (G,); the unaligned have none."""
    typed = contest.behaviour.discipline
    return np.array([*(of(typed, slate, reference.discipline) for slate in contest.slates), 0.0])


def camp_ids(contest: Contest) -> tuple[str, ...]:
    """Name the camps: one a slate, then the unaligned."""
    return (*contest.slates, UNALIGNED)


def camp_keys(id_: str, contest: Contest) -> Keys:
    """Name the camps' streams (G,)."""
    return np.array([name_key("camp", id_, camp) for camp in camp_ids(contest)], np.uint64)


def camp_pulls(contest: Contest, reference: Reference) -> Floats:
    """Give each camp's pull toward each candidate, on the log-weight scale (G, C)."""
    typed, camps = contest.behaviour, camp_ids(contest)
    factions = [*(slate.faction for slate in contest.slates.values()), None]
    on = [[slate in who.slate for who in contest.candidates.values()] for slate in contest.slates]
    affinity = [
        [
            typed.affinity_of(
                camp,
                target,
                kin=target != NONE and factions[g] == factions[j],
                reference=reference,
            )
            for j, target in enumerate([*contest.slates, NONE])
        ]
        for g, camp in enumerate(camps)
    ]
    return camp_pull(
        np.array(on, np.uint8).reshape(len(contest.slates), len(contest.candidates)),
        np.array([factions.index(faction) for faction in factions[:-1]], np.int64),
        np.array([of(typed.loyalty, slate, reference.loyalty) for slate in contest.slates]),
        np.array([of(typed.kinship, slate, reference.kinship) for slate in contest.slates]),
        np.array(affinity),
    )


def _asked(contest: Contest) -> Flags:
    """Say which names each camp's slate asks for (G, C): all of its own unless it says which."""
    asked = [
        [id_ in (slate.asks or contest.names_on(slate_id)) for id_ in contest.candidates]
        for slate_id, slate in contest.slates.items()
    ]
    return np.array([*asked, [False] * len(contest.candidates)], np.uint8)


def _free_ticks(contest: Contest, discipline: Floats, camps: Floats, asked: Flags) -> Floats:
    """Solve the free members' ticks (G, votes + 1) from the votes used by all ballots.

    Camps with a rate of their own are solved alone, the rest together from the common rate.
    """
    typed, names = contest.behaviour.votes_used, camp_ids(contest)
    votes = min(contest.allowed, len(contest.candidates))
    common = of(typed, DEFAULT, votes_used(contest.allowed))
    own = {g for g, name in enumerate(names) if isinstance(typed, dict) and name in typed}
    together = [g for g in range(len(names)) if g not in own]
    laws = np.zeros((len(names), votes + 1))
    for members in [together, *([g] for g in own)]:
        if not members:
            continue
        share = of(typed, names[members[0]], common) if members[0] in own else common
        counts: Counts = asked.sum(axis=1)[members].astype(np.int64)
        law = solve_tick_law(share, votes, Group(camps[members], discipline[members], counts))
        if law is None:
            raise TooFewVotesError(share)
        laws[members] = law
    return laws
