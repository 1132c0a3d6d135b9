"""A contest: one ballot that fills some open seats."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from necsim.scenario.behaviour import Behaviour
from necsim.scenario.fields import Id, Ids, LogWeight, Name, NotNegative, Share, Words

Rule = Literal["block", "ers97", "scottish", "meek"]
INDEPENDENT = "independent"


class Slate(Words):
    """A list of candidates endorsed together; it belongs to a faction."""

    name: Name = ""
    """Shown in tables [the id]."""
    faction: str
    """The faction it belongs to."""
    share: Share | None = None
    """Share of the faction's support here [what the faction's other slates leave]."""
    share_give_or_take: NotNegative | None = None
    """One standard deviation of that share, in share points."""
    order: tuple[str, ...] = ()
    """Under STV, the order in which it asks members to rank [the order of the file]."""
    orders: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Orders that differ by segment."""
    asks: tuple[str, ...] = ()
    """Under block vote, which names it asks for, if it has more names than votes."""


class Candidate(Words):
    """A person standing; on no slate, one, or several."""

    name: Name = ""
    """Shown in tables [the id]."""
    slate: Ids = ()
    """The slate or slates that endorse the candidate."""
    faction: str | None = None
    """Whose seat a win would be [the first slate's faction, else independent]."""
    appeal: LogWeight | None = None
    """Personal vote on the log-weight scale: 0.7 doubles a free weight [from the fit, else 0]."""
    tags: tuple[str, ...] = ()
    """Words that minimums count, such as "woman"."""


class Segment(Words):
    """A part of the electorate with its own size, turnout and lean."""

    share: Share | None = None
    """Share of the electorate; or state `electorate`."""
    electorate: int | None = Field(default=None, ge=0, le=2_000_000_000)
    """Members entitled to vote; or state `share`."""
    turnout: Share | None = None
    """Central turnout here [the contest's]."""
    support_turnout: Share | None = None
    """Turnout here at which support is as stated [its own turnout, else the contest's]."""
    lean: dict[str, LogWeight] = Field(default_factory=dict)
    """By faction: support here against the whole, on the log scale."""


class Minimum(Words):
    """At least so many winners with a tag."""

    tag: str
    """The tag that is counted."""
    at_least: int = Field(ge=1)
    """How many winners must hold it."""


class Contest(Words):
    """One ballot with its own electorate and rule."""

    name: Name = ""
    """Shown in tables [the id]."""
    rule: Rule
    """How ballots become winners."""
    seats: int = Field(ge=1, le=255)
    """Open seats."""
    votes: int | None = Field(default=None, ge=1)
    """Block vote: names a member may tick [seats]."""
    electorate: int = Field(ge=0, le=2_000_000_000)
    """Members entitled to vote."""
    turnout: Share
    """Central share of them that votes."""
    turnout_give_or_take: NotNegative = 0.03
    """One standard deviation of turnout, in share points."""
    support_turnout: Share | None = None
    """Turnout at which support is as stated [turnout]."""
    invalid: Share = 0.0
    """Share of ballots cast that do not count."""
    lean: dict[str, LogWeight] = Field(default_factory=dict)
    """By faction: support in this electorate against the whole, on the log scale."""
    vacate: tuple[str, ...] = ()
    """Candidates without whom the same papers are counted again."""
    behaviour: Behaviour = Behaviour()
    """How members vote."""
    slates: dict[Id, Slate] = Field(default_factory=dict)
    """Slates, by id."""
    candidates: dict[Id, Candidate] = Field(default_factory=dict)
    """Candidates, by id."""
    segments: dict[Id, Segment] = Field(default_factory=dict)
    """Parts of the electorate, by id."""
    minimums: dict[Id, Minimum] = Field(default_factory=dict)
    """Minimums, by id."""

    @property
    def allowed(self) -> int:
        """Names a member may tick."""
        return self.seats if self.votes is None else self.votes

    @property
    def appeals(self) -> tuple[float, ...]:
        """Give each candidate's appeal, 0 where it is not stated."""
        return tuple(who.appeal or 0.0 for who in self.candidates.values())

    def settled_turnout(self, part: Segment) -> float:
        """Give the turnout of a segment at which support is as stated."""
        stated = (part.support_turnout, part.turnout, self.support_turnout)
        return next((share for share in stated if share is not None), self.turnout)

    def names_on(self, slate: str) -> tuple[str, ...]:
        """Give the candidates on a slate, in the order of the file."""
        return tuple(id_ for id_, who in self.candidates.items() if slate in who.slate)

    def faction_of(self, candidate: str) -> str:
        """Give the faction whose seat a candidate's win would be."""
        who = self.candidates[candidate]
        first = self.slates[who.slate[0]].faction if who.slate else INDEPENDENT
        return who.faction or first

    def slate_shares(self, faction: str) -> dict[str, float]:
        """Share out a faction's support among its slates; unstated ones split the rest."""
        stated = {id_: s.share for id_, s in self.slates.items() if s.faction == faction}
        silent = sum(share is None for share in stated.values())
        rest = max(0.0, 1 - sum(share or 0.0 for share in stated.values()))
        return {id_: rest / silent if share is None else share for id_, share in stated.items()}
