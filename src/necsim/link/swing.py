"""The uniform swing: how far a faction's support has to move until it wins so many seats.

Others give way in proportion and members of each camp vote as they do, so only the camps' shares
change. Of a contest's voters let a faction have the share λ: expected votes are then linear in λ,
and who leads whom changes only where two of these lines cross. The answer is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Floats
from necsim.link.expected import camp_votes
from necsim.link.law import central_camps, leaned, leaning, mean_discipline
from necsim.link.lay import lay_law
from necsim.rules import RULES
from necsim.scenario import Scenario
from necsim.scenario.contest import Contest

_NOTHING = 1e-12  # of support or of votes per ballot: what rounding may leave


class Swing(NamedTuple):
    """The swing, in share points, from which on a faction wins at least so many seats.

    −support where it wins them with none at all; None where no swing is enough.
    """

    contest: str
    faction: str
    seats: int
    swing: float | None


class _Lines(NamedTuple):
    """Expected votes (C,) of a faction's candidates and the rest, without its support and with all.

    `mine` and `others` (C,) say which of those who may be elected are whose.
    """

    none: Floats
    full: Floats
    mine: NDArray[np.bool_]
    others: NDArray[np.bool_]


def uniform_swings(scenario: Scenario, support: dict[str, float]) -> Iterator[Swing]:
    """Give the swings at the central world of each block vote, by faction with candidates in it.

    Seats go to the most expected votes, level ones to the faction asked about. Minimums are left
    out of account, and how members vote is laid once, at the given mean support of factions.
    """
    for id_, contest in scenario.contests.items():
        if RULES[contest.rule].ballot == "ranking":
            continue
        law = lay_law(scenario, id_, support)
        assert isinstance(law, BlockLaw)
        appeal = np.array(contest.appeals)
        votes = camp_votes(law, mean_discipline(contest, scenario.reference), appeal)
        for faction in scenario.factions:
            found = _contest_swings(contest, votes, support, faction)
            yield from (Swing(id_, faction, k, swing) for k, swing in enumerate(found, start=1))


def _contest_swings(
    contest: Contest, votes: Floats, support: dict[str, float], faction: str
) -> Iterator[float | None]:
    """Give the swing for 1, 2, … seats, from the votes (G, C) of each camp's members."""
    now = support.get(faction, 0.0)
    others = _without(support, faction)
    standing = np.array([who not in contest.vacate for who in contest.candidates])
    mine = np.array([contest.faction_of(who) == faction for who in contest.candidates])
    lines = _Lines(
        central_camps(contest, others) @ votes,
        central_camps(contest, {faction: 1.0}) @ votes,
        mine & standing,
        ~mine & standing,
    )
    # With support s the faction has the share λ = s·a / (s·a + (1 − s)·b) of this contest's voters.
    a, b = leaning(contest, faction), leaned(contest, others)
    for share in _tipping_shares(lines, contest.seats):
        yield None if share is None else share * b / (share * b + (1.0 - share) * a) - now


def _without(support: dict[str, float], faction: str) -> dict[str, float]:
    """Give the others' support where a faction has none; where it had all, nobody else has any."""
    rest = 1.0 - support.get(faction, 0.0)
    if rest <= _NOTHING:
        return {}
    return {name: share / rest for name, share in support.items() if name != faction}


def _tipping_shares(lines: _Lines, seats: int) -> Iterator[float | None]:
    """Give the smallest share λ of voters from which on the faction has 1, 2, … seats."""
    edges = np.array([0.0, *_crossings(lines), 1.0])
    middles = (edges[:-1, None] + edges[1:, None]) / 2.0
    votes = lines.none + middles * (lines.full - lines.none)
    own, rivals = (-np.sort(-votes[:, who]) for who in (lines.mine, lines.others))
    rivals = np.hstack([rivals, np.full((len(votes), seats), -np.inf)])
    for k in range(1, min(seats, own.shape[1]) + 1):
        wins = own[:, k - 1] >= rivals[:, seats - k] - _NOTHING
        yield float(edges[wins.argmax()]) if wins.any() else None


def _crossings(lines: _Lines) -> Floats:
    """Find the shares, rising, at which a candidate of the faction and another are level."""
    none, full = (each[lines.mine, None] - each[lines.others] for each in lines[:2])
    cross = np.sign(none) * np.sign(full) < 0.0
    return np.sort(none[cross] / (none - full)[cross])
