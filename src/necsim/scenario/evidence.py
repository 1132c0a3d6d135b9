"""The words for evidence: what was known before the vote, one class a kind."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag

from necsim.scenario.fields import NotNegativeOrTable, Share, Words, fault

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
Counts: TypeAlias = dict[str, Annotated[int, Field(ge=0)]]


class Known(Words):
    """What all evidence has."""

    contest: str | None = None
    """The contest it speaks to [the only one]."""
    date: Day | None = None
    """The day it describes [as in history, else as_of]; a partial date counts as its last day."""
    published: Day | None = None
    """The day it became public [date]."""
    match: dict[str, str] = Field(default_factory=dict)
    """Names in the source, and the ids they stand for here."""


class Result(Known):
    """The published outcome of a past contest of the same members, by block vote."""

    kind: Literal["result"]
    """result"""
    history: str | None = None
    """Id of a published contest; or state `counts`, or a `file` of candidate, votes and slate."""
    counts: Counts = Field(default_factory=dict)
    """Votes, by candidate."""
    slates: dict[str, str] = Field(default_factory=dict)
    """The slate or faction that each candidate stood for [as in the contest]; "" for none."""
    seats: int | None = Field(default=None, ge=1, le=255)
    """Seats that were filled [as many as in the contest]."""
    votes: int | None = Field(default=None, ge=1)
    """Names that a member could tick [seats]."""
    ballots: int | None = Field(default=None, ge=1)
    """Valid ballots [reckoned from the votes]."""


class Poll(Known):
    """A sample of members, asked before the vote."""

    kind: Literal["poll"]
    """poll"""
    history: str | None = None
    """Id of a published poll; or state `shares`, or a `file` of option and share."""
    asks: Literal["votes", "loyalty"]
    """Whether it asked how they would vote, or which slate they belong to."""
    house: str | None = None
    """Who asked; houses that are not named are one house each."""
    size: int | None = Field(default=None, ge=1)
    """Members asked; needed, unless it is in history."""
    design_effect: float = Field(default=1.5, ge=1)
    """How many times larger the sampling variance is than a simple random sample's."""
    undecided: Share = 0.0
    """Share that would not say."""
    shares: dict[str, Share] = Field(default_factory=dict)
    """Share of those who said, by slate or faction."""


class Nominations(Known):
    """Numbers of bodies that nominated each candidate."""

    kind: Literal["nominations"]
    """nominations"""
    history: str | None = None
    """Id of a published contest; or state `counts`, or a `file` of candidate and nominations."""
    counts: Counts = Field(default_factory=dict)
    """Nominations, by candidate."""


class Ballot(Known):
    """A preceding ballot of the same members on something else."""

    kind: Literal["ballot"]
    """ballot"""
    history: str | None = None
    """Id of a published ballot; or state `counts` or `shares`, or a `file` of option and votes."""
    counts: Counts = Field(default_factory=dict)
    """Votes, by slate or faction."""
    shares: dict[str, Share] = Field(default_factory=dict)
    """Shares of votes, by slate or faction."""


class Judgement(Known):
    """What somebody who knows the members thinks."""

    kind: Literal["judgement"]
    """judgement"""
    shares: dict[str, Share] = Field(min_length=1)
    """Support, by faction."""
    give_or_take: NotNegativeOrTable
    """One standard deviation of it, in share points."""


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
