"""The words for evidence: what was known before the vote, one class a kind."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag

from necsim.scenario.contest import Contest
from necsim.scenario.fields import Id, NotNegativeOrTable, Share, Words, fault

KINDS = ("result", "poll", "nominations", "ballot", "judgement")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


def _last_day(value: Any) -> Any:
    """Read "2018" and "2018-01" as the last day they hold."""
    if not isinstance(value, str):
        return value
    match = _PARTIAL.fullmatch(value)
    year, month = (int(match[1]), int(match[2] or 12)) if match else (0, 0)
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        raise fault(f"{value!r} is no date", 'write 2018-01-11, or "2018-01" or "2018" for part')
    return date(year, month, calendar.monthrange(year, month)[1])


Day: TypeAlias = Annotated[date, BeforeValidator(_last_day, json_schema_input_type=date | str)]
_MOST = 2_000_000_000  # as many as an electorate may have
Counts: TypeAlias = dict[str, Annotated[int, Field(ge=0, le=_MOST)]]
Whole: TypeAlias = Annotated[int, Field(ge=1, le=_MOST)]


class Known(Words):
    """What all evidence has."""

    contest: str | None = None
    """The contest it speaks to [the only one]."""
    date: Day | None = None
    """The day it describes, a partial date its last; [history's, else published, else as_of]."""
    published: Day | None = None
    """The day it became public [date]; history has its own."""
    match: dict[str, str] = Field(default_factory=dict)
    """Names and ids in the source, and the ids they stand for here."""


class Fared(Words):
    """How one candidate fared in a past contest."""

    name: str | None = None
    """The candidate's name [the key]."""
    votes: int | None = Field(default=None, ge=0, le=_MOST)
    """Votes; left out where they are not known."""
    slate: Id | None = None
    """The slate then [the candidate's slate here]."""
    faction: str | None = None
    """The slate's faction then, or the candidate's if on no slate [as here]."""
    elected: bool | None = None
    """Whether elected."""


class Result(Known):
    """The published outcome of a past contest of the same members, a block vote."""

    kind: Literal["result"]
    """result"""
    history: str | None = None
    """Id of a published contest; or state `file` or `candidates`."""
    candidates: dict[str, Fared] = Field(default_factory=dict)
    """Who stood, by id or name."""
    seats: Whole | None = None
    """Seats filled, beside `file` or `candidates` [the contest's]."""
    votes: Whole | None = None
    """Names a member could tick, beside `file` or `candidates` [seats, else the contest's]."""
    ballots: Whole | None = None
    """Valid ballots, beside `file` or `candidates` [reckoned from the votes]."""

    def terms(self, contest: Contest) -> tuple[int, int]:
        """Give the seats filled and the names a member could tick, as stated or as here."""
        if self.seats is None:
            return contest.seats, self.votes or contest.allowed
        return self.seats, self.votes or self.seats


class Poll(Known):
    """A sample of members, asked before the vote."""

    kind: Literal["poll"]
    """poll"""
    asks: Literal["votes", "loyalty"]
    """Whether it asked how they would vote, or which slate they belong to."""
    history: str | None = None
    """Id of a published poll; or state `file` or `shares`."""
    house: str | None = None
    """Who asked [history's; unnamed houses are taken to be different ones]."""
    size: Whole | None = None
    """Members asked [history's]."""
    design_effect: float = Field(default=1.5, ge=1)
    """How many times larger the sampling variance is than a simple random sample's."""
    undecided: Share = 0.0
    """Share that would not say."""
    shares: dict[str, Share] = Field(default_factory=dict)
    """Share of those who said, by slate or faction; the rest is for somebody else."""


class Nominations(Known):
    """Numbers of bodies that nominated each candidate."""

    kind: Literal["nominations"]
    """nominations"""
    history: str | None = None
    """Id of a published contest; or state `file` or `counts`."""
    counts: Counts = Field(default_factory=dict)
    """Nominations, by candidate; whoever is left out is unknown, not 0."""


class Ballot(Known):
    """A preceding ballot of the same members on something else."""

    kind: Literal["ballot"]
    """ballot"""
    history: str | None = None
    """Id of a published ballot or contest; or state `file`, `counts` or `shares`."""
    counts: Counts = Field(default_factory=dict)
    """Votes, by slate or faction; other names count towards the whole only."""
    shares: dict[str, Share] = Field(default_factory=dict)
    """Shares of votes, by slate or faction; other names are left out."""


class Judgement(Known):
    """What somebody who knows the members thinks."""

    kind: Literal["judgement"]
    """judgement"""
    shares: dict[str, Share] = Field(min_length=1)
    """Support, by faction."""
    give_or_take: NotNegativeOrTable
    """One standard deviation of it, in share points: one number, or by faction."""


def _tag(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, Mapping) else getattr(value, "kind", None)
    return f"<{kind}>" if kind in KINDS else None


Evidence: TypeAlias = Annotated[
    Annotated[Result, Tag("<result>")]
    | Annotated[Poll, Tag("<poll>")]
    | Annotated[Nominations, Tag("<nominations>")]
    | Annotated[Ballot, Tag("<ballot>")]
    | Annotated[Judgement, Tag("<judgement>")],
    Discriminator(_tag),
]
