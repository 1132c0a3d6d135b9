"""Reference values (MODEL 10): what no scenario and no data can tell, in one place.

Inversion of past results and simulation read the same object, so that most of the error
of a value that is off cancels.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from pydantic import Field

from necsim.scenario.fields import (
    LogSpread,
    LogWeight,
    NotNegative,
    Positive,
    PositiveSpread,
    Share,
    Tail,
    Words,
)

VOTES_USED = ((1, 1.0), (2, 0.95), (3, 0.917), (6, 0.93), (9, 0.87))

# The 10 % and 90 % points of values that simulation takes as fixed, by address; in a contest, by
# the key of its behaviour. Around another value than the reference they keep their distances.
# Reasons stand in docs/method.md 10.
RANGES: Mapping[str, tuple[float, float]] = {
    "tail": (3.0, 15.0),
    "committee.shift": (0.3, 1.2),
    "reference.unaligned": (0.12, 0.28),
    "reference.unaligned_give_or_take": (0.03, 0.10),
    "reference.loyalty": (0.5, 2.5),
    "reference.kinship": (0.0, 2.0),
    "reference.affinity_rival": (-2.0, 0.5),
    "reference.affinity_unaligned": (-0.5, 0.5),
    "reference.hostile": (-5.0, -1.5),
    "reference.appeal_slate": (0.25, 0.75),
    "reference.appeal_off_slate": (0.4, 1.2),
    "reference.appeal_tail": (3.0, 15.0),
    "reference.discipline": (0.2, 0.8),
    "reference.discipline_spread": (0.75, 2.25),
    "reference.after_slate": (0.5, 0.85),
    "reference.preferences": (4.0, 9.0),
    "reference.segment_spread": (0.03, 0.3),
    "reference.drift": (0.1, 0.4),
    "reference.discipline_drift": (0.4, 1.0),
    "reference.poll_bias": (0.1, 0.4),
    "reference.poll_house": (0.15, 0.35),
    "reference.poll_extra": (0.05, 0.2),
    "reference.nominations_slope": (0.5, 1.1),
    "reference.nominations_spread": (0.15, 0.4),
    "reference.ballot_spread": (0.2, 0.6),
}
VOTES_USED_RANGE = (-0.04, 0.04)


class Reference(Words):
    """Values in force wherever a scenario is silent; each is an address a user can set."""

    unaligned: Share = 0.20
    """Share of voting members loyal to no slate. Votes alone do not identify it."""
    unaligned_give_or_take: NotNegative = 0.06
    """One standard deviation of the unaligned share, in share points."""
    loyalty: LogWeight = 1.25
    """A free member's log-weight for the own slate. Confounded with discipline, hence fixed."""
    kinship: LogWeight = 1.0
    """Log-weight for another slate of the own faction. Only April 2020 speaks to it."""
    affinity_rival: LogWeight = -0.5
    """Log-weight between slates of different factions. Unstable when left free."""
    affinity_unaligned: LogWeight = 0.0
    """Log-weight of the unaligned for any slate. Unstable when left free."""
    hostile: LogWeight = -3.0
    """Log-weight that the word `hostile` stands for."""
    appeal_slate: LogSpread = 0.5
    """Spread of appeal among candidates on slates; sets the scale on which discipline shows."""
    appeal_off_slate: LogSpread = 0.7
    """Spread of appeal off slates, where names differ more; celebrities are stated."""
    appeal_tail: Tail = 5.0
    """Degrees of freedom of drawn appeal: surprises are commoner than a normal law has them."""
    discipline: Share = 0.5
    """Centre of discipline without history: no data, so the middle."""
    discipline_spread: LogSpread = 1.5
    """Spread of discipline without history, on the logit: nearly flat between 0 and 1."""
    after_slate: Share = 0.7
    """Chance that a paper goes on after the slate's last name, as in Scotland's at six names."""
    preferences: float = Field(default=6.0, ge=1)
    """Mean number of preferences of a free ranking. Members' ballots elsewhere; sweep 4 to 9."""
    drift: PositiveSpread = 0.2
    """How far support drifts in a year, on the log scale. Fits learn it from past contests."""
    discipline_drift: LogSpread = 0.7
    """How far discipline moves from one contest to the next, on the logit."""
    poll_bias: PositiveSpread = 0.2
    """How far all polls of members are off together, on the log scale: as in 2020."""
    poll_house: PositiveSpread = 0.25
    """How far one house's polls are off beside that. Two houses differed by 0.49 in 2020."""
    poll_extra: PositiveSpread = 0.1
    """How far a poll is off by itself, beyond sampling."""
    nominations_slope: Positive = 0.75
    """How far nominations move with support, both on the log scale."""
    nominations_spread: PositiveSpread = 0.25
    """How far a contest's nominations are off by themselves, on the log scale."""
    ballot_spread: PositiveSpread = 0.35
    """How far a ballot on something else is off as a sign of support, on the log scale."""
    segment_spread: LogSpread = 0.1
    """Spread of a segment's own support on the log scale. No data."""


def votes_used(votes: int) -> float:
    """Give the share of allowed votes that ballots use, over all ballots.

    Published rates at 3, 6 and 9 votes; 1 by definition, 2 assumed; straight lines between,
    and the last rate beyond nine.
    """
    for (low, rate), (high, next_rate) in pairwise(VOTES_USED):
        if low <= votes <= high:
            return rate + (next_rate - rate) * (votes - low) / (high - low)
    return VOTES_USED[-1][1]
