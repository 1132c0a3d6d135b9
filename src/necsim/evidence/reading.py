"""Logs of shares as linear functions of a fit's state: of support itself, and of votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from necsim.evidence.descent import slopes
from necsim.evidence.layout import Layout
from necsim.evidence.standing import members
from necsim.evidence.words import filled
from necsim.kernels.types import Floats
from necsim.link.lay import lay_law
from necsim.link.votes import votes_by
from necsim.scenario import Scenario


class Reading(NamedTuple):
    """Log shares of some groups, slopes (n, D) · x + constant (n,); their factions beside.

    `shares` (n,) are those where it is exact.
    """

    shares: Floats
    slopes: Floats
    constant: Floats
    factions: tuple[str, ...]

    def odds(self) -> Reading:
        """Give log odds instead of log shares."""
        rest = 1.0 - self.shares
        return self._replace(
            slopes=self.slopes / rest[:, None],
            constant=(self.constant - np.log(self.shares)) / rest + np.log(self.shares / rest),
        )


class Votes(NamedTuple):
    """Expected votes (C,) of a contest around a state, and their slopes (C, D)."""

    scenario: Scenario
    contest: str
    at: Floats
    votes: Floats
    slopes: Floats

    def read(self, names: Iterable[str]) -> Reading:
        """Read shares of all votes: a slate's, or those of a faction's candidates."""
        contest = self.scenario.contests[self.contest]
        sides = [contest.slates[n].faction if n in contest.slates else n for n in names]
        own = np.array([members(contest, name) for name in names], float)
        whole = self.votes.sum()
        shares = own @ self.votes / whole
        moved = (own @ self.slopes - shares[:, None] * self.slopes.sum(axis=0)) / whole
        return _around(self.at, shares, moved, tuple(sides))


def read_support(layout: Layout, at: Floats, names: Iterable[str], *, aligned: bool) -> Reading:
    """Read shares of support, of all members or of those aligned with some faction."""
    factions = tuple(names)
    rest, everyone = slice(layout.unaligned, layout.unaligned + 1), layout.shares(at)
    places = [layout.factions.index(name) for name in factions]
    shares, unaligned = everyone[places], everyone[-1]
    moved = np.zeros((len(factions), layout.size))
    moved[:, layout.support] = -np.outer(shares, everyone[:-1]) / (1.0 - unaligned)
    moved[np.arange(len(factions)), places] += shares
    moved[:, rest] = -(shares * unaligned)[:, None]
    if aligned:
        whole = 1.0 - unaligned
        shares, moved[:, rest] = shares / whole, 0.0
        moved = moved / whole
    return _around(at, shares, moved, factions)


def read_votes(
    layout: Layout, scenario: Scenario, contest: str, at: Floats, appeals: Mapping[str, float]
) -> Votes:
    """Find how a contest's expected votes move with support and discipline around a state."""

    def words(world: Floats) -> Scenario:
        return filled(scenario, contest, layout.mean_discipline(world), appeals)

    def votes(world: Floats) -> Floats:
        there = words(world).contests[contest]
        return votes_by(law, there, layout.support_of(world), scenario.reference)

    world = at[: layout.world]
    # Laid once, as for a plan: ticks stay what they are at the centre.
    law = lay_law(words(world), contest, layout.support_of(world))
    by = np.zeros((len(scenario.contests[contest].candidates), layout.size))
    by[:, : layout.world] = slopes(votes, world, step=1e-3)
    return Votes(scenario, contest, at, votes(world), by)


def _around(at: Floats, shares: Floats, moved: Floats, factions: tuple[str, ...]) -> Reading:
    """Give log shares from shares and their slopes at a state."""
    by = moved / shares[:, None]
    return Reading(shares, by, np.log(shares) - by @ at, factions)
