"""The committee: sitting seats, who may hold them, and who may control it."""

from __future__ import annotations

from pydantic import Field

from necsim.scenario.fields import Id, LogSpread, Name, Share, Words


class Seat(Words):
    """One sitting seat, or several that are alike."""

    holder: str = ""
    """Who sits there."""
    section: Name = ""
    """The part of the committee it belongs to."""
    faction: str | None = None
    """Whose seat it is; a faction or `independent`. Or state `chances`."""
    chances: dict[str, Share] = Field(default_factory=dict)
    """Chance that it is a faction's; what is left of 1 is independent."""
    count: int = Field(default=1, ge=1, le=10_000)
    """Seats this entry stands for."""
    bloc: bool = False
    """Whether they all move together."""
    votes: int = Field(default=1, ge=0, le=10_000)
    """Votes each has on the committee."""
    vacant: Share = 0.0
    """Chance that it stands empty."""


class Committee(Words):
    """The body whose open seats the contests fill."""

    name: Name = "Committee"
    """Shown in tables."""
    size: int | None = Field(default=None, ge=1)
    """Seats in all: a check that none was forgotten."""
    casting_vote: str | None = None
    """Seat or faction whose vote breaks a tie."""
    shift: LogSpread = 0.7
    """Spread shared by uncertain seats, on the logit: they tend to fall the same way."""
    coalitions: dict[Id, tuple[str, ...]] = Field(default_factory=dict)
    """Factions that would hold control together, by id of the coalition."""
    seats: dict[Id, Seat] = Field(default_factory=dict)
    """Sitting seats, by id; open seats come from the contests."""
